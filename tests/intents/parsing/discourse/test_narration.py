from __future__ import annotations

import pytest

from intents.engine import Engine

# The question before, what is told before the next one, and that question.
REPEATED = {
    "a number with an acknowledgement": ("浙江的优秀案例一共几个", "十二个，好的。", "那江苏的呢"),
    "a number as a statement": ("浙江的最佳案例一共几个", "也是十个。", "安徽的最佳是几个"),
    "the name of the case": ("最佳第七个是什么", "食品追溯，对上了。", "下一个呢"),
    "the name of an agency": ("长江禁渔江苏是哪个部门负责的", "执法稽查局，记住了。", "那上海这边呢"),
    "a clause before another": ("三省一市都参与的案例数", "十六个，好的，", "没有齐全的是哪几个"),
    "a story of the place named": ("镇江参加的案例有哪些单位", "镇江排在里头我就踏实了，外甥听了准乐。", "那安徽呢"),
    "who leads a comparison": ("上海和浙江哪个多", "浙江略胜一个。", "那江苏和安徽比呢"),
}
TOLD = {
    "a journey to the place named": ("上个月去绍兴录外景，黄酒喝多了差点误了火车。", "绍兴参与的是哪个案例"),
    "somebody else": ("去年去养老院做节目，有位奶奶拉着我的手说了半天。", "消保委参与的是哪个案例"),
    "all provinces": ("刚才嘉宾说，长三角的事往往三省一市一起干，我翻了一下也不全是。", "安徽缺席的案例有哪些"),
    "numbers of all cases": ("各位，我小结一下：22个案例，两个档次。", "优秀这一档有多少个"),
    "nothing of the notice": ("好，背景就到这里。", "这个评选是从多少个参评案例里挑出来的"),
}
CONDITIONS = {
    "a tier": ("安徽参与了哪些案例", "最佳的。有几个", 9),
    "a tier that is picked": ("安徽参与了哪些案例", "好，只看最佳的。有几个", 9),
    "a place": ("优秀案例有哪些", "好的，安徽。有几个", 8),
}


@pytest.mark.parametrize(("before", "told", "asked"), REPEATED.values(), ids=REPEATED)
def test_what_repeats_the_answer_is_left_out(engine: Engine, before: str, told: str, asked: str) -> None:
    _, context = engine.ask(before, None, 0.0)
    plain = engine.ask(asked, context, 0.0)[0]
    assert plain.kind not in ("clarify", "refuse")
    assert engine.ask(told + asked, context, 0.0)[0].understood == plain.understood


@pytest.mark.parametrize(("told", "asked"), TOLD.values(), ids=TOLD)
def test_a_story_in_sentences_of_its_own_is_left_out(engine: Engine, told: str, asked: str) -> None:
    plain = engine.ask(asked)[0]
    assert plain.kind not in ("clarify", "refuse")
    assert engine.ask(told + asked)[0].understood == plain.understood


@pytest.mark.parametrize(("before", "said", "value"), CONDITIONS.values(), ids=CONDITIONS)
def test_a_condition_in_a_sentence_of_its_own_is_kept(engine: Engine, before: str, said: str, value: int) -> None:
    _, context = engine.ask(before, None, 0.0)
    assert engine.ask(said, context, 0.0)[0].value == value


@pytest.mark.parametrize("message", ["南京在不在里面？那苏州呢？", "谁知道哪里能买到雨伞？安徽呢？"])
def test_a_question_before_the_last_one_is_no_story(engine: Engine, message: str) -> None:
    assert engine.ask(message)[0].kind in ("clarify", "refuse")
