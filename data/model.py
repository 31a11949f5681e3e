"""Immutable values that every other module uses: notices with cases and agencies, and administrative divisions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from data.faults import Fault
from data.record import record

Level = Literal["province", "city", "county"]


@record
class Region:
    """An administrative division. Regions with equal code and name are equal."""

    code: str
    """The division's six-digit code; empty if no table has the place."""
    name: str
    """The full name: 安徽省, 吴江区."""
    short: str = field(compare=False)
    """The name without its ending, at least two characters: 安徽, 吴江, 广西; 寿县 stays 寿县."""
    level: Level = field(compare=False)
    parent: Region | None = field(default=None, compare=False, repr=False)
    aliases: tuple[str, ...] = field(default=(), compare=False, repr=False)
    """Other names: 皖, 申城."""
    full_names: tuple[str, ...] = field(default=(), compare=False, repr=False)
    """Other full names: former ones (平坝县) and that of an autonomous division without its peoples (三都县)."""
    until: int | None = field(default=None, compare=False, repr=False)
    """The last year of a former division, if known; None for all others."""
    further: bool = field(default=False, compare=False, repr=False)
    """Whether only the full name counts unless a notice has the division: a former division, or one in Taiwan."""

    @property
    def chain(self) -> tuple[Region, ...]:
        """The division and all above it, the province first."""
        return (*self.parent.chain, self) if self.parent else (self,)

    @property
    def province(self) -> Region:
        """The province of the division; the division itself if it is a province."""
        return self.chain[0]

    def counts_as(self, level: Level) -> bool:
        """Return whether the division counts among those of a level; a municipality counts as a city too."""
        return self.level == level or (level == "city" and self.level == "province" and self.name.endswith("市"))

    def is_within(self, other: Region) -> bool:
        """Return whether this division is `other` or lies in it, at any depth."""
        return other in self.chain


@record
class Agency:
    """An agency (单位) as a notice writes it, split into place, bureau and department."""

    name: str
    """The full name with any omitted prefix restored. It identifies the agency."""
    place: Region | None = field(compare=False)
    """The lowest division that the name states; None if no table has it."""
    bureau: str = field(compare=False)
    """The bureau without place and department: 市场监督管理局."""
    department: str = field(compare=False)
    """The department within the bureau: 计量处; empty for the bureau itself."""

    @property
    def regions(self) -> tuple[Region, ...]:
        """The division of the agency and all above it, the province first, including levels that the name omits."""
        return self.place.chain if self.place else ()

    @property
    def bureau_name(self) -> str:
        """The full name of the agency's bureau, as the notice writes it."""
        return self.name[: len(self.name) - len(self.department)]

    def is_within(self, region: Region) -> bool:
        """Return whether the agency belongs to `region`, at any depth."""
        return self.place is not None and self.place.is_within(region)


@record
class Case:
    """A case that a notice lists."""

    id: str
    """`notice/tier/number`, tier and number counted from 1: csj-2022/1/3."""
    notice: str
    """The id of the notice."""
    tier: str | None
    """The name of the tier; None if the notice has no tiers."""
    number: int
    """The position in the tier, from 1."""
    title: str
    aliases: tuple[str, ...]
    """Other words that people use for the subject; not part of the notice."""
    agencies: tuple[Agency, ...]
    """The agencies, in the order of the notice."""
    paraphrases: tuple[str, ...] = field(default=(), compare=False, repr=False)
    """Descriptions of the case in everyday words, used only for offers by meaning; not part of the notice."""


@record
class Tier:
    """A tier (等次) of a notice."""

    name: str | None
    aliases: tuple[str, ...]
    cases: tuple[Case, ...]


@record
class Fact:
    """A statement of the notice itself that can be cited."""

    topic: str
    aliases: tuple[str, ...]
    text: str
    """A sentence that states the fact in our own words."""
    value: int | float | None = None
    unit: str = ""


@record
class Notice:
    """A published notice."""

    id: str
    title: str
    aliases: tuple[str, ...]
    """Short names of the notice."""
    issued: str | None
    """The date as YYYY-MM-DD; None if the notice has none."""
    issuers: tuple[str, ...]
    addressed_to: tuple[str, ...]
    facts: tuple[Fact, ...]
    tiers: tuple[Tier, ...]
    revision: str
    """A hash of the notice's content. Aliases, paraphrases, comments and formatting do not change it."""
    received: str | None = None
    """The date on which the notice was added to the data as YYYY-MM-DD; None if it is not recorded."""
    source: str = ""
    """The address of the published notice; empty if it is not recorded."""
    text: str = ""
    """The full text; empty if it is not kept."""
    noun: str = "案例"
    """The noun that the notice uses for its cases: 项目, 工程, 计划."""
    measure: str = "个"
    """The measure word of the noun: 件."""

    @property
    def arrived(self) -> str:
        """The date by which notices are ordered: that of receipt, else of issue; empty if neither is known."""
        return self.received or self.issued or ""

    @property
    def cases(self) -> tuple[Case, ...]:
        """All cases, in the order of the notice."""
        return tuple(case for tier in self.tiers for case in tier.cases)


@record
class Group:
    """A name for several divisions together: 三省一市."""

    names: tuple[str, ...]
    regions: tuple[Region, ...]
    area: bool = False
    """Whether the group is an area (长三角), where any of its divisions matches; otherwise all are meant (三省一市)."""


@record
class Dataset:
    """All data of a data folder."""

    notices: tuple[Notice, ...]
    """The notices in the order of arrival, those without a date first; the last one is the latest."""
    regions: tuple[Region, ...]
    """All divisions of the country: provinces, then cities, then counties, then the further ones."""
    groups: tuple[Group, ...]
    agency_aliases: Mapping[str, str]
    """Common name of a bureau or department → the part of a full name that it means: 药监局 → 药品监督管理局."""
    topics: frozenset[str]
    """Words of the field, whether or not a case has them: 电梯, 反垄断."""
    revision: str
    """A hash that changes when the revision of any notice does."""
    faults: tuple[Fault, ...] = ()
    """The errors of the notices that are left out."""

    @property
    def cases(self) -> tuple[Case, ...]:
        """All cases of all notices, in the order of the notices."""
        return tuple(case for notice in self.notices for case in notice.cases)
