from __future__ import annotations

import pytest

from intents.engine import Engine

ANSWERED = {
    "who one is": ("我是跑市场监管口的记者，安徽参与了几个案例", 17),
    "what one does with the answer": ("安徽参与了几个案例，我逐条打勾", 17),
    "where one is from": ("我是南京人，南京参与了几个案例", 1),
    "what is said beside a mean": ("平均每条几家单位？一位小数", 4.2),
    "what a draft says": ("校样上写安徽参与的案例有几个", 17),
    "what somebody said": ("小王说安徽有十七个案例，安徽到底有几个案例", 17),
}
ASKED = {
    "a name that the question lacks": ("我想看叉车培训，江苏参与了吗", "有没有江苏参与的案例"),
    "another place than that of the question": (
        "我是南京人，苏州参与了哪些案例",
        "苏州参与的案例有哪些",
    ),
    "a subject that the question lacks": ("我们在做食品课题，安徽有哪些案例", "安徽参与的案例有哪些"),
}
UNEXPLAINED = ("能查出菜打哪儿来的，那个案例叫什么来着", "我在想那个写代码的，案例叫什么来着")


@pytest.mark.parametrize("question", UNEXPLAINED)
def test_what_a_case_is_described_by_is_no_background(engine: Engine, question: str) -> None:
    assert engine.ask(question)[0].kind in ("clarify", "refuse")


@pytest.mark.parametrize(("question", "value"), ANSWERED.values(), ids=ANSWERED)
def test_background_is_passed_over(engine: Engine, question: str, value: float) -> None:
    assert engine.ask(question)[0].value == value


@pytest.mark.parametrize(("question", "offered"), ASKED.values(), ids=ASKED)
def test_background_that_may_be_a_condition_is_asked_about(engine: Engine, question: str, offered: str) -> None:
    answer, _ = engine.ask(question)
    assert answer.kind == "clarify"
    assert answer.options[0].question == offered
