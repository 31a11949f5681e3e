from __future__ import annotations

import pytest

from intents.engine import Engine
from intents.parsing.reading import Reading

# The question before, what is told before the next one, and that question.
REPEATED = {
    "a number with an acknowledgement": ("浙江的优秀案例一共几个", "十二个，好的。", "那江苏的呢"),
    "a number as a statement": ("浙江的最佳案例一共几个", "也是十个。", "安徽的最佳是几个"),
    "the name of the case": ("最佳第七个是什么", "食品追溯，对上了。", "下一个呢"),
    "the name of an agency": ("长江禁渔江苏是哪个部门负责的", "执法稽查局，记住了。", "那上海这边呢"),
    "a clause before another": ("三省一市都参与的案例数", "十六个，好的，", "没有齐全的是哪几个"),
    "a story of the place named": ("镇江参加的案例有哪些单位", "镇江排在里头我就踏实了，外甥听了准乐。", "那安徽呢"),
    "the case that was shown": ("消保委参与的是哪个案例", "是儿童免票。", "那药监局参与的呢"),
    "places of the case": ("八城联动那个案例里安徽是哪两个局", "亳州和安庆，记住了。", "江苏的呢"),
    "the cases of a list": ("只有上海和浙江的案例", "一个是杨浦金华，一个是沪甬商标。", "后面这个是哪两家单位做的"),
    "who leads a comparison": ("上海和浙江哪个多", "浙江略胜一个。", "那江苏和安徽比呢"),
}
TOLD = {
    "a journey to the place named": ("上个月去绍兴录外景，黄酒喝多了差点误了火车。", "绍兴参与的是哪个案例"),
    "somebody else": ("去年去养老院做节目，有位奶奶拉着我的手说了半天。", "消保委参与的是哪个案例"),
    "all provinces": ("刚才嘉宾说，长三角的事往往三省一市一起干，我翻了一下也不全是。", "安徽缺席的案例有哪些"),
    "numbers of all cases": ("各位，我小结一下：22个案例，两个档次。", "优秀这一档有多少个"),
    "other places": ("上半场说了上海和浙江。现在比一比：", "江苏和安徽，哪个参与的案例更多"),
    "other places beside the one asked about": ("苏州、嘉兴、湖州都是环太湖的。", "嘉兴参与了哪些案例"),
    "the tier asked about": ("先把盘子端出来：这次通知分最佳和优秀两档。", "最佳那一档里，江苏参与了哪些"),
    "the subject asked about": ("开到现在，大家都在问双随机。", "双随机那个案例有谁参加"),
    "what was told before": ("我们已经介绍过通知的背景。", "现在请列一列优秀案例"),
    "a clause with the place": ("徐志摩故里海宁，", "海宁有案例么"),
    "what somebody asks": ("来电的女士说自己住扬州，问", "扬州市局参加了哪个案例"),
    "what somebody wants": ("用户说要查宣城，问", "宣城参与了几个案例"),
    "nothing of the notice": ("好，背景就到这里。", "这个评选是从多少个参评案例里挑出来的"),
}
CONDITIONS = {
    "a tier": ("安徽参与了哪些案例", "最佳的。有几个", 9),
    "a tier that is picked": ("安徽参与了哪些案例", "好，只看最佳的。有几个", 9),
    "a place": ("优秀案例有哪些", "好的，安徽。有几个", 8),
    "a place denied, with an acknowledgement": ("安徽参与了哪些案例", "不要江苏的，好，还有几个", 0),
    "places that take part or do not": ("安徽参与了哪些案例", "有江苏没上海的，明白，有几个", 1),
    "the opposite of the last condition": ("安徽没参与的案例", "安徽参与。有几个", 17),
    "the opposite for two places": ("江苏和安徽都没参与的案例", "江苏和安徽都参与了。有几个", 17),
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


SELECTED = {
    "a case, with an acknowledgement": ("安徽参与了哪些案例", "叉车那个，好，谁做的", 4),
    "a position": ("安徽参与了哪些案例", "第三个，好，谁做的", 4),
    "a subject": ("安徽参与了哪些案例", "八城联动，嗯，谁参与的", 8),
}


@pytest.mark.parametrize(("before", "said", "agencies"), SELECTED.values(), ids=SELECTED)
def test_what_selects_one_of_several_cases_is_no_echo(engine: Engine, before: str, said: str, agencies: int) -> None:
    _, context = engine.ask(before, None, 0.0)
    assert len(engine.ask(said, context, 0.0)[0].agencies) == agencies


SUBJECTS = {
    "a case": ("前面讲了县域合作，一地六县是个亮点。这个案例有几家单位", "一地六县这个案例有几家单位"),
    "a case that has the place asked about": (
        "G60这条走廊牵涉的城市不少。请问该案例里浙江是哪几家局",
        "G60走廊的案例里浙江是哪几家局",
    ),
    "the case of a place": ("我听说松江那个案例参与单位挺多的。它到底有几家", "松江那个案例有几家"),
    "two places": ("湖州、宣城壤地相接，二者共同参与的是哪些案例", "湖州、宣城共同参与的是哪些案例"),
}


@pytest.mark.parametrize(("message", "question"), SUBJECTS.values(), ids=SUBJECTS)
def test_a_question_may_refer_to_what_was_told(engine: Engine, message: str, question: str) -> None:
    answer, plain = engine.ask(message)[0], engine.ask(question)[0]
    assert (answer.kind, answer.value) == (plain.kind, plain.value)
    assert [case.id for case in answer.cases] == [case.id for case in plain.cases]
    assert list(answer.agencies) == list(plain.agencies)


@pytest.mark.parametrize(
    "message",
    [
        "老板急着要至少三个。安徽的案例有几个",
        "在我看来，四省市悉数到场的最佳案例才最有说服力，这样的一共有多少",
    ],
)
def test_a_story_with_numbers_of_its_own_is_asked_about(engine: Engine, message: str) -> None:
    assert engine.ask(message)[0].kind == "clarify"


def test_the_work_grows_no_faster_than_the_clauses(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    read, reads = engine._understanding.read, []  # noqa: SLF001 - what is counted has no other door

    def counted(text: str, *rest: object, **named: bool) -> Reading:
        reads.append(text)
        return read(text, *rest, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(engine._understanding, "read", counted)  # noqa: SLF001 - the same
    counts = []
    for clauses in (6, 12):
        reads.clear()
        engine.ask("安徽的玩具真好玩，" * clauses + "安徽参与了哪些案例")
        counts.append(len(reads))
    assert counts[1] < 3 * counts[0]
