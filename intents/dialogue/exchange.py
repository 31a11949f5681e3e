"""Changes that name what goes and what comes instead: 把芜湖换成亳州 (SEMANTICS 11)."""

from __future__ import annotations

from dataclasses import replace

from intents.dialogue.change import UNCLEAR, Change
from intents.model.query import (
    ByAgency,
    Filter,
    InRegion,
    PlaceCount,
    Query,
    UnitCount,
    UnitLevel,
    Unknown,
    denies_itself,
    leaves,
)
from intents.model.substitution import replaced, replaced_everywhere


def exchange(change: Change) -> Query | None:
    """把芜湖换成亳州: one condition in the place of another, wherever it stands; each of several."""
    asks = [event.ask.conditions for event in change.reading.events if event.kind == "replaced" and event.ask]
    pairs, query = [(gone.where, fresh.where) for gone, fresh in asks], change.old
    denied = [part for mention in change.reading.mentions if mention.sort == "denied" for part in mention.filters]
    if len(denied) == len(change.parts) == 1 and _with(query, denied[0], change.parts[0]) != query:
        pairs = [(denied[0], change.parts[0])]  # 不是江苏，是安徽
    for gone, fresh in pairs:
        changed = _with(query, gone, fresh)
        if changed == query:
            return UNCLEAR
        query = changed
    return query if pairs else None


def _with(query: Query, gone: Filter, fresh: Filter) -> Query:
    """The query with one condition in the place of another, and their places in its scope."""
    changed, scope = replaced_everywhere(query, gone, fresh), query.scope
    if denies_itself(changed.where):  # 除安徽外，其他三方均参与的 → 不是安徽，是江苏: each in the place of the other
        held = Unknown("", "place")
        apart = replaced_everywhere(replaced_everywhere(query, gone, held), fresh, gone)
        changed = replaced_everywhere(apart, held, fresh)
    if isinstance(gone, InRegion) and isinstance(fresh, InRegion):
        changed = changed.with_(where=_moved(changed.where, gone.code, fresh.code))
        scope = replace(scope, within=tuple(fresh.code if code == gone.code else code for code in scope.within))
    return changed.with_(scope=scope)


def _moved(where: Filter, gone: str, fresh: str) -> Filter:
    """The conditions with the units of one place in the place of another's: 湖州市局也参与的 → 把湖州换成南京."""
    for leaf, _ in leaves(where):
        if isinstance(leaf, ByAgency | UnitCount | UnitLevel | PlaceCount) and leaf.code == gone:
            where = replaced(where, leaf, replace(leaf, code=fresh))
    return where
