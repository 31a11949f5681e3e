"""Mentions that several mentions around them settle."""

from __future__ import annotations

import pytest

from intents.engine import Engine

SAME = {
    "who asks": ("安徽的同事想知道江苏有哪些案例", "江苏有哪些案例"),
    "who asks by name": ("办证处的小陈想看江苏的案例", "江苏的案例"),
    "an aspect before a comparison": ("做一个城市维度的比较：杭州与合肥哪个参与得多", "杭州与合肥哪个参与得多"),
    "an aspect before a ranking": ("做一个省级层面的排名", "省份排名"),
    "what one did amiss": ("最佳案例第六个是什么呀，我抄漏了", "最佳案例第六个是什么"),
    "the people of a place": ("杭州的人做了哪些案例", "杭州做了哪些案例"),
    "what a place includes anyway": ("杭州及所辖区县参与了哪些案例", "杭州参与了哪些案例"),
    "a kind of agency that is asked for": ("安徽做叉车的是什么中心", "安徽做叉车的是什么单位"),
    "what a child is to write": ("孩子作文要写长江禁渔，是第几个案例啊", "长江禁渔是第几个案例"),
    "an article before a ranking": ("出一个城市排行榜", "城市排行榜"),
    "an article before a ranking of provinces": ("来一个排名", "排名"),
    "people who work with a case": ("医疗器械注册人是谁做的", "医疗器械注册人的单位有哪些"),
    "a negation at the end asks": ("溧阳和宜兴合作过没有", "溧阳和宜兴合作过吗"),
    "a negation that asks of two apart": ("溧阳和南京合作过没有", "溧阳和南京合作过吗"),
    "an exclamation": ("这么多单位，安徽的案例一共几个", "安徽的案例一共几个"),
    "a truth asked at the end of a clause": ("芜湖参加了没有，照实说", "芜湖参加了吗"),
    "people who want something": ("孩子要写经过，这些案例是怎么评出来的呀", "这些案例是怎么评出来的"),
}


@pytest.mark.parametrize(("text", "plain"), SAME.values(), ids=SAME)
def test_what_is_around_a_word_settles_it(engine: Engine, text: str, plain: str) -> None:
    answer, same = engine.ask(text)[0], engine.ask(plain)[0]
    assert answer.kind not in ("clarify", "refuse")
    assert (answer.kind, answer.cases, answer.yes, answer.ranking) == (same.kind, same.cases, same.yes, same.ranking)


def test_a_number_before_other_nouns_counts(engine: Engine) -> None:
    answer, _ = engine.ask("只有一个省市参与的案例")
    assert answer.understood == "地区数：恰好 1 个省市 → 0 个案例"


def test_a_topic_for_people_is_a_subject(engine: Engine) -> None:
    answer, _ = engine.ask("孩子免票的是哪个案例")
    assert [case.title for case in answer.cases] == ["推动长三角儿童免票规则迭代"]


KEPT = {
    "a tier": ("最佳案例里上海的同事想知道安徽有几个", "等次：最佳实践案例；地区：上海、安徽都有 → 9 个案例"),
    "a subject": ("叉车领域的老师想了解浙江的案例", "主题：叉车；地区：浙江 → 1 个案例"),
    "the asker's place beside a partner": ("安徽的老师想知道和江苏合作了哪些案例", "地区：安徽、江苏都有 → 17 个案例"),
    "what several counties did each": ("列出湖州及下辖县各参与了几个", ""),
}


@pytest.mark.parametrize(("text", "understood"), KEPT.values(), ids=KEPT)
def test_a_condition_is_kept(engine: Engine, text: str, understood: str) -> None:
    assert engine.ask(text)[0].understood == understood


def test_who_asks_is_a_condition_if_the_question_names_nothing(engine: Engine) -> None:
    answer, _ = engine.ask("安徽的同事想知道有哪些案例")
    assert answer.understood == "地区：安徽 → 17 个案例"


@pytest.mark.parametrize("text", ["感谢支持", "感谢您的支持", "多谢你的耐心解答"])
def test_what_one_is_thanked_for_is_no_subject(engine: Engine, text: str) -> None:
    assert engine.ask(text)[0].heading.startswith("不客气")
