from __future__ import annotations

from dataclasses import replace

import pytest

from data.nouns import DEFAULT, CaseNoun, derive_noun, shared_noun
from tests.bot.sample import ONE


@pytest.mark.parametrize(
    ("title", "tiers", "units", "expected"),
    [
        ("关于公布优秀案例的通知", [], ["个"], ("案例", "个")),
        ("「第25屆公共工程金質獎」特優得獎名單", ["土木類特優"], ["件", ""], ("工程", "件")),
        ("「卓越實踐在社福」獎勵計劃得獎計劃名單", [], [], ("计划", "个")),
        ("关于公布优秀案例获奖项目名单的通知", [], ["名"], ("项目", "个")),
        ("关于表彰先进的通报", ["一等作品", "二等作品"], [], ("作品", "件")),
        ("关于表彰先进的通报", ["一等作品", "二等奖"], [], ("案例", "个")),
        ("关于公布优秀作品的通知", [], ["件", "篇"], ("作品", "件")),
        ("关于第二届金点子评选结果的通报", ["领航金点子", "提名金点子"], [], ("金点子", "个")),
        ("关于第二届评选结果的通报", ["领航金点子", "提名金点子"], [], ("案例", "个")),
        ("关于表彰领航之星的通报", ["领航之星"], [], ("案例", "个")),
        ("关于公布评奖结果的通报", ["一等奖", "二等奖"], [], ("案例", "个")),
    ],
)
def test_derive_noun(title: str, tiers: list[str], units: list[str], expected: tuple[str, str]) -> None:
    assert derive_noun(title, tiers, units) == expected


def test_notices_share_a_noun_only_if_all_have_it() -> None:
    (notice,) = ONE.notices
    works = replace(notice, noun="工程", measure="件")
    assert shared_noun([works, works]) == CaseNoun("工程", "件")
    assert shared_noun([works, notice]) == shared_noun([]) == DEFAULT


def test_numbers_of_cases_have_the_measure_word() -> None:
    assert CaseNoun("工程", "件").counted(3) == "3 件工程"
    assert CaseNoun("工程", "件").ordinal(3) == "第 3 件工程"
