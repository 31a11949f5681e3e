from __future__ import annotations

from collections.abc import Sequence

import pytest

from data.notice_import.blocks import Line, Table
from data.notice_import.layout.vertical import join_cells
from data.notice_import.names.places import load_places

COUNTED = ("序号", "案例名称", "报送单位")
RANKED = ("序号", "奖项", "案例名称", "报送单位")
UNCOUNTED = ("案例名称", "报送单位", "等次")


@pytest.mark.parametrize(
    ("cells", "rows"),
    [
        (
            (*COUNTED, "1", "海参快检", "大连市市场监督管理局", "2", "玉石检测", "鞍山市市场监督管理局"),
            [COUNTED, ("1", "海参快检", "大连市市场监督管理局"), ("2", "玉石检测", "鞍山市市场监督管理局")],
        ),
        (
            (*COUNTED, "1", "海参", "快检", "大连市市场监督管理局", "2", "玉石检测", "鞍山市商务局"),
            [COUNTED, ("1", "海参快检", "大连市市场监督管理局"), ("2", "玉石检测", "鞍山市商务局")],
        ),
        (
            (*COUNTED, "1", "海参快检", "大连市商务局", "大连海洋大学", "2", "玉石检测", "鞍山市商务局"),
            [COUNTED, ("1", "海参快检", "大连市商务局\n大连海洋大学"), ("2", "玉石检测", "鞍山市商务局")],
        ),
        (
            (
                *COUNTED,
                "1",
                "基于标识解析的全生",
                "命周期管理",
                "徐工汉云技术有限公司、徐州",
                "工程机械集团有限公司",
                "2",
                "玉石",
                "鞍山市商务局",
            ),
            [
                COUNTED,
                ("1", "基于标识解析的全生命周期管理", "徐工汉云技术有限公司、徐州\n工程机械集团有限公司"),
                ("2", "玉石", "鞍山市商务局"),
            ],
        ),
        (
            (*RANKED, "1", "一等奖", "海参快检", "大连市商务局", "2", "玉石检测", "鞍山市商务局"),
            [RANKED, ("1", "一等奖", "海参快检", "大连市商务局"), ("2", "", "玉石检测", "鞍山市商务局")],
        ),
        (
            (
                *("序号", "案例名称", "报送单位", "类别"),
                *("1", "海参快检", "大连市商务局", "大连市妇女联合会", "一等", "2", "玉石检测", "鞍山市商务局", "二等"),
            ),
            [
                ("序号", "案例名称", "报送单位", "类别"),
                ("1", "海参快检", "大连市商务局\n大连市妇女联合会", "一等"),
                ("2", "玉石检测", "鞍山市商务局", "二等"),
            ],
        ),
        (
            ("序号 案例名称 报送单位", "1", "海参快检", "大连市商务局", "2", "玉石检测", "鞍山市商务局"),
            [COUNTED, ("1", "海参快检", "大连市商务局"), ("2", "玉石检测", "鞍山市商务局")],
        ),
        (
            (*UNCOUNTED, "海参快检", "大连市商务局", "优秀", "玉石检测", "鞍山市商务局", "入围"),
            [UNCOUNTED, ("海参快检", "大连市商务局", "优秀"), ("玉石检测", "鞍山市商务局", "入围")],
        ),
    ],
)
def test_cells_a_line_each_become_a_table(cells: Sequence[str], rows: Sequence[tuple[str, ...]]) -> None:
    lines = [Line(text, number) for number, text in enumerate(cells, 1)]
    below = Line("辽宁省市场监督管理局", len(lines) + 1)
    assert join_cells([*lines, below], load_places()) == [Table(tuple(rows), 1), below]


def test_other_lines_stay_as_they_are() -> None:
    lines = [Line(text, number) for number, text in enumerate(("案例名称", "报送单位", "海参快检", "说明"), 1)]
    assert join_cells(lines, load_places()) == lines


def test_a_table_goes_on_below_a_heading() -> None:
    first = ("1", "海参快检", "大连市商务局", "2", "玉石检测", "鞍山市商务局")
    texts = (*COUNTED, *first, "二等奖（2个）", "1", "盲道", "沈阳市民政局", "2", "热线", "锦州市民政局")
    lines = [Line(text, number) for number, text in enumerate(texts, 1)]
    assert join_cells(lines, load_places()) == [
        Table((COUNTED, first[:3], first[3:]), 1),
        lines[9],
        Table((COUNTED, ("1", "盲道", "沈阳市民政局"), ("2", "热线", "锦州市民政局")), 11),
    ]
