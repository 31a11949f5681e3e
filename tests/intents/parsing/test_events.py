from __future__ import annotations

import pytest

from intents.interpreter import Interpreter
from intents.language.normalize import normalize
from intents.parsing.events import text_of
from tests.intents.names import PLACES

EVENTS = {
    "a condition before its noun": ("安徽参与的案例", "condition:安徽参与的案例 case:安徽参与的案例"),
    "a noun alone": ("最佳案例", "condition:最佳案例"),
    "what is asked for": ("安徽参与了哪些案例", "condition:安徽参与 which:哪些案例"),
    "a question word": ("叉车是谁做的", "condition:叉车 who:是谁"),
    "two conditions": ("安徽参与但江苏没参与的", "condition:安徽参与但江苏没参与的"),
    "truth": ("安徽参与了吗", "condition:安徽参与 yes_no:吗"),
    "a fragment": ("那江苏呢", "that:那 condition:江苏 ne:呢"),
    "a number of no noun": ("三个的呢", "hole:3个 ne:呢"),
    "partners": ("安徽和谁一起参与", "partners:安徽和谁一起参与"),
    "a reference to its own question": (
        "哪个案例的单位最多，它是什么等次",
        "which:哪个案例 most:的单位最多 card:是什么 tier_noun:等次",
    ),
    "a reference beside a name that asks nothing": (
        "单位最多的那个案例，它有几家单位",
        "most:单位最多 point:那个 case:案例 those:它 have:有 howmany:几家单位",
    ),
    "thanks": ("谢谢", "thanks:谢谢"),
}


@pytest.mark.parametrize(("text", "expected"), EVENTS.values(), ids=EVENTS)
def test_the_events_of_a_question(understanding: Interpreter, text: str, expected: str) -> None:
    events = understanding.read(normalize(text).clean).events
    told = [f"{event.kind}:{event.text}" for event in events if event.kind not in ("de", "take", "stop")]
    assert " ".join(told) == expected


def test_all_cases_are_said_before_their_noun(understanding: Interpreter) -> None:
    assert [event.kind for event in understanding.read("整个案例一共几家单位").events][:2] == ["every_case", "case"]


def test_the_words_of_the_steps_are_in_the_question_in_their_order(understanding: Interpreter) -> None:
    for place in PLACES:
        text = normalize(f"{place}没有参与的最佳案例有哪些").clean
        at = 0
        for step in understanding.read(text).steps:
            words = text_of(step.edge)
            assert text.find(words, at) >= at
            at = text.find(words, at) + len(words)
