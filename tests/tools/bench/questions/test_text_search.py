"""The plain search that judges an engine."""

from pathlib import Path

import pytest

from tests.questions.notices import NoticeIndex
from tests.tools.bench.questions.text_search import TextSearch, without_punctuation

NOTICE = """\
id: n
tiers:
- name: null
  cases:
  - {title: 推行“电梯+维保”模式, aliases: [电梯管家], agencies: [江苏省南京市市场监督管理局]}
  - {title: 推行电梯维保模式，让群众少跑腿, agencies: [江苏省南京市市场监督管理局]}
  - {title: 探索G60气瓶管家, aliases: [维保], agencies: [江苏省南京市市场监督管理局]}
"""
ONE, TWO, THREE = (f"n/1/{number}" for number in (1, 2, 3))


@pytest.fixture(scope="module")
def text_search(tmp_path_factory: pytest.TempPathFactory) -> TextSearch:
    file: Path = tmp_path_factory.mktemp("subjects") / "n.yaml"
    file.write_text(NOTICE, encoding="utf-8")
    return TextSearch(NoticeIndex([file]))


def test_punctuation_and_case_are_ignored() -> None:
    assert without_punctuation("“互联网+”，G60 走廊（试点）") == "互联网g60走廊试点"


def test_a_title_is_the_whole_title(text_search: TextSearch) -> None:
    assert text_search.with_title("推行电梯维保模式") == {ONE}
    assert text_search.with_title("电梯维保") == frozenset()


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["电梯维保"], {ONE, TWO}),
        (["电梯", "维保"], {ONE, TWO}),
        (["管家"], {ONE, THREE}),
        (["管家", "维保"], {ONE, THREE}),
        (["g60"], {THREE}),
        (["模式电梯"], set()),
        (["管家", "少跑腿"], set()),
    ],
)
def test_texts_are_found_in_titles_and_aliases(text_search: TextSearch, texts: list[str], expected: set[str]) -> None:
    assert text_search.containing(texts) == expected


@pytest.mark.parametrize(
    ("text", "whole", "expected"),
    [
        ("推行电梯保模式", True, {ONE}),
        ("推行电梯保模式", False, {ONE, TWO}),
        ("梯管家", False, {ONE}),
        ("瓶家", False, {THREE}),
        ("电梯维保", True, set()),
        ("电保", False, set()),
    ],
)
def test_one_character_more(text_search: TextSearch, text: str, *, whole: bool, expected: set[str]) -> None:
    assert text_search.with_one_more_character(text, whole=whole) == expected
