from __future__ import annotations

import pytest

from data.notice_import.blocks import Line, Table
from data.notice_import.readers.plain import read_plain

WRAPPED = """\
    1.急诊急救“上车即入院”一体化
    实施单位：青岛市急救中心、青岛大学附
属医院
                  — 1 —
    2.“智慧云胸痛”救治网络和远程联合会诊
平台
    实施单位：聊城市人民医院、聊城市东昌
                  — 2 —
府区妇幼保健院
    2023年11月8日
"""


def texts(content: str) -> list[str]:
    return [block.text for block in read_plain(content) if isinstance(block, Line) and block.text]


def test_lines_that_the_width_broke_are_joined_across_page_numbers() -> None:
    assert texts(WRAPPED) == [
        "1.急诊急救“上车即入院”一体化",
        "实施单位：青岛市急救中心、青岛大学附属医院",
        "2.“智慧云胸痛”救治网络和远程联合会诊平台",
        "实施单位：聊城市人民医院、聊城市东昌府区妇幼保健院",
        "2023年11月8日",
    ]


def test_short_lines_of_any_length_stay_apart() -> None:
    content = "最佳案例\n甲市民政局\n一件事改革\n乙市人力资源和社会保障局\n零跑动"
    assert texts(content) == content.split("\n")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("## **附件**", "附件"),
        ("*注：排名不分先后。*", "注：排名不分先后。"),
        ("[通知](http://example.org/a)", "通知"),
        ("> 引用", "引用"),
        ("5\\. 标题", "5. 标题"),
        ("ＡＩ２０２３", "AI2023"),
        ("1️⃣标题", "1. 标题"),
    ],
)
def test_marks_are_no_part_of_the_text(content: str, expected: str) -> None:
    assert texts(content) == [expected]


def test_a_heading_across_a_table_becomes_a_line() -> None:
    blocks = read_plain("序号\t名称\n1\t甲\n二等奖\t\n2\t乙\n")
    assert [type(block).__name__ for block in blocks] == ["Table", "Line", "Table"]


def test_quoted_cells_keep_their_line_breaks() -> None:
    assert read_plain('名称\t单位\n甲\t"乙局\n丙局"\n') == [Table((("名称", "单位"), ("甲", "乙局\n丙局")), 1)]


def test_columns_apart_by_spaces_below_a_header() -> None:
    content = "序号   案例名称    申报单位\n1   甲案例    海口市民政局\n2   乙案例    三亚市民政局\n"
    assert [block.rows[1:] for block in read_plain(content) if isinstance(block, Table)] == [
        (("1", "甲案例", "海口市民政局"), ("2", "乙案例", "三亚市民政局"))
    ]


def rows(content: str) -> list[tuple[str, ...]]:
    return [row for block in read_plain(content) if isinstance(block, Table) for row in block.rows]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("序号 案例名称 申报单位\n1 甲 乙局\n2 丙 丁局\n", ("2", "丙", "丁局")),
        ("序号｜案例名称｜申报单位\n1｜甲｜乙局\n2｜丙｜丁局\n", ("2", "丙", "丁局")),
        ("序号\t单位\t案例\n1\t乙局\t甲\n2\t丁\n局\t丙\n", ("2", "丁\n局", "丙")),
    ],
)
def test_cells_by_blanks_or_wide_bars_and_broken_by_a_line_break(content: str, expected: tuple[str, ...]) -> None:
    assert rows(content)[2] == expected
