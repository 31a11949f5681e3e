from __future__ import annotations

import pytest

from data.notice_import.blocks import Line, Table
from data.notice_import.layout.splitting import (
    join_continued,
    join_counts,
    split_line,
    spread_organizations,
)
from data.notice_import.names.places import load_places


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("金奖：“智能药盒”", ["金奖", "“智能药盒”"]),
        ("金獎 渠務署：水浸公園", ["金獎", "渠務署：水浸公園"]),
        ("【二等奖】护腰计划", ["二等奖", "护腰计划"]),
        ("2.【二等奖】护腰计划", ["二等奖", "2.护腰计划"]),
        ("優等／臺南市社區協會／陶藝村", ["優等", "臺南市社區協會／陶藝村"]),
        ("01 红嘴鸥食堂（盘龙小学）  15402票", ["01 红嘴鸥食堂（盘龙小学）"]),
        ("01 红嘴鸥食堂（盘龙小学）（得票数：15402票）", ["01 红嘴鸥食堂（盘龙小学）"]),
        ("1.红嘴鸥食堂（盘龙小学）（得分：95.5分）", ["1.红嘴鸥食堂（盘龙小学）"]),
        ("1.红嘴鸥食堂（盘龙小学）95.5分", ["1.红嘴鸥食堂（盘龙小学）"]),
        ("1.红嘴鸥食堂  95.5分", ["1.红嘴鸥食堂"]),
        ("1.红嘴鸥食堂排队不超过 5分", ["1.红嘴鸥食堂排队不超过 5分"]),
        ("2.集安市林业局（推荐单位：通化市林业局）", ["2.集安市林业局"]),
        ("清华大学：《接诉即办》（执笔人：沈默、杜鹃）", ["清华大学：《接诉即办》"]),
        ("《接诉即办》（作者：沈默，清华大学）", ["《接诉即办》（作者：沈默，清华大学）"]),
        ("2.“一把扫帚”（申报单位：通化市林业局）", ["2.“一把扫帚”（申报单位：通化市林业局）"]),
        ("【特優】3件", ["【特優】3件"]),
        ("（二）优秀组织奖：岳阳市总工会、邵阳市总工会", ["（二）优秀组织奖", "岳阳市总工会", "邵阳市总工会"]),
        ("河北省：秦皇岛市海港区西港镇人民政府", ["河北省", "秦皇岛市海港区西港镇人民政府"]),
        ("合肥市（2家）：合肥市少年宫、肥西县图书馆", ["合肥市（2家）", "合肥市少年宫", "肥西县图书馆"]),
        ("（审理法院：常熟市人民法院）", ["审理法院：常熟市人民法院"]),
        ("江西：预付式健身调解案", ["江西：预付式健身调解案"]),
        ("常熟市人民法院：《甲》《乙》", ["常熟市人民法院《甲》", "常熟市人民法院《乙》"]),
        ("单位：常熟市人民法院", ["单位：常熟市人民法院"]),
        ("3.甲市司法局      4.乙县司法局", ["3.甲市司法局", "4.乙县司法局"]),
        ("——武汉图书馆", ["武汉图书馆"]),
        ("- 地铁图书馆（武汉图书馆）", ["- 地铁图书馆（武汉图书馆）"]),
    ],
)
def test_headings_before_colons_and_labels_in_brackets(text: str, parts: list[str]) -> None:
    assert [line.text for line in split_line(Line(text, 1), load_places())] == parts


def test_a_count_on_a_line_of_its_own_is_of_the_heading_above() -> None:
    lines = [Line("先进集体名单", 1), Line("（共24个）", 2), Line("如下：", 3), Line("（3个）", 4)]
    texts = [block.text for block in join_counts(lines) if isinstance(block, Line)]
    assert texts == ["先进集体名单（共24个）", "如下：", "（3个）"]


def test_organisations_side_by_side_stand_on_a_line_each() -> None:
    rows = [["萧县人民医院", "合肥市卫生局"], ["安庆市立医院", "巢湖市中心医院"], ["淮南市中心血站", ""]]
    lines = [Line("   ".join(filter(None, row)), number) for number, row in enumerate(rows, 1)]
    third = Line("宿州市卫生局   铜陵市人民医院", 3)
    expected = [name for row in rows for name in row if name]
    table = spread_organizations([Table(tuple(map(tuple, rows)), 1)], load_places())
    assert [block.text for block in table if isinstance(block, Line)] == expected
    spread = spread_organizations([*lines[:2], third], load_places())
    assert [block.text for block in spread if isinstance(block, Line)] == [*expected[:4], *third.text.split()]


def test_titles_beside_organisations_and_signatures_stay() -> None:
    titles = [Line(f"案例{number}   萧县人民医院", number) for number in range(4)]
    signature = [Line("安徽省卫生厅   安徽省教育厅", 1), Line("安徽省民政厅   安徽省水利厅", 2)]
    assert spread_organizations(titles, load_places()) == titles
    assert spread_organizations(signature, load_places()) == signature


def test_as_many_organisations_as_a_heading_states_stand_on_a_line_each() -> None:
    lines = [
        "九江市（3个）",
        "庐山市总工会 九江市总工会 九江石化公司工会",
        "赣州市（2个）",
        "瑞金市总工会、大余县总工会",
    ]
    spread = spread_organizations([Line(text, number) for number, text in enumerate(lines, 1)], load_places())
    assert [block.text for block in spread if isinstance(block, Line)] == [
        "九江市（3个）",
        *lines[1].split(),
        "赣州市（2个）",
        *lines[3].split("、"),
    ]


def test_organisations_above_a_title_are_those_of_a_case() -> None:
    lines = [Line("金奖（2个）", 1), Line("瑞金市总工会、大余县总工会", 2), Line("“流动课堂”进车间", 3)]
    assert spread_organizations(lines, load_places()) == lines


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["完成单位：甲大学，", "          乙大学"], ["完成单位：甲大学，乙大学"]),
        (["完成单位：甲县投资", "          （集团）有限责任公司"], ["完成单位：甲县投资（集团）有限责任公司"]),
        (["完成单位：常熟市司法局", "          太仓市司法局"], ["完成单位：常熟市司法局、太仓市司法局"]),
        (["完成单位：常熟市司法局", "常熟市司法局"], ["完成单位：常熟市司法局", "常熟市司法局"]),
        (["完成单位：常熟市司法局", "          2023年4月1日"], ["完成单位：常熟市司法局", "2023年4月1日"]),
        (["完成单位：常熟市司法局", "          完成人：王强"], ["完成单位：常熟市司法局", "完成人：王强"]),
        (["《甲》，常熟市司法局；", "《乙》，太仓市司法局。"], ["《甲》，常熟市司法局；", "《乙》，太仓市司法局"]),
    ],
)
def test_what_stands_below_the_value_of_a_label_is_more_of_it(texts: list[str], expected: list[str]) -> None:
    lines = [Line(text.strip(), at, len(text) - len(text.lstrip())) for at, text in enumerate(texts, 1)]
    joined = join_continued(lines, load_places())
    assert [block.text for block in joined if isinstance(block, Line)] == expected
