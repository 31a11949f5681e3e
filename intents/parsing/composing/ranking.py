"""Queries that rank cases, units, places or notices."""

from __future__ import annotations

from dataclasses import replace

from intents.index.case_index import LEVELS, CaseIndex
from intents.model.query import (
    About,
    Filter,
    InRegion,
    IsCase,
    PlaceCount,
    Query,
    UnitScope,
    at_position,
    both,
    conjuncts,
    leaves,
)
from intents.parsing.composing.agencies import unit_scope
from intents.parsing.composing.comparing import compares_notices, without_named
from intents.parsing.composing.question import Question
from intents.parsing.constituents import Ask, Condition, Names
from intents.parsing.semantics.effects import NOUNS


def notices_ranked(question: Question, where: Filter) -> Query | None:
    """Return the query that ranks the notices by the number of their cases or units: 哪份通知入选的数量最多.

    Return None if the question does not ask for such a notice.
    """
    if not question.has("which_notice") or not compares_notices(question):
        return None
    nouns = [noun for event in question.events for noun in question.named_by(event)]
    rank = question.find("most", "least")
    units = "unit" in nouns or (rank is not None and rank.by == "unit")
    least = question.has("least", "less_of", "compare_less", "than_less")
    scope = unit_scope(question) if units else UnitScope()
    return Query("rank", where, scope, subject="notices", by="units" if units else "cases", least=least)


def position_asked(question: Question, _: Filter) -> Query | None:
    """Return the query for the position of one place among those of its level: 安徽在优秀案例里排第几.

    Return None if no position is asked for, or not that of a single known place.
    """
    if not question.has("ranked_where"):
        return None
    placed = [one for one in question.conditions if one.kinds == {"place"}]
    leaf = placed[0].where if len(placed) == 1 else None
    if not isinstance(leaf, InRegion) or leaf.code not in question.index.regions:
        return None
    by = "units" if any(event.ask and event.ask.noun == "unit" for event in question.events) else "cases"
    level = question.index.regions[leaf.code].level
    return Query("rank", without_named(question, placed), subject=level, by=by, items=(leaf,))


def leads(question: Question, _: Filter) -> Query | None:
    """Return the query for whether one place is at the top of the ranking of its level: 参与最多的是浙江，对吗.

    If no single place is named, the query is that of `_case_leads`. Return None if the question asks something else.
    """
    rank = question.find("most", "least")
    if rank is None or not question.has("yes_no") or question.has("which", "who", "each_noun", "howmany"):
        return None
    placed = [one for one in question.conditions if isinstance(one.where, InRegion)]
    leaf = placed[0].where if len(placed) == 1 else None
    region = question.index.regions.get(leaf.code) if isinstance(leaf, InRegion) else None
    if region is None:
        return _case_leads(question, rank)
    if rank.noun not in ("", "place_noun", region.level):
        return None
    provinces = {InRegion(place.code) for place in question.index.places("province")}
    listed = [one for one in question.conditions if any(set(names.filters) == provinces for names, _ in one.names)]
    by = "units" if rank.by == "unit" else "cases"
    where = without_named(question, [*placed, *listed])
    return Query("yes_no", where, subject=region.level, by=by, least=rank.kind == "least", items=(leaf,))  # type: ignore[arg-type]


def placed(question: Question, _: Filter) -> Query | None:
    """Return the query for whether one place is at a position of the ranking of its level: 浙江排第二吗.

    Return None if the question asks something else.
    """
    asked = question.find("placed")
    if asked is None or asked.quantity is None:
        return None
    named = next((one for one in question.conditions if one in asked.conditions), None)
    leaf = named.where if named is not None else None
    if named is None or not isinstance(leaf, InRegion) or leaf.code not in question.index.regions:
        return None
    return Query(
        "yes_no",
        without_named(question, [named]),
        at_position(asked.quantity.bounds[0].number),
        subject=question.index.regions[leaf.code].level,
        by="units" if asked.by == "unit" else "cases",
        least=asked.noun == "least",
        items=(leaf,),
    )


def _case_leads(question: Question, rank: Ask) -> Query | None:
    """Return the query for whether one case is at the top of the ranking by units: 参与单位最多的是不是G60那个.

    Return None if the question names no single case or ranks something else.
    """
    named = [one for one in question.conditions if one.kinds == {"topic"}]
    if len(named) != 1 or rank.by != "unit" or rank.noun not in ("", "case"):
        return None
    item = named[0].where
    if not isinstance(item, About | IsCase) or question.index.evaluate(item).bit_count() != 1:
        return None
    where = without_named(question, named)
    return Query("yes_no", where, subject="cases", by="units", least=rank.kind == "least", items=(item,))


def ranked(question: Question, where: Filter) -> Query | None:
    """Return the query for a ranking, with what is ranked and by what: 哪个省参与最多, 参与单位最多的案例.

    Return None if no ranking is asked for.
    """
    ranks = [event.ask for event in question.events if event.ask is not None and event.kind in ("most", "least")]
    named = (ask for ask in ranks if ask.noun or ask.by)  # 排个序吧，哪个案例单位最多: the first names nothing
    rank = next(named, None) or next(iter(ranks), None) or _compared_level(question)
    if rank is None:
        return None
    least = rank.kind == "least" or any(ask.kind == "least" for ask in ranks[:1])
    if (partners := question.find("partners")) is not None:
        return _ranked_partners(question, partners, least=least)
    picked = [one for one in question.conditions if one.kinds == {"number"}]
    where = question.where(picked)  # 排名前三的案例: the whole ranking, most first
    subject, by = _rank_subject(question, rank)
    if subject == "case":
        measure = by if by and by != "case" else next((n for n in question.nouns() if n != "case"), "unit")
        some = measure == "unit" and any(names.is_units for one in rank.conditions for names, _ in one.names)
        scope = unit_scope(question) if some else UnitScope()  # 浙江的单位最多的案例: only these are counted
        return Query("rank", where, scope, subject="cases", by=NOUNS.get(measure, "units"), least=least)
    kind = "bureaus" if subject == "bureau" else NOUNS.get(subject, "units")
    counted = question.find("howmany")
    by = by or (counted.noun if counted is not None else "")
    by = by or next((noun for noun in question.nouns() if noun != subject), "")
    measure = "units" if by == "unit" and kind not in ("units", "bureaus") else "cases"
    scope = unit_scope(question) if kind in ("units", "bureaus", "city", "county") else UnitScope()
    if kind in ("city", "county") and not scope.within:
        scope = replace(scope, within=_above(question, rank, kind))  # 江苏参与案例最多的城市
    if kind in LEVELS:
        kind, where, scope = _ranked_places(question, kind, where, scope)
        if measure == "units":
            scope = replace(scope, level=unit_scope(question).level)  # 各省有几家县级局
    if left_out := _left_out(question):
        where = both(*(part for part in conjuncts(where) if part not in left_out))
        codes = (leaf.code for part in left_out for leaf, _ in leaves(part) if isinstance(leaf, InRegion))
        scope = replace(scope, outside=tuple(codes))
    return measured(Query("rank", where, scope, subject=kind, by=measure, least=least), question.index)


def _above(question: Question, rank: Ask, level: str) -> tuple[str, ...]:
    """Return the code of the one place of a higher level that the words of a ranking name; empty if there is none."""
    leaves = [one.where for one in rank.conditions if isinstance(one.where, InRegion)]
    region = question.index.regions.get(leaves[0].code) if len(leaves) == len(rank.conditions) == 1 else None
    higher = LEVELS[: LEVELS.index(level)]
    return (region.code,) if region is not None and region.level in higher else ()


def _compared_level(question: Question) -> Ask | None:
    """Return the ask for the place of a level with the most, where no two are compared by name: 哪个省的案例更多.

    Return None if places are named, or no comparison of a level is asked for.
    """
    more = question.find("compare", "compare_less")
    which = question.find("which")
    level = (more.by or (which.noun if which is not None else "")) if more is not None else ""
    if more is None or level not in (*LEVELS, "place_noun") or any("place" in one.kinds for one in question.conditions):
        return None
    return Ask("least" if more.kind == "compare_less" else "most", level, more.noun)


def measured(query: Query, index: CaseIndex) -> Query:
    """Return the query; if it ranks places in a single case, by units: by cases, each has one or none."""
    one_case = query.by == "cases" and query.subject in LEVELS and index.evaluate(query.where).bit_count() == 1
    return query.with_(by="units") if one_case else query


def _ranked_partners(question: Question, partners: Ask, *, least: bool) -> Query | None:
    """Return the query that ranks the other places by the cases that they share with one: 上海和哪个城市合作最多.

    Return None if that is no single known place.
    """
    leaves = partners.conditions[0].names[0][0].filters
    place = leaves[0] if len(leaves) == 1 else None
    region = question.index.regions.get(place.code) if isinstance(place, InRegion) else None
    if place is None or region is None:
        return None
    level = NOUNS.get(partners.noun, region.level)
    return Query("rank", place, UnitScope(outside=(region.code,)), subject=level, least=least)


def _ranked_places(question: Question, level: str, where: Filter, scope: UnitScope) -> tuple[str, Filter, UnitScope]:
    """Return the level, filter and scope of a ranking of places: those that are listed, or those of one place."""
    listed = [
        (condition, names)
        for condition in question.conditions
        for names, mode in condition.names
        if names.kind == "place" and mode == "plain" and not _says_which_cases(question, condition, names)
    ]
    partners = [names.filters[0] for _, names in listed if names.is_partner]
    if partners:  # 和上海合作最多的省
        outside = tuple(leaf.code for leaf in partners if isinstance(leaf, InRegion))
        return level, where, replace(scope, within=(), outside=outside)
    alone = len(listed) == 1 and not question.has("take", "case")
    first = listed[0][1].filters[0] if alone else None
    lower = isinstance(first, InRegion) and question.index.regions[first.code].level != "province"
    alone = alone and not (lower and level == "province" and len(listed[0][1].filters) == 1)  # 杭州有几个案例，我排一下
    several = [entry for entry in listed if len(entry[1].filters) > 1 or alone or len(listed) > 1]
    codes = [leaf.code for _, names in several for leaf in names.filters if isinstance(leaf, InRegion)]
    levels = {question.index.regions[code].level for code in codes if code in question.index.regions}
    if len(codes) > 1 and len(levels) == 1 and "province" not in levels and not question.has("city", "county"):
        level = levels.pop()
    known = [question.index.regions[code] for code in codes if code in question.index.regions]
    if len(known) > 1 and "city" in levels and all(place.counts_as("city") for place in known):
        level = "city"  # 南京、杭州、上海三座城市里
    if several and not (level != "province" and len(codes) == 1):
        where = without_named(question, [condition for condition, _ in several])
        some = alone and level == "province"  # 江苏、浙江、安徽三省按单位数排: those; all four need not be said
        within = tuple(codes) if some and 1 < len(codes) < len(question.index.places("province")) else ()
        scope = UnitScope(within=within) if some else unit_scope(question)
    if level == "province":
        whole = PlaceCount("province", "==", len(question.index.places("province")))
        where = both(*(part for part in conjuncts(where) if part != whole))
    return level, where, scope


def _left_out(question: Question) -> list[Filter]:
    """Return the conditions that leave places out of a ranking: 除了上海，哪个城市最多; 不算浙江，哪个省最多."""
    named = (one for one in question.conditions if not (one.is_attributive or one.is_of_cases) and len(one.names) == 1)
    pairs = ((one.where, *one.names[0]) for one in named)
    left_out = (where for where, names, mode in pairs if names.kind == "place" and mode in ("except", "not"))
    return [part for where in left_out for part in conjuncts(where)]


def _says_which_cases(question: Question, condition: Condition, names: Names) -> bool:
    """Return whether a list only says in which cases is counted: 四地都参与的案例里，哪个省的单位最多."""
    clause = condition.has_verb and condition.is_attributive and len(names.filters) > 1
    return clause and names.is_marked and "case" in question.nouns()


def _rank_subject(question: Question, rank: Ask) -> tuple[str, str]:
    """Return what is ranked, and by what; the noun at the question word goes before any other (SEMANTICS 9)."""
    by, subject = rank.by, rank.noun
    which = question.find("which")
    named = which.noun if which else ""
    nouns = question.nouns()
    lower = next((noun for noun in nouns if noun in ("city", "county")), "")
    if (asked := _asked_of_ranking(question, subject, by, which)) is not None:
        return asked
    each = question.find("each_noun")
    if named == "unit" and by and _chooses_place(question):
        return "place_noun", by  # 哪家参与的案例最多，上海还是江苏
    if named:
        return named, by
    if each is not None and each.noun:
        return each.noun, by
    each_of_them = question.has("each")  # 三省一市在最佳案例中各占几个，排名
    of_cases = "case" in nouns and not each_of_them
    apart = [c for c in question.conditions if not (c.has_verb and of_cases)]  # 四地都参与的案例里单位最多的
    lists = (n for c in apart for n, mode in c.names if mode == "plain" and len(n.filters) > 1 and n.kind == "place")
    listed = next(lists, None)
    if listed is not None and (by or each_of_them or listed.join == "each"):  # 四地各参与了几个，排个名
        return "place_noun", by
    if by and which is not None:
        return ("unit" if by == "case" and _is_of_units_inside(question) else "case"), by
    if question.has("who"):
        if question.has("inside") and "unit" in question.nouns(0, question.position("who")):
            return "unit", by  # 浙江的单位里谁参与的案例最多
        at = question.position("who")
        doers = [event.kind for event in question.events[at : at + 3]] == ["who", "take", "de"]  # 单位最多的是谁做的
        ranks_cases = by == "unit" and (doers or "case" in question.nouns(0, question.position("most", "least")))
        return "case" if ranks_cases else lower or "province", by  # 案例按单位数排，前三是谁
    tiers = ["case"] if by != "case" and question.has_tier_noun else []
    nouns = [noun for noun in nouns if noun in ("case", "unit", "bureau", *NOUNS)]
    others = [noun for noun in nouns if noun != by]
    if others:
        return others[-1], by
    counted = question.find("howmany")
    if (tiers and by) or (each_of_them and counted is not None and counted.noun == "unit"):
        return "case", by  # 列出各自单位数，从多到少
    if by == "unit":
        return "case", by  # 按单位数排一下
    return by or (nouns[0] if nouns else "province"), by


def _chooses_place(question: Question) -> bool:
    """Return whether 哪家 asks for one of several places that are named as alternatives."""
    which = question.find("which")
    asked = which is not None and which.mention is not None and which.mention.has("which_unit")
    names = (names for one in question.conditions for names, mode in one.names if mode == "plain" and not one.has_verb)
    listed = any(part.kind == "place" and len(part.filters) > 1 and part.join == "any" for part in names)
    return asked and listed and "unit" not in [event.noun for event in question.events]


def _is_of_units_inside(question: Question) -> bool:
    """Return whether the question word asks which of some units: 安徽的单位里哪个参加的案例最多."""
    return question.has("inside") and "unit" in question.nouns(0, question.position("which"))


def _asked_of_ranking(question: Question, subject: str, by: str, which: Ask | None) -> tuple[str, str] | None:
    """Return what is ranked, and by what, where the noun of the ranking or of the question word says so, else None."""
    named = which.noun if which is not None else ""
    nouns = question.nouns()
    of_cases = named == "case" or (which is not None and not named and (question.has_tier_noun or "case" in nouns))
    first = question.position("which") < question.position("most", "least")  # not 最佳案例里参与最多的单位是哪个
    of_cases = of_cases and (first or named == "case")
    if subject == "unit" and of_cases:
        return "case", "unit"  # 哪个案例拥有最多的参与单位
    before = question.nouns(0, question.position("which"))
    domain = before[-1] if which is not None and not named and before and before[-1] in NOUNS else ""
    if domain and (subject or by):
        return domain, subject or by  # 在所有的省里面，哪一个参与了最多的案例
    if subject == "case" and (named == "unit" or named in NOUNS) and not by:
        return named, "case"  # 哪个省份参与了最少的案例
    return (subject, by) if subject else None
