from __future__ import annotations

import pytest

from data.model import Notice
from intents.interpreter import Interpreter
from intents.language.normalize import normalize
from intents.parsing.notices.facts import years
from tests.intents.names import DATASET

FACTS = {
    "a fact by its name": ("合作备忘录", "合作备忘录"),
    "words that stand apart": ("备忘录是哪一年签署的", "备忘录"),
    "the words of its name apart": ("这个通知的具体日期", "通知的日期"),
    "another way round": ("评选一共用了什么样的流程", "评选流程"),
}


@pytest.mark.parametrize(("text", "fact"), FACTS.values(), ids=FACTS)
def test_a_question_about_the_notice(understanding: Interpreter, text: str, fact: str) -> None:
    query = understanding.read(normalize(text).clean).query
    assert query.ask == "notice"
    assert query.fact == fact


CASES = {
    "a place": "安徽的流程",
    "a unit": "计量处怎么评选",
    "cases": "安徽参与了哪些案例",
    "another subject": "天气的流程",
    "units of cases in that notice": "这份通知里哪些单位参与了不止一个案例",
    "words in another order": "流程评选天气",
}


@pytest.mark.parametrize("text", CASES.values(), ids=CASES)
def test_no_question_about_the_notice(understanding: Interpreter, text: str) -> None:
    assert understanding.read(normalize(text).clean).query.ask != "notice"


YEARS = {
    "none": (None, "关于公布案例的通知", (), set()),
    "of the date": ("2024-05-06", "通知", (), {"2024"}),
    "of the title": (None, "关于公布2023年案例的通知", (), {"2023"}),
    "of other names": ("2024-01-02", "2023年通知", ("2022年的",), {"2022", "2023", "2024"}),
    "other numbers are none": (None, "12345热线通知", (), set()),
}


@pytest.mark.parametrize(("issued", "title", "aliases", "expected"), YEARS.values(), ids=YEARS)
def test_the_years_of_a_notice(issued: str | None, title: str, aliases: tuple[str, ...], expected: set[str]) -> None:
    first = DATASET.notices[0]
    notice = Notice(first.id, title, aliases, issued, (), (), (), first.tiers, "")
    assert years(notice) == expected
