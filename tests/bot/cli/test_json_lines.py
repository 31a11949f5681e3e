from __future__ import annotations

from io import BytesIO

import pytest

from bot.cli.json_lines import LINE, NO_CHAT, NO_TEXT, NOT_AN_OBJECT, questions
from bot.cli.sessions import LONGEST, NOT_UTF_8, TOO_LONG, Question

FISH = "鱼".encode()


def read(raw: bytes, *, objects: bool = True) -> list[Question]:
    return list(questions(BytesIO(raw), objects=objects))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"", []),
        ("安徽\n".encode(), [Question("安徽")]),
        ("安徽".encode(), [Question("安徽")]),
        ("安徽\r\n江苏\r\n".encode(), [Question("安徽"), Question("江苏")]),
        (b"\n\n", [Question(""), Question("")]),
        (b"\xef\xbb\xbf\xef\xbb\xbfa\n\xef\xbb\xbfb\n", [Question("\ufeffa"), Question("\ufeffb")]),
        (b"a\rb\x00c\n", [Question("a\rb\x00c")]),
        ("a\u2028b\x85c\n".encode(), [Question("a\u2028b\x85c")]),
        (b'[1]\n42\n"a"\nnull\n', [Question("[1]"), Question("42"), Question('"a"'), Question("null")]),
        (b'{"text": "a"}', [Question("a")]),
        (b' {"text": "a", "chat": null}', [Question("a")]),
        (b'{"text": "a", "chat": "c", "more": [1]}', [Question("a", "c")]),
        (b'{"text": "", "chat": ""}', [Question("", "")]),
        (b'{"text": "\\ud83d\\ude00 \\ud800"}', [Question("😀 \ufffd")]),
        (b"{", [Question("{", error=NOT_AN_OBJECT)]),
        (b"{}", [Question("{}", error=NO_TEXT)]),
        (b'{"text": 5}', [Question('{"text": 5}', error=NO_TEXT)]),
        (b'{"text": "a", "chat": 5}', [Question('{"text": "a", "chat": 5}', error=NO_CHAT)]),
        (b'{"text": "a"} {', [Question('{"text": "a"} {', error=NOT_AN_OBJECT)]),
        (b'{"a":' + b"[" * 50_000, [Question('{"a":' + "[" * 55 + "……", error=NOT_AN_OBJECT)]),
        (b'{"a":' + b"9" * 50_000 + b"}", [Question('{"a":' + "9" * 55 + "……", error=NOT_AN_OBJECT)]),
        (b"\xff\xfea\n", [Question("\ufffd\ufffda", error=NOT_UTF_8)]),
        ("安徽".encode("gbk"), [Question("\ufffd\ufffd\ufffd\ufffd", error=NOT_UTF_8)]),
    ],
)
def test_lines(raw: bytes, expected: list[Question]) -> None:
    assert read(raw) == expected


@pytest.mark.parametrize("after", [b"", b"\n", b"\na\n"])
@pytest.mark.parametrize("length", [LINE + 1, LINE + 2, 2 * LINE + 2, 2 * LINE + 3, 10 * LINE])
def test_a_line_too_long_is_one_question_cut_off(length: int, after: bytes) -> None:
    expected = [Question("x" * 60 + "……", error=TOO_LONG)] + [Question("a")] * (after == b"\na\n")
    assert read(b"x" * length + after) == expected


def test_a_line_too_long_may_be_cut_within_a_character() -> None:
    (question,) = read(FISH * 100_000)
    assert question == Question("鱼" * 60 + "……", error=TOO_LONG)


@pytest.mark.parametrize("end", [b"", b"\n", b"\r\n"])
def test_the_longest_question_fits_however_it_is_written(end: bytes) -> None:
    assert read(FISH * LONGEST + end) == [Question("鱼" * LONGEST)]
    escaped = b'{"chat": "c", "text": "' + b"\\ud83d\\ude00" * LONGEST + b'"}'
    assert read(escaped + end) == [Question("😀" * LONGEST, "c")]


def test_without_objects_every_line_is_its_text_and_in_the_chat() -> None:
    raw = BytesIO(b'{"text": "a"}\nb\n')
    assert list(questions(raw, objects=False, chat="c")) == [Question('{"text": "a"}', "c"), Question("b", "c")]
