"""Of which data a stored query speaks, and whether it still means the same now that the data may have changed."""

from __future__ import annotations

from collections.abc import Iterator

from data.model import Dataset
from intents.engine import Engine
from intents.model.query import IsCase, Query, leaves
from intents.serialization.validity import Gone, check


def version_stamp(dataset: Dataset, *queries: Query | None) -> str:
    """The dataset's revision, and those of the notices of which the queries name cases."""
    named = {notice for query in queries if query is not None for notice in named_notices(query)}
    of = (f"{notice.id}@{notice.revision}" for notice in dataset.notices if notice.id in named)
    return " ".join((dataset.revision, *of))


def has_changed(stamped: str, dataset: Dataset) -> bool:
    """Whether the data is another now."""
    return stamped.partition(" ")[0] != dataset.revision


def is_still_valid(query: Query, stamped: str, engine: Engine) -> bool:
    """Whether a query that was stored with this stamp means the same to the engine.

    A case is named by its place in its notice, so that notice must say what it said then; whatever else a query names
    has to be there.
    """
    if not has_changed(stamped, engine.dataset):
        return True
    same = {f"{notice.id}@{notice.revision}" for notice in engine.dataset.notices}.intersection(stamped.split())
    if not named_notices(query) <= {one.rpartition("@")[0] for one in same}:
        return False
    try:
        check(query, engine.index, engine.lexicon)
    except Gone:
        return False
    return True


def named_notices(query: Query) -> set[str]:
    """The ids of the notices of which the query names cases."""
    return {leaf.id.partition("/")[0] for leaf in _leaves(query) if isinstance(leaf, IsCase)}


def _leaves(query: Query) -> Iterator[object]:
    scope = query.scope
    for where in (query.where, *query.items, *scope.meets, query.every, scope.only):
        if where is not None:
            yield from (leaf for leaf, _ in leaves(where))
