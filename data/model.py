"""The immutable values everything else speaks in: what a notice says, and where its units belong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Level = Literal["province", "city", "county"]


@dataclass(frozen=True, slots=True)
class Region:
    """One administrative division; equal to another only if it is the same place."""

    code: str
    """The six-digit code of the division; empty for a place no table knows."""
    name: str
    """The full name: 安徽省, 吴江区."""
    short: str = field(compare=False)
    """The name without its ending: 安徽, 吴江, 广西; two characters at least (寿县 stays 寿县)."""
    level: Level = field(compare=False)
    parent: Region | None = field(default=None, compare=False, repr=False)
    aliases: tuple[str, ...] = field(default=(), compare=False, repr=False)
    """Other names for it: 皖, 申城."""

    @property
    def chain(self) -> tuple[Region, ...]:
        """The place and all above it, the province first."""
        return (*self.parent.chain, self) if self.parent else (self,)

    @property
    def province(self) -> Region:
        """The province it lies in (itself, for a province)."""
        return self.chain[0]

    def is_within(self, other: Region) -> bool:
        """Whether this place is `other` or lies in it, at any depth."""
        return other in self.chain


@dataclass(frozen=True, slots=True)
class Agency:
    """A unit (单位) as a notice writes it, with its name taken apart."""

    name: str
    """The full name, elided prefixes restored; the identity of the unit."""
    place: Region | None = field(compare=False)
    """The lowest place the name states; None where no table knows it."""
    bureau: str = field(compare=False)
    """The body without place and department: 市场监督管理局."""
    department: str = field(compare=False)
    """The department within the bureau, or "" for the bureau itself: 计量处."""

    @property
    def regions(self) -> tuple[Region, ...]:
        """Its place and all above it, the province first; skipped levels restored."""
        return self.place.chain if self.place else ()

    @property
    def bureau_name(self) -> str:
        """The name of the bureau that it is or belongs to, as the notice writes it."""
        return self.name[: len(self.name) - len(self.department)]

    def is_within(self, region: Region) -> bool:
        """Whether it belongs to `region` administratively, at any depth."""
        return self.place is not None and self.place.is_within(region)


@dataclass(frozen=True, slots=True)
class Case:
    """A selected case."""

    id: str
    """`notice/tier/number`, both from 1: csj-2022/1/3."""
    notice: str
    """The notice's id."""
    tier: str | None
    """The tier's name; None where the notice has no tiers."""
    number: int
    """The place in its tier, from 1."""
    title: str
    aliases: tuple[str, ...]
    """Other words people use for its subject; no part of what the notice says."""
    agencies: tuple[Agency, ...]
    """In the notice's order."""


@dataclass(frozen=True, slots=True)
class Tier:
    """A tier (等次) of a notice."""

    name: str | None
    aliases: tuple[str, ...]
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """Something the notice itself states, citable."""

    topic: str
    aliases: tuple[str, ...]
    text: str
    """One sentence of our own."""
    value: int | float | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """A published notice."""

    id: str
    title: str
    aliases: tuple[str, ...]
    """Short names of the notice itself."""
    issued: str | None
    """YYYY-MM-DD, or None where the notice carries no date."""
    issuers: tuple[str, ...]
    addressed_to: tuple[str, ...]
    facts: tuple[Fact, ...]
    tiers: tuple[Tier, ...]
    revision: str
    """A hash of what the notice says; aliases, comments and bytes do not count."""

    @property
    def cases(self) -> tuple[Case, ...]:
        """All cases, in the notice's order."""
        return tuple(case for tier in self.tiers for case in tier.cases)


@dataclass(frozen=True, slots=True)
class Group:
    """A name that stands for several places together: 三省一市."""

    names: tuple[str, ...]
    regions: tuple[Region, ...]
    area: bool = False
    """True for an area (长三角): any one of its places is enough; else all of them are meant (三省一市)."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """All that is known, read once."""

    notices: tuple[Notice, ...]
    """By date where they carry one, then by file name; the last is the latest."""
    regions: tuple[Region, ...]
    """The whole country's divisions, provinces before cities before counties."""
    groups: tuple[Group, ...]
    agency_aliases: Mapping[str, str]
    """What people call a bureau or department → the part of a full name it stands for: 药监局 → 药品监督管理局."""
    topics: frozenset[str]
    """Words of the field, whether a case has them or not: 电梯, 反垄断."""
    revision: str
    """Changes when any notice's revision does."""

    @property
    def cases(self) -> tuple[Case, ...]:
        """Every case of every notice, in order."""
        return tuple(case for notice in self.notices for case in notice.cases)
