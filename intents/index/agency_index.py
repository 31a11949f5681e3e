"""Find the agencies that a part of a name refers to: 计量处, 市监局, 浙江计量处, 金华市局."""

from __future__ import annotations

import functools
import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from data.model import Agency
from intents.language.normalize import normalize_name
from intents.language.word_classes import CLASSES
from intents.model.query import ByAgency

_SECOND_NAME = re.compile("[（(][^（）()]*[）)]$")
"""A second name in brackets at the end, which people seldom use: 两江新区人民法院（重庆自由贸易试验区人民法院）."""
_BRACKETS = re.compile("[（(][^（）()]*[）)]")
_BRACKET = re.compile("[（()）]")
_SHORTEST = 3
"""The minimum number of characters of the short name of an enterprise that is named by its place."""
_NATION = re.compile(f"^(?:{'|'.join(CLASSES.nation_beginnings)})")
_BRAND = (2, 3, 4, 5, 6)
"""The possible lengths of a brand name, in characters."""
_CALLED = 4
"""The minimum number of characters of an abbreviation of a full name: a shorter one is ambiguous."""
_CALLED_SHORT = (*CLASSES.institution_endings, *CLASSES.enterprise_endings)
"""Endings of the full names that people abbreviate together with their place."""
_KINDS = (
    dict.fromkeys(CLASSES.enterprise_nouns, CLASSES.enterprise_endings)
    | dict.fromkeys(CLASSES.university_nouns, CLASSES.university_endings)
    | {ending: (ending,) for ending in CLASSES.school_endings}
    | dict.fromkeys(CLASSES.school_nouns, CLASSES.school_endings)
    | {short: (full,) for short, full in zip(CLASSES.short_kinds, CLASSES.full_kinds, strict=True)}
)
"""Noun for a kind of agency → the endings of the names of these agencies."""
_ENDINGS = (*CLASSES.enterprise_endings, *CLASSES.unit_kinds)
"""Endings that are indexed as words of their own, even within a longer word: 公司 of 有限公司."""


def is_abbreviation(short: str, name: str) -> bool:
    """Return whether the characters of `short` occur in `name` in this order: 特设处 in 特种设备安全监察处."""
    rest = iter(name)
    return all(char in rest for char in short)


class AgencyIndex:
    """The bureaus and departments of a dataset, found by parts of their names."""

    def __init__(
        self, agencies: tuple[Agency, ...], aliases: Mapping[str, str], boundaries_of: Callable[[str], Sequence[int]]
    ) -> None:
        """Index `agencies`.

        `aliases` maps common names to the part of a full name that they mean. `boundaries_of` returns the word
        boundaries of a name.
        """
        self._aliases = dict(aliases)
        self._by_name: dict[tuple[str, str], list[Agency]] = defaultdict(list)
        self._by_place: dict[str, list[Agency]] = defaultdict(list)
        self._name_of: dict[Agency, tuple[str, str]] = {}
        written: dict[str, str] = {}
        """Normalized name → the name as the notices write it."""
        self._by_ends: dict[str, list[tuple[str, Agency]]] = defaultdict(list)
        """First and last character → the full names that have them, with their agencies."""
        self._second_names: list[tuple[str, Agency]] = []
        for unit in agencies:
            main = _SECOND_NAME.sub("", unit.bureau) or unit.bureau
            bureau, department = normalize_name(main), normalize_name(unit.department)
            if main != unit.bureau:
                self._second_names.append((normalize_name(unit.bureau), unit))
            written.setdefault(bureau, main)
            written.setdefault(department, unit.department)
            written.setdefault(bureau + department, main + unit.department)
            self._name_of[unit] = bureau, department
            self._by_name[bureau, department].append(unit)
            for region in unit.regions:
                self._by_place[region.code].append(unit)
            if (department or bureau).endswith(_CALLED_SHORT):
                full = normalize_name(_SECOND_NAME.sub("", unit.name))
                self._by_ends[full[:1] + full[-1:]].append((full, unit))
        departments = dict.fromkeys(department for _, department in self._by_name if department)
        known = tuple(dict.fromkeys((*(bureau for bureau, _ in self._by_name), *departments)))
        self.names = tuple(written[name] for name in known)
        """Names of bureaus and departments, as the notices write them."""
        self._known_names = frozenset(known)
        self.full_names = tuple(written[bureau + department] for bureau, department in self._by_name if department)
        """Names of bureau and department together, without the place."""
        self._placeless = tuple(unit for unit in agencies if unit.place is None)
        bureaus = Counter(bureau for bureau, _ in self._name_of.values())
        self._main_bureau = bureaus.most_common(1)[0][0] if bureaus else ""
        self._suffixes_by_character: dict[str, list[tuple[str, str]]] = defaultdict(list)
        """Character → (suffix, name) for each suffix that begins with the character at a word boundary of a name."""
        for name in known:
            endings = (len(name) - len(ending) for ending in _ENDINGS if name.endswith(ending) and len(ending) > 1)
            for boundary in dict.fromkeys((*boundaries_of(name)[:-1], *endings)):
                self._suffixes_by_character[name[boundary]].append((name[boundary:], name))
        # Cached per instance: the tokenizer asks for the same parts again and again.
        self.names_meant = functools.lru_cache(4096)(self._names_meant)
        self.agencies = functools.lru_cache(512)(self._agencies)

    def placeless_names(self) -> tuple[str, ...]:
        """Return the names of the agencies whose place is in no table."""
        return tuple(unit.name for unit in self._placeless)

    def brands(self, cut: Callable[[str], Sequence[str]]) -> tuple[str, ...]:
        """Return the possible brand names of enterprises: 九牧 for 九牧厨卫股份有限公司.

        A brand name is the first two to six characters of a name (after a word such as 中国) if `cut`, which splits a
        text into words, leaves each of them a word of its own. A name that begins with a longer word is found by that
        word.
        """
        found: dict[str, None] = {}
        for name in dict.fromkeys(bureau for bureau, _ in self._by_name if bureau.endswith(CLASSES.enterprise_endings)):
            words = itertools.takewhile(lambda word: len(word) == 1, cut(_NATION.sub("", name)))
            run = "".join(itertools.islice(words, _BRAND[-1]))
            found |= {run[:size]: None for size in _BRAND if size <= len(run)}
        return tuple(found)

    def short_enterprises(self) -> dict[str, ByAgency]:
        """Return short name → filter for enterprises named by a place: 天津港 for 天津港（集团）有限公司.

        A short name that stands for several enterprises is left out.
        """
        found: dict[str, set[ByAgency]] = defaultdict(set)
        for unit, (bureau, department) in self._name_of.items():
            if unit.place is None or department or not bureau.endswith(CLASSES.enterprise_endings):
                continue
            for name in (unit.name, _BRACKETS.sub("", unit.name), *_BRACKETS.split(unit.name)[:1]):
                whole = normalize_name(_BRACKET.sub("", name))
                for form in ("", *CLASSES.legal_forms):
                    if whole.endswith(form) and _SHORTEST <= len(whole) - len(form) < len(normalize_name(unit.name)):
                        found[whole.removesuffix(form)].add(ByAgency(bureau, unit.place.code))
        return {name: meant.pop() for name, meant in found.items() if len(meant) == 1}

    def kinds(self) -> tuple[str, ...]:
        """Return the nouns for kinds of agencies that the dataset has: 企业 if it has a 公司."""
        return tuple(noun for noun in _KINDS if self.names_meant(noun))

    def resolve_alias(self, part: str) -> str:
        """Return the part of a name that an alias means; any other text unchanged, in its normalized form."""
        part = normalize_name(part)
        return part if part in self._known_names else normalize_name(self._aliases.get(part, part))

    def called(self, part: str) -> frozenset[Agency]:
        """Return the agencies whose second name contains `part`, or the one whose full name it abbreviates: 重医附一院.

        An abbreviation has the first and the last character of the full name. Returns an empty set if `part` is too
        short or abbreviates the names of several agencies.
        """
        if len(part) < _CALLED:
            return frozenset()
        if second := frozenset(unit for name, unit in self._second_names if part in name):
            return second
        meant = {unit for full, unit in self._by_ends.get(part[0] + part[-1], ()) if is_abbreviation(part, full)}
        return frozenset(meant) if len(meant) == 1 else frozenset()

    def is_name(self, part: str) -> bool:
        """Return whether `part` refers to any agency."""
        return bool(self.names_meant(part) or self.agencies(ByAgency(part)))

    def _names_meant(self, part: str) -> frozenset[str]:
        """Return the names that `part` may refer to, using only the closest kind of match that finds any."""
        said, part = normalize_name(part), self.resolve_alias(part)
        if part in _KINDS:
            return frozenset(
                name
                for name in self._known_names
                if name.endswith(_KINDS[part]) and not name.endswith(CLASSES.academy_endings)
            )
        # A whole name also refers to longer names that end with it.
        if part in self._known_names:
            return frozenset(name for name in self.names if name.endswith(part))
        suffixes = self._suffixes_by_character.get(part[:1], ())
        within = frozenset(name for rest, name in suffixes if rest.startswith(part))
        if within or len(part) < 2:
            return within
        # An abbreviation keeps the kind of agency, its last character: 特设处.
        short = [(rest, name) for rest, name in suffixes if part[-1] in name[-3:] and is_abbreviation(part, rest)]
        whole = frozenset(name for rest, name in short if rest == name)
        # Two characters abbreviate too much, unless they abbreviate a whole name.
        found = whole or frozenset(name for _, name in short if len(part) > 2)
        # 法院 means 人民法院, if the dataset has one.
        return found or frozenset(name for name in self._known_names if said != part and name.endswith(said))

    def _agencies(self, condition: ByAgency) -> frozenset[Agency]:
        """Return the agencies that the condition means.

        A bureau includes its departments, but not the bureaus of lower places (SEMANTICS 7).
        """
        if condition.own:
            return frozenset(unit for unit in self.agencies(replace(condition, own=False)) if not unit.department)
        own = [
            unit for unit in self._by_place.get(condition.code, ()) if unit.place and unit.place.code == condition.code
        ]
        name_of = self._name_of
        if not condition.part:  # 金华市局 is the most frequent bureau of the notices, if the place has one
            return frozenset([unit for unit in own if name_of[unit][0] == self._main_bureau] or own)
        meant, part = self.names_meant(condition.part), self.resolve_alias(condition.part)
        if condition.code:
            agencies = [unit for unit in self._by_place.get(condition.code, ()) if name_of[unit][1] in meant]
            # A place has the bureaus of its own, but the hospitals of the places in it, too.
            kind = part not in self._known_names and all(name.endswith(part) for name in meant)
            local = self._by_place.get(condition.code, ()) if kind else own
            bureaus = [unit for unit in local if name_of[unit][0] in meant]
            if not bureaus and part != normalize_name(condition.part) and part.endswith(normalize_name(condition.part)):
                # 成都的检察院: a bureau of one of the city's districts, if the notices do not have the city's own
                bureaus = [unit for unit in self._by_place.get(condition.code, ()) if name_of[unit][0] in meant]
            exact = [unit for unit in bureaus if name_of[unit][0] == part]
            agencies = exact or [*agencies, *bureaus]  # 云南大学, not 云南农业大学; 陕西省图书馆, not a university's
            if not meant:  # bureau and department together: the place's own, if it has one
                local = self._by_place.get(condition.code, ())
                called = _match_joined(part, {name_of[unit] for unit in local})
                agencies = [unit for unit in local if name_of[unit] in called]
                agencies = [unit for unit in agencies if unit in own] or agencies
            return frozenset(agencies)
        names = [names for names in self._by_name if not meant.isdisjoint(names) or "".join(names).endswith(part)]
        agencies = [unit for one in names or _match_joined(part, self._by_name) for unit in self._by_name[one]]
        found = frozenset(agencies).union(
            unit for unit in self._placeless if not meant and part in normalize_name(unit.name)
        )
        found = found or self.called(part)
        return found.union(*(self._with_departments(unit) for unit in found if normalize_name(unit.name) == part))

    def _with_departments(self, unit: Agency) -> list[Agency]:
        """Return the agencies of a bureau, itself and its departments: 敦煌研究院.

        Returns an empty list for a department and for an agency without a place.
        """
        if unit.place is None or unit.department:
            return []
        bureau = self._name_of[unit][0]
        near = self._by_place[unit.place.code]
        return [other for other in near if other.place == unit.place and self._name_of[other][0] == bureau]


def _match_joined(part: str, names: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the (bureau, department) pairs with this joined name; else those that contain or abbreviate to it."""
    joined = {bureau + department: (bureau, department) for bureau, department in names}
    if part in joined:
        return [joined[part]]
    return [both for name, both in joined.items() if part in name or (len(part) > 3 and is_abbreviation(part, name))]
