from __future__ import annotations

import pytest

from intents.answers.fallback import MAX_NAMED, REPLIES, clarify, offer, quote, refuse, reply
from intents.engine import Engine

REFUSALS = {
    "nothing was read": ([], ()),
    "a word": (["改革"], ("改革",)),
    "one word twice": (["改革", "改革"], ("改革",)),
    "more than are named": (["甲乙", "丙丁", "戊己", "庚辛"], ("甲乙", "丙丁", "戊己")),
    "a run that is another subject": (["从前有座山山里有座庙"], ()),
    "such a run beside a word": (["从前有座山山里有座庙", "改革"], ("改革",)),
}


@pytest.mark.parametrize(("unknown", "named"), REFUSALS.values(), ids=REFUSALS)
def test_a_refusal_names_what_was_not_understood(engine: Engine, unknown: list[str], named: tuple[str, ...]) -> None:
    answer = refuse(engine.index, unknown)
    assert (answer.kind, answer.unused) == ("refuse", named)
    assert len(answer.unused) <= MAX_NAMED
    assert all(f"“{word}”" in answer.heading for word in named)
    assert bool(named) is ("没有读懂" in answer.heading)
    assert answer.options


def test_what_a_refusal_offers_works(engine: Engine, several: Engine) -> None:
    for each in (engine, several):
        for option in refuse(each.index).options:
            assert each.ask(option.question)[0].kind in ("cases", "count", "units", "card")


CLARIFIED = {
    "one reading": (["甲"], (), ["甲"], "您是不是想问："),
    "one reading twice": (["甲", "乙", "甲"], (), ["甲", "乙"], "您是不是想问："),
    "three at most": (["甲", "乙", "丙", "丁"], (), ["甲", "乙", "丙"], "您是不是想问："),
    "with the words that are in doubt": (["甲"], ("除", "外"), ["甲"], "没有读懂“除”、“外”，您是不是想问："),
}


@pytest.mark.parametrize(("questions", "unused", "offered", "heading"), CLARIFIED.values(), ids=CLARIFIED)
def test_a_clarification_offers_readings(
    questions: list[str], unused: tuple[str, ...], offered: list[str], heading: str
) -> None:
    answer = clarify(questions, unused)
    assert (answer.kind, answer.heading, answer.unused) == ("clarify", heading, unused)
    assert [option.question for option in answer.options] == offered
    assert [option.label for option in answer.options] == offered


def test_words_are_quoted() -> None:
    assert quote(["改革", "人员"]) == "“改革”、“人员”"
    assert quote([]) == ""


@pytest.mark.parametrize("effect", REPLIES)
def test_a_reply_says_more_than_a_refusal(engine: Engine, effect: str) -> None:
    answer = reply(engine.index, effect)
    assert (answer.kind, answer.heading) == ("refuse", REPLIES[effect])
    assert answer.options


ANSWERED = {
    "谢谢": "不客气",
    "你真棒": "谢谢夸奖",
    "你好": "您好",
    "重新开始": "重新开始",
    "导出成excel": "做不了",
    "安徽的电竞案例": "“电竞”",
}


@pytest.mark.parametrize(("text", "said"), ANSWERED.items(), ids=ANSWERED)
def test_what_is_no_question_gets_an_answer_of_its_own(engine: Engine, text: str, said: str) -> None:
    answer, _ = engine.ask(text)
    assert answer.kind == "refuse"
    assert said in answer.heading


def test_two_questions_at_once_are_each_offered(engine: Engine) -> None:
    answer, _ = engine.ask("安徽参与了哪些案例？江苏有几个？")
    assert answer.kind == "clarify"
    assert [option.question for option in answer.options] == ["安徽参与了哪些案例", "江苏有几个"]


def test_cases_are_offered_as_questions_that_ask_for_them(engine: Engine) -> None:
    title = engine.dataset.cases[0].title
    answer = offer([title], ["舒心", "从前有座山山里有座庙"])
    assert (answer.kind, answer.unused) == ("clarify", ("舒心",))
    assert "没有这样的说法" in answer.heading
    (option,) = answer.options
    assert list(engine.ask(option.question)[0].cases) == [engine.dataset.cases[0]]


KNOWN = {
    "a topic that one case has": (
        "叉车多少钱一台",
        "“叉车”我认得，“钱”、“台”通知里没有",
        ["叉车检验", "是谁做的", "有几个单位"],
    ),
    "as it was written": ("Ｇ60人员", "“Ｇ60”我认得，“人员”通知里没有", ["Ｇ60", "是谁做的", "有几个单位"]),
    "a place": ("安徽股票多少钱", "“安徽”我认得，“股票”、“钱”通知里没有", ["安徽", "安徽", "安徽"]),
    "a noun that jieba also has as an adverb": (
        "安徽的积分",
        "“安徽”我认得，“积分”通知里没有",
        ["安徽", "安徽", "安徽"],
    ),
    "two places": ("上海和浙江的股票多少钱", "“上海”、“浙江”我认得", ["上海和浙江", "上海和浙江", "上海和浙江"]),
    "a tier": ("最佳的火锅店多少钱", "“最佳”我认得", ["最佳实践案例", "最佳实践案例", ""]),
    "conditions that no case meets": ("叉车金华的股票多少钱", "“叉车”、“金华”我认得", ["叉车", "是谁做的", ""]),
}


@pytest.mark.parametrize(("question", "heading", "options"), KNOWN.values(), ids=KNOWN)
def test_a_refusal_says_what_was_understood(engine: Engine, question: str, heading: str, options: list[str]) -> None:
    answer, _ = engine.ask(question)
    assert answer.kind == "refuse"
    assert heading in answer.heading
    for part, option in zip(options, answer.options, strict=True):
        assert part.replace("Ｇ", "G") in option.question
        assert engine.ask(option.question)[0].kind in ("cases", "card", "units", "count"), option.question


def test_questions_about_each_case_work(engine: Engine) -> None:
    for case in engine.dataset.cases:
        for more, kind in (("", "card"), ("是谁做的", "units"), ("有几个单位参与", "count")):
            answer, _ = engine.ask(case.title + more)
            assert (answer.kind, list(answer.cases)[:1] or [case]) == (kind, [case]), case.title + more
