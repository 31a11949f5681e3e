"""Write a query as a person would type it: 安徽的食品案例.

The parser may read such a phrase as another query; callers ask it first (`Engine.say`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from intents.index.case_index import CaseIndex
from intents.model.query import (
    About,
    Ask,
    Filter,
    InRegion,
    InTier,
    IsCase,
    Or,
    Query,
    both,
    conjuncts,
    with_themes,
)
from intents.phrasing.description import Describer

_ASKED: dict[Ask, str] = {"cases": "{}", "count": "{}有几个", "units": "{}有哪些单位", "yes_no": "有没有{}"}
"""Intent → the pattern of a phrase that asks it about cases."""


def spoken_phrases(query: Query, index: CaseIndex, describer: Describer) -> Iterator[str]:
    """Yield short phrases that may mean the query, the shortest first; none if the query takes a longer question."""
    parts = conjuncts(query.where)
    if len(parts) == 1 and isinstance(parts[0], IsCase):
        yield index.cases[index.position_of[parts[0].id]].title
    if query.ask not in _ASKED or query.items or query.every is not None or query.subject not in ("cases", "units"):
        return
    tiers = "".join(index.short_tier(part.name) for part in parts if isinstance(part, InTier))
    topics = "".join(describer.name(part) for part in parts if isinstance(part, About))
    others = tuple(part for part in parts if not isinstance(part, InTier | About))
    kind = f"{tiers}{topics}案例"
    if not others:
        yield _ASKED[query.ask].format(kind)
    if places := _places(others, describer):
        yield _ASKED[query.ask].format(f"{places}的{kind}")
    if others:
        yield _ASKED[query.ask].format(f"{describer.case_phrase(both(*others)).removesuffix('案例')}{kind}")


def means_same(one: Query, other: Query, index: CaseIndex) -> bool:
    """Return whether two queries match the same cases and differ at most in the order of their conditions."""
    same_conditions = set(conjuncts(with_themes(one.where))) == set(conjuncts(with_themes(other.where)))
    return (
        same_conditions
        and one.with_(where=other.where) == other
        and index.evaluate(one.where) == index.evaluate(other.where)
    )


def _places(parts: Sequence[Filter], describer: Describer) -> str:
    """Return the places that all or any take part: 上海和浙江, 上海或浙江; empty if there are other conditions."""
    if len(parts) == 1 and isinstance(parts[0], Or) and all(isinstance(part, InRegion) for part in parts[0].parts):
        return "或".join(map(describer.name, parts[0].parts))
    return "和".join(map(describer.name, parts)) if all(isinstance(part, InRegion) for part in parts) else ""
