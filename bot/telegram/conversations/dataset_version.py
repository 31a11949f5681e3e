"""Version stamps of stored queries: a stamp shows if a query still means the same after the data has changed."""

from __future__ import annotations

from collections.abc import Iterator

from data.model import Dataset
from intents.engine import Engine
from intents.model.query import IsCase, Query, leaves
from intents.serialization.validity import MissingEntityError, check_query


def version_stamp(dataset: Dataset, *queries: Query | None) -> str:
    """Return the dataset's revision, and those of the notices whose cases the queries name."""
    named = {notice for query in queries if query is not None for notice in named_notices(query)}
    notices = (f"{notice.id}@{notice.revision}" for notice in dataset.notices if notice.id in named)
    return " ".join((dataset.revision, *notices))


def has_changed(stamp: str, dataset: Dataset) -> bool:
    """Return whether the dataset is another than the stamp's."""
    return stamp.partition(" ")[0] != dataset.revision


def is_still_valid(query: Query, stamp: str, engine: Engine) -> bool:
    """Return whether a query that was stored with this stamp means the same to the engine.

    A query names a case by its place in a notice, so that notice must be unchanged; all else that it names must exist.
    """
    if not has_changed(stamp, engine.dataset):
        return True
    unchanged = {f"{notice.id}@{notice.revision}" for notice in engine.dataset.notices}.intersection(stamp.split())
    if not named_notices(query) <= {one.rpartition("@")[0] for one in unchanged}:
        return False
    try:
        check_query(query, engine.index, engine.lexicon)
    except MissingEntityError:
        return False
    return True


def named_notices(query: Query) -> set[str]:
    """Return the ids of the notices whose cases the query names."""
    return {leaf.id.partition("/")[0] for leaf in _leaves(query) if isinstance(leaf, IsCase)}


def _leaves(query: Query) -> Iterator[object]:
    scope = query.scope
    for where in (query.where, *query.items, *scope.meets, query.every, scope.only):
        if where is not None:
            yield from (leaf for leaf, _ in leaves(where))
