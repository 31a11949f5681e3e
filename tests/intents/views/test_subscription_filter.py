from __future__ import annotations

import pytest
from hypothesis import given

from intents.engine import Engine
from intents.serialization.codec import dumps, loads
from intents.views.subscription_filter import describe_filter, example_filters, parse_filter
from tests.intents.composed import questions
from tests.intents.names import DATASET

# What is said: how the query is kept; how it is read back; the cases that meet it now.
STATED = {
    "安徽 最佳": ("1c(r34,t最佳实践案例)", "地区：安徽；等次：最佳实践案例", 9),
    "安徽参与了哪些案例": ("1cr34", "地区：安徽", 17),
    "上海和安徽": ("1c(r31,r34)", "地区：上海、安徽都有", 16),
    "上海或者安徽": ("1c[r31,r34]", "地区：上海 或 安徽", 22),
    "江苏参与而安徽没参与的最佳案例": ("1c(!r34,r32,t最佳实践案例)", "地区：江苏，没有安徽；等次：最佳实践案例", 1),
    "计量处": ("1cb计量处", "单位：计量处", 1),
    "叉车": ("1ca+叉车*", "主题：叉车", 1),
    "长江 禁渔": ("1ca+长江禁渔*", "主题：长江禁渔", 1),
    "最佳 前三个": ("1c(n1+3,t最佳实践案例)", "序号：前 3 个；等次：最佳实践案例", 3),
    "长三角案例名单": ("1cdcsj-2022", f"通知：《{DATASET.notices[0].title}》", 22),
    "全部案例": ("1c()", "", 22),
    "四川": ("1cr51", "地区：四川", 0),
    "成都市 最佳": ("1c(r5101,t最佳实践案例)", "地区：成都；等次：最佳实践案例", 0),
    "不要四川": ("1c!r51", "地区：没有四川", 22),
    "朝阳": ("1cr2113", "地区：朝阳", 0),
    "电梯": ("1ca+电梯*", "主题：电梯", 0),
}


@pytest.mark.parametrize(("text", "expected"), STATED.items(), ids=STATED)
def test_a_condition_is_kept_and_read_back(engine: Engine, text: str, expected: tuple[str, str, int]) -> None:
    found = parse_filter(text, engine)
    assert found is not None
    count = engine.index.evaluate(found.query.where).bit_count()
    assert (dumps(found.query), found.description, count) == expected
    assert describe_filter(loads(dumps(found.query)), engine) == found.description


@pytest.mark.parametrize(
    "text",
    [
        *("你好", "今天天气怎么样", "帮助", "", "？", "每日", "特等奖"),
        *("有多少个案例", "安徽的单位", "安徽参与了吗", "单位最多的", "参评案例", "安徽和江苏谁多", "安徽 天气"),
    ],
)
def test_words_that_are_no_condition(engine: Engine, text: str) -> None:
    assert parse_filter(text, engine) is None


def test_what_is_repaired_is_told(engine: Engine) -> None:
    found = parse_filter("安微 最佳", engine)
    assert found is not None
    assert [(repair.source, repair.target) for repair in found.repairs] == [("安微", "安徽")]


@pytest.mark.parametrize(("one", "other"), [("安徽 最佳", "最佳 安徽"), ("上海或者安徽", "安徽或者上海")])
def test_the_order_of_words_is_nothing(engine: Engine, one: str, other: str) -> None:
    assert parse_filter(one, engine) == parse_filter(other, engine)


def test_what_no_notice_has_may_come_with_the_next(engine: Engine, several: Engine) -> None:
    """四川 is nowhere in the one dataset, and in the other it is."""
    found = parse_filter("四川", engine)
    assert found is not None
    assert not engine.index.evaluate(found.query.where)
    assert several.index.evaluate(found.query.where)


def test_examples_are_conditions_that_something_meets(engine: Engine, several: Engine) -> None:
    for one in (engine, several):
        found = example_filters(one)
        assert len(found) > 1
        for text in found:
            stated = parse_filter(text, one)
            assert stated is not None
            assert one.index.evaluate(stated.query.where)


@given(questions())
def test_a_condition_in_words_means_the_same_again(engine: Engine, text: str) -> None:
    """Whatever list is asked for, its condition is kept, and said in words that come to the same cases."""
    found = parse_filter(text, engine)
    if found is None:
        return
    assert loads(dumps(found.query)) == found.query
    again = parse_filter(engine.describer.question(found.query), engine)
    assert again is not None
    assert again.description == found.description
    assert engine.index.evaluate(again.query.where) == engine.index.evaluate(found.query.where)
