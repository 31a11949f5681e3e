"""A comparison of what the last questions counted or listed, one after another (SEMANTICS 11)."""

from __future__ import annotations

from dataclasses import replace

from intents.dialogue.change import UNCLEAR, Change
from intents.dialogue.kinds import kinds_of
from intents.language.word_classes import CLASSES
from intents.model.query import Filter, InRegion, Query, UnitScope, both, conjuncts

_COMPARING = frozenset(("compare", "compare_less", "more_of", "less_of", "most", "least"))
_SAID = _COMPARING | {"which", "who", "that", "those", "ne", "howmany", "hole", "inside", "is", "measure"}
"""The kinds of events of a fragment that only compares: 这三个里哪个最多."""


def of_series(change: Change) -> Query | None:
    """Return the comparison of the items that the last questions counted or listed in turn, or None.

    For example 哪个多, after 最佳案例有多少家单位 and 优秀的呢. Places of one level are ranked (哪个最多). None if the
    fragment says more than that it compares, or gives another number of items; UNCLEAR where the numbers are not those
    of each place's own agencies.
    """
    old = change.old
    compares = change.has(*_COMPARING) and set(change.events) <= _SAID and not _names_noun(change)
    over = any(one.text in CLASSES.acknowledgements for one in change.reading.mentions)  # 对比清楚了
    listed = ("count", "cases", "units") if not change.has("most", "least") else ("count",)
    if old.ask not in listed or not compares or over or change.parts or change.new.items:
        return None
    items, rest = _counted(change)
    if len(items) < 2 or any(number != len(items) for number in change.numbers):
        return None
    least = change.has("less_of", "compare_less", "least")
    regions = [change.index.regions.get(item.code) for item in items if isinstance(item, InRegion)]
    single = all(change.index.evaluate(both(rest, item)).bit_count() == 1 for item in items)  # 叉车 → G60 → 哪个多
    by = "units" if "units" in (old.ask, old.subject) or (single and not regions) else "cases"
    if regions and "units" in (old.ask, old.subject) and not old.scope.within:
        return UNCLEAR  # 安徽参与的案例有几家单位: a comparison of places counts their own
    levels = {region.level for region in regions if region is not None}
    said = change.numbers or change.has("those", "inside")
    if change.has("most", "least") and (len(regions) == 2 or "province" in levels) and not said:
        return None  # 那谁最多, after 安徽有几个 and 江苏呢, is of all provinces
    if change.has("most", "least") and len(regions) == len(items) and len(levels) == 1:
        codes = tuple(region.code for region in regions if region is not None)
        return Query("rank", rest, UnitScope(within=codes), subject=levels.pop(), by=by, least=least)
    scope = UnitScope() if regions else old.scope
    return Query("compare", rest, scope, items=items, by=by, least=least)


def _names_noun(change: Change) -> bool:
    """Return whether the fragment names something else to count or to rank (哪个省最多)."""
    nouns = {event.noun for event in change.reading.events} | {ask.noun for ask in change.asks_of(*_SAID)}
    return not nouns <= {"", "unit" if "units" in (change.old.ask, change.old.subject) else "case"}


def _counted(change: Change) -> tuple[tuple[Filter, ...], Filter]:
    """Return the one condition by which the last questions differ, of each, the earliest first, and those they share.

    There is no item where the questions counted different things, or differ by more.
    """
    old, earlier = change.old, change.context.earlier
    last = conjuncts(old.where)
    shared = [part for part in last if earlier and part in conjuncts(earlier[0].where)]
    kind = kinds_of(both(*(part for part in last if part not in shared)))
    items: dict[Filter, None] = {}
    for query in (old, *earlier):
        own = [part for part in conjuncts(query.where) if part not in shared]
        alike = (query.ask, query.subject, query.by) == (old.ask, old.subject, old.by) and query.every is None
        if not alike or len(own) != 1 or kinds_of(own[0]) != kind or _whose(query) != _whose(old):
            break
        items[own[0]] = None
    return tuple(reversed(items)), both(*shared)


def _whose(query: Query) -> UnitScope:
    """Return the scope of a query without the places of its own conditions (上海的单位有几家)."""
    named = conjuncts(query.where)
    return replace(query.scope, within=tuple(code for code in query.scope.within if InRegion(code) not in named))
