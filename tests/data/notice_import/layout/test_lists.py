from __future__ import annotations

import pytest

from data.notice_import.blocks import Line
from data.notice_import.layout.items import read_items
from data.notice_import.layout.lists import find_cases
from data.notice_import.layout.prose import find_cases_in_prose
from data.notice_import.names.places import load_places

PLACES = load_places()


def numbered(text: str) -> list[Line]:
    return [Line(line, number) for number, line in enumerate(text.split("\n"), 1)]


def test_places_between_items_head_groups_even_where_most_have_one_case() -> None:
    found = find_cases(
        numbered("北京市\n1.密云区水务局：甲案例\n河北省\n2.威县水务局：乙案例\n3.临西县水务局：丙案例"), PLACES
    )
    assert [(case.title, case.group) for case in found.cases] == [
        ("甲案例", "北京市"),
        ("乙案例", "河北省"),
        ("丙案例", "河北省"),
    ]


def test_headings_that_name_the_agency_of_the_cases_below_are_no_tiers() -> None:
    found = find_cases(numbered("广西大学（2项）\n1.“村口工厂”\n2.补光催花\n百色学院（1项）\n1.芒果“田东课堂”"), PLACES)
    assert [(case.agencies, case.tier) for case in found.cases] == [("广西大学", "")] * 2 + [("百色学院", "")]


def test_a_single_heading_that_names_the_list_is_no_tier() -> None:
    found = find_cases(numbered("全省先进集体名单（共2个）\n萧县人民医院\n安庆市立医院"), PLACES)
    assert [(case.title, case.tier) for case in found.cases] == [("萧县人民医院", ""), ("安庆市立医院", "")]
    assert found.counts == {"": 2}


@pytest.mark.parametrize(
    ("text", "title", "agencies"),
    [
        ("《诗画南阳》汉画像石陈列（南阳市汉画馆）", "《诗画南阳》汉画像石陈列", "南阳市汉画馆"),
        ("《大运河滑县段》（滑县博物馆（滑县文物所））", "大运河滑县段", "滑县博物馆（滑县文物所）"),
        ("《大运河》滑县博物馆（滑县文物保护管理所）", "大运河", "滑县博物馆（滑县文物保护管理所）"),
        ("《大运河》张三丰（扬州大学）", "大运河", "张三丰（扬州大学）"),
    ],
)
def test_brackets_after_titles_of_which_a_part_is_quoted(text: str, title: str, agencies: str) -> None:
    others = ["《宋都人家》（开封市博物馆）"] * (3 if text.endswith(("汉画馆）", "））")) else 0)
    ((reading, *_), _) = read_items([[line] for line in (text, *others)], PLACES)
    assert reading is not None
    assert (reading.title, reading.agencies) == (title, agencies)


def test_clauses_of_a_sentence_each_name_a_tier() -> None:
    found = find_cases_in_prose(
        numbered(
            "经过角逐，“小白鸽”（河南科技大学团委）、“平安守夜”（洛阳市图书馆）2个项目获得金奖，“救援”（栾川县应急协会）、《宣讲》（洛阳师范学院）获得银奖。"
        ),
        PLACES,
    )
    assert [(case.tier, case.title) for case in found.cases] == [
        ("金奖", "“小白鸽”"),
        ("金奖", "“平安守夜”"),
        ("银奖", "“救援”"),
        ("银奖", "宣讲"),
    ]


def test_sentences_name_a_tier_and_who_applied_together() -> None:
    found = find_cases_in_prose(
        numbered(
            "四川省民政厅公布优秀项目\n获得金奖的项目有2个，分别是甲市协会与乙学院共同申报的《院落》和绵阳市社会工作协会申报的《索玛花》。\n"
            "铜奖则由2个项目获得，包括达州市志愿者协会申报的《邻居》，以及攀枝花学院申报的《候鸟》。"
        ),
        PLACES,
    )
    assert [(case.tier, case.title, case.agencies) for case in found.cases] == [
        ("金奖", "院落", "甲市协会与乙学院"),
        ("金奖", "索玛花", "绵阳市社会工作协会"),
        ("铜奖", "邻居", "达州市志愿者协会"),
        ("铜奖", "候鸟", "攀枝花学院"),
    ]


@pytest.mark.parametrize(
    ("heading", "tier"),
    [
        ("信息发布类", "信息发布类一等奖"),
        ("信息发布类（4个）", "信息发布类一等奖"),
        ("优秀案例发布", "一等奖"),
        ("今年公布优秀案例", "一等奖"),
    ],
)
def test_a_heading_that_announces_the_list_is_no_tier(heading: str, tier: str) -> None:
    cases = "《甲类办件》（海口市民政局）；《乙类办件》（三亚市民政局）；《丙类办件》（文昌市民政局）。"
    found = find_cases_in_prose(numbered(f"首页\n{heading}\n一等奖：{cases}"), PLACES)
    assert [case.tier for case in found.cases] == [tier] * 3


@pytest.mark.parametrize(
    ("lines", "agencies"),
    [
        # all lines have one bar, and one company looks like an agency
        (["夜班 ｜ 京东物流", "一箱一码 ｜ 顺丰冷运", "循环箱 ｜ 菜鸟网络", "危化轨迹 ｜ 长江有限公司"], "京东物流"),
        # either side has something like an agency: agencies are shorter
        (
            [
                "宁德时代  零碳电池",
                "蒙牛乳业  沙漠有机牧场",
                "招商银行  气候风险压力测试",
                "海底捞  员工子女寄宿班",
            ],
            "宁德时代",
        ),
        # nothing like an agency: no side is known
        (["夜班 ｜ 京东物流", "一箱一码 ｜ 顺丰冷运", "循环箱 ｜ 菜鸟网络", "危化轨迹 ｜ 西井科技"], ""),
    ],
)
def test_a_mark_that_all_items_have_parts_agencies_of_any_form(lines: list[str], agencies: str) -> None:
    readings, _ = read_items([[line] for line in lines], PLACES)
    assert readings[0] is not None
    assert readings[0].agencies == agencies


def test_persons_without_known_surnames_before_agencies_are_left_out_beside_others() -> None:
    items = [["调", "额尔敦 内蒙古大学"], ["节", "赵杰 内蒙古大学"], ["桥", "包青 河套学院"], ["塔", "高娃 内蒙古大学"]]
    readings, _ = read_items([[f"草原{title}研究", line] for title, line in items], PLACES)
    assert [reading.agencies for reading in readings if reading] == [
        "内蒙古大学",
        "内蒙古大学",
        "河套学院",
        "内蒙古大学",
    ]


def test_ties_and_series_that_begin_later_are_read() -> None:
    ties = "第1名：甲县医院，《制氧》；\n第2名：乙县医院，《透析》；\n第2名：丙县医院，《缝合》；"
    assert len(find_cases(numbered(ties), PLACES).cases) == 3
    series = "【案例5】常熟市司法局：下沉街道\n【案例6】太仓市司法局：法治直播\n【案例7】昆山市司法局：教育码"
    assert len(find_cases(numbered(series), PLACES).cases) == 3
