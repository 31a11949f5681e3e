"""Conditions of one sort in one list, and the filter they come to with what their operator does to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from intents.index.case_index import CaseIndex
from intents.model.query import (
    ByAgency,
    Filter,
    InRegion,
    Not,
    OnlyAgencies,
    OnlyRegions,
    Unknown,
    both,
    either,
    negated,
)
from intents.parsing.mention import Mention, Sort

DISJOINT: tuple[Sort, ...] = ("tier", "number", "topic", "notice")
"""Sorts of which a case has one only, so that 最佳和优秀 is either."""


@dataclass(slots=True)
class Group:
    """Conditions of one sort in one list: 江苏和安徽."""

    sort: Sort
    filters: list[Filter]
    first: int
    last: int
    """The positions of its first and last mention."""
    any: bool = False
    """Whether it is joined by 或."""
    each: bool = False
    one: Literal["", "exactly", "at_most"] = ""
    """Whether exactly or at most one of them is meant (江苏和安徽恰有一方)."""
    mode: Literal["plain", "not", "not_all", "only", "others", "not_only", "not_exactly", "except"] = "plain"


@dataclass(slots=True)
class Scope:
    """A question's conditions, read and combined."""

    groups: list[Group]
    where: Filter


def is_question(mentions: Sequence[Mention], at: int) -> bool:
    """Whether the negation at `at` only asks: 参与了没有, 参加了没."""
    if at < 2 or mentions[at].text not in ("没有", "木有", "没", "未", "否", "不") or mentions[0].has("that", "those"):
        return False
    last = all(mention.has("ne", "filler", "stop") for mention in mentions[at + 1 :])
    before = next((mention for mention in reversed(mentions[:at]) if not mention.has("filler", "but")), None)
    if before is not None and before.sort in ("place", "org"):
        return False  # 上海有，安徽没有
    return last


def meaning(index: CaseIndex, group: Group) -> Filter:
    """What one group of conditions comes to, with what its operator does to it."""
    parts = tuple(group.filters)
    if group.one and group.mode in ("plain", "not"):
        return _one_of(parts if group.mode == "plain" else tuple(map(negated, parts)), most=group.one == "at_most")
    match group.mode:
        case "not" | "except":
            either_absent = group.any and group.mode == "not"
            return (either if either_absent else both)(*map(negated, parts))
        case "not_all":
            return Not(both(*parts))
        case "only" | "others" | "not_only":
            return _exactly(index, group, parts)
        case "not_exactly":  # 不算只有沪浙的
            return negated(_exactly(index, group, parts))
    known = not any(isinstance(part, Unknown) for part in parts)
    apart = group.sort in DISJOINT and len(parts) > 1 and known and not index.evaluate(both(*parts))
    return either(*parts) if group.any or apart else both(*parts)


def _one_of(parts: tuple[Filter, ...], *, most: bool) -> Filter:
    """Exactly one of the conditions, or at `most` one."""
    if most:
        return both(*(negated(both(*pair)) for pair in combinations(parts, 2)))
    return either(*(both(one, *(negated(other) for other in parts if other != one)) for one in parts))


def _exactly(index: CaseIndex, group: Group, parts: tuple[Filter, ...]) -> Filter:
    """只有 and its kin, on places."""
    agencies = tuple(one for one in parts if isinstance(one, ByAgency))
    if agencies and len(agencies) == len(parts):
        only = OnlyAgencies(agencies)
        return {"not_only": both(*agencies, Not(only)), "others": both(*map(Not, agencies))}.get(group.mode, only)
    unknown = [one for one in parts if isinstance(one, Unknown)]
    if unknown:
        return both(*unknown)
    codes = tuple(one.code for one in parts if isinstance(one, InRegion))
    if group.mode == "others":
        level = index.regions[codes[0]].level
        rest = [place.code for place in index.places(level) if place.code not in codes]
        return both(*(InRegion(code) for code in rest), *(Not(one) for one in parts))
    if group.mode == "not_only":
        return both(*parts, Not(OnlyRegions(codes)))
    if group.any:
        return either(*(OnlyRegions((code,)) for code in codes))
    return OnlyRegions(codes)
