from __future__ import annotations

import pytest

from bot.text import MAX_QUESTION_LENGTH, excerpt, printable, question_in, replace_surrogates

LONG = "长" * MAX_QUESTION_LENGTH


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", ""), ("鱼" * 60, "鱼" * 60), ("鱼" * 61, "鱼" * 60 + "……")],
)
def test_an_excerpt_ends_after_sixty_characters(text: str, expected: str) -> None:
    assert excerpt(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        (LONG, LONG),
        (f"甲。{LONG[2:]}", f"甲。{LONG[2:]}"),
        (f"{LONG}。安徽有吗？", "安徽有吗"),
        (f"{LONG}\n安徽有吗 \n", "安徽有吗"),
        (f"安徽有吗{'？' * 4000}", "安徽有吗"),
        (f"{LONG}长", None),
        (f"安徽有吗？{LONG}长", None),
        ("。" * 4096, None),
    ],
)
def test_the_question_in_a_long_text_is_its_last_sentence(text: str, expected: str | None) -> None:
    assert question_in(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", ""), ("禁渔😀", "禁渔😀"), ("\ud83d\ude00", "😀"), ("a\ud800b\udfff", "a\ufffdb\ufffd")],
)
def test_lone_surrogates_are_replaced(text: str, expected: str) -> None:
    assert replace_surrogates(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("禁渔\n😀", "禁渔\n😀"), ("\x1b[31m红\t\r\x7f\x85", "[31m红"), ("\u202e反\u2066\u200f\u2029", "反")],
)
def test_control_characters_and_marks_of_direction_are_removed(text: str, expected: str) -> None:
    assert printable(text) == expected
