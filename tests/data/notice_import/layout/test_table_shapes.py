from __future__ import annotations

import pytest

from data.notice_import.blocks import Line, Table
from data.notice_import.layout.table_shapes import columns_to_tables, reshape, unfold_cards


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        (
            (("项目名称", "山区水上救援队"), ("实施单位", "甲县红十字会\n乙大学"), ("项目简介", "")),
            ["项目名称：山区水上救援队", "实施单位：甲县红十字会、乙大学"],
        ),
        (
            (("索引号：", "115-0055", "发布机构：", "某某厅"), ("文号：", "某发1号", "", "")),
            ["索引号：115-0055", "发布机构：某某厅", "文号：某发1号"],
        ),
        (
            (
                ("信息名称", "公告", "索引号", "0615"),
                ("发布机构", "某某厅", "体裁", "公告"),
                ("有效性", "有效", "", ""),
            ),
            ["信息名称：公告", "索引号：0615", "发布机构：某某厅", "体裁：公告", "有效性：有效"],
        ),
    ],
)
def test_tables_of_labels_and_values_become_lines(rows: tuple[tuple[str, ...], ...], lines: list[str]) -> None:
    found = list(unfold_cards([Table(rows, 1)]))
    assert [block.text for block in found if isinstance(block, Line)] == lines
    assert len(found) == len(lines)


def test_a_table_with_a_header_stays() -> None:
    table = Table((("案例名称", "申报单位"), ("山区水上救援队", "甲县红十字会")), 1)
    assert list(unfold_cards([table])) == [table]


def test_a_header_above_the_names_of_columns_is_no_row() -> None:
    upper = ("等次", "案例信息", "案例信息", "单位信息")
    header = ("等次", "序号", "案例名称", "申报单位")
    row = ("一等", "1", "家庭康复包", "湖南省儿童医院")
    assert reshape([Table((upper, header, row), 1)]) == [Table((header, row), 2)]


def test_lines_of_as_many_fields_are_rows() -> None:
    texts = ["金奖", "助残  盲道巡查  某某大学", "环保  净滩  某某协会", "1  银发  某某医院", "宋韵  某某学院"]
    lines = [Line(text, number) for number, text in enumerate(texts, 1)]
    table = Table((("助残", "盲道巡查", "某某大学"), ("环保", "净滩", "某某协会")), 2)
    assert columns_to_tables(lines) == [lines[0], table, *lines[3:]]
