"""Replace a condition of a query by another, and find the asker's own places in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from intents.model.query import (
    And,
    Filter,
    InRegion,
    Not,
    OnlyRegions,
    Or,
    Query,
    Unknown,
    both,
    conjuncts,
    either,
    leaves,
    negated,
)


def replaced(where: Filter, old: Filter, new: Filter) -> Filter:
    """Return the filter with the condition `old` replaced by `new`, at any depth."""
    if where == old:
        return new
    if isinstance(where, And | Or):
        return (both if isinstance(where, And) else either)(*(replaced(part, old, new) for part in where.parts))
    return Not(replaced(where.part, old, new)) if isinstance(where, Not) else where


def renamed(where: Filter, names: Mapping[Filter, Filter]) -> Filter:
    """Return the filter with each condition that is a key of `names` replaced by its value, all at once."""
    if where in names:
        return names[where]
    if isinstance(where, And | Or):
        return type(where)(tuple(renamed(part, names) for part in where.parts))
    return Not(renamed(where.part, names)) if isinstance(where, Not) else where


def replaced_list(where: Filter, old: Filter, new: Filter) -> Filter:
    """Return the filter with a list of names replaced by another: all of them required, all denied, or alone.

    For example 只有沪苏浙的案例, with 苏浙皖 in their place.
    """
    parts, gone, fresh = conjuncts(where), conjuncts(old), conjuncts(new)
    for one, other in ((gone, fresh), (tuple(map(negated, gone)), tuple(map(negated, fresh)))):
        if set(one) <= set(parts):
            return both(*(part for part in parts if part not in one), *other)
    codes, others = ([part.code for part in some if isinstance(part, InRegion)] for some in (gone, fresh))
    for leaf, _ in leaves(where):
        if isinstance(leaf, OnlyRegions) and codes and set(codes) <= set(leaf.codes) and len(others) == len(fresh):
            kept = (code for code in leaf.codes if code not in codes)
            return replaced(where, leaf, OnlyRegions((*kept, *others)))
    return where


def replaced_everywhere(query: Query, old: Filter, new: Filter) -> Query:
    """Return the query with the condition `old` replaced by `new` in its conditions, items, domain and scope."""
    items = tuple(replaced(item, old, new) for item in query.items)
    every = replaced(query.every, old, new) if query.every is not None else None
    only = replaced(query.scope.only, old, new) if query.scope.only is not None else None
    scope = replace(query.scope, only=only)
    return query.with_(where=replaced(query.where, old, new), items=items, every=every, scope=scope)


def own_places(query: Query) -> Iterator[Unknown]:
    """Yield the conditions of a query for the asker's own place or agency (我市)."""
    parts = (query.where, *query.items, query.every, query.scope.only)
    every = (leaf for part in parts if part is not None for leaf, _ in leaves(part))
    yield from (leaf for leaf in every if isinstance(leaf, Unknown) and leaf.what == "own")
