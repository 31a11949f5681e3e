from __future__ import annotations

import pytest

from data.agency_name import parse_agency
from data.regions import RegionTable
from intents.index.agency_index import AgencyIndex, is_abbreviation
from intents.index.case_index import CaseIndex
from intents.language.dictionary import Dictionary
from intents.model.query import ByAgency
from tests.intents.names import AGENCIES, DATASET, REGIONS
from tests.questions.other_fields import load_engine

CODES = {place.short: place.code for place in REGIONS}


@pytest.mark.parametrize(
    ("part", "name", "expected"),
    [
        ("特设处", "特种设备安全监察处", True),
        ("计量处", "计量处", True),
        ("", "计量处", True),
        ("处计量", "计量处", False),
        ("特特处", "特种设备安全监察处", False),
        ("信用处", "特种设备安全监察处", False),
    ],
)
def test_an_abbreviation_keeps_the_order_of_characters(part: str, name: str, *, expected: bool) -> None:
    assert is_abbreviation(part, name) is expected


MEANT = {
    "a department": ("计量处", "计量处"),
    "an abbreviation": ("特设处", "特种设备安全监察处"),
    "an alias": ("药监局", "药品监督管理局"),
    "another alias": ("消保委", "消费者权益保护委员会"),
    "an ending": ("稽查局", "执法稽查局"),
    "a part of two": ("执法", "执法稽查处 执法稽查局"),
    "what departments share": ("标准化", "标准化处 标准化管理处"),
    "an abbreviation of two": ("网监处", "网络交易和市场规范监督管理处 网络交易监督管理处"),
    "a hotline": ("12315", "12315投诉举报处置指挥中心"),
    "a full name alone": ("认证监督管理处", "认证监督管理处"),
    "no unit": ("公安局", ""),
    "no department": ("信用处", ""),
}


@pytest.mark.parametrize(("part", "expected"), MEANT.values(), ids=MEANT)
def test_names_meant_by_a_part(index: CaseIndex, part: str, expected: str) -> None:
    assert " ".join(sorted(index.agency_index.names_meant(part))) == expected


UNITS = {
    "of every place": (ByAgency("消保处"), "上海市市场监督管理局消费者权益保护处"),
    "of one place": (ByAgency("计量处", CODES["浙江"]), "浙江省市场监督管理局计量处"),
    "the bureau of the place": (ByAgency("", CODES["金华"]), "浙江省金华市市场监督管理局"),
    "by its full name": (ByAgency("市场监督管理局", CODES["吴江"]), "江苏省吴江区市场监督管理局"),
    "a bureau is not those below": (ByAgency("市监局", CODES["苏州"]), "江苏省苏州市市场监督管理局"),
    "no such department there": (ByAgency("标准创新管理处", CODES["安徽"]), ""),
    "across bureau and department": (
        ByAgency("市监局标准化处"),
        "安徽省市场监督管理局标准化处 江苏省市场监督管理局标准化管理处 浙江省市场监督管理局标准化处",
    ),
}


@pytest.mark.parametrize(("wanted", "expected"), UNITS.values(), ids=UNITS)
def test_agencies_meant(index: CaseIndex, wanted: ByAgency, expected: str) -> None:
    assert " ".join(sorted(unit.name for unit in index.agency_index.agencies(wanted))) == expected


COUNTED = {
    "a department everywhere": (ByAgency("计量处"), 4),
    "a bureau everywhere, with its departments": (ByAgency("市监局"), 77),
    "a provincial bureau with its departments": (ByAgency("市监局", CODES["安徽"]), 11),
    "other bureaus": (ByAgency("知识产权局"), 2),
}


@pytest.mark.parametrize(("wanted", "expected"), COUNTED.values(), ids=COUNTED)
def test_number_of_agencies_meant(index: CaseIndex, wanted: ByAgency, expected: int) -> None:
    assert len(index.agency_index.agencies(wanted)) == expected


@pytest.mark.parametrize("name", ["无锡", "常州"])
def test_a_place_without_a_bureau_does_not_inherit_lower_bureaus(index: CaseIndex, name: str) -> None:
    assert index.agency_index.agencies(ByAgency("市监局", CODES[name])) == frozenset()


def test_every_agency_is_found_by_its_parts(index: CaseIndex) -> None:
    for unit in index.agencies:
        assert unit.place is not None
        part = unit.bureau + unit.department if unit.department else unit.bureau
        assert unit in index.agency_index.agencies(ByAgency(part, unit.place.code)), unit.name
        assert unit in index.agency_index.agencies(ByAgency(unit.department or unit.bureau, unit.place.code)), unit.name


@pytest.mark.parametrize(("part", "expected"), [("计量处", True), ("市监局标准化处", True), ("教育局", False)])
def test_is_name(index: CaseIndex, part: str, *, expected: bool) -> None:
    assert index.agency_index.is_name(part) == expected


def test_a_name_takes_precedence_over_an_alias(dictionary: Dictionary) -> None:
    offices = AgencyIndex(AGENCIES, {"计量处": "药品监督管理局", "量局": "计量处"}, dictionary.boundaries)
    assert (offices.resolve_alias("计量处"), offices.resolve_alias("量局"), offices.resolve_alias("别处")) == (
        "计量处",
        "计量处",
        "别处",
    )


def test_an_agency_without_a_known_place(dictionary: Dictionary) -> None:
    unit = parse_agency("琼山市工商行政管理局", RegionTable(DATASET.regions))
    offices = AgencyIndex((unit,), {"工商局": "工商行政管理局"}, dictionary.boundaries)
    assert offices.agencies(ByAgency("工商局")) == {unit}
    assert offices.agencies(ByAgency("工商局", "460000")) == frozenset()


@pytest.fixture(scope="module")
def other_fields() -> CaseIndex:
    return load_engine("seven").index


OF_OTHER_FIELDS = {
    "in other characters": (ByAgency("铁道局"), "交通部鐵道局"),
    "without its brackets": (ByAgency("茅台酒厂集团"), "贵州茅台酒厂（集团）有限责任公司"),
    "by its first characters": (ByAgency("九牧"), "九牧厨卫股份有限公司"),
    "abbreviated with its place": (ByAgency("重医附一院"), "重庆医科大学附属第一医院"),
    "without its second name": (
        ByAgency("人民法院", "500157"),
        "重庆两江新区人民法院（重庆自由贸易试验区人民法院）",
    ),
    "by its second name": (
        ByAgency("自由贸易试验区人民法院"),
        "重庆两江新区人民法院（重庆自由贸易试验区人民法院）",
    ),
    "too short": (ByAgency("重附院"), ""),
}


@pytest.mark.parametrize(("part", "expected"), OF_OTHER_FIELDS.values(), ids=OF_OTHER_FIELDS)
def test_units_that_are_no_bureaus(other_fields: CaseIndex, part: ByAgency, expected: str) -> None:
    assert " ".join(sorted(unit.name for unit in other_fields.agency_index.agencies(part))) == expected


def test_the_brands_of_enterprises(other_fields: CaseIndex) -> None:
    brands = other_fields.agency_index.brands(other_fields.dictionary.cut)
    assert {"九牧", "福耀", "青拓"} <= set(brands)
    assert not {"中国", "紫金"} & set(brands)


def test_kinds_of_units(index: CaseIndex, other_fields: CaseIndex) -> None:
    assert index.agency_index.kinds() == ()
    offices = other_fields.agency_index
    assert {"企业", "高校", "院校", "高等院校", "学校", "大学"} <= set(offices.kinds())
    universities = {unit.name for unit in offices.agencies(ByAgency("大学"))}
    assert universities < {unit.name for unit in offices.agencies(ByAgency("学校"))}
    companies = {unit.name for unit in offices.agencies(ByAgency("公司"))}
    assert "九牧厨卫股份有限公司" in companies
    assert companies <= {unit.name for unit in offices.agencies(ByAgency("企业"))}
    assert "厦门大学能源学院" in {unit.name for unit in offices.agencies(ByAgency("高校"))}


def test_a_university_is_not_one_whose_name_ends_alike() -> None:
    found = load_engine("yn-2024").index.agency_index.agencies(ByAgency("大学", "530000"))
    assert {unit.name for unit in found} == {"云南大学生态与环境学院"}


def test_a_kind_of_body_where_a_place_has_only_those_of_its_districts(dictionary: Dictionary) -> None:
    names = ("四川省成都市武侯区人民检察院", "四川省泸州市人民检察院", "四川省泸州市合江县人民检察院")
    table = RegionTable(DATASET.regions)
    aliases = {"检察院": "人民检察院"}
    offices = AgencyIndex(tuple(parse_agency(name, table) for name in names), aliases, dictionary.boundaries)
    found = {code: {unit.name for unit in offices.agencies(ByAgency("检察院", code))} for code in ("510100", "510500")}
    assert found == {"510100": {names[0]}, "510500": {names[1]}}
    assert offices.agencies(ByAgency("人民检察院", "510100")) == frozenset()


def test_libraries_of_a_place_and_of_universities(dictionary: Dictionary) -> None:
    names = ("安徽省图书馆", "安徽大学图书馆", "安徽农业大学图书馆", "安徽省合肥市图书馆")
    units = {name: parse_agency(name, RegionTable(DATASET.regions)) for name in names}
    offices = AgencyIndex(tuple(units.values()), {}, dictionary.boundaries)
    assert offices.agencies(ByAgency("图书馆", CODES["安徽"])) == {units["安徽省图书馆"]}
    universities = {units["安徽大学图书馆"], units["安徽农业大学图书馆"]}
    assert offices.agencies(ByAgency("大学图书馆")) == universities
