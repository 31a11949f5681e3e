"""Rules that widen the last query to those of another name, or take its last narrowing back (SEMANTICS 11)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from intents.dialogue.change import UNCLEAR, Change
from intents.dialogue.kinds import HOLDERS, kinds_of, without_scope
from intents.language.word_classes import CLASSES
from intents.model.query import (
    EVERYTHING,
    About,
    And,
    Filter,
    InRegion,
    InTitle,
    Not,
    OnlyRegions,
    PlaceCount,
    Query,
    both,
    conjuncts,
    either,
)

_SHOWING = frozenset(("show", "de", "instead", "renewed"))
"""The kinds of events that only say that something is to be shown, or shown again: 还是看全部的, 回到全部."""


def only_with(change: Change) -> Query | None:
    """Return the last query with more places in its “only” condition, or the query for only the last places, or None.

    For example 加上江苏呢, after 只有上海和浙江参与的; 有没有只有这两地参与的案例, after those of two places.
    """
    if (those := _only_those(change)) is not None:
        return those
    only = next((part for part in conjuncts(change.old.where) if isinstance(part, OnlyRegions)), None)
    more = tuple(part.code for part in change.parts if isinstance(part, InRegion))
    bare = change.has("ne") or set(change.events) <= {"again", "condition"}
    bare = bare and not (change.asks or change.ends_attributive or any(one.has_verb for one in change.conditions))
    if only is None or len(more) != len(change.parts) or not (change.begins("plus", "again") and bare):
        return None
    wider = OnlyRegions(tuple(dict.fromkeys((*only.codes, *more))))
    return change.old.with_(where=both(*(wider if part is only else part for part in conjuncts(change.old.where))))


def _only_those(change: Change) -> Query | None:
    """Return the query for the cases of only the places that the last question named, as many as it points at."""
    pointed = any(
        one.text in CLASSES.near_determiners and after.sort == "num" for one, after in pairwise(change.reading.mentions)
    )
    bound = change.parts[0] if len(change.parts) == 1 else None
    if not pointed or not isinstance(bound, PlaceCount) or bound.op != "==" or bound.code:
        return None
    codes = tuple(part.code for part in conjuncts(change.old.where) if isinstance(part, InRegion))
    if len(codes) != bound.count or not change.reading.has("only"):
        return None
    goes_on = change.old if not (change.asks or change.names_case) else change.new
    return goes_on.with_(where=OnlyRegions(codes))


def widen(change: Change) -> Query | None:
    """Return the last query for those of another name of its kind, too (加上优秀的, 把优秀的也算上, 或者宁波的也行).

    Compared items, ranked places and listed agencies are added to likewise. UNCLEAR if the name is of no kind that was
    asked for; None if the fragment adds no name.
    """
    if change.has("than") and change.asks_truth:
        return None  # 还比安徽多吗
    asks = change.asks_of("too", "included")
    named = next((ask.conditions[0].where for ask in asks), None)
    if named is None and (
        change.has("counted_in")
        or change.reading.has("merged")
        or (_begins_adding(change) and not _is_joint(change) and (_adds_names(change) or change.has("any")))
    ):
        named = change.new.where
    ranked = change.old.ask == "rank" and len(change.old.scope.within) > 1  # 杭州、苏州各几个
    items = change.old.items if change.old.ask == "compare" else ()
    compared = bool(items or ranked) and change.begins("more", "plus") and not change.reading.has("switched")
    if compared and change.parts and change.kinds <= HOLDERS and not change.has("which", "who"):
        if items and not change.kinds <= kinds_of(both(*items)):
            return UNCLEAR  # 再看看宁波的, after 最佳和优秀各有几个
        if items:
            return change.old.with_(items=tuple(dict.fromkeys((*items, *change.parts))))  # 加个安徽, 再加上上海、安徽
        named = change.parts[0]  # 再加上合肥一起比呢
    ranked_with = bool(change.old.items) and change.new.ask in ("rank", "compare")  # 把浙江也放进来，排名如何
    asked = change.asks and not (compared or ranked_with) and change.new.ask not in ("count", "units")
    if named in (None, EVERYTHING) or change.has("which", "who") or asked:
        return None
    return _besides(change, named)


def unnarrowed(change: Change) -> Query | None:
    """Return the last query without the condition that narrowed it (两档都要, 全部都要, after 只看最佳), or None."""
    said = set(change.events) - {"all", "everything", "particle", "ne"}
    whole = change.events[:2] == ["everything", "de"] and said == {"de"}
    if whole and change.lists_units and change.old.scope.within:
        scope = replace(change.old.scope, within=())
        return change.old.with_(where=without_scope(change.old), scope=scope)  # 只要浙江的 → 全部的呢
    if change.has("everything") and change.old.ask == "cases" and change.before:
        said -= _SHOWING  # 还是看全部的
    if change.has("all", "everything") and not said and not change.reading.has("take"):
        return change.old.with_(where=both(*change.before), every=None) if change.before else None
    index, rest = change.index, [part for part in conjuncts(change.old.where) if kinds_of(part) != {"tier"}]
    both_of_them = said == {"condition"} and change.kinds == {"tier"} and change.has("all") and len(rest) > 0
    held = both_of_them and index.evaluate(both(*rest)) == index.evaluate(both(*rest, change.new.where))
    return change.old.with_(where=both(*rest), every=None) if held and "tier" in kinds_of(change.old.where) else None


def _besides(change: Change, named: Filter) -> Query | None:
    """Return the last query for those of the name `named`, too.

    If the last query asks for nothing of its kind, UNCLEAR where the fragment says 也 or 算上, else None.
    """
    said_too = change.has("counted_in", "too", "included")
    if change.lists_units and said_too and change.old.scope.within and kinds_of(named) <= HOLDERS:
        return more_units(change, conjuncts(named))  # 浙江和安徽的也要, after those of 江苏
    if change.old.items and not kinds_of(named) <= kinds_of(both(*change.old.items)):
        return UNCLEAR  # 也要江苏, after 最佳和优秀各有几个
    if change.old.items:
        return change.old.with_(items=tuple(dict.fromkeys((*change.old.items, *conjuncts(named)))))  # 把安徽也加进来
    within = change.old.scope.within
    if change.old.ask == "rank" and len(within) > 1 and isinstance(named, InRegion):  # 杭州、苏州各几个 → 加上金华
        return change.old.with_(scope=replace(change.old.scope, within=(*within, named.code)))
    alike = [part for part in conjuncts(change.old.where) if part != And() and kinds_of(part) == kinds_of(named)]
    narrow = change.old.every is not None or any(isinstance(part, Not | OnlyRegions) for part in alike)
    if kinds_of(named) == {"number"} and not alike:
        return None  # 第二个的也要, after the units of the first
    if narrow or not alike:
        return UNCLEAR if said_too else None  # 也要江苏, after 没有安徽的
    rest = (part for part in conjuncts(change.old.where) if part not in alike)
    if len(alike) > 1 and kinds_of(named) == {"place"}:
        return change.old.with_(where=both(*rest, *alike, named))  # 把安徽也加上, after those that two share
    if isinstance(named, About) and all(isinstance(part, InTitle) for part in alike):
        named = InTitle("".join(named.words))  # 再并上包含“体系”的
    where = both(*rest, either(both(*alike), named))
    return change.new.with_(where=where) if change.asks_count else change.old.with_(where=where)


def _begins_adding(change: Change) -> bool:
    """Return whether the fragment's first word adds (加上, 算上, 连; not 包括, which says what cases have)."""
    return change.begins("plus") or (change.begins("include") and not change.begins("have"))


def _is_joint(change: Change) -> bool:
    """Return whether the fragment means cases that a place shares with the last one (加上嘉兴一起的)."""
    return change.kinds == {"place"} and change.reading.has("all") and change.ends_attributive


def _adds_names(change: Change) -> bool:
    """Return whether the fragment adds those of another name (加上优秀的; 加上金华的, after those of 宁波)."""
    if change.kinds == {"tier"}:
        return True
    listed = [part for part in conjuncts(change.old.where) if isinstance(part, InRegion)]
    also = change.reading.has("also") or len(listed) > 1  # 再加上苏州也参与的 narrows, as it does 上海浙江都参与的
    bare = all(one.is_attributive and not (one.has_verb and also) for one in change.conditions)
    titled = change.kinds == {"topic"} and change.reading.has("plus")  # 再并上标题含计量的
    return (change.kinds == {"place"} or titled) and bare and not change.has("which", "neg", "that", "ne")


def more_units(change: Change, parts: Sequence[Filter]) -> Query | None:
    """Return the query for the agencies shown and those of more places (再加上江苏, after those of 安徽), or None.

    UNCLEAR where no place says whose agencies were shown.
    """
    codes = tuple(part.code for part in parts if isinstance(part, InRegion))
    scope, old = change.old.scope, change.old
    said = change.begins("again", "plus", "more") or change.has("counted_in", "too", "included")
    if len(codes) != len(parts) or not said:
        return None
    if not scope.within:
        return UNCLEAR
    held = without_scope(old)
    apart = held != old.where  # 安徽有哪些单位: the place only says whose they are
    places = either(*map(InRegion, (*scope.within, *codes)))
    return old.with_(
        where=both(held, places) if apart else old.where,
        scope=replace(scope, within=tuple(dict.fromkeys((*scope.within, *codes)))),
    )
