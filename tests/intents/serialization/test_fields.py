from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from intents.serialization.fields import (
    FieldCodec,
    FieldError,
    Reader,
    comma_separated,
    one_of,
    optional,
    pattern,
    record,
    repeated,
    tagged_union,
)


@dataclass(frozen=True)
class Point:
    x: int
    y: int = 0


@dataclass(frozen=True)
class Name:
    text: str


INT = pattern("-?[0-9]+", str, int)
WORD = pattern("[a-z]+", str, str)
POINT = record(Point, INT, optional(0, "/", INT))

CODECS: dict[str, tuple[FieldCodec, Any, str]] = {
    "a pattern": (INT, -12, "-12"),
    "an enumeration whose texts share a prefix": (one_of({">": 1, ">=": 2}), 2, ">="),
    "a default": (POINT, Point(1), "1"),
    "a value other than the default": (POINT, Point(1, 2), "1/2"),
    "no items": (repeated(";", INT), (), ""),
    "items with a prefix": (repeated(";", INT), (1, 2), ";1;2"),
    "items with commas": (comma_separated(INT, ")"), (1, 2), "1,2)"),
    "no items before the end mark": (comma_separated(INT, ")"), (), ")"),
    "a tagged record": (tagged_union({"p": (Point, POINT), "n": (Name, record(Name, WORD))}), Name("ab"), "nab"),
}


@pytest.mark.parametrize(("codec", "value", "text"), CODECS.values(), ids=CODECS)
def test_a_value_round_trips(codec: FieldCodec, value: object, text: str) -> None:
    assert codec.write(value) == text
    assert codec.read(Reader(text)) == value


@pytest.mark.parametrize(
    ("codec", "text"), [(INT, "x"), (comma_separated(INT, ")"), "1;2)"), (comma_separated(INT, ")"), "1")]
)
def test_other_text_raises(codec: FieldCodec, text: str) -> None:
    with pytest.raises(FieldError):
        codec.read(Reader(text))
