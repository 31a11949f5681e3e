"""The matrix of places and cases, compared with the agencies of each case."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from data.model import Agency, Case, Region
from intents.engine import Engine
from intents.index.lazy_list import LazyCases
from intents.model.context import Context
from intents.model.query import Query
from intents.views.matrix import Matrix, Row, build_matrix, select_cases
from tests.bot.sample import ANHUI, JIANGSU, ONE
from tests.intents.names import DATASET
from tests.intents.question_strategies import questions

MANY = 1_000


def query(engine: Engine, question: str) -> Query:
    _, context = engine.ask(question)
    assert isinstance(context, Context)
    return context.query


def matrix_of(engine: Engine, question: str, rows: int = MANY) -> Matrix:
    asked = query(engine, question)
    return build_matrix(select_cases(asked, engine.index), asked, engine.index, rows)


def format_row(row: Row) -> str:
    """Return a row on one line: x for the place itself, o for places within it, a capital if it was asked for."""
    marks = ("." if cell is None else "x" if cell.own else "o" for cell in row.cells)
    meant = (cell is not None and cell.meant for cell in row.cells)
    cells = "".join(mark.upper() if asked else mark for mark, asked in zip(marks, meant, strict=True))
    within = f" <- {'、'.join(row.within)}" if row.within else ""
    return f"{'>' if row.named else ''}{row.name} {cells} {row.count}{within}"


def format_rows(matrix: Matrix) -> list[str]:
    return [format_row(row) for rows in matrix.provinces for row in rows]


def test_the_whole_notice(engine: Engine) -> None:
    matrix = matrix_of(engine, "全部案例")
    assert [(group.tier, len(group.cases)) for group in matrix.groups] == [("最佳实践案例", 10), ("优秀实践案例", 12)]
    assert [rows[0].name for rows in matrix.provinces] == ["上海", "江苏", "浙江", "安徽"]
    rows_text = format_rows(matrix)
    assert len(rows_text) == 30
    assert rows_text[:5] == [
        "上海 xxxxxxxxxxxoxxxxxxo.ox 21",
        "杨浦 ....................x. 1",
        "松江 ..................x... 1",
        "青浦 ...........x.......... 1",
        "江苏 xxxxxxxxxxxoxxxxxooo.. 20",
    ]
    assert "苏州 ...........o......x... 2" in rows_text
    assert "吴江 ...........x.......... 1" in rows_text
    assert not any(line.startswith(("无锡", "常州")) for line in rows_text)  # only places within them take part


def test_with_fewer_rows_counties_are_merged_into_cities(engine: Engine) -> None:
    rows_text = format_rows(matrix_of(engine, "全部案例", 29))
    assert len(rows_text) == 24
    assert "无锡 ...................o.. 1 <- 宜兴" in rows_text
    assert "湖州 ..................xo.. 2 <- 长兴、安吉" in rows_text
    assert "青浦 ...........x.......... 1" in rows_text
    rows_text = format_rows(matrix_of(engine, "全部案例", 23))
    assert [line.split()[0] for line in rows_text] == ["上海", "江苏", "浙江", "安徽"]
    assert rows_text[0] == "上海 xxxxxxxxxxxoxxxxxxo.ox 21 <- 杨浦、松江、青浦"


@pytest.mark.parametrize(
    ("question", "rows_text"),
    [
        ("杭州", ["浙江 oo 2", ">杭州 XX 2", "安徽 oo 2"]),
        ("浙江或者安徽参与、上海没参与的", [">浙江 O 1", ">安徽 O 1"]),
        ("优秀里没有安徽的", ["上海 xoox 4", "浙江 xooo 4", "宁波 ...x 1"]),
        ("计量处", ["上海 x 1", "江苏 x 1", "浙江 x 1", "安徽 x 1"]),
        ("叉车案例里江苏的单位", ["上海 x 1", ">江苏 X 1"]),
        ("江苏和安徽哪个多", [">江苏 XXXXXXXXXXXoXXXXXooo 20", ">安徽 XX.XXXXXXX..XXXXXooo 17"]),
        ("一地六县案例江苏参与了吗", [">江苏 o 1", "宜兴 X 1"]),
    ],
)
def test_matches_are_marked(engine: Engine, question: str, rows_text: list[str]) -> None:
    rows = 4 if "安徽参与" in question else MANY
    seen = [line.split(" <-")[0] for line in format_rows(matrix_of(engine, question, rows))]
    assert [line for line in seen if line in rows_text] == rows_text


def test_a_merged_place_is_marked_in_its_row(engine: Engine) -> None:
    assert ">宣城 O 1 <- 郎溪、广德" in format_rows(matrix_of(engine, "郎溪", 8))


def test_several_notices_are_separate_groups(several: Engine) -> None:
    matrix = matrix_of(several, "全部案例")
    assert [(group.notice, group.tier, len(group.cases)) for group in matrix.groups] == [
        (notice.id, tier.name, len(tier.cases)) for notice in several.dataset.notices for tier in notice.tiers
    ]
    assert [case.id for group in matrix.groups for case in group.cases] == [case.id for case in several.dataset.cases]


def test_places_with_equal_names_and_without_a_name() -> None:
    nanjing, xuzhou = (
        Region(code, name, name[:2], "city", JIANGSU) for code, name in (("320100", "南京市"), ("320300", "徐州市"))
    )
    drums = [Region(f"{city.code[:4]}06", "鼓楼区", "鼓楼", "county", city) for city in (nanjing, xuzhou)]
    agencies = [Agency(f"{place.name}局", place, "局", "") for place in (*drums, ANHUI)]
    lost = Agency("某地局", None, "局", "")
    one = Case("n/1/1", "n", "最佳案例", 1, "甲", (), (lost, *agencies))
    notice = replace(ONE.notices[0], tiers=(replace(ONE.notices[0].tiers[0], cases=(one,)),))
    engine = Engine(replace(ONE, notices=(notice,)))
    rows_text = format_rows(build_matrix(select_cases(Query(), engine.index), Query(), engine.index, MANY))
    assert rows_text == ["江苏 o 1", "南京鼓楼 x 1", "徐州鼓楼 x 1", "安徽 x 1", "其他 x 1"]


def test_the_matrix_has_the_cases_of_the_list(engine: Engine) -> None:
    for question in ("食品安全", "安徽", "优秀里没有安徽的", "标准化相关的"):
        answer, _ = engine.ask(question)
        assert list(select_cases(query(engine, question), engine.index)) == list(answer.cases)
    assert len(select_cases(query(engine, "西藏"), engine.index)) == 0
    assert len(select_cases(query(engine, "最佳案例是不是都有安徽"), engine.index)) == 10


@given(questions())
def test_cells_agree_with_the_cases(question: str) -> None:
    engine = ENGINE
    _, context = engine.ask(question)
    if context is None:
        return
    cases = select_cases(context.query, engine.index)
    matrix = build_matrix(cases, context.query, engine.index, MANY)
    _check(matrix, cases)


def _check(matrix: Matrix, cases: LazyCases) -> None:
    columns = [case for group in matrix.groups for case in group.cases]
    assert sorted(case.id for case in columns) == sorted(case.id for case in cases)
    own = {
        (row.name, case.id)
        for rows in matrix.provinces
        for row in rows
        for case, cell in zip(columns, row.cells, strict=True)
        if cell and cell.own
    }
    assert own == {(unit.place.short, case.id) for case in cases for unit in case.agencies if unit.place}
    for rows in matrix.provinces:
        inside = [case for case in columns if any(_in(unit, rows[0].name) for unit in case.agencies)]
        assert rows[0].count == len(inside)
        for at, _ in enumerate(columns):
            assert (rows[0].cells[at] is None) == all(row.cells[at] is None for row in rows)


def _in(unit: Agency, province: str) -> bool:
    return unit.place is not None and unit.place.province.short == province


ENGINE = Engine(DATASET)
