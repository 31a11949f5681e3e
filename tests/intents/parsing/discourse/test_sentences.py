from __future__ import annotations

import pytest

from intents.index.case_index import CaseIndex
from intents.interpreter import Interpreter
from intents.language.normalize import normalize
from intents.parsing.discourse.sentences import (
    MAX_QUESTIONS,
    announced,
    asked_statement,
    quoted_claim,
    several_questions,
    two_asks,
)

SEVERAL = {
    "two": ("安徽参与了哪些案例？江苏有几个最佳案例？", ("安徽参与了哪些案例", "江苏有几个最佳案例")),
    "a fragment after one": ("安徽参与了哪些案例？那江苏呢？", ("安徽参与了哪些案例", "那江苏呢")),
    "one": ("安徽参与了哪些案例？", ("安徽参与了哪些案例",)),
    "without a question mark": ("安徽参与了哪些案例。江苏有几个最佳案例。", ()),
    "one beside another subject": ("今天天气怎么样？安徽参与了哪些案例？", ("安徽参与了哪些案例",)),
    "more than are offered": ("安徽有几个案例？" * (MAX_QUESTIONS + 1), ("安徽有几个案例",) * MAX_QUESTIONS),
    "nothing": ("", ()),
}


@pytest.mark.parametrize(("raw", "expected"), SEVERAL.values(), ids=SEVERAL)
def test_several_questions_in_a_text(understanding: Interpreter, raw: str, expected: tuple[str, ...]) -> None:
    assert several_questions(understanding.read, normalize(raw)) == expected


TWO = {
    "two asks": ("安庆参加了哪些案例再问一下芜湖参加了几个", ("安庆参加了哪些案例", "芜湖参加了几个")),
    "one": ("安庆参加了哪些案例", ()),
    "two requests": (
        "列出溧阳参与的案例，并统计安徽参与案例数量",
        ("列出溧阳参与的案例", "统计安徽参与案例数量"),
    ),
    "a number of what is listed": ("列出安徽参与的案例，并统计数量", ()),
    "the same of another": ("安庆参加了几个，芜湖呢", ("安庆参加了几个", "芜湖呢")),
    "the same of another, pointed at": ("安庆参加了几个，那芜湖呢", ("安庆参加了几个", "那芜湖呢")),
    "a tier beside a place": ("安庆参加了几个，最佳的呢", ()),
    "no question before it": ("安庆没参加，芜湖呢", ()),
    "a comparison": ("安庆参加了几个比芜湖多几个", ()),
}


@pytest.mark.parametrize(("raw", "expected"), TWO.values(), ids=TWO)
def test_two_asks_of_one_sentence(understanding: Interpreter, raw: str, expected: tuple[str, ...]) -> None:
    text = normalize(raw)
    assert two_asks(understanding.read, text, understanding.read(text.clean)) == expected


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("开会刚回来。有人说苏浙皖的几个县搞了合作。我记得叫一地六县。那个案例到底有几个单位参与？", "一地六县"),
        ("昨天下雨了，路上堵车。今天要交初稿：安徽参与了哪些优秀案例？", "安徽参与了哪些优秀案例"),
        ("昨天下雨了，谁知道哪里能买到雨伞？安徽呢？", ""),  # two questions
        ("安徽没参与的案例是哪几个？心里好有个数", "安徽没参与的案例"),
        ("编辑部急要：安徽参与的优秀案例！", "安徽参与的优秀案例"),
        ("明早要给局长汇报 江苏省的最佳案例 有哪些", "江苏省的最佳案例有哪些"),
        ("雨伞 江苏省的最佳案例 有哪些", ""),  # a keyword that no title has
        ("昨天下雨了。今天出太阳。", ""),
    ],
)
def test_of_a_story_the_question_is_answered(understanding: Interpreter, raw: str, clean: str) -> None:
    found = understanding.understand(normalize(raw))
    assert (not found.reading.unknown and clean in found.text.clean) if clean else found.reading.unknown


CLAIMS = {
    "a statement, and what asks if it is true": ("稿子写“浙江参与了21个案例”，这句站得住吗", "浙江参与了21个案例，吗"),
    "other quotation marks": ("「安徽没有参与最佳案例」，对不对", "安徽没有参与最佳案例，对不对"),
    "a title in quotation marks": ("“满意消费长三角”是最佳案例吗", ""),
    "nothing asks if it is true": ("“浙江参与了21个案例”是谁写的", ""),
    "a question in quotation marks": ("“浙江参与了几个案例”，能这么问吗", ""),
    "what stands before it names a condition": ("除了优秀案例，“浙江参与了22个案例”这句对吗", ""),
    "another question follows": ("“浙江参与了22个案例”，对吗，那江苏有几个", ""),
    "two claims": ("“浙江参与了22个案例”和“江苏参与了21个案例”这两句对吗", ""),
    "no quotation marks": ("浙江参与了21个案例，对吗", ""),
}


@pytest.mark.parametrize(("raw", "clean"), CLAIMS.values(), ids=CLAIMS)
def test_a_claim_in_quotation_marks(understanding: Interpreter, raw: str, clean: str) -> None:
    claim = quoted_claim(understanding.read, normalize(raw))
    assert (claim.clean if claim is not None else "") == clean


STATEMENTS = {
    "a verb": ("杭州参与了？", "杭州参与了吗"),
    "a tier": ("叉车是优秀案例？", "叉车是优秀案例吗"),
    "what is present": ("四个省的药监局都在？", "四个省的药监局都在吗"),
    "all of theirs": ("安徽参与的都是优秀？", "安徽参与的都是优秀吗"),
    "all of what was shown": ("都是浙江的？", "都是浙江的吗"),
    "all, in another word": ("全是优秀？", "全是优秀吗"),
    "to be verified": ("请核对：安徽参与17个案例", "请核对，安徽参与17个案例吗"),
    "no question mark": ("都是浙江的", ""),
    "a list": ("四地都参与的？", ""),
    "a name": ("优秀案例？", ""),
}


@pytest.mark.parametrize(("raw", "clean"), STATEMENTS.values(), ids=STATEMENTS)
def test_a_statement_with_a_question_mark(understanding: Interpreter, raw: str, clean: str) -> None:
    text = normalize(raw)
    asked = asked_statement(understanding.read, text, understanding.read(text.clean))
    assert (asked.clean if asked is not None else "") == clean


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("难题来了：有几家单位参与了叉车案例", "有几家单位参与了叉车案例"),
        ("有企业问：四个省市里谁参与的案例最少", "四个省市里谁参与的案例最少"),
        ("最后一轮提问：优秀实践案例一共几个", "优秀实践案例一共几个"),
        ("安徽提问：一共几个案例", None),
        ("优秀案例：江苏有几个", None),
        ("来访登记：想知道金华参加过哪些案例", "想知道金华参加过哪些案例"),
        ("来访登记：想知道江苏参加过哪些案例", None),  # one of which is about 登记
    ],
)
def test_what_announces_a_question(understanding: Interpreter, index: CaseIndex, raw: str, clean: str | None) -> None:
    found = announced(understanding.read, normalize(raw), index.evaluate)
    assert (found.clean if found is not None else None) == clean
