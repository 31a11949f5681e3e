"""Which units a bureau or department is meant by: 计量处, 市监局, 浙江计量处, 金华市局."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from data.model import Agency
from intents.query import ByAgency

ENDINGS = ("局", "处", "委", "会", "中心", "院", "办", "厅", "所", "科", "队", "站", "室", "公司", "协", "部")
"""What the names of units and of their parts end with."""


def abbreviates(short: str, name: str) -> bool:
    """Whether every character of `short` comes in `name` in that order: 特设处 in 特种设备安全监察处."""
    rest = iter(name)
    return all(char in rest for char in short)


class Offices:
    """The bureaus and departments of a dataset, by any recognisable part of their names."""

    def __init__(
        self, agencies: tuple[Agency, ...], aliases: Mapping[str, str], cut: Callable[[str], Iterable[str]]
    ) -> None:
        """`aliases`: what people call a body → the part of a name it stands for; `cut` gives the words of a name."""
        self._agencies = agencies
        self._aliases = dict(aliases)
        self.bureaus = tuple({unit.bureau: None for unit in agencies})
        self.departments = tuple({unit.department: None for unit in agencies if unit.department})
        self.names = tuple(dict.fromkeys((*self.bureaus, *self.departments)))
        self._main = Counter(unit.bureau for unit in agencies).most_common(1)[0][0] if agencies else ""
        self._words = {name: tuple(cut(name)) for name in self.names}
        self.meaning = functools.lru_cache(4096)(self._meaning)
        self.units = functools.lru_cache(4096)(self._units)

    def full(self, part: str) -> str:
        """What an alias stands for; any other part is itself."""
        return part if part in self.names else self._aliases.get(part, part)

    def _meaning(self, part: str) -> frozenset[str]:
        """The bureaus and departments that `part` may stand for, by the closest kind of likeness there is."""
        part = self.full(part)
        if part in self.names:
            return frozenset(name for name in self.names if name.endswith(part))
        within = frozenset(name for name in self.names if any(rest.startswith(part) for rest in self._rests(name)))
        if within:
            return within
        short = [name for name in self.names if len(part) > 1 and part[-1] in name[-3:]]
        whole = frozenset(name for name in short if name[0] == part[0] and abbreviates(part, name))
        return whole or frozenset(
            name
            for name in short
            if len(part) > 2 and any(rest[0] == part[0] and abbreviates(part, rest) for rest in self._rests(name))
        )

    def _rests(self, name: str) -> Iterator[str]:
        """A name from each of its words on."""
        for word in self._words[name]:
            yield name
            name = name[len(word) :]

    def _units(self, wanted: ByAgency) -> frozenset[Agency]:
        """The units meant; a bureau covers its departments, but not the bureaus of lower places (SEMANTICS 7)."""
        local = [unit for unit in self._agencies if not wanted.code or any(p.code == wanted.code for p in unit.regions)]
        own = [unit for unit in local if unit.place is not None and unit.place.code == wanted.code]
        if not wanted.part:  # 金华市局 is the bureau that the notices are mostly about, where the place has it
            main = frozenset(unit for unit in own if unit.bureau == self._main)
            return main or frozenset(own)
        meant = self.meaning(wanted.part)
        departments = frozenset(unit for unit in local if unit.department in meant)
        bureaus = frozenset(unit for unit in (own if wanted.code else local) if unit.bureau in meant)
        if departments or bureaus or (meant and wanted.code):
            return departments | bureaus
        part = self.full(wanted.part)
        return frozenset(
            unit
            for unit in local
            if part in unit.name or (len(part) > 3 and abbreviates(part, unit.bureau + unit.department))
        )
