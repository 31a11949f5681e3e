"""Check that no two entities of a notice share a name."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from data.faults import Fault, quote
from data.schema import NoticeModel


class _Name(NamedTuple):
    text: str
    path: str
    owner: str
    """The path of the entity that has the name."""
    kind: str
    """The kind of name: 别名, 标题, 等次 or 事实."""
    entity: str = ""
    """The title, which is the same for cases in several tiers: they are one project and may share all names."""


def find_name_faults(model: NoticeModel, file: str) -> list[Fault]:
    """Return a fault for each name that two entities share and for each agency that a case lists twice.

    A title may stand in several tiers, since a project may win several awards, but only once in each.
    """
    return [*_shared_names(_names(model), file), *_repeated_agencies(model, file)]


def _names(model: NoticeModel) -> Iterator[_Name]:
    """Yield all names of all entities, the given names before the aliases."""
    for t, tier in enumerate(model.tiers):
        if tier.name:
            yield _Name(tier.name, f"tiers[{t}].name", f"tiers[{t}]", "等次")
        for c, case in enumerate(tier.cases):
            owner = f"tiers[{t}].cases[{c}]"
            yield _Name(case.title, f"{owner}.title", owner, "标题", _fold(case.title))
    for f, fact in enumerate(model.facts):
        yield _Name(fact.topic, f"facts[{f}].topic", f"facts[{f}]", "事实")
    yield from _aliases(model.aliases, "")
    for t, tier in enumerate(model.tiers):
        yield from _aliases(tier.aliases, f"tiers[{t}]")
        for c, case in enumerate(tier.cases):
            yield from _aliases(case.aliases, f"tiers[{t}].cases[{c}]", _fold(case.title))
    for f, fact in enumerate(model.facts):
        yield from _aliases(fact.aliases, f"facts[{f}]")


def _aliases(aliases: Iterable[str], owner: str, entity: str = "") -> Iterator[_Name]:
    where = f"{owner}.aliases" if owner else "aliases"
    return (_Name(alias, f"{where}[{i}]", owner, "别名", entity) for i, alias in enumerate(aliases))


def _shared_names(names: Iterable[_Name], file: str) -> Iterator[Fault]:
    seen: dict[str, _Name] = {}
    in_tiers: dict[tuple[str, str], _Name] = {}
    """(Folded name, tier) → the first name of a case in this tier."""
    for name in names:
        first = seen.setdefault(_fold(name.text), name)
        if first.entity and first.entity == name.entity:
            first = in_tiers.setdefault((_fold(name.text), name.owner.partition(".")[0]), name)
        if first is name:
            if name.kind == "别名" and len(name.text) < 2:
                yield Fault(file, name.path, f"别名「{quote(name.text)}」只有一个字，容易误认", "warning")
        elif first.owner == name.owner:
            yield Fault(file, name.path, f"别名「{quote(name.text)}」已写在 {first.path}", "warning")
        elif name.kind == first.kind == "别名" and name.entity and first.entity:
            # A subject that several cases have in common: asking for it lists them all.
            yield Fault(file, name.path, f"别名「{quote(name.text)}」与 {first.path} 相同，两个案例都会找到", "warning")
        elif name.kind == "别名":
            yield Fault(file, name.path, f"别名「{quote(name.text)}」与 {first.path} 相同，不能同属两处")
        elif first.kind == name.kind:
            yield Fault(file, name.path, f"{name.kind}「{quote(name.text)}」与 {first.path} 重复")


def _repeated_agencies(model: NoticeModel, file: str) -> Iterator[Fault]:
    for t, tier in enumerate(model.tiers):
        for c, case in enumerate(tier.cases):
            if len(set(case.agencies)) == len(case.agencies):
                continue
            first: dict[str, int] = {}
            for a, unit in enumerate(case.agencies):
                if first.setdefault(unit, a) != a:
                    path = f"tiers[{t}].cases[{c}].agencies"
                    yield Fault(file, f"{path}[{a}]", f"单位「{quote(unit)}」与 {path}[{first[unit]}] 重复")


def _fold(text: str) -> str:
    """Return the form in which names that look alike are equal: differences in width and case are removed."""
    # NFKC makes full-width and half-width forms equal.
    return unicodedata.normalize("NFKC", text).casefold()
