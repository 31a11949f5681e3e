from __future__ import annotations

import re
from dataclasses import replace
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cards.card import Card, build_card, format_row, to_plain_text
from bot.cards.lists import MAX_LISTED, Row, Section, main_list
from bot.telegram.rendering.html import (
    MAX_WHOLE_CASES,
    ROWS_PER_PAGE,
    RenderedMessage,
    escape,
    message_length,
    render_answer,
    render_card,
    truncate,
)
from bot.text import printable
from data.model import Agency, Case, Dataset, Tier
from intents.model.answer import Answer, Option, RankedItem, Repair
from tests.bot.sample import (
    ANHUI,
    ANHUI_OFFICE,
    BEST,
    GOOD,
    HEFEI,
    HEFEI_OFFICE,
    JIANGSU,
    JIANGSU_OFFICE,
    NOTICE,
    ONE,
    Lazy,
    case,
)
from tests.bot.telegram.html_reader import breakable, utf16_length, visible_text

LIMIT = 4096


def pages(answer: Answer, dataset: Dataset = ONE) -> list[RenderedMessage]:
    first = render_answer(answer, dataset)
    return [first, *(render_answer(answer, dataset, page) for page in range(2, first.pages + 1))]


# What it looks like.

RENDERED = {
    "a list": (
        Answer(
            "cases",
            "共 3 个案例：",
            understood="地区：安徽 → 3 个案例",
            repairs=(Repair("<案徽>", "安徽"),),
            cases=(BEST[0], *GOOD),
            options=(Option("任一参与", "安徽或江苏参与的案例"),),
            notes=("一句话。",),
            remarks={"n/2/1": "经合肥市"},
        ),
        """\
        <b>共 3 个案例：</b>
        <i>理解为：地区：安徽 → 3 个案例</i>
        <i>已按“安徽”理解“&lt;案徽&gt;”。</i>

        <b>最佳案例（1 个）</b>
        1. 甲（最佳 1）

        <b>优秀案例（2 个）</b>
        2. 丙（优秀 1，经合肥市）
        3. 丁（优秀 2）

        一句话。
        """,
    ),
    "a case, what matched marked": (
        Answer("card", "甲", understood="案例：甲", cases=BEST[:1], agencies=BEST[0].agencies),
        """\
        <b>甲</b>
        <i>最佳案例第 1 个</i>
        <i>理解为：案例：甲</i>

        <b>江苏（1 个）</b>
        · 江苏省某局计量处

        <b>安徽（2 个）</b>
        ✓ 安徽省合肥市某局
        ✓ 安徽省某局

        出处：《关于公布“案例”的通知》
        """,
    ),
    "units, and the case they are of": (
        Answer("units", "共 1 个单位：", agencies=(ANHUI_OFFICE,), cases=GOOD[:1]),
        """\
        <b>共 1 个单位：</b>

        <b>安徽</b>
        ✓ 安徽省某局

        <b>出自优秀案例（1 个）</b>
        1. 丙（优秀 1）
        """,
    ),
    "a ranking": (
        Answer("rank", "安徽最多：", ranking=(RankedItem("安徽", 3), RankedItem("江苏", 2), RankedItem("上海", 2))),
        """\
        <b>安徽最多：</b>

        1. 安徽：3 个
        2. 江苏：2 个
        2. 上海：2 个
        """,
    ),
    "a long heading": (
        Answer("count", "共 30 个城市：" + "、".join(["合肥"] * 30) + "。", value=30),
        f"<b>共 30 个城市：</b>{'、'.join(['合肥'] * 30)}。\n",
    ),
    "what a notice says": (
        Answer("notice", "通知公布了 22 个案例。\n第一句。\n第二句。", understood="问通知本身 → 通知概要"),
        """\
        <b>通知公布了 22 个案例。</b>
        <i>理解为：问通知本身 → 通知概要</i>

        第一句。
        第二句。
        """,
    ),
    "choices that buttons show whole": (
        Answer("clarify", "您是不是想问：", options=(Option("甲", "甲"), Option("乙", "乙"))),
        "您是不是想问：\n",
    ),
    "choices too long for a button": (
        Answer("clarify", "您是不是想问：", options=(Option("甲" * 21, "甲"), Option("乙", "乙"))),
        f"""\
        您是不是想问：

        · {"甲" * 21}
        · 乙
        """,
    ),
    "nothing bold in talk": (
        Answer("refuse", "您好，可以这样问：", options=(Option("安徽的案例", "安徽的案例"),)),
        "您好，可以这样问：\n",
    ),
}


@pytest.mark.parametrize(("answer", "expected"), RENDERED.values(), ids=RENDERED)
def test_html_of_answers(answer: Answer, expected: str) -> None:
    found = render_answer(answer, ONE, matched={ANHUI_OFFICE, HEFEI_OFFICE})
    assert breakable(found.html) == dedent(expected).removesuffix("\n")
    visible_text(found.html)
    assert (found.page, found.pages) == (1, 1)


def numbered_cases(count: int, title: str = "第 {} 个案例") -> tuple[Answer, Dataset]:
    """Return a list of cases in two tiers, and their dataset."""
    first = (2 * count) // 3
    best = tuple(case(1, at + 1, title.format(at), ANHUI_OFFICE) for at in range(first))
    good = tuple(case(2, at + 1, title.format(at), HEFEI_OFFICE) for at in range(count - first))
    notice = replace(NOTICE, tiers=(Tier("最佳案例", ("最佳",), best), Tier("优秀案例", ("优秀",), good)))
    answer = Answer("cases", f"共 {count} 个案例：", understood="全部案例", cases=(*best, *good))
    return answer, replace(ONE, notices=(notice,))


@pytest.mark.parametrize(
    ("count", "sizes"),
    {
        0: [0],
        MAX_WHOLE_CASES: [MAX_WHOLE_CASES],
        MAX_WHOLE_CASES + 1: [ROWS_PER_PAGE, MAX_WHOLE_CASES + 1 - ROWS_PER_PAGE],
        3 * ROWS_PER_PAGE: [ROWS_PER_PAGE, ROWS_PER_PAGE, ROWS_PER_PAGE],
        3 * ROWS_PER_PAGE + 1: [ROWS_PER_PAGE, ROWS_PER_PAGE, ROWS_PER_PAGE, 1],
        MAX_LISTED + 5: [ROWS_PER_PAGE] * 17 + [1],
    }.items(),
)
def test_cases_on_a_page(count: int, sizes: list[int]) -> None:
    found = pages(*numbered_cases(count))
    assert [len(page.cases) for page in found] == sizes
    assert [at for page in found for at in page.cases] == list(range(count))
    assert [(page.page, page.pages) for page in found] == [(at, len(sizes)) for at in range(1, len(sizes) + 1)]


def test_a_page_in_the_middle() -> None:
    answer, dataset = numbered_cases(39)
    assert breakable(render_answer(answer, dataset, 3).html) == dedent(
        """\
        <b>共 39 个案例：</b>
        <i>理解为：全部案例</i>

        <b>最佳案例（26 个，续）</b>
        25. 第 24 个案例（最佳 25）
        26. 第 25 个案例（最佳 26）

        <b>优秀案例（13 个）</b>
        27. 第 0 个案例（优秀 1）
        28. 第 1 个案例（优秀 2）
        29. 第 2 个案例（优秀 3）
        30. 第 3 个案例（优秀 4）
        31. 第 4 个案例（优秀 5）
        32. 第 5 个案例（优秀 6）
        33. 第 6 个案例（优秀 7）
        34. 第 7 个案例（优秀 8）
        35. 第 8 个案例（优秀 9）
        36. 第 9 个案例（优秀 10）

        <i>第 3/4 页</i>"""
    )


@pytest.mark.parametrize(("page", "shown"), {-1: 1, 0: 1, 1: 1, 4: 4, 5: 4, 10**9: 4}.items())
def test_a_missing_page_shows_the_nearest(page: int, shown: int) -> None:
    answer, dataset = numbered_cases(39)
    assert render_answer(answer, dataset, page) == render_answer(answer, dataset, shown)


def test_a_page_of_a_very_long_list_reads_only_its_rows() -> None:
    for page, window in ((1, range(ROWS_PER_PAGE)), (4000, range(3999 * ROWS_PER_PAGE, 4000 * ROWS_PER_PAGE))):
        cases = Lazy()
        found = render_answer(Answer("cases", "共 57000 个案例：", cases=cases), ONE, page)
        assert (found.pages, found.cases) == (4750, window)
        assert cases.looked <= {*range(MAX_LISTED), window.start - 1, *window}


# Units and rankings stay whole, folded up.


def agencies(count: int, name: str = "安徽省合肥市第{}局") -> tuple[Agency, ...]:
    return tuple(Agency(name.format(at), HEFEI if at % 3 else JIANGSU, "", "") for at in range(count))


def test_many_units_are_collapsed_by_province() -> None:
    found = render_answer(Answer("units", "共 90 个单位：", agencies=agencies(90)), ONE)
    assert found.pages == 1
    assert found.html.count("<blockquote expandable>") == 2
    assert found.html.count("\n· ") == 88  # two stand right behind a tag
    assert "<b>江苏（30 个）</b>\n<blockquote expandable>· 安徽省合肥市第0局\n" in found.html


def test_few_units_are_not_collapsed() -> None:
    assert "blockquote" not in render_answer(Answer("units", "共 22 个单位：", agencies=agencies(22)), ONE).html


def test_a_long_ranking_is_collapsed_below_its_top() -> None:
    found = render_answer(
        Answer("rank", "甲最多：", ranking=tuple(RankedItem(f"甲{at}", 90 - at) for at in range(80))), ONE
    )
    top, folded = found.html.split("<blockquote expandable>")
    assert top.endswith("12. 甲11：79 个\n")
    assert folded.startswith("13. 甲12：78 个\n")
    assert found.pages == 1


@pytest.mark.parametrize("count", [150, MAX_LISTED + 1])
def test_units_that_do_not_fit_are_paged(count: int) -> None:
    units = agencies(count, "安徽省合肥市第{}局" + "处" * 25)
    answer = Answer("units", f"共 {count} 个单位：", agencies=units, cases=GOOD)
    found = pages(answer)
    assert len(found) == -(-count // ROWS_PER_PAGE)
    named = [name for page in found for name in re.findall("第([0-9]+)局", page.html)]
    assert sorted(map(int, named)) == list(range(count))
    assert [len(page.cases) for page in found] == [0] * (len(found) - 1) + [2]
    assert all(message_length(page.html) <= LIMIT for page in found)


# Whatever the texts are.

ODD = st.text(st.sampled_from("甲<>&;\"'ab\u202e\x00\t😀é\ufeff\ud800") | st.characters(), max_size=30)
SHORT = st.text("甲乙<&>😀\u202e", max_size=12)


@st.composite
def answers(draw: st.DrawFn, texts: st.SearchStrategy[str], most: int) -> Answer:
    """Generate an answer of any kind with a list and any texts."""
    kind = draw(st.sampled_from(("cases", "count", "yes_no", "card", "units", "rank", "none", "notice")))
    count = draw(st.integers(0, most))
    names = [draw(texts) for _ in range(min(count, 7))] or [""]
    lined = draw(st.booleans()) and kind == "notice"
    cases: tuple[Case, ...] = ()
    agencies: tuple[Agency, ...] = ()
    ranking: tuple[RankedItem, ...] = ()
    if kind in ("cases", "count", "yes_no"):
        cases = tuple(case(1 + (at > count // 2), at + 1, f"№{at}№{names[at % 7 % len(names)]}") for at in range(count))
        cases = tuple(draw(st.permutations(cases))) if draw(st.booleans()) else cases
    elif kind in ("card", "units"):
        cases = BEST[:1]
        agencies = tuple(
            Agency(f"№{at}№{names[at % len(names)]}", (ANHUI, JIANGSU, None)[at % 3], "", "") for at in range(count)
        )
    elif kind == "rank":
        ranking = tuple(RankedItem(f"№{at}№{names[at % len(names)]}", count - at // 3) for at in range(count))
    lines = [f"№{at}№{names[at % len(names)]}" for at in range(count)] if lined else []
    return Answer(
        kind,  # type: ignore[arg-type]
        "\n".join(("题" + " ".join(draw(texts).split()), *(" ".join(one.splitlines()) for one in lines))),
        understood=draw(texts),
        repairs=tuple(Repair(draw(texts), draw(texts)) for _ in range(draw(st.integers(0, 2)))),
        cases=cases,
        agencies=agencies,
        ranking=ranking,
        notes=tuple("注" + draw(texts) for _ in range(draw(st.integers(0, 2)))),  # never without a visible character
        options=tuple(Option(draw(texts), "") for _ in range(draw(st.integers(0, 3)))),
        remarks={one.id: draw(texts) for one in cases[:2]},
    )


def listed_numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall("№([0-9]+)№", text)]


@given(answer=answers(ODD | st.text(max_size=600).map(lambda text: text * 9), 60))
def test_every_page_can_be_sent_and_every_row_is_on_one(answer: Answer) -> None:
    found = pages(answer)
    texts = [visible_text(page.html) for page in found]
    assert max(map(utf16_length, texts)) <= LIMIT
    assert [message_length(page.html) for page in found] == [utf16_length(text) for text in texts]
    rows = [number for text in texts for number in listed_numbers(text)]
    expected = len(main_list(answer)) or len(answer.heading.splitlines()) - 1
    assert sorted(rows) == list(range(expected))
    for text in texts:
        assert not answer.understood or "\n理解为：" in text
        assert not answer.repairs or "\n已按“" in text
        assert text.strip()


@given(answer=answers(SHORT, 40))
def test_a_page_says_what_the_card_says(answer: Answer) -> None:
    first, *lines = answer.heading.splitlines()
    for page in pages(answer):
        start, count = (page.page - 1) * ROWS_PER_PAGE, len(main_list(answer)) or len(lines)
        window = range(start, min(start + ROWS_PER_PAGE, count)) if page.pages > 1 else range(count)
        it = build_card(answer, ONE, window=window)
        if not len(main_list(answer)) and lines:
            rows = tuple(Row(line, "") for line in lines[window.start : window.stop])
            it = replace(it, heading=first, sections=(Section("", rows), *it.sections))
        it = replace(it, choices=Section("", ()))
        expected = to_plain_text(it) + (f"\n\n第 {page.page}/{page.pages} 页" if page.pages > 1 else "")
        assert breakable(visible_text(page.html)) == expected


def link(one: Case) -> str:
    return f"https://t.me/bot?start={one.number}"


def test_numbers_stay_with_their_words() -> None:
    remarks = {"n/2/1": "经合肥市、南京市、苏州市、无锡市、常州市"}
    answer = Answer("cases", "共 2 个案例：", understood="全部案例 → 2 个案例", cases=GOOD[::-1], remarks=remarks)
    html = render_answer(answer, ONE, link=link).html
    assert "<i>理解为：全部案例 →\u00a02\u00a0个案例</i>" in html
    assert '1. <a href="https://t.me/bot?start=2">丁</a>（优秀\u00a02）' in html
    assert "（优秀\u00a01，经合肥市、南京市、苏州市、无锡市、常州市）" in html


SENTENCE = "甲" * 39
BOLD = {
    SENTENCE + "：": f"<b>{SENTENCE}：</b>",
    SENTENCE + "乙。": f"{SENTENCE}乙。",
    SENTENCE + "乙：": f"{SENTENCE}乙：",
    f"有：{SENTENCE}。": f"<b>有：</b>{SENTENCE}。",
    f"{SENTENCE}乙：{SENTENCE}。": f"{SENTENCE}乙：{SENTENCE}。",
    SENTENCE + "乙丙": f"<b>{SENTENCE}乙丙</b>",  # a title
}


@pytest.mark.parametrize(("heading", "html"), BOLD.items())
def test_only_short_sentences_and_titles_are_bold(heading: str, html: str) -> None:
    assert render_answer(Answer("count", heading), ONE).html == html


def test_titles_of_cases_are_links() -> None:
    answer = Answer("cases", "共 3 个案例：", cases=(BEST[0], *GOOD), remarks={"n/2/1": "经合肥市、南京市"})
    html = render_answer(answer, ONE, link=link).html
    assert '2. <a href="https://t.me/bot?start=1">丙</a>（优秀 1，经合肥市、南京市）' in breakable(html)
    assert visible_text(html) == visible_text(render_answer(answer, ONE).html)
    ranking = tuple(RankedItem(one.title, 3) for one in BEST)
    ranked = render_answer(Answer("rank", "最多：", cases=BEST, ranking=ranking), ONE, link=link).html
    assert '1. <a href="https://t.me/bot?start=2">乙</a>：3 个' in ranked
    least = Answer("rank", "最少：", cases=BEST[:1], ranking=ranking)
    assert '1. <a href="https://t.me/bot?start=2">乙</a>：3 个' in render_answer(least, ONE, link=link).html
    of_places = Answer("rank", "安徽最多：", cases=BEST, ranking=(RankedItem("安徽", 3),))
    assert "<a" not in render_answer(of_places, ONE, link=link).html


def test_a_message_has_no_more_links_than_telegram_keeps() -> None:
    cases = tuple(case(1, number, f"例{number}") for number in range(1, 102))
    ranking = tuple(RankedItem(one.title, 1) for one in cases)
    html = render_answer(Answer("rank", "一样多：", cases=cases, ranking=ranking), ONE, link=link).html
    assert "<a" not in html


def test_a_list_of_one_case_is_its_card() -> None:
    answer = Answer(
        "cases", "共 1 个案例：", understood="地区：合肥 → 1 个案例", cases=BEST[:1], remarks={BEST[0].id: "经合肥市"}
    )
    assert breakable(visible_text(render_answer(answer, ONE).html)).startswith(
        "甲\n最佳案例第 1 个（经合肥市）\n理解为：地区：合肥 → 1 个案例\n\n江苏（1 个）"
    )


LINES = st.builds(Row, st.text(max_size=700).map(lambda text: text * 7))


@settings(max_examples=30)
@given(
    it=st.builds(
        Card,
        st.text(max_size=99).map(lambda text: text * 60),
        st.tuples(st.text(max_size=99).map(lambda text: text * 30)),
        st.tuples(st.builds(Section, st.text(max_size=9), st.lists(LINES, max_size=9).map(lambda rows: (*rows,) * 20))),
        st.tuples(ODD),
        st.just(Section("", ())),
    )
)
def test_any_card_fits_into_one_message(it: Card) -> None:
    text = visible_text(render_card(it).html)
    assert utf16_length(text) <= LIMIT
    whole = to_plain_text(it)
    if utf16_length(whole) <= LIMIT - 10 and not any("\ud800" <= char <= "\udfff" for char in whole):
        assert "还有" not in text


def test_omitted_rows_of_a_card_are_counted() -> None:
    rows = tuple(Row(f"第 {at} 行" + "。" * 30) for at in range(200))
    text = visible_text(render_card(Card("标题", (), (Section("甲", rows),), (), Section("", ()))).html)
    shown = text.count("\n· ")
    assert 100 < shown < 200
    assert text.endswith(f"……还有 {200 - shown} 行没有列出。")
    assert utf16_length(text) > LIMIT - 50


def test_only_long_lines_are_truncated() -> None:
    answer, dataset = numbered_cases(12)
    cases = (*answer.cases[:11], replace(answer.cases[11], title="长" * 9000))
    text = visible_text(render_answer(answer.with_(cases=cases), dataset).html)
    assert utf16_length(text) in range(LIMIT - 2, LIMIT + 1)
    assert text.endswith("长……")
    assert len(text.splitlines()) == 18


@given(text=st.text(), most=st.integers(2, 40))
def test_truncate(text: str, most: int) -> None:
    found = truncate(text, most)
    if units_of(text) <= most:
        assert found == text
    else:
        assert units_of(found) <= most
        assert found.endswith("……")
        assert text.startswith(found.removesuffix("……"))


def units_of(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


ESCAPED = {
    "a<b>&amp;": "a&lt;b&gt;&amp;amp;",
    "\ud83d": "\ufffd",
    "甲\u202e\u2066乙\x00\x1b": "甲乙",
    "😀\n\"'": "😀\n\"'",
}


@pytest.mark.parametrize(("text", "escaped"), ESCAPED.items())
def test_escape(text: str, escaped: str) -> None:
    assert escape(text) == escaped


@given(text=ODD)
def test_escaped_text_is_visible_unchanged(text: str) -> None:
    shown = "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in printable(text))
    assert visible_text(escape(text)) == shown.replace("\r", "")


def test_a_row_is_one_line() -> None:
    row = Row("甲\n乙\r\n丙")
    it = Card("标题", (), (Section("", (row,)),), (), Section("", ()))
    assert visible_text(render_card(it).html) == "标题\n\n· 甲 乙 丙"
    assert "\n" in format_row(row)


def test_agencies_of_the_sample_have_different_names() -> None:
    assert {ANHUI_OFFICE, HEFEI_OFFICE, JIANGSU_OFFICE} == set(BEST[0].agencies)
