"""The content build pictures build answers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.pictures.content import build_case_picture, build_map
from bot.pictures.model import CasePicture, Column, Group, MapPicture, Unit, compute_digest, to_json
from data.load import load
from data.model import Case, Dataset, Tier
from intents.engine import Engine
from intents.model.query import Query
from intents.views.marked_agencies import matching_agencies
from tests.bot.sample import HEFEI_OFFICE, NOTICE, ONE, TWO, case


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(load())


def build(engine: Engine, question: str) -> MapPicture:
    _, context = engine.ask(question)
    assert context is not None
    picture = build_map(context.query, engine)
    assert picture is not None
    return picture


def plain(words: tuple[str, ...]) -> str:
    return "".join(words)


@pytest.mark.parametrize(
    ("question", "title", "subtitle"),
    [
        ("全部案例", "关于公布长三角市场监管一体化发展“最佳实践案例”的通知", "22 个案例 · 4 个省市 · 26 个市县"),
        ("杭州", "地区：杭州", "2 个案例 · 4 个省市 · 15 个市县"),
        ("计量处", "单位：计量处", "1 个案例 · 4 个省市"),
        ("优秀 没有安徽", "等次：优秀实践案例；地区：没有安徽", "4 个案例 · 3 个省市 · 6 个市县"),
        ("江苏和安徽哪个多", "比较：江苏、安徽", "20 个案例 · 4 个省市 · 24 个市县"),
    ],
)
def test_the_headings(engine: Engine, question: str, title: str, subtitle: str) -> None:
    picture = build(engine, question)
    assert (plain(picture.title), picture.subtitle) == (title, subtitle)


def test_tiers_are_apart_and_numbered(engine: Engine) -> None:
    best, good = build(engine, "安徽").groups
    assert best.labels == ("最佳实践案例 · 9 个", "最佳实践案例", "最佳")
    assert [column.number for column in best.columns] == [1, 2, 4, 5, 6, 7, 8, 9, 10]
    assert plain(good.columns[1].title) == "构建长三角地区叉车检验标准体系"
    assert (best.tone, good.tone) == (0, 1)
    assert build(engine, "优秀的案例").groups[0].tone == 1


def test_titles_are_split_into_words(engine: Engine) -> None:
    title = build(engine, "全部案例").groups[0].columns[8].title
    assert title == ("实施", "长三角", "医疗器械", "注册", "人", "制度", "试点")


def test_the_rows_of_a_query(engine: Engine) -> None:
    picture = build(engine, "上海和浙江都参与、江苏没参与的")
    assert [(row.name, row.cells, row.count, row.named) for rows in picture.provinces for row in rows] == [
        ("上海", "o*", 2, True),
        ("杨浦", "*.", 1, False),
        ("浙江", "oo", 2, True),
        ("宁波", ".*", 1, False),
        ("金华", "*.", 1, False),
    ]
    assert picture.notes == ("出处：《关于公布长三角市场监管一体化发展“最佳实践案例”的通知》",)
    rows = {row.name: row.cells for rows in build(engine, "安徽的优秀案例").provinces for row in rows}
    assert (rows["安徽"], rows["合肥"], rows["江苏"]) == ("*****ooo", "......*.", "xxxxxooo")


def many(count: int, *, first: int = 1) -> Dataset:
    """Make a dataset build picture tier with `count` cases."""
    cases = tuple(case(1, number, f"第 {number} 个的题目", HEFEI_OFFICE) for number in range(first, first + count))
    return replace(ONE, notices=(replace(NOTICE, tiers=(Tier("最佳案例", (), cases),)),))


@pytest.mark.parametrize(
    ("count", "first", "shown"), [(22, 1, 22), (23, 1, 22), (100, 99, 14), (3_000, 980, 14), (3_000, 12_345, 9)]
)
def test_as_many_cases_as_fit_side_by_side(count: int, first: int, shown: int) -> None:
    picture = build(Engine(many(count, first=first)), "全部案例")
    assert [column.number for column in picture.groups[0].columns] == list(range(first, first + shown))
    if shown < count:
        assert picture.subtitle == f"图中是前 {shown} 个，一共 {count} 个案例"
        assert picture.groups[0].labels[0] == "最佳案例"


def test_the_next_picture_begins_where_the_first_ends() -> None:
    engine = Engine(many(100))
    shown: list[int] = []
    subtitles = []
    start = 0
    while picture := build_map(Query(), engine, start):
        shown += [column.number for group in picture.groups for column in group.columns]
        subtitles.append(picture.subtitle)
        if not (start := picture.next):
            break
    assert shown == list(range(1, 101))
    assert subtitles[0] == "图中是前 22 个，一共 100 个案例"
    assert subtitles[1] == "图中是第 23 到 44 个，一共 100 个案例"
    assert subtitles[-1] == "图中是第 89 到 100 个，一共 100 个案例"
    assert build_map(Query(), engine, 100) is None
    last = build_map(Query(), Engine(many(23)), 22)
    assert last is not None
    assert last.subtitle == "图中是第 23 个，一共 23 个案例"


def test_no_map_without_cases(engine: Engine) -> None:
    _, context = engine.ask("西藏")
    assert context is not None
    assert build_map(context.query, engine) is None


def test_places_without_room_are_named_in_a_note(engine: Engine) -> None:
    titles = tuple(
        case(1, number, "很长的题目" * 8, *cases.agencies) for number, cases in enumerate(engine.dataset.cases, 1)
    )
    crowded = replace(engine.dataset, notices=(replace(NOTICE, tiers=(Tier("最佳案例", (), titles),)),))
    picture = build(Engine(crowded), "全部案例")
    assert sum(map(len, picture.provinces)) == 24
    assert picture.notes[0].startswith("下辖地区并入所在的省市：无锡（宜兴）；常州（溧阳）；")


def test_several_notices_and_one_without_tiers() -> None:
    picture = build_map(Query(), Engine(TWO))
    assert picture is not None
    assert plain(picture.title) == "全部案例"
    assert [(group.labels[0], group.tone) for group in picture.groups] == [
        ("头一份 · 最佳案例 · 2 个", 0),
        ("头一份 · 优秀案例 · 2 个", 1),
        ("《另一份通知》 · 2 个", 0),
    ]


def test_the_card_of_a_case(engine: Engine) -> None:
    case = engine.dataset.cases[20]
    _, context = engine.ask("杨浦")
    assert context is not None
    marked = matching_agencies(context.query.where, case, engine.index)
    assert build_case_picture(case, engine, marked) == CasePicture(
        tier="优秀实践案例 · 第 11 个",
        tone=1,
        title=("谱写", "杨浦", "金华", "协同", "发展", "新篇章"),
        provinces=(
            ("上海", (Unit("上海市杨浦区市场监督管理局", marked=True),)),
            ("浙江", (Unit("浙江省金华市市场监督管理局"),)),
        ),
        notes=("出处：《关于公布长三角市场监管一体化发展“最佳实践案例”的通知》",),
    )


def test_cards_of_other_notices() -> None:
    engine = Engine(TWO)
    cards = [build_case_picture(case, engine) for case in engine.dataset.cases]
    assert [card.tier for card in cards[::2]] == [
        "头一份 · 最佳案例 · 第 1 个",
        "头一份 · 优秀案例 · 第 1 个",
        "《另一份通知》 · 第 1 个案例",
    ]
    assert cards[-1].notes == ("出处：《另一份通知》（2024-05-06）",)
    assert [name for name, _ in cards[1].provinces] == ["其他"]


def test_control_characters_are_removed() -> None:
    crooked = Case("n/1/1", "n", "最佳案例", 1, "甲\u202e\x07乙", (), ())
    engine = Engine(replace(ONE, notices=(replace(NOTICE, tiers=(Tier("最佳案例", (), (crooked,)),)),)))
    assert plain(build_case_picture(crooked, engine).title) == "甲乙"


def test_digests_differ_for_different_pictures() -> None:
    picture = MapPicture(("甲",), "", (Group(("最佳",), 0, (Column(1, ("乙",)),)),), ())
    assert compute_digest(picture) == compute_digest(replace(picture))
    assert (
        len(
            {
                compute_digest(picture),
                compute_digest(replace(picture, subtitle="丙")),
                compute_digest(replace(picture, title=("甲", "丁"))),
            }
        )
        == 3
    )
    assert "\n" not in to_json(picture)
