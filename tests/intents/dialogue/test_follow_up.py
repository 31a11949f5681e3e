from __future__ import annotations

import pytest

from intents.dialogue.follow_up import sort, sorts
from intents.engine import Engine
from intents.model.context import Context
from intents.model.query import (
    About,
    And,
    ByAgency,
    Filter,
    InArea,
    InNotice,
    InRegion,
    InTier,
    IsCase,
    Leaf,
    Not,
    Numbered,
    OnlyRegions,
    Or,
    PlaceCount,
    UnitCount,
    Unknown,
)
from intents.parsing.mention import Sort
from tests.intents.names import answer_content, format_filter

# A dialogue, and the query that its last turn comes to.
DIALOGUES = {
    # a fragment swaps what is of its sort
    "another place": (["安徽参与了哪些案例", "那江苏呢"], "cases 江苏"),
    "another place, in other words": (["安徽参与了哪些案例", "换成浙江"], "cases 浙江"),
    "another tier": (["最佳案例有哪些", "优秀的呢"], "cases 优秀实践案例"),
    "a tier beside a place": (["安徽参与了哪些案例", "优秀的呢"], "cases 安徽 & 优秀实践案例"),
    "the rest is kept": (["安徽参与了哪些最佳案例", "那江苏呢"], "cases 最佳实践案例 & 江苏"),
    "negation is kept": (["没有安徽的案例", "那江苏呢"], "cases !江苏"),
    "only is kept": (["只有上海和浙江参与的案例", "那江苏和浙江呢"], "cases only(江苏 浙江)"),
    "what is asked for is kept": (["最佳案例一共几个", "优秀的呢"], "count 优秀实践案例"),
    "twice": (["安徽参与了哪些案例", "那江苏呢", "上海呢"], "cases 上海"),
    "of a comparison": (["上海和江苏哪个参与得多", "那安徽呢"], "compare [上海][安徽] all"),
    # or adds a condition
    "其中": (["安徽参与了哪些案例", "其中最佳的有哪些"], "cases 安徽 & 最佳实践案例"),
    "和…一起的": (["安徽参与了哪些案例", "和上海一起的"], "cases 安徽 & 上海"),
    "不要": (["安徽参与了哪些案例", "不要江苏的"], "cases 安徽 & !江苏"),
    "除了": (["最佳案例有哪些", "除了安徽的"], "cases 最佳实践案例 & !安徽"),
    "what it turns round is dropped": (["没有安徽的案例", "其中安徽参与的"], "cases 安徽"),
    # or asks another thing of the same cases
    "谁做的": (["禁渔", "谁做的"], "units 禁渔"),
    "有几个": (["安徽参与了哪些案例", "有几个"], "count 安徽"),
    "narrowed to a place's units": (["最佳案例有哪些", "安徽的单位呢"], "units 最佳实践案例"),
    "turned round": (["安徽参与了哪些案例", "那没参与的呢"], "cases !安徽"),
    "of the card": (["叉车", "安徽参与了吗"], "yes_no 叉车 & 安徽"),
    # or picks from the last list
    "第二个": (["最佳案例有哪些", "第二个"], "cases csj-2022/1/2"),
    "a place in that list": (["上海和宁波都参与的案例", "第1个"], "cases csj-2022/2/12"),
    "a bare number": (["安徽没有参与的案例", "3"], "cases csj-2022/2/2"),
    "the last": (["安徽没有参与的案例", "最后一个"], "cases csj-2022/2/12"),
    "and asks of it": (["最佳案例有哪些", "第三个是谁做的"], "units csj-2022/1/3"),
    "again, after a pick": (["最佳案例有哪些", "第二个", "第四个"], "cases csj-2022/1/4"),
    "with a tier it is the notice's number": (["安徽没有参与的案例", "优秀第3个"], "cases 优秀实践案例 & #3"),
    "after a pick past its end": (["最佳案例有哪些", "第99个", "其中江苏参与的"], "cases 最佳实践案例 & 江苏"),
    # or starts afresh
    "a question of its own": (["安徽参与了哪些案例", "最佳案例一共几个"], "count 最佳实践案例"),
    "another whole question": (["安徽参与了哪些案例", "江苏参与了哪些优秀案例"], "cases 江苏 & 优秀实践案例"),
    "a bare topic after another": (["叉车", "免票"], "cases 免票"),
    "a bare place after another": (["安徽", "江苏"], "cases 江苏"),
    "after help": (["怎么用", "那江苏呢"], "cases 江苏"),
    # what is no question of ours leaves things as they are
    "across chit-chat": (["安徽参与了哪些案例", "今天天气怎么样", "那江苏呢"], "cases 江苏"),
    "across help": (["没有安徽的案例", "怎么用", "那江苏呢"], "cases !江苏"),
}


@pytest.mark.parametrize(("turns", "expected"), DIALOGUES.values(), ids=DIALOGUES)
def test_what_a_dialogue_comes_to(engine: Engine, turns: list[str], expected: str) -> None:
    assert told(engine, after(engine, turns)) == expected


def after(engine: Engine, turns: list[str]) -> Context | None:
    context: Context | None = None
    for turn in turns:
        _, context = engine.ask(turn, context, 0.0)
    return context


def told(engine: Engine, context: Context | None) -> str:
    assert context is not None
    items = "".join(f"[{format_filter(item, engine.lexicon)}]" for item in context.query.items)
    return " ".join(filter(None, (context.query.ask, items, format_filter(context.query.where, engine.lexicon))))


def test_a_pick_past_the_end_of_a_list(engine: Engine) -> None:
    _, context = engine.ask("最佳案例有哪些", None, 0.0)
    answer, kept = engine.ask("第99个", context, 0.0)
    assert answer.kind == "none"
    assert "10" in answer.heading
    assert kept is not None
    assert kept.query == context.query if context else False


@pytest.mark.parametrize(
    ("began", "now", "expected"),
    [
        pytest.param(0.0, 900.0, "cases !江苏", id="in time"),
        pytest.param(0.0, 900.1, "cases 江苏", id="too late"),
        pytest.param(None, 1e12, "cases !江苏", id="a reply to a card, at any age"),
    ],
)
def test_what_is_inherited_ages(engine: Engine, began: float | None, now: float, expected: str) -> None:
    _, context = engine.ask("没有安徽的案例", None, 0.0)
    assert context is not None
    kept = Context(context.query, context.listing, context.card, context.revision, began)
    assert told(engine, engine.ask("那江苏呢", kept, now)[1]) == expected


def test_a_question_of_its_own_is_answered_alike_in_any_context(engine: Engine) -> None:
    _, context = engine.ask("没有安徽的案例", None, 0.0)
    for question in ("江苏参与了哪些优秀案例", "哪个省参与的案例最多", "最佳案例一共几个", "多少个案例参评"):
        assert answer_content(engine.ask(question, context, 0.0)[0]) == answer_content(engine.ask(question)[0])


def test_a_context_is_not_changed(engine: Engine) -> None:
    _, context = engine.ask("安徽参与了哪些案例", None, 0.0)
    first = engine.ask("那江苏呢", context, 0.0)
    assert engine.ask("那江苏呢", context, 0.0) == first
    assert told(engine, context) == "cases 安徽"


SORTS: list[tuple[Leaf, Sort]] = [
    (InRegion("340000"), "place"),
    (InArea("苏南"), "place"),
    (OnlyRegions(("340000",)), "place"),
    (ByAgency("计量处"), "org"),
    (InTier("最佳"), "tier"),
    (Numbered(1), "number"),
    (About(("叉车",)), "topic"),
    (IsCase("a"), "topic"),
    (PlaceCount("city", ">", 1), "count"),
    (UnitCount(">", 1), "count"),
    (InNotice("a"), "notice"),
    (Unknown("江西", "place"), "place"),
    (Unknown("公安局", "unit"), "org"),
    (Unknown("电梯", "topic"), "topic"),
    (Unknown("99", "number"), "number"),
]


@pytest.mark.parametrize(("leaf", "expected"), SORTS)
def test_the_sort_of_a_condition(leaf: Leaf, expected: Sort) -> None:
    assert sort(leaf) == expected


def test_the_sorts_of_all_conditions() -> None:
    where: Filter = And((Not(InRegion("a")), Or((InTier("b"), Not(Numbered(1))))))
    assert sorts(where) == {"place", "tier", "number"}
