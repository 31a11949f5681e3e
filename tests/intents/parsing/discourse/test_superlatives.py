from __future__ import annotations

import pytest

from intents.interpreter import Interpreter
from intents.parsing.discourse.superlatives import find_superlative

DESCRIBED = {
    "a case": ("单位最多的案例有安徽吗", ("单位最多的案例", "有安徽吗")),
    "a case pointed at": ("单位最多的那个有哪些单位", ("单位最多的那个", "有哪些单位")),
    "one case": ("单位最多的那一个是谁做的，有江苏吗", ("单位最多的那一个", "是谁做的，有江苏吗")),
    "inside the case": ("单位最少的案例里有没有安徽", ("单位最少的案例", "有没有安徽")),
    "after 是哪个": ("单位最多的案例是哪个，是最佳吗", ("单位最多的案例", "是最佳吗")),
    "after a question": ("哪个案例单位最多，有安徽吗", ("哪个案例单位最多", "有安徽吗")),
    "a place": ("参与最多的省有哪些最佳案例", ("参与最多的省", "有哪些最佳案例")),
    "a unit": ("参与最多的单位参与了哪些案例", ("参与最多的单位", "参与了哪些案例")),
    "a place pointed at": ("案例最少的那个省没参与哪些", ("案例最少的那个省", "没参与哪些")),
    "only which": ("单位最多的案例是哪个", None),
    "only a list": ("单位最多的案例有哪些", None),
    "several": ("单位最多的三个案例有哪些单位", ("单位最多的三个案例", "有哪些单位")),
    "several in front": ("单位数前三名的案例里有几个最佳", ("单位数前三名的案例", "有几个最佳")),
    "several places": ("参与最多的三个省有哪些最佳案例", None),
    "of the last ranking": ("排第一的那个有几家单位", None),
    "who is first": ("单位最多的是安徽吗", None),
    "whether a place is first": ("案例最少的省是不是江苏", None),
    "whether a case is first": ("单位最多的案例是叉车那个吗", None),
    "two things": ("单位最多的案例和叉车案例有共同的单位吗", None),
    "nothing": ("安徽参与了哪些案例", None),
}


@pytest.mark.parametrize(("question", "expected"), DESCRIBED.values(), ids=DESCRIBED)
def test_what_is_described_and_what_is_asked_of_it(
    understanding: Interpreter, question: str, expected: tuple[str, str] | None
) -> None:
    mentions = understanding.read(question).mentions
    found = find_superlative(mentions)
    words = [mention.text for mention in mentions]
    assert (found and ("".join(words[: found.end]), "".join(words[found.start :]))) == expected
