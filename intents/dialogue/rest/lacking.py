"""Rule for the exceptions to what was asked of all, and for the cases that one place lacks (SEMANTICS 11)."""

from __future__ import annotations

from intents.dialogue.change import UNCLEAR, Change
from intents.dialogue.replacing.instead import swapped_place
from intents.model.query import (
    ByAgency,
    InRegion,
    Not,
    OnlyAgencies,
    Query,
    UnitCount,
    UnitLevel,
    UnitScope,
    both,
    conjuncts,
    level_alone,
    negated,
    only_of_level,
)

_TWO = 2


def exception(change: Change) -> Query | None:
    """Return the query for the cases of a set that are otherwise than was asked of all of them (反例是哪个).

    UNCLEAR if the last question was not about all cases of a set; None if the fragment asks for no exception.
    """
    if (found := _lacked(change) or _units_otherwise(change)) is not None:
        return found
    every = change.old.every
    if every is None and change.has("lacking"):  # 安徽参与了几个最佳 → 缺的是哪个
        return _difference(change) if change.old.ask == "compare" else _lost(change)
    if not change.has("exception", "lacking") or every is None:
        return (_without_it(change) or UNCLEAR) if change.has("exception") else None
    said = both(*(part for part in conjuncts(change.old.where) if part not in conjuncts(every)))
    return Query("cases", both(every, negated(said)))


def _units_otherwise(change: Change) -> Query | None:
    """Return the agencies of a case that are otherwise than was asked of all of them, or None.

    For example 哪两家不是, after 四家都是知识产权局吗 or 都是市级的吗.
    """
    old, parts = change.old, conjuncts(change.old.where)
    if old.ask != "yes_no" or old.every is not None or not change.has("exception"):
        return None
    named = [part for part in parts if isinstance(part, OnlyAgencies)]
    level = level_alone(parts)
    out: tuple[ByAgency | UnitLevel, ...] = named[0].parts if len(named) == 1 else (UnitLevel(level),) if level else ()
    said = (*named, *(conjuncts(only_of_level(level)) if level else ()))
    rest = (part for part in parts if part not in said and not isinstance(part, UnitCount))
    return Query("units", both(*rest), UnitScope(without=out)) if out else None


def _without_it(change: Change) -> Query | None:
    """Return the query for the cases without the one place or agency of the last list (哪些没有), or None."""
    fresh = [part for part in conjuncts(change.old.where) if part not in change.before]
    held = [part for part in fresh if isinstance(part, InRegion | ByAgency)]
    if change.old.ask not in ("cases", "count") or len(held) != 1:
        return None
    return Query("cases", both(*(part for part in conjuncts(change.old.where) if part not in held), negated(held[0])))


def _lacked(change: Change) -> Query | None:
    """Return the query for the cases that one of two compared places lacks (江苏少的是哪两个), or None."""
    denied = change.parts[0] if len(change.parts) == 1 else None
    old, items = change.old, change.old.items
    said = change.reading.has("less_of", "lacks") and change.has("which")
    if not said or not isinstance(denied, Not) or old.ask != "compare" or old.by != "cases":
        return None
    other = [item for item in items if item != denied.part]
    return Query("cases", both(old.where, *other, denied)) if len(items) == _TWO and len(other) == 1 else None


def _difference(change: Change) -> Query:
    """Return the query for the cases in which two places differ (差在哪个案例上, after 浙江和上海哪个多).

    UNCLEAR if each has some that the other lacks, or if no two places were compared by their cases.
    """
    items = change.old.items
    if len(items) != _TWO or change.old.by != "cases":
        return UNCLEAR
    more = [both(change.old.where, one, negated(other)) for one, other in (items, items[::-1])]
    found = [where for where in more if change.index.evaluate(where)]
    return Query("cases", found[0]) if len(found) == 1 else UNCLEAR


def _lost(change: Change) -> Query | None:
    """Return the query for the cases that the first place of a ranking or the last place lacks, or None.

    For example 它缺的是哪一项, after 参与最少的是哪个省; 少了哪三个, after the cases of 江苏 and 安徽呢: those of the
    one before. None if no single place is first and the last question did not put one place in the place of another, or
    if all its cases are among those before.
    """
    last = change.top() if change.old.ask == "rank" else None
    if last is not None:
        return Query("cases", both(change.old.where, negated(last)))
    fresh = swapped_place(change)
    if fresh is None or change.old.ask not in ("count", "cases"):
        return None
    where = both(change.context.earlier[0].where, negated(fresh))
    return Query("cases", where) if change.index.evaluate(where) else None
