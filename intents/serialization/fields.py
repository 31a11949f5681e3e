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
        found = self.text.startswith(text, self._at)
        self._at += len(text) if found else 0
        return found

    def match(self, pattern: re.Pattern[str]) -> str:
        """What comes next and matches; raises `FieldError` where nothing does."""
        found = pattern.match(self.text, self._at)
        if found is None:
            raise FieldError(self.text)
        self._at = found.end()
        return found.group()


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


def optional(default: object, before: str, form: FieldCodec) -> FieldCodec:
    """Nothing for the usual value; any other with something before it."""
    return FieldCodec(
        lambda value: "" if value == default else before + form.write(value),
        lambda reader: form.read(reader) if reader.accept(before) else default,
    )


def repeated(before: str, form: FieldCodec) -> FieldCodec:
    """A tuple, with something before each of its members."""

    def read(reader: Reader) -> tuple[Any, ...]:
        found = []
        while reader.accept(before):
            found.append(form.read(reader))
        return tuple(found)

    return FieldCodec(lambda values: "".join(before + form.write(value) for value in values), read)


def comma_separated(form: FieldCodec, end: str) -> FieldCodec:
    """A tuple with commas between its members, and an end."""

    def read(reader: Reader) -> tuple[Any, ...]:
        found: list[Any] = []
        while not reader.accept(end):
            if found and not reader.accept(","):
                raise FieldError(reader.text)
            found.append(form.read(reader))
        return tuple(found)

    return FieldCodec(lambda values: ",".join(map(form.write, values)) + end, read)


def record(kind: type, *forms: FieldCodec) -> FieldCodec:
    """A dataclass, field by field."""
    names = [field.name for field in fields(kind)]
    return FieldCodec(
        lambda value: "".join(form.write(getattr(value, name)) for name, form in zip(names, forms, strict=True)),
        lambda reader: kind(*[form.read(reader) for form in forms]),
    )


def tagged_union(forms: Mapping[str, tuple[type, FieldCodec]]) -> FieldCodec:
    """One of several dataclasses, with a letter before it."""
    letters = {kind: letter for letter, (kind, _) in forms.items()}
    letter = one_of({letter: letter for letter in forms})
    return FieldCodec(
        lambda value: letters[type(value)] + forms[letters[type(value)]][1].write(value),
        lambda reader: forms[letter.read(reader)][1].read(reader),
    )
