from __future__ import annotations

import pytest
from hypothesis import given

from intents.engine import Engine
from intents.serialization.codec import dumps, loads
from intents.views.subscription_filter import describe_filter, example_filters, parse_filter
from tests.intents.names import DATASET
from tests.intents.question_strategies import questions

# Text → the stored query; its description; the number of cases that match now.
STATED = {
    "安徽 最佳": ("1c(r34,t最佳实践案例)", "地区：安徽；等次：最佳实践案例", 9),
    "安徽参与了哪些案例": ("1cr34", "地区：安徽", 17),
    "上海和安徽": ("1c(r31,r34)", "地区：上海、安徽都有", 16),
    "上海或者安徽": ("1c[r31,r34]", "地区：上海或安徽", 22),
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
def test_a_condition_round_trips(engine: Engine, text: str, expected: tuple[str, str, int]) -> None:
    parsed = parse_filter(text, engine)
    assert parsed is not None
    count = engine.index.evaluate(parsed.query.where).bit_count()
    assert (dumps(parsed.query), parsed.description, count) == expected
    assert describe_filter(loads(dumps(parsed.query)), engine) == parsed.description


@pytest.mark.parametrize(
    "text",
    [
        *("你好", "今天天气怎么样", "帮助", "", "？", "每日", "特等奖"),
        *("有多少个案例", "安徽的单位", "安徽参与了吗", "单位最多的", "参评案例", "安徽和江苏谁多", "安徽 天气"),
    ],
)
def test_text_that_is_not_a_condition(engine: Engine, text: str) -> None:
    assert parse_filter(text, engine) is None


def test_repairs_are_reported(engine: Engine) -> None:
    parsed = parse_filter("安微 最佳", engine)
    assert parsed is not None
    assert [(repair.source, repair.target) for repair in parsed.repairs] == [("安微", "安徽")]


@pytest.mark.parametrize(("one", "other"), [("安徽 最佳", "最佳 安徽"), ("上海或者安徽", "安徽或者上海")])
def test_the_order_of_words_does_not_matter(engine: Engine, one: str, other: str) -> None:
    assert parse_filter(one, engine) == parse_filter(other, engine)


def test_unknown_places_and_subjects_are_accepted(engine: Engine, several: Engine) -> None:
    """四川 is in no notice of the first dataset, but in one of the second."""
    parsed = parse_filter("四川", engine)
    assert parsed is not None
    assert not engine.index.evaluate(parsed.query.where)
    assert several.index.evaluate(parsed.query.where)


def test_examples_match_cases(engine: Engine, several: Engine) -> None:
    for one in (engine, several):
        examples = example_filters(one)
        assert len(examples) > 1
        for text in examples:
            stated = parse_filter(text, one)
            assert stated is not None
            assert one.index.evaluate(stated.query.where)


@given(questions())
def test_a_described_condition_parses_to_the_same_query(engine: Engine, text: str) -> None:
    """A condition is stored for any list, and described in words that select the same cases."""
    parsed = parse_filter(text, engine)
    if parsed is None:
        return
    assert loads(dumps(parsed.query)) == parsed.query
    again = parse_filter(engine.describer.question(parsed.query), engine)
    assert again is not None
    assert again.description == parsed.description
    assert engine.index.evaluate(again.query.where) == engine.index.evaluate(parsed.query.where)
