"""The shipped data: its counts, and its aliases and topics as a careful colleague would list them."""

from __future__ import annotations

from collections import Counter

import pytest

from data.load import check, load

DATASET = load()
(NOTICE,) = DATASET.notices
UNITS = [agency for case in DATASET.cases for agency in case.agencies]


def test_the_shipped_data_has_no_fault() -> None:
    assert check() == []


def test_counts() -> None:
    assert [(tier.name, len(tier.cases)) for tier in NOTICE.tiers] == [("最佳实践案例", 10), ("优秀实践案例", 12)]
    assert len(UNITS) == 93
    assert len(set(UNITS)) == 88
    assert [len(case.agencies) for case in DATASET.cases] == [
        *(4, 5, 3, 4, 4, 4, 4, 4, 4, 4),
        *(3, 3, 4, 4, 4, 4, 4, 8, 9, 6, 2, 2),
    ]
    assert Counter(unit.regions[0].name for unit in set(UNITS)) == Counter(
        {"上海市": 21, "江苏省": 23, "浙江省": 24, "安徽省": 20}
    )
    assert NOTICE.issued is None
    assert NOTICE.issuers == tuple(f"{province}市场监督管理局" for province in ("上海市", "江苏省", "浙江省", "安徽省"))
    assert len(NOTICE.addressed_to) == 13


def test_numbers_follow_the_notice() -> None:
    assert [case.id for case in DATASET.cases] == [
        f"csj-2022/{t}/{n}" for t, size in ((1, 10), (2, 12)) for n in range(1, size + 1)
    ]


def test_omitted_prefixes_are_restored() -> None:
    names = {unit.name for unit in UNITS}
    assert names >= {
        "上海市市场监督管理局标准创新管理处",
        "江苏省扬州市市场监督管理局",
        "江苏省溧阳市市场监督管理局",
        "浙江省湖州市市场监督管理局",
        "安徽省广德市市场监督管理局",
        "浙江省市场监督管理数字传媒中心",
    }
    assert all(unit.place for unit in UNITS)
    assert {unit.place.level for unit in UNITS if unit.place} == {"province", "city", "county"}


def test_five_to_ten_aliases_a_case() -> None:
    assert [case.id for case in DATASET.cases if not 5 <= len(case.aliases) <= 10] == []
    places = {name for region in DATASET.regions for name in (region.name, region.short, *region.aliases)}
    assert [alias for case in DATASET.cases for alias in case.aliases if alias in places] == []


def test_fifteen_to_twenty_paraphrases_a_case() -> None:
    assert [case.id for case in DATASET.cases if not 15 <= len(case.paraphrases) <= 20] == []
    assert [case.id for case in DATASET.cases if {case.title, *case.aliases} & {*case.paraphrases}] == []
    owners = Counter(words for case in DATASET.cases for words in case.paraphrases)
    assert [words for words, count in owners.items() if count > 1] == []


@pytest.mark.parametrize(
    ("theme", "cases"),
    [
        ("标准", "1/2 1/3 2/4 2/8"),
        ("标准化", "1/2 2/8"),
        ("食品安全", "1/7"),
        ("消费者", "1/1 2/5"),
        ("消费维权", "1/1 2/5"),
        ("知识产权", "1/10 2/12"),
        ("专利", "1/10"),
        ("商标", "2/12"),
        ("质量", "1/5 2/3 2/9"),
        ("质量提升", "1/5 2/9"),
        ("医疗器械", "1/9"),
        ("药品", "1/9"),
        ("企业开办", "1/3"),
        ("数据", "1/4"),
        ("信息化", "1/4 1/7 1/10"),
        ("检测", "2/4 2/7"),
        ("认证", "1/8"),
        ("抽查", "2/2 2/3"),
        ("执法", "2/6"),
        ("一体化", "2/1 2/10"),
        ("体系", "1/6 1/7 2/4"),
        ("示范区", "1/3 2/1 2/2"),
        ("特种设备", "2/4"),
        ("电梯", ""),
    ],
)
def test_themes(theme: str, cases: str) -> None:
    found = [c.id for c in DATASET.cases if any(theme in text for text in (c.title, *c.aliases))]
    assert found == [f"csj-2022/{case}" for case in cases.split()]


def test_facts() -> None:
    facts = {fact.topic: fact for fact in NOTICE.facts}
    assert (facts["参评案例"].value, facts["参评案例"].unit) == (75, "个")
    assert "2019年1月" in facts["合作备忘录"].text
    assert all(word in facts["评选方式"].text for word in ("推荐申报", "书面初审", "专家评审"))
    assert all(word in facts["下一步要求"].text for word in ("一体化", "高质量", "系统集成", "专项推进", "项目提升"))
    goals = ("统一开放", "竞争有序", "安全放心", "质量领先", "满意消费", "示范引领")
    assert all(goal in facts["目标"].text for goal in goals)


def test_one_letter_names_of_all_provinces() -> None:
    provinces = [region for region in DATASET.regions if region.level == "province"]
    assert [region.name for region in provinces if not any(len(alias) == 1 for alias in region.aliases)] == []


def test_one_letter_names_are_shared_only_where_they_are() -> None:
    owners = Counter(alias for region in DATASET.regions for alias in region.aliases)
    assert {alias for alias, count in owners.items() if count > 1} == {"宁"}


def test_groups() -> None:
    groups = {name: group for group in DATASET.groups for name in group.names}
    assert len(groups) == sum(len(group.names) for group in DATASET.groups), "no name stands for two groups"
    four = ["上海市", "江苏省", "浙江省", "安徽省"]
    assert ([region.name for region in groups["三省一市"].regions], groups["三省一市"].area) == (four, False)
    assert ([region.name for region in groups["长三角"].regions], groups["长三角"].area) == (four, True)
    assert [region.name for region in groups["苏锡常"].regions] == ["苏州市", "无锡市", "常州市"]


def test_aliases_of_agencies() -> None:
    assert DATASET.agency_aliases["药监局"] == "药品监督管理局"
    assert DATASET.agency_aliases["12315中心"] == "12315投诉举报处置指挥中心"


def test_topics() -> None:
    assert 400 <= len(DATASET.topics) <= 800
    assert DATASET.topics >= {"电梯", "反垄断", "直播带货", "预制菜", "碳排放"}
    assert DATASET.topics.isdisjoint({"天气", "股票", "足球"})
    assert {topic for topic in DATASET.topics if not 2 <= len(topic) <= 8} == set()
