from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.botapi.errors import JSON, ApiError
from tests.botapi.messages.entities import parse_html
from tests.botapi.messages.text import utf16_length, utf16_slice


def _e(kind: str, offset: int, length: int, **more: str) -> JSON:
    return {"type": kind, "offset": offset, "length": length} | more


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("案例", "案例", []),
        ("<b>案例</b>", "案例", [_e("bold", 0, 2)]),
        ("<STRONG>a</strong>", "a", [_e("bold", 0, 1)]),
        ("a<i>b</i>c<u>d</u>", "abcd", [_e("italic", 1, 1), _e("underline", 3, 1)]),
        ("<b>a<i>b</i></b>", "ab", [_e("bold", 0, 2), _e("italic", 1, 1)]),
        ("<s>a</s>b<del>c</del>", "abc", [_e("strikethrough", 0, 1), _e("strikethrough", 2, 1)]),
        ("<tg-spoiler>a</tg-spoiler>", "a", [_e("spoiler", 0, 1)]),
        ('<span class="tg-spoiler">a</span>', "a", [_e("spoiler", 0, 1)]),
        ("😀<b>😀</b>", "😀😀", [_e("bold", 2, 2)]),
        ("&lt;b&gt; &amp; &quot;", '<b> & "', []),
        ("&#26696;&#x4F8B;", "案例", []),
        ("&lt&amp", "<&", []),
        ("&nbsp;&hellip; & &unknown;", "&nbsp;&hellip; & &unknown;", []),
        ("<code>&lt;b&gt;</code>", "<b>", [_e("code", 0, 3)]),
        ("<code>a<b>b</b></code>", "ab", [_e("code", 0, 2)]),
        ("<b>a<code>b</code>c</b>", "abc", [_e("bold", 0, 1), _e("code", 1, 1), _e("bold", 2, 1)]),
        ("<b><code>a</code></b>", "a", [_e("code", 0, 1)]),
        ("<b>a</b><b>b</b>", "ab", [_e("bold", 0, 2)]),
        ("<i><b>a</b></i>", "a", [_e("bold", 0, 1), _e("italic", 0, 1)]),
        ("<pre>a</pre>", "a", [_e("pre", 0, 1)]),
        ('<pre><code class="language-py">a</code></pre>', "a", [_e("pre", 0, 1, language="py")]),
        ("<blockquote>a</blockquote>", "a", [_e("blockquote", 0, 1)]),
        ("<blockquote expandable>a\nb</blockquote>", "a\nb", [_e("expandable_blockquote", 0, 3)]),
        ("<blockquote>a<blockquote>b</blockquote></blockquote>", "ab", [_e("blockquote", 0, 2)]),
        ("<blockquote><b>a</b></blockquote>", "a", [_e("blockquote", 0, 1), _e("bold", 0, 1)]),
        (
            '<a href="https://t.me/x?start=a&amp;b=1">去</a>',
            "去",
            [_e("text_link", 0, 1, url="https://t.me/x?start=a&b=1")],
        ),
        ("<a href='example.org'>a</a>", "a", [_e("text_link", 0, 1, url="http://example.org/")]),
        ("<a>example.org</a>", "example.org", [_e("text_link", 0, 11, url="http://example.org/")]),
        ('<a href="不是地址">a</a>', "a", []),
        ("<b></b>a", "a", []),
        ("a<b> </b>b", "a b", []),
        ("  <b> a </b> ", "a", [_e("bold", 0, 1)]),
        ("<b>a\n</b>b", "a\nb", [_e("bold", 0, 1)]),
        ("<b>a</>", "a", [_e("bold", 0, 1)]),
        ("a > b", "a > b", []),
        ("", "", []),
    ],
)
def test_valid_html_is_parsed(source: str, text: str, entities: list[JSON]) -> None:
    assert parse_html(source) == (text, entities)


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b><i>a</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("案例<p>a</p>", 'Unsupported start tag "p" at byte offset 6'),
        ("<br/>", 'Unsupported start tag "br/" at byte offset 0'),
        ("<h1>a</h1>", 'Unsupported start tag "h1" at byte offset 0'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("1 <2> 3", 'Unsupported start tag "2" at byte offset 2'),
        ("<安徽>", 'Unsupported start tag "安徽" at byte offset 0'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<a href", 'Unclosed start tag "a" at byte offset 0'),
        ('<a href="x', 'Unclosed start tag "a" at byte offset 0'),
        ("<a href=a/b>c</a>", "Unexpected end of name token at byte offset 8"),
        ('<a ="x">c</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<>", 'Unsupported start tag "" at byte offset 0'),
    ],
)
def test_invalid_html_is_refused(source: str, fault: str) -> None:
    with pytest.raises(ApiError) as caught:
        parse_html(source)
    assert (caught.value.status, caught.value.description) == (400, f"Bad Request: can't parse entities: {fault}")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp", "Cf"]), min_size=1), st.text("案a😀"))
def test_escaped_text_is_preserved(written: str, before: str) -> None:
    text, entities = parse_html(f"{before}<b>{html.escape(written)}</b>")
    assert text == before + written
    assert [(entity["offset"], entity["length"]) for entity in entities] == [
        (utf16_length(before), utf16_length(written))
    ]
    assert utf16_slice(text, entities[0]["offset"], entities[0]["length"]) == written


@given(st.text("<>/ab =\"'&;#1 案"))
def test_any_text_parses_or_is_refused(source: str) -> None:
    try:
        text, entities = parse_html(source)
    except ApiError as error:
        assert error.description.startswith("Bad Request: can't parse entities: ")  # noqa: PT017 - either will do
        return
    assert all(0 <= entity["offset"] < entity["offset"] + entity["length"] <= utf16_length(text) for entity in entities)
