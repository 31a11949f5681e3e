"""Keywords and slips where titles are many and alike, over notices made up for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.load import load
from intents.engine import Engine

NOTICE = """\
id: many
title: 关于公布 2025 年创新案例的通知
issued: 2025-03-01
tiers:
- name: 优秀案例
  cases:
"""
TITLES = {
    "安徽省芜湖市市场监督管理局": (
        "构建芜湖大米小份菜推广模式",
        "安徽培育食品全链条追溯标杆",
        "建立养老诈骗异地协查机制",
        "推进叉车检验中心信息共享",
        "培育安徽高价值专利海外布局高地",
        "深化市场主体经济运行信息共享平台建设",
    ),
    "上海市市场监督管理局信用监督管理处": (
        "上线一码通平台数据分析系统",
        "联合制定《长宁区衡器数字化监管合规指引》",
        "打造大闸蟹小份菜推广样板",
        "上海创新桶装饮用水党建引领工作法",
        "试行政银合作代办工作法",
        "实施政银合作代办做法",
    ),
    "上海市市场监督管理局企业信用监督管理处": ("发布苏浙皖政务秒批秒办平台", "共建碳足迹结对帮扶站点"),
    "安徽省巢湖市市场监督管理局": (
        "志愿巡查+柔性执法，巢湖连锁药店有解",
        "探索连锁药店柔性执法工作法",
        "推广大闸蟹小份菜样板，守护餐桌",
        "推动巢湖连锁药店由“事后查处”向“事前预防”转变",
        "借鉴长宁经验研究预制菜分级公示",
    ),
    "甘肃省天水市市场监督管理局": ("天水开展党建引领长效机制建设", "开展缺陷召回示范区试点"),
}


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("many")
    cases = "".join(
        f"  - title: {title}\n    agencies:\n    - {unit}\n" for unit, titles in TITLES.items() for title in titles
    )
    (folder / "notices").mkdir()
    (folder / "notices" / "many.yaml").write_text(NOTICE + cases, encoding="utf-8")
    return Engine(load(Path(folder)))


FOUND = {
    "two keywords, as one a subject that no case has": ("食品 追溯", "安徽培育食品全链条追溯标杆"),
    "two keywords, as one a run of another title": ("安徽 培育 高价值专利", "培育安徽高价值专利海外布局高地"),
    "a keyword that is no word, after a place": ("芜湖协查 养老", "建立养老诈骗异地协查机制"),
    "a part of a unit's name, over a blank": ("检验 中心", "推进叉车检验中心信息共享"),
    "a place, and a run that goes on from its name": ("天水党建引领", "天水开展党建引领长效机制建设"),
    "a word that says nothing beside a keyword": ("请问协查 养老诈骗", "建立养老诈骗异地协查机制"),
    "a place of a title mistyped": (
        "联合制定《凡宁区衡器数字化监管合规指引》",
        "联合制定《长宁区衡器数字化监管合规指引》",
    ),
    "a small word amid a title's": ("政务秒批来办平台", "发布苏浙皖政务秒批秒办平台"),
    "a small word before a title's": ("缺召回示范区试点", "开展缺陷召回示范区试点"),
    "a character left out": ("碳迹结对帮扶", "共建碳足迹结对帮扶站点"),
    "units of one name before those that have it": (
        "上海市市场监督管理局企业信用监督管理处做了什么案例",
        "发布苏浙皖政务秒批秒办平台",
    ),
    "words of one case, of which some are a run of another": (
        "连锁药店柔性执法志愿巡查",
        "志愿巡查+柔性执法，巢湖连锁药店有解",
    ),
    "a title from a small word on, with a slip": ("推广大闸蟹小分菜样板", "推广大闸蟹小份菜样板，守护餐桌"),
    "two slips in eight characters": ("碳足结对班扶站点", "共建碳足迹结对帮扶站点"),
    "a short quoted part of the title, and a slip": (
        "推动巢湖连锁药店由今事后查处向事前预防转变",
        "推动巢湖连锁药店由“事后查处”向“事前预防”转变",
    ),
}


@pytest.mark.parametrize(("asked", "title"), FOUND.values(), ids=FOUND)
def test_the_case_that_is_meant(many: Engine, asked: str, title: str) -> None:
    answer, _ = many.ask(asked)
    assert answer.cases
    assert answer.cases[0].title == title


NEAR = {
    "a character left out": ("大小份菜推广", ["构建芜湖大米小份菜推广模式", "打造大闸蟹小份菜推广样板"]),
    "a character at the end of a word": ("政银合作代办工做法", ["试行政银合作代办工作法", "实施政银合作代办做法"]),
}


@pytest.mark.parametrize(("asked", "titles"), NEAR.values(), ids=NEAR)
def test_titles_that_are_about_as_near_are_each_offered(many: Engine, asked: str, titles: list[str]) -> None:
    answer, _ = many.ask(asked)
    assert answer.kind == "clarify"
    assert sorted(option.question for option in answer.options) == sorted(titles)
    assert many.ask(titles[0])[0].cases[0].title == titles[0]


TALK = {
    "a verb that titles have": ("碳足迹结对帮扶，有什么可以借鉴的", "共建碳足迹结对帮扶站点"),
    "a word before such a verb": ("碳足迹结对帮扶有先进做法吗", "共建碳足迹结对帮扶站点"),
    "which one": ("之前看到过一个讲碳足迹结对帮扶的，是哪个来着", "共建碳足迹结对帮扶站点"),
    "something to be found": ("领导让我找碳足迹结对帮扶的材料，能发我吗", "共建碳足迹结对帮扶站点"),
}


@pytest.mark.parametrize(("asked", "title"), TALK.values(), ids=TALK)
def test_talk_around_a_subject_leaves_its_case(many: Engine, asked: str, title: str) -> None:
    answer, _ = many.ask(asked)
    assert [case.title for case in answer.cases] or answer.kind == "clarify"
    first = answer.cases[0].title if answer.cases else answer.options[0].question
    assert first == title


@pytest.mark.parametrize("asked", ["碳足迹结对帮扶有什么好玩的", "叉车检验中心的房价", "碳足迹结对帮扶的七言绝句"])
def test_another_subject_is_never_answered(many: Engine, asked: str) -> None:
    assert many.ask(asked)[0].kind in ("refuse", "clarify")


def test_a_known_place_is_not_mended_into_a_title(many: Engine) -> None:
    answer, _ = many.ask("小份菜推广 新昌")
    assert not answer.repairs


def test_experience_is_a_case(many: Engine) -> None:
    answer, _ = many.ask("碳足迹有哪些经验")
    assert [case.title for case in answer.cases] == ["共建碳足迹结对帮扶站点"]


def test_a_unit_by_its_whole_name_is_that_unit(many: Engine) -> None:
    answer, _ = many.ask("上海市市场监督管理局信用监督管理处做了什么案例")
    assert [case.title for case in answer.cases] == list(TITLES["上海市市场监督管理局信用监督管理处"])


def test_a_list_of_letters_is_no_run_of_a_title(many: Engine) -> None:
    assert many.ask("苏、浙、皖都参与的案例")[0].understood.startswith("地区：")
    assert [case.title for case in many.ask("苏浙皖政务")[0].cases] == ["发布苏浙皖政务秒批秒办平台"]
