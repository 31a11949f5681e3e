"""Values as text, from one description of how they are written and read again: small forms that make larger ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any, NamedTuple


class FieldError(ValueError):
    """A text does not go on as the form says."""


class Reader:
    """A text, and how far it has been read."""

    def __init__(self, text: str) -> None:
        self.text, self._at = text, 0

    def accept(self, text: str) -> bool:
        """Whether `text` comes next; then it is past."""
        match = self.text.startswith(text, self._at)
        self._at += len(text) if match else 0
        return match

    def match(self, pattern: re.Pattern[str]) -> str:
        """What comes next and matches; raises `FieldError` where nothing does."""
        match = pattern.match(self.text, self._at)
        if match is None:
            raise FieldError(self.text)
        self._at = match.end()
        return match.group()


class FieldCodec(NamedTuple):
    """How one kind of value is written, and read again."""

    write: Callable[[Any], str]
    read: Callable[[Reader], Any]


def pattern(pattern: str, write: Callable[[Any], str], read: Callable[[str], Any]) -> FieldCodec:
    """A value whose text matches a pattern."""
    compiled = re.compile(pattern, re.DOTALL)
    return FieldCodec(write, lambda reader: read(reader.match(compiled)))


def one_of(values: Mapping[str, Any]) -> FieldCodec:
    """One of a few values, each with a text of its own."""
    texts = {value: text for text, value in values.items()}
    longest_first = "|".join(map(re.escape, sorted(values, key=len, reverse=True)))
    return pattern(longest_first, texts.__getitem__, values.__getitem__)


def optional(default: object, prefix: str, codec: FieldCodec) -> FieldCodec:
    """Nothing for the usual value; any other with something before it."""
    return FieldCodec(
        lambda value: "" if value == default else prefix + codec.write(value),
        lambda reader: codec.read(reader) if reader.accept(prefix) else default,
    )


def repeated(prefix: str, codec: FieldCodec) -> FieldCodec:
    """A tuple, with something before each of its members."""

    def read(reader: Reader) -> tuple[Any, ...]:
        match = []
        while reader.accept(prefix):
            match.append(codec.read(reader))
        return tuple(match)

    return FieldCodec(lambda values: "".join(prefix + codec.write(value) for value in values), read)


def comma_separated(codec: FieldCodec, end: str) -> FieldCodec:
    """A tuple with commas between its members, and an end."""

    def read(reader: Reader) -> tuple[Any, ...]:
        match: list[Any] = []
        while not reader.accept(end):
            if match and not reader.accept(","):
                raise FieldError(reader.text)
            match.append(codec.read(reader))
        return tuple(match)

    return FieldCodec(lambda values: ",".join(map(codec.write, values)) + end, read)


def record(record_type: type, *codecs: FieldCodec) -> FieldCodec:
    """A dataclass, field by field."""
    names = [field.name for field in fields(record_type)]
    return FieldCodec(
        lambda value: "".join(codec.write(getattr(value, name)) for name, codec in zip(names, codecs, strict=True)),
        lambda reader: record_type(*[codec.read(reader) for codec in codecs]),
    )


def tagged_union(codecs: Mapping[str, tuple[type, FieldCodec]]) -> FieldCodec:
    """One of several dataclasses, with a letter before it."""
    letters = {record_type: letter for letter, (record_type, _) in codecs.items()}
    letter = one_of({letter: letter for letter in codecs})
    return FieldCodec(
        lambda value: letters[type(value)] + codecs[letters[type(value)]][1].write(value),
        lambda reader: codecs[letter.read(reader)][1].read(reader),
    )
