from __future__ import annotations

import pytest

from intents.interpreter import Interpreter
from intents.language.normalize import normalize

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
    "words in another order": "流程评选天气",
}


@pytest.mark.parametrize("text", CASES.values(), ids=CASES)
def test_no_question_about_the_notice(understanding: Interpreter, text: str) -> None:
    assert understanding.read(normalize(text).clean).query.ask != "notice"
