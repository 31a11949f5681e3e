"""XLSX: its sheets, and texts that must stay texts."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from bot.export.table import one_line
from bot.export.xlsx_file import ABOUT, AGENCIES, MAX_CELL, to_xlsx
from data.model import Agency
from tests.bot.export.tables import named, table
from tests.bot.sample import ANHUI_OFFICE, BEST, NOTICE, case

CASES = "案例"


def read(content: bytes) -> Any:
    return load_workbook(BytesIO(content))


def rows(sheet: Any) -> list[list[Any]]:
    return [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]


def test_a_row_a_case_and_a_row_an_agency() -> None:
    book = read(to_xlsx(table()))
    assert book.sheetnames == [CASES, AGENCIES, ABOUT]
    notice, places = "关于公布“案例”的通知", "江苏省\n安徽省合肥市\n安徽省"
    assert rows(book[CASES]) == [
        ["等次", "序号", "标题", "单位", "地区", "通知"],
        ["最佳案例", 1, "甲", "江苏省某局计量处\n安徽省合肥市某局\n安徽省某局", places, notice],
        ["最佳案例", 2, "乙", "琼山市某局", "", notice],
    ]
    assert rows(book[AGENCIES]) == [
        ["等次", "序号", "标题", "单位", "省", "市", "区县", "通知"],
        ["最佳案例", 1, "甲", "江苏省某局计量处", "江苏省", "", "", notice],
        ["最佳案例", 1, "甲", "安徽省合肥市某局", "安徽省", "合肥市", "", notice],
        ["最佳案例", 1, "甲", "安徽省某局", "安徽省", "", "", notice],
        ["最佳案例", 2, "乙", "琼山市某局", "", "", "", notice],
    ]
    assert rows(book[ABOUT]) == [
        ["查询", "最佳案例有哪些"],
        ["", "理解为：等次：最佳案例 → 2 个案例"],
        ["案例", 2],
        ["通知", "《关于公布“案例”的通知》"],
        ["数据版本", "0a1b2c"],
    ]


def test_the_heading_stays_in_view_and_long_texts_wrap() -> None:
    book = read(to_xlsx(table()))
    for name in (CASES, AGENCIES):
        sheet = book[name]
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet["A1"].font.bold
        assert sheet["D2"].alignment.wrap_text
        assert sheet.column_dimensions["C"].width > 40


def test_a_row_is_as_high_as_its_texts() -> None:
    book = read(to_xlsx(table([BEST[0], BEST[1], case(1, 3, "长" * 200)])))
    heights = [book[CASES].row_dimensions[number].height for number in (2, 3, 4)]
    assert heights == [3 * 16.5, 16.5, 10 * 16.5]


def test_agencies_that_were_asked_for_come_first() -> None:
    book = read(to_xlsx(table(BEST, agencies=frozenset([ANHUI_OFFICE]))))
    assert book.sheetnames == [AGENCIES, CASES, ABOUT]
    assert [row[3] for row in rows(book[AGENCIES])[1:]] == ["安徽省某局"]
    assert "江苏省某局计量处" in rows(book[CASES])[1][3]
    assert ["问到的单位", 1] in rows(book[ABOUT])


def test_more_agencies_than_a_cell_holds_are_in_the_other_sheet() -> None:
    many = [Agency(f"{number:04}{'局' * 96}", None, "", "") for number in range(400)]
    book = read(to_xlsx(table([case(1, 1, "甲", *many)])))
    cell = rows(book[CASES])[1][3]
    assert MAX_CELL - 100 < len(cell) <= MAX_CELL
    assert cell.endswith("局\n……（其余见“单位”表）")
    assert len(rows(book[AGENCIES])) == 401


@settings(max_examples=60)
@given(
    st.text(alphabet=st.sampled_from("=+-@{}\"'<&>甲 1_x000D\x00\x07"), max_size=8)
    | st.sampled_from(["=1+1", "{=A1}", "http://a.example/", "mailto:a@b.example", "internal:'案例'!A1", "1e5", "=-"])
)
def test_every_text_stays_a_text(text: str) -> None:
    book = read(to_xlsx(named(text)))
    for row in (*book[CASES].iter_rows(min_row=2), *book[AGENCIES].iter_rows(min_row=2)):
        assert {cell.data_type for cell in row} <= {"s", "n"}
        assert all(cell.hyperlink is None for cell in row)
        assert [cell.value for cell in row if cell.data_type == "n" and cell.value is not None] == [1]
    title = book[CASES]["C2"]
    assert (title.value or "") == one_line(text)


@pytest.mark.parametrize(
    ("noun", "sheet"),
    [("工程", "工程"), ("甲/乙:丙", "甲乙丙"), ("单位", CASES), ("说明", CASES), ("长" * 32, CASES), ("[]", CASES)],
)
def test_the_sheet_of_cases_is_called_by_their_noun(noun: str, sheet: str) -> None:
    book = read(to_xlsx(table(notice=replace(NOTICE, noun=noun, measure="件"))))
    assert book.sheetnames == [sheet, AGENCIES, ABOUT]
    assert rows(book[ABOUT])[2] == [sheet, 2]
