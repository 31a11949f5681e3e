"""What a picture shows, as plain words and marks: all that the process that draws it is told."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass

VERSION = 2
"""Of how sheets are drawn: another one makes all pictures anew."""

NOTHING, WITHIN, OWN, MEANT_WITHIN, MEANT = ".", "o", "x", "+", "*"
"""What a place has to do with a case: nothing; a part by places within it; by a unit of its own; both as asked for."""


Words = tuple[str, ...]
"""A text by its words, between which a line may end."""


@dataclass(frozen=True, slots=True)
class Column:
    """A case."""

    number: int
    """Its number in its tier."""
    title: Words


@dataclass(frozen=True, slots=True)
class Group:
    """The columns of one tier."""

    labels: tuple[str, ...]
    """What may stand above them, the longest first: the first that fits does."""
    tone: int
    """Which colour, from 0."""
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A place."""

    name: str
    cells: str
    """A mark for each column."""
    count: int
    named: bool = False
    """Whether it was asked for."""


@dataclass(frozen=True, slots=True)
class MapPicture:
    """Places and cases."""

    title: Words
    subtitle: str
    groups: tuple[Group, ...]
    provinces: tuple[tuple[Row, ...], ...]
    """Each province's own row, then those of its places."""
    notes: tuple[str, ...] = ()
    next: int = 0
    """The position of the first case that there was no room for, from 0; 0 where all are there."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit on a case's card."""

    name: str
    marked: bool = False
    """Whether it was asked for."""


@dataclass(frozen=True, slots=True)
class CasePicture:
    """One case."""

    tier: str
    """Its tier and number; with the notice's short name, where several are loaded."""
    tone: int
    title: Words
    provinces: tuple[tuple[str, tuple[Unit, ...]], ...]
    notes: tuple[str, ...] = ()


Picture = MapPicture | CasePicture


def to_json(picture: Picture) -> str:
    """The sheet as JSON, always the same for the same sheet."""
    kind = (
        "Map" if isinstance(picture, MapPicture) else "CaseCard"
    )  # stored in digests: must not follow the class names
    return json.dumps({"kind": kind, "version": VERSION} | asdict(picture), ensure_ascii=False)


def compute_digest(picture: Picture) -> str:
    """What tells one picture from another, in 32 letters and digits."""
    return hashlib.blake2b(to_json(picture).encode("utf-8", "replace"), digest_size=16).hexdigest()
