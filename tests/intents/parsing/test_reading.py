from __future__ import annotations

import pytest

from intents.interpreter import Interpreter
from intents.language.normalize import normalize
from intents.parsing.lexicon import Lexicon
from intents.parsing.mention import Mention
from intents.parsing.reading import Reading, unexplained
from tests.intents.names import format_filter


def read(understanding: Interpreter, text: str) -> Reading:
    return understanding.read(normalize(text).clean)


GROUPS = {
    "a list": ("江苏和安徽参与的案例", "place plain 江苏,安徽"),
    "two, in order": ("安徽参与的最佳案例", "place plain 安徽 | tier plain 最佳实践案例"),
    "what an operator does": ("没有安徽的案例", "place not 安徽"),
    "only": ("只有江苏参与的案例", "place only 江苏"),
    "none": ("有多少案例", ""),
}


@pytest.mark.parametrize(("text", "expected"), GROUPS.values(), ids=GROUPS)
def test_the_lists_of_names(understanding: Interpreter, lexicon: Lexicon, text: str, expected: str) -> None:
    told = [
        f"{group.sort} {group.mode} {','.join(format_filter(part, lexicon) for part in group.filters)}"
        for group in read(understanding, text).groups
    ]
    assert " | ".join(told) == expected


@pytest.mark.parametrize(
    ("text", "verbs"), [("江苏负担的案例", ("负担",)), ("江苏参与的案例", ()), ("江苏和安徽负担的案例", ("负担",))]
)
def test_verbs_of_the_general_language_that_are_read_as_taking_part(
    understanding: Interpreter, text: str, verbs: tuple[str, ...]
) -> None:
    assert read(understanding, text).verbs == verbs


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("搞叉车的那个", True),
        ("叉车那个案例", True),
        ("叉车", False),
        ("安徽参与的案例", False),
    ],
)
def test_pointing_at_a_case(understanding: Interpreter, text: str, *, points: bool) -> None:
    assert read(understanding, text).points is points


@pytest.mark.parametrize(("text", "count"), [("安徽参与了哪些案例", 0), ("龘龘龘", 3), ("安徽龘龘", 2)])
def test_characters_that_nothing_explains_are_counted(understanding: Interpreter, text: str, count: int) -> None:
    assert unexplained(read(understanding, text)) == count


READINGS = {
    "asks for cases": ("安徽参与了哪些案例", "asks"),
    "asks for units": ("叉车是谁做的", "asks"),
    "asks for nothing": ("安徽参与的", ""),
    "is but names": ("安徽 食品", "bare"),
    "is a name": ("叉车", "bare"),
    "points": ("搞叉车的那个", "points"),
    "has words that nothing explains": ("安徽今天天气", "bare unknown"),
}


@pytest.mark.parametrize(("text", "expected"), READINGS.values(), ids=READINGS)
def test_what_a_reading_tells(understanding: Interpreter, text: str, expected: str) -> None:
    reading = understanding.read(normalize(text).clean)
    told = {"asks": reading.asks, "bare": reading.bare, "points": reading.points, "unknown": bool(reading.unknown)}
    assert " ".join(name for name, holds in told.items() if holds) == expected


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("单位最多的案例的单位有哪些", "units"),
        ("单位最多的那个案例，它有几家单位", "count"),
        ("单位最多的案例是哪个，有几家单位", None),
        ("单位最多的案例", None),
    ],
)
def test_what_is_asked_of_the_first_of_a_ranking(understanding: Interpreter, text: str, asked: str | None) -> None:
    assert understanding.read(normalize(text).clean).asked_of_first == asked


def test_a_reading_has_its_operators(understanding: Interpreter) -> None:
    reading = understanding.read("安徽没有参与哪些案例")
    assert reading.has("neg", "only")
    assert not reading.has("only")
    assert all(isinstance(mention, Mention) for mention in reading.mentions)
