from __future__ import annotations

import pytest

from intents.model.query import Op
from intents.phrasing.words import count_word, label_ordinal, operator_name, question_ordinal

ORDINALS = {
    (3, 0): ("第 3 个", "第3个"),
    (-1, 0): ("最后一个", "最后一个"),
    (-2, 0): ("倒数第 2 个", "倒数第2个"),
    (1, 3): ("前 3 个", "前三个"),
    (1, 2): ("前 2 个", "前两个"),
    (2, 4): ("第 2 至 4 个", "第2到第4个"),
    (-2, -1): ("最后 2 个", "最后两个"),
}


@pytest.mark.parametrize(("number", "until"), ORDINALS)
def test_ordinals(number: int, until: int) -> None:
    assert (label_ordinal(number, until), question_ordinal(number, until)) == ORDINALS[number, until]


@pytest.mark.parametrize(("count", "word"), [(1, "一"), (2, "两"), (3, "三"), (12, "十二")])
def test_count_word(count: int, word: str) -> None:
    assert count_word(count) == word


@pytest.mark.parametrize(("op", "count", "name"), [(">=", 1, "不少于"), (">=", 2, "至少"), ("==", 1, "恰好")])
def test_operator_name(op: Op, count: int, name: str) -> None:
    assert operator_name(op, count) == name
