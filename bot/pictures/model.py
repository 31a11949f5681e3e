"""The content of pictures as plain text and marks: all that the worker process receives."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass

from data.nouns import DEFAULT

VERSION = 4
"""The version of the drawing. A new number makes stored file ids invalid, so that pictures are drawn again."""

NOTHING, WITHIN, OWN, MEANT_WITHIN, MEANT = ".", "o", "x", "+", "*"
"""A place's part in a case: none; units of places within it; its own units; the last two as asked for."""


Words = tuple[str, ...]
"""A text as its words, between which a line may break."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: a case."""

    number: int
    """Its number in its tier."""
    title: Words


@dataclass(frozen=True, slots=True)
class Group:
    """The columns of one tier."""

    labels: tuple[str, ...]
    """Candidates for the label above them, longest first; the layout takes the first that fits."""
    tone: int
    """The position of the tier's colour, from 0."""
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row: a place."""

    name: str
    cells: str
    """A mark (`OWN`, …) for each column."""
    count: int
    named: bool = False
    """Set if the question names it."""


@dataclass(frozen=True, slots=True)
class MapPicture:
    """A matrix of places and cases."""

    title: Words
    subtitle: str
    groups: tuple[Group, ...]
    provinces: tuple[tuple[Row, ...], ...]
    """For each province its own row, then those of its places."""
    notes: tuple[str, ...] = ()
    next: int = 0
    """The position (from 0) of the first case that did not fit; 0 if all did."""
    noun: str = DEFAULT.noun
    """What the cases are called."""
    measure: str = DEFAULT.measure
    """The measure word of the noun."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit on a case's card."""

    name: str
    marked: bool = False
    """Set if the question names it."""


@dataclass(frozen=True, slots=True)
class CasePicture:
    """The card of a case."""

    tier: str
    """Its tier and number, after the notice's short name if several notices are loaded."""
    tone: int
    title: Words
    provinces: tuple[tuple[str, tuple[Unit, ...]], ...]
    notes: tuple[str, ...] = ()


Picture = MapPicture | CasePicture


def to_json(picture: Picture) -> str:
    """Return the picture as JSON, always the same for equal pictures."""
    # digests are stored, so the kinds must not follow the names of the classes
    kind = "Map" if isinstance(picture, MapPicture) else "CaseCard"
    return json.dumps({"kind": kind, "version": VERSION} | asdict(picture), ensure_ascii=False)


def compute_digest(picture: Picture) -> str:
    """Return 32 hexadecimal digits that differ for different pictures."""
    return hashlib.blake2b(to_json(picture).encode("utf-8", "replace"), digest_size=16).hexdigest()
