from __future__ import annotations

import pytest

from intents.engine import Engine


@pytest.mark.parametrize(
    ("question", "unread"),
    [
        ("杨浦区局有没有跟外省合作过", ("跟外省",)),
        ("安徽有多少个我不清楚", ("不",)),
        ("把质控做好了有几家单位", ("质控做好",)),
        ("手滑了吧这是安徽么还是江苏么", ()),
    ],
)
def test_unread_words_that_stand_together_are_one(engine: Engine, question: str, unread: tuple[str, ...]) -> None:
    answer, _ = engine.ask(question, None, 0.0)
    assert answer.unused == unread


def test_words_and_meaning_that_lead_to_one_case_are_answered(engine: Engine) -> None:
    answer, _ = engine.ask("儿童坐车免票那个是谁弄的呀")
    assert answer.kind == "units"
    assert [case.id for case in answer.cases] == ["csj-2022/2/5"]
    assert answer.unused == ("坐车",)
