from __future__ import annotations

import pytest

from data.notice_import.blocks import Line, Table, make_lines, rows_to_blocks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("有 效 性：有效", "有效性：有效"),
        ("单  位：某某局", "单位：某某局"),
        ("山 东 省 医 疗 保 障 局", "山东省医疗保障局"),
        ("王 磊", "王 磊"),
        ("茶香“和事佬”（安溪县司法局）…………………8", "茶香“和事佬”（安溪县司法局）"),
        ("后来……", "后来……"),
        ("普遍推行垃圾分类 共创城市美好家园", "普遍推行垃圾分类 共创城市美好家园"),
    ],
)
def test_alignment_and_leaders_are_no_part_of_a_line(text: str, expected: str) -> None:
    assert [line.text for line in make_lines(text, 1)] == [expected]


def test_what_is_stated_above_the_header_is_no_row_of_the_table() -> None:
    rows = [
        ("填报单位：青海省农业农村厅", "", "2023年11月"),
        ("序号", "成果名称", "完成单位"),
        ("1", "设施草莓：高架栽培", "西宁市蔬菜研究所"),
    ]
    assert list(rows_to_blocks(rows, 1)) == [
        Line("填报单位：青海省农业农村厅", 1),
        Line("2023年11月", 1),
        Table((rows[1], rows[2]), 2),
    ]


def test_who_issues_a_table_and_when_is_no_row_of_it() -> None:
    rows = [("序号", "成果名称", "单位"), ("1", "劳模进校园", "长春市总工会"), ("吉林省总工会", "", "2024年12月20日")]
    assert list(rows_to_blocks(rows, 1)) == [
        Table((rows[0], rows[1]), 1),
        Line("吉林省总工会", 3),
        Line("2024年12月20日", 3),
    ]


def test_who_signs_in_a_column_above_the_date_is_no_row_of_the_table() -> None:
    rows = [
        ("序号", "成果名称", "单位"),
        ("1", "劳模进校园", "长春市总工会"),
        ("", "", "吉林省总工会"),
        ("", "", "2024年12月"),
    ]
    assert list(rows_to_blocks(rows, 1)) == [
        Table((rows[0], rows[1]), 1),
        Line("吉林省总工会", 3),
        Line("2024年12月", 4),
    ]


def test_a_wide_space_takes_two_columns() -> None:
    assert [line.indent for line in make_lines("　　甲\n  乙\n丙", 1)] == [4, 2, 0]
