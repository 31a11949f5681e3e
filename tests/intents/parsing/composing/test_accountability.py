from __future__ import annotations

import pytest

from intents.engine import Engine

ASKED = {
    "an order that contradicts the ranking": "参与单位最多的三个案例，按升序",
    "a number that no construction holds": "安徽、江苏、浙江有两个就够的案例",
    "a time": "安徽最初参与的案例是哪个",
    "a place that needs no saying": "安徽不用说，江苏参与的案例有几个",
    "half of a word": "独缺安徽的案例有几个",
    "more notices than there are": "两份通知里总共多少个案例",
    "a noun between a topic and its case": "八城联动班子的案例",
    "a verb between a topic and its case": "叉车投身的案例",
    "a word that asks elsewhere": "八城联动全文的案例",
    "what lists are called": "长江禁渔名单的案例",
    "what titles are called": "长江禁渔标题的案例",
    "what is done to lists": "叉车检验汇总的案例",
    "an alternative to nothing": "安徽或者参与了几个最佳案例",
    "a comparison with nothing": "较之哪些案例是四地都参与的",
    "a number for each of two levels": "省级、县级单位各有多少家",
    "a correction of nothing": "嗯不是江苏做的有哪些",
}


@pytest.mark.parametrize("question", ASKED.values(), ids=ASKED)
def test_what_a_query_does_not_hold_is_asked_about(engine: Engine, question: str) -> None:
    answer, _ = engine.ask(question)
    assert answer.kind == "clarify"
    assert answer.options


HELD = {
    "the same order twice": ("参与单位最多的三个案例，按降序", "rank"),
    "a name of a level": ("以市局名义参与的案例有哪些", "cases"),
    "the number of all notices": ("一份通知里安徽没参与的案例有哪些", "cases"),
    "a word that titles have": ("带“监管”字样的案例有哪些", "cases"),
    "others that need no saying": ("浙江参加、江苏没参加的，别的不用讲", "cases"),
}


@pytest.mark.parametrize(("question", "kind"), HELD.values(), ids=HELD)
def test_what_a_query_holds_is_answered(engine: Engine, question: str, kind: str) -> None:
    answer, _ = engine.ask(question)
    assert answer.kind == kind
    assert kind == "rank" or 0 < len(answer.cases) < len(engine.dataset.cases)
