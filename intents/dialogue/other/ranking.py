"""Rules for another ranking or comparison than the last one, and for what is asked of it (SEMANTICS 11)."""

from __future__ import annotations

from dataclasses import replace

from intents.dialogue.change import UNCLEAR, Change
from intents.index.case_index import LEVELS
from intents.model.query import EVERYTHING, InRegion, IsCase, Query, UnitScope, both, conjuncts, either, leaves
from intents.parsing.constituents import Event
from intents.parsing.semantics.effects import NOUNS


def other_measure(change: Change) -> Query | None:
    """Return the last comparison or ranking, by agencies or by cases as the fragment says, or None.

    For example 单位呢, 哪个的单位最多, after 江苏和安徽哪个多.
    """
    if ranks_those_shown(change):
        return change.old.with_(by="units", least=change.new.least)
    new, asked = change.new, change.find("most", "least")
    listed = change.old.ask == "cases" and change.has("those") and asked is not None and not asked.noun
    if listed and (new.ask, new.by, new.where) == ("rank", "units", EVERYTHING):
        return Query("rank", change.old.where, subject="cases", by="units", least=new.least)  # 按单位数给它们排名
    nouns = {event.noun for event in change.reading.events if event.noun}
    compared = change.old.ask == "compare" and change.old.items and change.has("ne")
    if not compared or len(nouns) != 1 or not nouns <= {"unit", "case"}:
        return None
    return change.old.with_(by="units" if nouns == {"unit"} else "cases")


def ranks_those_shown(change: Change) -> bool:
    """Return whether the fragment asks which of the places ranked or compared has most agencies (哪个的单位最多)."""
    new, old = change.new, change.old
    of_them = (new.ask, new.subject) == ("rank", "cases") and not change.reading.has("case")
    asks = [(event.kind, event.ask) for event in change.reading.events if event.ask is not None]
    of_them = of_them and any(ask.by == "unit" or (kind, ask.noun) == ("howmany", "unit") for kind, ask in asks)
    places = old.ask == "compare" or (old.ask == "rank" and old.subject in LEVELS)
    return of_them and places and not change.parts


def other_subject(change: Change) -> Query | None:
    """Return the last ranking of places for another level or from the other end (最少的是哪家), or None.

    For example 换成省份排.
    """
    if change.has("most") and change.has("least") and change.reading.has("that", "instead", "dismissed"):
        return change.old.with_(least=not change.old.least)  # 把最多换成最少; 不看最多，看最少的
    asks = change.asks_of("most", "least")
    levels = [NOUNS[noun] for ask in asks if (noun := ask.by or ask.noun) in NOUNS]
    if change.new.ask == "rank" and change.old.subject in LEVELS and levels and levels[0] != change.old.subject:
        return change.new.with_(where=change.old.where)  # 哪个省最多呢, after cities
    which_place = change.reading.has("which_unit") and not change.reading.has("unit") and not change.parts
    if which_place and change.has("most", "least") and change.old.subject in LEVELS:
        return change.old.with_(least=change.new.least)
    nouns = [NOUNS[event.noun] for event in change.reading.events if event.noun in NOUNS]
    plain = change.old.ask == "rank" and change.old.subject in LEVELS and change.has("that")
    if not plain or len(nouns) != 1 or nouns[0] == change.old.subject:
        return None
    scope = replace(change.old.scope, outside=())
    return change.old.with_(subject=nouns[0], scope=scope, items=())


def position_of_place(change: Change) -> Query | None:
    """Return the ranking that says the position of the last query's place at its level, or None.

    For example 排第几, after the cases of 杭州. UNCLEAR after several cases without one such place.
    """
    old, index = change.old, change.index
    if change.events not in (["ranked_where"], ["ranked_where", "ne"]) or old.ask not in ("cases", "count", "units"):
        return None
    parts = conjuncts(old.where)
    places = [part for part in parts if isinstance(part, InRegion)]
    region = index.regions.get(places[0].code) if len(places) == 1 else None
    if region is None or region.level not in LEVELS or old.subject not in ("cases", "units"):
        return UNCLEAR if index.evaluate(old.where).bit_count() > 1 else None
    by = "units" if change.lists_units else "cases"
    rest = both(*(part for part in parts if part not in places))
    return Query("rank", rest, subject=region.level, by=by, items=(places[0],))


def of_ranked_units(change: Change) -> Query | None:
    """Return UNCLEAR if, after a ranking of agencies, it is not said whose cases are meant (参与了几个), else None."""
    ranked = change.old.ask == "rank" and change.old.subject == "units" and change.has("take")
    return UNCLEAR if ranked and change.new.ask in ("cases", "count") and not change.parts else None


def ranking_before(change: Change) -> Query | None:
    """Return the ranking before the last question again, if that was about the case that led it, or None.

    For example 最少的是哪些.
    """
    before = change.context.earlier[0] if change.context.earlier else None
    if before is None or before.ask != "rank" or change.new.ask != "rank":
        return None
    if names_noun(change) and (change.new.subject, change.new.by) != (before.subject, before.by):
        return None  # 前三名 → 参与单位最少的案例呢 is of all again
    leading = all(isinstance(leaf, IsCase) and positive for leaf, positive in leaves(change.old.where))
    alone = change.index.evaluate(change.old.where).bit_count() == 1 or (leading and change.old.where != EVERYTHING)
    return before.with_(least=change.new.least) if alone and change.old.ask != "rank" else None


def other_ranking(change: Change) -> Query | None:
    """Return another ranking of the same cases, or what is asked of the cases that lead the last one, or None.

    For example 城市呢, 最少的, 各个城市排个榜; 第一名的详情.
    """
    new, old = change.new, change.old
    nouns = [noun for event in change.reading.events if (noun := event.noun or each_noun(event))]
    if nouns and change.has("ne") and not change.has("which", "who", "howmany"):
        if nouns[0] == "case":
            return old.with_(subject="cases", by="units")
        if nouns[0] == "unit" or nouns[0] in NOUNS:
            by = new.by if new.ask == "rank" else old.by  # 各省的参与单位数排名呢
            return old.with_(subject="units" if nouns[0] == "unit" else NOUNS[nouns[0]], by=by)
    if not change.asks or new.ask != "rank":
        return None
    if old.subject == "cases" and (card := _card_of_ranked(change)) is not None:
        return card
    asked = change.find("most", "least")
    which = next((ask.noun for ask in change.asks_of("which")), "")
    if (places := _places_of_first(change)) is not None:
        return places
    first = change.reading.has("top_one", "first_place")
    if old.subject == "cases" and (which == "unit" or (first and (change.names_unit or change.has("who")))):
        counts = change.has("howmany")  # 排第一的那个有几家单位
        return Query("count" if counts else "units", change.leaders(old), subject="units" if counts else "cases")
    if asked is not None and asked.noun in NOUNS and old.subject == "cases":
        return new.with_(where=change.leaders(old))  # 单位最多的是哪个案例 → 哪个省最多
    if which == "case" and (new.subject, new.by) == ("cases", "units") and old.subject != "cases":
        return new.with_(where=old.where)  # 那哪个案例的单位最多呢, after 哪个单位参与最多
    if asked is not None and asked.by in ("unit", "case") and not asked.noun and old.subject != "cases":
        return old.with_(by="units" if asked.by == "unit" else "cases", least=new.least)  # 改成按单位数排
    of_cases = asked is not None and asked.noun == "case" and (new.subject, new.by) == ("cases", "units")
    of_units = (which, new.subject) == ("unit", "units")
    if old.subject in LEVELS and (of_cases or of_units):
        return new.with_(where=old.where)  # 哪个单位最多, 单位最多的案例呢, after 哪个省最多
    return new.with_(where=old.where) if change.has("each_noun") else _of_measure_said(change)


def _card_of_ranked(change: Change) -> Query | None:
    """Return the card of a case of the last ranking (第一名的详情, 给我介绍排名第二的案例), or None."""
    if change.new.ask == "rank" and change.new.least != change.old.least:
        return None  # 那么单位最少的案例是什么, after those that have most
    of_first = change.reading.has("top_one") and change.events == ["most", "de"]  # 第一名的情况
    if not (change.has("card", "summary") or of_first):
        return None
    place = change.reading.place_asked
    if place < 2 or change.reading.has("reverse"):
        return Query("card", change.leaders(change.old)) if place < 2 else UNCLEAR
    values = [value for _, value in change.ranking(change.old)]
    shared = [at for at, value in enumerate(values, 1) if place <= len(values) and value == values[place - 1]]
    found = either(*(change.nth(change.old, at) for at in shared or (place,)))
    return Query("cases" if len(shared) > 1 else "card", found)


def _places_of_first(change: Change) -> Query | None:
    """Return the places of the case that leads the last ranking, or their number, or None.

    For example 第一名都有哪些城市参与, 第一名涉及几个城市.
    """
    named = {kind: ask.noun for kind in ("which", "howmany") for ask in change.asks_of(kind) if ask.noun in NOUNS}
    if change.old.subject != "cases" or not named or not change.reading.has("top_one"):
        return None
    (kind, noun), where = next(iter(named.items())), change.leaders(change.old)
    if kind == "howmany":
        return Query("count", where, subject=NOUNS[noun])
    return Query("units", where, UnitScope(level=NOUNS[noun]))


def _of_measure_said(change: Change) -> Query:
    """Return the last ranking from the end that the fragment says, by what it counts (单位数谁最多)."""
    new, old = change.new, change.old
    by = "units" if new.by == "units" else "cases" if change.reading.has("count_case") else old.by
    return old.with_(least=new.least, by=by if {old.subject, new.subject} <= set(LEVELS) else old.by)


def names_noun(change: Change) -> bool:
    """Return whether the fragment says what is ranked (哪个省最少)."""
    asked = (event.ask.noun for event in change.reading.events if event.ask is not None)
    return change.has("unit", *NOUNS) or any(asked)


def each_noun(event: Event) -> str:
    """Return the noun that an event counts one by one (各个城市), or "" if there is none."""
    return event.ask.noun if event.kind == "each_noun" and event.ask is not None else ""
