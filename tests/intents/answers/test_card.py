from __future__ import annotations

from pathlib import Path

import pytest

from data.load import load
from intents.engine import Engine
from intents.model.query import EVERYTHING, About, InTier, Numbered, Query, both
from tests.data.folder import SMALL, make_folder
from tests.intents.answers.sample import answer_query


def test_a_card_lists_its_agencies(engine: Engine) -> None:
    answer = answer_query(engine, Query("card", About(("商标",))))
    assert [unit.name for unit in answer.agencies] == ["上海市市场监督管理局", "浙江省宁波市市场监督管理局"]
    assert answer.heading == "打造沪甬商标品牌国际化战略协作新样板"


AWARDS = """\
id: gz-2024
title: 关于公布优质工程的通知
issued: 2024-05-06
tiers:
- name: 金奖
  cases: [{title: 江边步道, agencies: [广州市水务局]}, {title: 旧厂新生, agencies: [广州市越秀区住房和建设局]}]
- name: 绿色奖
  cases: [{title: 屋顶菜园, agencies: [深圳市农业农村局]}, {title: 江边步道, agencies: [广州市水务局]}]
- name: 人气奖
  cases: [{title: 江边步道, agencies: [广州市水务局]}]
"""
"""A notice that lists one title in three tiers."""


@pytest.fixture(scope="module")
def awards(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return Engine(load(make_folder(Path(tmp_path_factory.mktemp("awards")), AWARDS, **SMALL)))


@pytest.mark.parametrize(
    ("tier", "number", "notes"),
    [
        ("金奖", 1, ("同时列入绿色奖第 2 件、人气奖第 1 件。",)),
        ("绿色奖", 2, ("同时列入金奖第 1 件、人气奖第 1 件。",)),
        ("绿色奖", 1, ()),
    ],
)
def test_a_card_names_the_other_tiers_of_its_title(
    awards: Engine, tier: str, number: int, notes: tuple[str, ...]
) -> None:
    assert answer_query(awards, Query("card", both(InTier(tier), Numbered(number)))).notes == notes


def test_a_title_of_several_tiers_is_listed_in_each(awards: Engine) -> None:
    answer = answer_query(awards, Query("card", About(("江边步道",))))
    assert (answer.kind, [case.tier for case in answer.cases]) == ("cases", ["金奖", "绿色奖", "人气奖"])
    assert len(answer_query(awards, Query("cases", EVERYTHING)).cases) == 5


def test_an_alias_of_two_cases_lists_both(tmp_path: Path) -> None:
    shared = AWARDS.replace("{title: 旧厂", "{aliases: [更新], title: 旧厂").replace(
        "{title: 屋顶", "{aliases: [更新], title: 屋顶"
    )
    answer, _ = Engine(load(make_folder(tmp_path, shared, **SMALL))).ask("更新的案例有哪些", None, 0.0)
    assert [case.title for case in answer.cases] == ["旧厂新生", "屋顶菜园"]
