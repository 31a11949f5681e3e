"""Combinators that describe a value's text form once and yield both its writer and its reader."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any, NamedTuple


class FieldError(ValueError):
    """The text does not match the codec."""


class Reader:
    """A text and the position up to which it has been read."""

    def __init__(self, text: str) -> None:
        self.text, self._at = text, 0

    def accept(self, text: str) -> bool:
        """Skip `text` if it comes next; return whether it did."""
        match = self.text.startswith(text, self._at)
        self._at += len(text) if match else 0
        return match

    def match(self, pattern: re.Pattern[str]) -> str:
        """Skip and return the text that matches next. Raises `FieldError` if none does."""
        match = pattern.match(self.text, self._at)
        if match is None:
            raise FieldError(self.text)
        self._at = match.end()
        return match.group()


class FieldCodec(NamedTuple):
    """Writes one type of value as text, and reads it back."""

    write: Callable[[Any], str]
    read: Callable[[Reader], Any]


def pattern(pattern: str, write: Callable[[Any], str], read: Callable[[str], Any]) -> FieldCodec:
    """Return the codec of a value whose text matches a regular expression."""
    compiled = re.compile(pattern, re.DOTALL)
    return FieldCodec(write, lambda reader: read(reader.match(compiled)))


def one_of(values: Mapping[str, Any]) -> FieldCodec:
    """Return the codec of an enumeration, given text → value."""
    texts = {value: text for text, value in values.items()}
    # Otherwise ">" would match the start of ">=".
    longest_first = "|".join(map(re.escape, sorted(values, key=len, reverse=True)))
    return pattern(longest_first, texts.__getitem__, values.__getitem__)


def optional(default: object, prefix: str, codec: FieldCodec) -> FieldCodec:
    """Return a codec that writes nothing for the default, and any other value after a prefix."""
    return FieldCodec(
        lambda value: "" if value == default else prefix + codec.write(value),
        lambda reader: codec.read(reader) if reader.accept(prefix) else default,
    )


def repeated(prefix: str, codec: FieldCodec) -> FieldCodec:
    """Return the codec of a tuple whose items each have a prefix."""

    def read(reader: Reader) -> tuple[Any, ...]:
        match = []
        while reader.accept(prefix):
            match.append(codec.read(reader))
        return tuple(match)

    return FieldCodec(lambda values: "".join(prefix + codec.write(value) for value in values), read)


def comma_separated(codec: FieldCodec, end: str) -> FieldCodec:
    """Return the codec of a tuple with commas between the items and an end mark."""

    def read(reader: Reader) -> tuple[Any, ...]:
        match: list[Any] = []
        while not reader.accept(end):
            if match and not reader.accept(","):
                raise FieldError(reader.text)
            match.append(codec.read(reader))
        return tuple(match)

    return FieldCodec(lambda values: ",".join(map(codec.write, values)) + end, read)


def record(record_type: type, *codecs: FieldCodec) -> FieldCodec:
    """Return the codec of a dataclass, its fields in order."""
    names = [field.name for field in fields(record_type)]
    return FieldCodec(
        lambda value: "".join(codec.write(getattr(value, name)) for name, codec in zip(names, codecs, strict=True)),
        lambda reader: record_type(*[codec.read(reader) for codec in codecs]),
    )


def tagged_union(codecs: Mapping[str, tuple[type, FieldCodec]]) -> FieldCodec:
    """Return the codec of one of several dataclasses, each with its own tag."""
    letters = {record_type: letter for letter, (record_type, _) in codecs.items()}
    letter = one_of({letter: letter for letter in codecs})
    return FieldCodec(
        lambda value: letters[type(value)] + codecs[letters[type(value)]][1].write(value),
        lambda reader: codecs[letter.read(reader)][1].read(reader),
    )
