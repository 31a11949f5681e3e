from __future__ import annotations

import pytest

from intents.engine import Engine

SAME = {
    "listeners": ("给学员们讲讲叉车那个案例", "讲讲叉车那个案例"),
    "a pronoun": ("跟大伙介绍一下八城联动", "介绍一下八城联动"),
    "another office": ("帮隔壁科室查一下浙江的优秀案例有几个", "浙江的优秀案例有几个"),
    "the speaker's office": ("给我们科室列一下安徽的最佳案例", "列一下安徽的最佳案例"),
    "a neighbour": ("隔壁宜兴参与了哪个案例", "宜兴参与了哪个案例"),
    "a noun for places between": ("兄弟省份安徽参与了几个案例", "安徽参与了几个案例"),
    "a particle between": ("附近的苏州参与了哪些案例", "苏州参与了哪些案例"),
}
OTHERS = ("跟江苏一起的案例有哪些", "为消费者维权的案例")


@pytest.mark.parametrize(("text", "question"), SAME.values(), ids=SAME)
def test_what_steers_nothing_is_passed_over(engine: Engine, text: str, question: str) -> None:
    answer, alone = engine.ask(text)[0], engine.ask(question)[0]
    assert (answer.kind, answer.cases, answer.value) == (alone.kind, alone.cases, alone.value)
    assert not answer.unused


@pytest.mark.parametrize("text", OTHERS)
def test_what_is_no_audience_stays(engine: Engine, text: str) -> None:
    assert 0 < len(engine.ask(text)[0].cases) < len(engine.index.cases)
