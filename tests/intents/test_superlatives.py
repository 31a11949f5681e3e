"""Questions about the first case or place of a ranking, which they describe."""

from __future__ import annotations

import pytest

from intents.engine import Engine
from tests.intents.names import format_filter

DESCRIBED = {
    "truth": ("单位最多的案例有安徽吗", "yes_no", "csj-2022/2/9 & 安徽"),
    "a tier": ("优秀里单位最多的那个是最佳吗", "yes_no", "csj-2022/2/9 & 最佳实践案例"),
    "units": ("单位最多的那个有哪些单位", "units", "csj-2022/2/9"),
    "of the first three": (
        "单位最多的三个案例里有几个最佳",
        "count",
        "(csj-2022/2/9 | csj-2022/2/8 | csj-2022/2/10) & 最佳实践案例",
    ),
    "of those in front": (
        "单位数排前三的案例里，哪个有安徽",
        "cases",
        "(csj-2022/2/9 | csj-2022/2/8 | csj-2022/2/10) & 安徽",
    ),
    "of the last two": ("单位最少的两个案例分别是谁做的", "units", "csj-2022/2/11 | csj-2022/2/12"),
    "units of a place": ("参与单位最多的案例有几家上海的单位", "count", "csj-2022/2/9 & 上海"),
    "cases that tie": ("参与单位最少的那个是哪几家做的", "units", "csj-2022/2/11 | csj-2022/2/12"),
    "cases of a place": ("参与最多的省有哪些最佳案例", "cases", "浙江 & 最佳实践案例"),
    "cases of a unit": ("参与最多的单位参与了哪些案例", "rank", "all"),
    "a place pointed at": ("案例最少的那个省没参与哪些", "cases", "!安徽"),
    "its cities": ("参与最多的省有哪些单位", "units", "浙江"),
    "after a question": ("优秀案例里单位最多的是哪个，有安徽吗", "yes_no", "csj-2022/2/9 & 安徽"),
    "places that tie": ("最佳案例最多的省有哪些单位", "rank", "最佳实践案例"),
}


@pytest.mark.parametrize(("question", "ask", "where"), DESCRIBED.values(), ids=DESCRIBED)
def test_what_is_asked_of_the_first(engine: Engine, question: str, ask: str, where: str) -> None:
    _, context = engine.ask(question, None, 0.0)
    assert context is not None
    assert (context.query.ask, format_filter(context.query.where, engine.lexicon)) == (ask, where)


def test_the_first_of_nothing_is_asked_about(engine: Engine) -> None:
    answer, _ = engine.ask("三等奖里单位最多的案例有安徽吗", None, 0.0)
    assert answer.kind == "clarify"


def test_the_answer_says_which_place_is_first(engine: Engine) -> None:
    answer, _ = engine.ask("参与最多的省有哪些最佳案例", None, 0.0)
    assert answer.notes == ("哪个省市参与最多：浙江。",)
