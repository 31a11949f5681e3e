from __future__ import annotations

import pytest

from data.notice_import.names.agencies import FIELD_BREAK, is_agency, is_agency_list, is_person, split_agencies
from data.notice_import.names.places import load_places

PLACES = load_places()


@pytest.mark.parametrize(
    "name",
    [
        "杭州市余杭区城市管理局（综合行政执法局）",
        "国家税务总局厦门市税务局",
        "湖南农业大学农学院",
        "市高法院",
        "从江县农业农村局",
        "荣昌区委政法委",
        "集美区",
        "北京市丰台区",
        "福建省永安林业（集团）股份有限公司",
        "中国（福建）自由贸易试验区厦门片区管理委员会",
        "农业农村部",
        "香港青年協會",
        "青松湖景幼稚園",
        "阳光工作室办公室",
        "交通部公路局",
        "行政院公共工程委員會",
        "都江堰市青城山—都江堰旅游景区管理局",
        "八路军西安办事处纪念馆",
        "水利部信息中心",
        "从江县",
        "第一师阿拉尔市民政局",
        "团广东省委学校部",
        "赣州市“红土地”老兵宣讲团",
        "江津区几江街道“红帽子”义工站",
        "“数据要素×”大赛组织委员会",
    ],
)
def test_names_of_agencies(name: str) -> None:
    assert is_agency(name, PLACES)


@pytest.mark.parametrize(
    "text",
    [
        "打造大陆首个闽台研学旅行基地",
        "“警快办”——不见面就能办",
        "某公司主办",
        "普遍推行垃圾分类",
        "零碳园区微电网",
        "盲人电影院",
        "红色驿站",
        "阳光工作室",
        "构建区域协同服务中心",
        "各市（区）市场监管局：",
        "",
    ],
)
def test_other_texts_are_no_agencies(text: str) -> None:
    assert not is_agency(text, PLACES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲市文化馆、乙县文化馆", ["甲市文化馆", "乙县文化馆"]),
        ("深圳图书馆、盐田区图书馆；深圳大学图书馆", ["深圳图书馆", "盐田区图书馆", "深圳大学图书馆"]),
        ("江门市博物馆（甲、乙中心）", ["江门市博物馆（甲、乙中心）"]),
        ("湖南铁道职业技术学院 中车株洲电力机车有限公司", ["湖南铁道职业技术学院", "中车株洲电力机车有限公司"]),
        ("兰州工务段\n定西工务段", ["兰州工务段", "定西工务段"]),
        ("张伟 王芳 大连理工大学", ["大连理工大学"]),
        ("何静 冯博（延安大学附属医院）", ["延安大学附属医院"]),
        ("贵州省大数据发展管理局（牵头）", ["贵州省大数据发展管理局"]),
        ("市市场监管委牵头，市政务服务办配合", ["市市场监管委", "市政务服务办"]),
        ("台江县文化馆等3个单位", ["台江县文化馆"]),
        ("南乐县近德固乡\n巾帼草编专业合作社", ["南乐县近德固乡巾帼草编专业合作社"]),
        ("商丘市妇女联合会\n柘城县妇女联合会", ["商丘市妇女联合会", "柘城县妇女联合会"]),
        ("南京市发展和改革委员会", ["南京市发展和改革委员会"]),
        ("南京市民政局和镇江市民政局", ["南京市民政局", "镇江市民政局"]),
        ("合肥市瑶海区和平路街道办事处", ["合肥市瑶海区和平路街道办事处"]),
        (f"樂施會{FIELD_BREAK}香港明愛", ["樂施會", "香港明愛"]),
        ("", []),
    ],
)
def test_lists_are_split_into_agencies(text: str, expected: list[str]) -> None:
    assert [name for name, _ in split_agencies(text, PLACES)] == expected


def test_a_list_of_agencies_is_told_from_a_title() -> None:
    assert is_agency_list("市医疗保障局、市财政局、国家税务总局厦门市税务局", PLACES)
    assert not is_agency_list("企业开办“一网通办、一窗通取”", PLACES)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("王建华", True),
        ("欧阳雪", True),
        ("买买提·艾力", True),
        ("海关", False),
        ("集美大学", False),
        ("卓越組", False),
    ],
)
def test_persons(name: str, expected: bool) -> None:  # noqa: FBT001 - what the table says
    assert is_person(name) is expected
