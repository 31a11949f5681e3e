from __future__ import annotations

from dataclasses import replace

import pytest

from data.nouns import DEFAULT, CaseNoun, derive_noun, shared_noun
from tests.bot.sample import ONE


@pytest.mark.parametrize(
    ("title", "tiers", "counts", "expected"),
    [
        ("关于公布优秀案例的通知", [], [("", "个")], ("案例", "个")),
        ("「第25屆公共工程金質獎」特優得獎名單", ["土木類特優"], [("參選工程", "件"), ("頒獎", "")], ("工程", "件")),
        ("「卓越實踐在社福」獎勵計劃得獎計劃名單", [], [], ("计划", "个")),
        ("关于公布优秀案例获奖项目名单的通知", [], [("", "名")], ("项目", "个")),
        ("关于表彰先进的通报", ["一等作品", "二等作品"], [], ("作品", "件")),
        ("关于表彰先进的通报", ["一等作品", "二等奖"], [], ("案例", "个")),
        ("关于公布优秀作品的通知", [], [("", "件"), ("", "篇")], ("作品", "件")),
        ("关于第二届金点子评选结果的通报", ["领航金点子", "提名金点子"], [], ("金点子", "个")),
        ("关于第二届评选结果的通报", ["领航金点子", "提名金点子"], [], ("案例", "个")),
        ("关于表彰领航之星的通报", ["领航之星"], [], ("案例", "个")),
        ("关于公布评奖结果的通报", ["一等奖", "二等奖"], [], ("案例", "个")),
        ("关于“最美公路”的通报", ["金牌路段", "银牌路段"], [("推荐路段", "条"), ("奖金", "万元")], ("路段", "条")),
        ("关于公布征集活动入选歌曲的通知", ["金曲"], [("应征歌曲", "首"), ("补助", "万元")], ("歌曲", "首")),
        ("关于公布年度守望人物名单的通知", ["新声人物"], [], ("人物", "位")),
        ("关于认定技术示范工作站的通知", ["A类工作站", "B类工作站"], [("申报工作站", "家")], ("工作站", "家")),
    ],
)
def test_derive_noun(title: str, tiers: list[str], counts: list[tuple[str, str]], expected: tuple[str, str]) -> None:
    assert derive_noun(title, tiers, counts) == expected


def test_issuers_in_a_title_name_no_cases() -> None:
    title = "甘肃省科学技术厅关于认定示范工作站的通知"
    assert derive_noun(title, ["省级"], [], ["甘肃省科学技术厅"]) == DEFAULT


def test_the_noun_that_all_titles_of_cases_end_with() -> None:
    title = "关于公布沿海百年灯塔守护名单的通知"
    assert derive_noun(title, [], [], [], ["青浜门灯塔", "虎蹲山灯塔"]).noun == "灯塔"
    assert derive_noun(title, [], [], [], ["青浜门灯塔", "虎蹲山航标"]) == DEFAULT


def test_notices_share_a_noun_only_if_all_have_it() -> None:
    (notice,) = ONE.notices
    works = replace(notice, noun="工程", measure="件")
    assert shared_noun([works, works]) == CaseNoun("工程", "件")
    assert shared_noun([works, notice]) == shared_noun([]) == DEFAULT


def test_numbers_of_cases_have_the_measure_word() -> None:
    assert CaseNoun("工程", "件").counted(3) == "3 件工程"
    assert CaseNoun("工程", "件").ordinal(3) == "第 3 件工程"
