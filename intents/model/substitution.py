"""Put one condition of a query in the place of another."""

from __future__ import annotations

from collections.abc import Iterator

from intents.model.query import And, Filter, Not, Or, Query, Unknown, leaves


def replaced(where: Filter, old: Filter, new: Filter) -> Filter:
    """Return a filter with one condition in the place of another, at any depth."""
    if where == old:
        return new
    if isinstance(where, And | Or):
        return type(where)(tuple(replaced(part, old, new) for part in where.parts))
    return Not(replaced(where.part, old, new)) if isinstance(where, Not) else where


def replaced_everywhere(query: Query, old: Filter, new: Filter) -> Query:
    """Return a query with one condition in the place of another: of its cases, what it compares, and all it asks of."""
    items = tuple(replaced(item, old, new) for item in query.items)
    every = replaced(query.every, old, new) if query.every is not None else None
    return query.with_(where=replaced(query.where, old, new), items=items, every=every)


def own_places(query: Query) -> Iterator[Unknown]:
    """Yield the places and units of a query that are the asker's own (我市)."""
    for part in (query.where, *query.items, *(one for one in (query.every,) if one is not None)):
        yield from (leaf for leaf, _ in leaves(part) if isinstance(leaf, Unknown) and leaf.what == "own")
