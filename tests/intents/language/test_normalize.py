from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.language.normalize import MAX_CHARACTERS, normalize, normalize_name

CLEAN = {
    "radicals": ("⻓三⻆案例", "长三角案例"),
    "nothing": ("", ""),
    "plain": ("安徽参与了哪些案例", "安徽参与了哪些案例"),
    "full width": ("ＡＢＣ１２３", "abc123"),
    "case": ("G60 Hello", "g60hello"),
    "traditional": ("江蘇參與", "江苏参与"),
    "traditional within a word": ("餘姚", "余姚"),
    "circled": ("第⑥个", "第6个"),
    "circled, two": ("最佳①②", "最佳1、2"),
    "bracketed number": ("㈠", "(一)"),
    "one character that is several": ("㍿", "株式会社"),
    "dotted capital": ("İ", "i"),
    "quotes": ("“满意消费长三角”《通知》「一」", "满意消费长三角通知一"),
    "markdown": ("**最佳** #案例# _一_", "最佳案例一"),
    "round brackets stay": ("（安徽）", "(安徽)"),
    "list marks": ("沪/苏+浙|皖·甬&杭", "沪、苏、浙、皖、甬、杭"),
    "stops": ("a。b！c？d；e：f…g", "a，b，c，d，e，f，g"),
    "separators run together": ("安徽，，，、江苏", "安徽，江苏"),
    "separators around": ("，、安徽？！", "安徽"),
    "nothing but separators": ("？？。", ""),
    "blanks": ("安 徽\t参　与", "安徽参与"),
    "a blank between numbers": ("最佳 1 2", "最佳1、2"),
    "a wide blank between numbers": ("1　2", "1、2"),
    "a line break": ("安徽\n江苏", "安徽，江苏"),
    "a hyphen in a code": ("g60-a b3-5", "g60-ab3-5"),
    "a code with digits in Chinese": ("G六零的 g 六〇", "g60的g60"),
    "a letter and a number in Chinese": ("A一 b三个", "a一b三个"),
    "a range": ("第4-6个", "第4到6个"),
    "a range with a tilde": ("最佳 4～6", "最佳4到6"),
    "a date": ("2022-12-05", "2022-12-05"),
    "a sign for not": ("浙江 & !安徽", "浙江、非安徽"),
    "a sign for not at the beginning": ("!上海", "非上海"),
    "an exclamation": ("你好！上海呢", "你好，上海呢"),
    "a sign for a result": ("江苏案例数 = ?", "江苏案例数"),
    "hyphens of a list": ("案例 -浙江 -江苏", "案例，浙江，江苏"),
    "a greeting before a question": ("你好 !安徽有几个案例", "你好，安徽有几个案例"),
    "a hyphen for not": ("浙江 -安徽", "浙江非安徽"),
    "a hyphen between words": ("安徽-江苏", "安徽，江苏"),
    "a point in an abbreviation": ("no.5", "no5"),
    "a point between words": ("安徽.江苏", "安徽，江苏"),
    "braces": ("仅{上海,浙江}", "仅上海、浙江"),
    "whom it is for": ("@anlitong_bot 安徽", "安徽"),
    "an address is no name": ("a@b 安徽", "a@b安徽"),
    "emoji": ("👍安徽🙏🏽", "安徽"),
    "combining marks": ("安\u0301徽", "安徽"),
    "invisible": ("安\u200b徽\ufeff\u202e", "安徽"),
    "private use": ("安\ue000徽", "安徽"),
    "lone surrogate": ("安\ud83d徽", "安徽"),
    "beyond the first plane": ("𠮷", "𠮷"),
}


@pytest.mark.parametrize(("raw", "clean"), CLEAN.values(), ids=CLEAN)
def test_normalized_form(raw: str, clean: str) -> None:
    assert normalize(raw).clean == clean


SOURCES = {
    "as typed": ("请问安徽", 2, 4, "安徽"),
    "traditional": ("江蘇參與", 2, 4, "參與"),
    "with what stands between": ("an  hui 的", 0, 5, "an  hui"),
    "within quotes": ("“禁鱼”的", 0, 2, "禁鱼"),
    "of a character that is several": ("㍿吗", 1, 3, "㍿"),
    "nothing": ("安徽", 1, 1, ""),
}


@pytest.mark.parametrize(("raw", "start", "end", "source"), SOURCES.values(), ids=SOURCES)
def test_source_returns_the_typed_text(raw: str, start: int, end: int, source: str) -> None:
    assert normalize(raw).source(start, end) == source


REPLACED = {
    "by as many": ("“禁鱼”的案例", 0, 2, "禁渔", "禁渔的案例", "禁鱼"),
    "by fewer": ("an hui的", 0, 5, "安徽", "安徽的", "an hui"),
    "by more": ("皖的", 0, 1, "安徽省", "安徽省的", "皖"),
    "by nothing": ("安徽徽的", 2, 3, "", "安徽的", ""),
}


@pytest.mark.parametrize(("raw", "start", "end", "word", "clean", "source"), REPLACED.values(), ids=REPLACED)
def test_a_replaced_span_keeps_its_source(raw: str, start: int, end: int, word: str, clean: str, source: str) -> None:
    after = normalize(raw).replace_span(start, end, word)
    assert after.clean == clean
    assert after.source(start, start + len(word)) == source
    assert after.source(0, len(clean)).strip("“”") == raw.strip("“”")


SIMPLIFIED = {
    "none": ("江苏", ""),
    "all": ("江蘇參與", "苏参与"),
    "behind a separator that falls away": ("，江蘇", "苏"),
    "width is no script": ("ＡＢ１", ""),
}


@pytest.mark.parametrize(("raw", "expected"), SIMPLIFIED.values(), ids=SIMPLIFIED)
def test_positions_of_traditional_characters_are_kept(raw: str, expected: str) -> None:
    text = normalize(raw)
    assert "".join(text.clean[at] for at in sorted(text.simplified)) == expected


SQUEEZED = {
    "list": ("双随机、一公开", "双随机一公开"),
    "brackets and case": ("G60（科创）走廊", "g60科创走廊"),
    "quotes": ("“八城联动”开启", "八城联动开启"),
    "traditional": ("醫療器械", "医疗器械"),
}


@pytest.mark.parametrize(("name", "expected"), SQUEEZED.values(), ids=SQUEEZED)
def test_names_are_compared_without_separators(name: str, expected: str) -> None:
    assert normalize_name(name) == expected


def test_characters_beyond_the_limit_are_dropped() -> None:
    assert normalize("徽" * MAX_CHARACTERS + "安").clean == "徽" * MAX_CHARACTERS


def test_the_limit_holds_for_characters_that_expand() -> None:
    assert len(normalize("ﷺ" * MAX_CHARACTERS).clean) <= MAX_CHARACTERS


@pytest.mark.xfail(reason="read as 第35个")
def test_a_decimal_is_not_read_as_an_integer() -> None:
    assert normalize("第3.5个").clean != "第35个"


@given(st.text())
def test_normalization_is_idempotent(raw: str) -> None:
    clean = normalize(raw).clean
    assert normalize(clean).clean == clean
    assert normalize_name(normalize_name(raw)) == normalize_name(raw)


@given(st.text())
def test_every_character_maps_to_the_raw_text(raw: str) -> None:
    text = normalize(raw)
    assert len(text.offsets) == len(text.clean)
    assert list(text.offsets) == sorted(text.offsets)
    assert all(0 <= offset < len(raw) for offset in text.offsets)
    assert text.source(0, len(text.clean)) in raw
    assert text.simplified <= set(range(len(text.clean)))


@given(st.text())
def test_the_normalized_form_has_no_decoration(raw: str) -> None:
    clean = normalize(raw).clean
    assert not any(char.isspace() or char.isupper() or char in "“”《》*_`#。！？；：" for char in clean)
    assert clean == clean.strip("，、")
    assert not any(pair in clean for pair in ("，，", "、、", "，、", "、，"))


@given(st.text("安徽江蘇參與餘姚乾安县一百"), st.sampled_from((" ", "，", "“", "。")))
def test_the_fast_path_equals_the_slow_path(raw: str, after: str) -> None:
    plain, other = normalize(raw), normalize(raw + after)
    assert (plain.clean, plain.offsets, plain.simplified) == (other.clean, other.offsets, other.simplified)


def test_sentences_end_at_final_punctuation() -> None:
    text = normalize("您好，开会刚回来。帮我查一件事：安徽，参与了哪些？")
    assert [text.clean[start:end] for start, end in text.sentences()] == [
        "您好，开会刚回来",
        "帮我查一件事",
        "安徽，参与了哪些",
    ]


@pytest.mark.parametrize("raw", ["，、 安徽的", " ， 安徽的", "\n 安徽的 。 "])
def test_no_blank_stands_before_the_first_character(raw: str) -> None:
    text = normalize(raw)
    assert (text.clean, min(text.blanks, default=0)) == ("安徽的", 0)


def test_sentences_end_at_blanks() -> None:
    text = normalize("开会要用 安徽的案例 有哪些")
    (first, second, third) = text.sentences(blanks=True)
    assert [text.clean[start:end] for start, end in (first, second, third)] == ["开会要用", "安徽的案例", "有哪些"]
    assert (text.select([second, third]).clean, text.select([first, second]).clean) == (
        "安徽的案例有哪些",
        "开会要用安徽的案例",
    )


def test_a_stop_stands_between_spans_that_end_within_a_clause() -> None:
    text = normalize("松江那个案例挺大。它有几家")
    assert text.select([(0, 2), (9, 13)]).clean == "松江，它有几家"


def test_selected_sentences_keep_their_offsets() -> None:
    text = normalize("江蘇。有 個。安徽的")
    first, _, last = text.sentences()
    some = text.select([first, last])
    assert (some.clean, some.source(0, 2), some.source(3, 5)) == ("江苏，安徽的", "江蘇", "安徽")
    assert (some.simplified, text.select([first]).clean) == (frozenset({1}), "江苏")
