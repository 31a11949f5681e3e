"""Intent `yes_no`: yes or no, with the evidence."""

from __future__ import annotations

from dataclasses import replace

from data.model import Case
from intents.answers import cases, compare, count, rank, units
from intents.answers.remarks import case_remarks
from intents.index.case_index import CaseIndex
from intents.index.selection import noun_of, order_cases, select_agencies
from intents.model.answer import Answer, RankedItem
from intents.model.query import (
    EVERYTHING,
    OPERATORS,
    About,
    ByAgency,
    Filter,
    InNotice,
    InRegion,
    InTier,
    IsCase,
    Level,
    Not,
    Numbered,
    OnlyAgencies,
    OnlyRegions,
    PlaceCount,
    Query,
    UnitCount,
    both,
    conjuncts,
    leaves,
    negated,
)
from intents.phrasing.description import Describer
from intents.phrasing.words import LEVEL_NAMES

_TOLD = 2
"""The most agencies that are told as an exception."""


def answer(query: Query, index: CaseIndex, describer: Describer) -> Answer:
    """Return yes or no: whether a case matches, all cases of a set match, or a number or comparison is right."""
    mask = index.evaluate(query.where)
    if query.by == "number" and query.scope.op is not None:
        return _compare_number(query, mask, index, describer)
    if query.finds_units:
        found = units.answer(query.with_(ask="units"), index, describer)
        heading = f"有，{len(found.agencies)} 个单位：" if found.agencies else found.heading
        return replace(found, kind="yes_no", heading=heading, cases=(), yes=bool(found.agencies))
    if len(query.items) == 1:
        return _answer_leading(query, index, describer)
    if query.items:
        return _answer_comparison(query, index, describer)
    if query.every is not None:
        return _answer_for_all(query, query.every, mask, index, describer)
    matching = order_cases(query.where, mask, index)
    evidence, _ = select_agencies(mask, query.scope, index)
    case, asked = _find_subject(query.where, index)
    if case is not None:
        heading = _heading_of_one(case, asked, index, describer, yes=bool(matching))
    else:
        counted = noun_of(mask, index).counted(len(matching))
        heading = f"有，{counted}：" if matching else _heading_of_none(query.where, index, describer)
    return Answer(
        "yes_no",
        heading,
        cases=matching,
        agencies=evidence,
        yes=bool(matching),
        remarks=case_remarks(query.where, matching, index),
    )


def _answer_comparison(query: Query, index: CaseIndex, describer: Describer) -> Answer:
    lines = [RankedItem(describer.name(item), compare.count_of_item(item, query, index)) for item in query.items]
    first, second = (line.value for line in lines[:2])
    alike = query.is_equal
    yes = len({line.value for line in lines}) == 1 if alike else first < second if query.least else first > second
    lines = sorted(lines, key=lambda line: -line.value) if alike else lines
    difference = compare.describe_difference(lines, query, index)
    return Answer("yes_no", f"{'是的' if yes else '不是'}，{difference}。", yes=yes)


def _answer_leading(query: Query, index: CaseIndex, describer: Describer) -> Answer:
    """Return whether a place or a case is at the top of a ranking, alone or tied, or a place at its position."""
    at = query.position
    lines = rank.answer(query.with_(ask="rank", scope=replace(query.scope, op=None, count=0)), index, describer)
    if query.subject == "cases":
        return _answer_case_leading(query, lines, index)
    values = [line.value for line in lines.ranking]
    there = [line for line in lines.ranking if values.index(line.value) == at - 1]
    yes = describer.name(query.items[0]) in (line.name for line in there)
    counted = "单位" if query.by == "units" else noun_of(index.evaluate(query.where), index).noun
    most = "最少" if query.least else "最多"
    which = most if at == 1 else f"{'从少到多' if query.least else ''}排第 {at} "
    named = f"{which}的是{'、'.join(line.name for line in there)}，{there[0].value} 个{counted}。" if there else ""
    leader = "" if yes else named
    return Answer("yes_no", f"{'是的' if yes else '不是'}，{lines.heading.rstrip('：')}。{leader}", yes=yes)


def _answer_case_leading(query: Query, lines: Answer, index: CaseIndex) -> Answer:
    """Return whether the case asked about has the most agencies, or the fewest."""
    cases = index.select(index.evaluate(query.items[0]))
    own = next((line for line in lines.ranking if cases and line.name == cases[0].title), None)
    first = lines.ranking[0].value if lines.ranking else 0
    if own is not None and own.value == first:
        return Answer("yes_no", f"是的，{lines.heading.rstrip('：')}。", cases=cases, yes=True)
    top = "、".join(f"《{line.name}》" for line in lines.ranking if line.value == first)
    told = f"《{own.name}》有 {own.value} 个单位，" if own is not None else ""
    heading = f"不是，{told}{'最少' if query.least else '最多'}的是{top}，{first} 个单位。"
    return Answer("yes_no", heading, cases=cases, yes=False)


def _answer_for_all(query: Query, every: Filter, mask: int, index: CaseIndex, describer: Describer) -> Answer:
    domain = index.evaluate(every)
    if not domain:  # of none, anything would be true
        return Answer("yes_no", cases.explain_absence(every, index, describer), yes=False)
    exceptions = domain & ~mask
    matching = order_cases(query.where, exceptions or domain, index)  # exceptions are the evidence for a no
    asked = both(*(part for part in conjuncts(query.where) if part not in conjuncts(every)))
    noun = noun_of(domain, index)
    if domain.bit_count() == 1 and asked != EVERYTHING:
        heading = _heading_of_one(matching[0], asked, index, describer, yes=not exceptions)
    elif exceptions:
        heading = f"不是，{noun.counted(domain.bit_count())}里有 {len(matching)} 个例外："
    else:
        heading = f"是的，{noun.counted(len(matching))}都{describer.clause(asked)}："
    return Answer("yes_no", heading, cases=matching, yes=not exceptions)


# A question about one case.


def _find_subject(where: Filter, index: CaseIndex) -> tuple[Case | None, Filter]:
    """Return the only case that the conditions name, None if there is none, and the remaining conditions."""
    parts = conjuncts(where)
    names = [part for part in parts if isinstance(part, IsCase | Numbered | About | InNotice)]
    if not any(isinstance(part, IsCase | Numbered | About) for part in names):
        return None, where
    tiers = [part for part in parts if isinstance(part, InTier)]
    # A tier may belong to the name (优秀的第三个) or be the question (是优秀的吗).
    for naming in ([*names, *tiers], names):
        mask = index.evaluate(both(*naming))
        asked = both(*(part for part in parts if part not in naming))
        if mask.bit_count() == 1 and asked != EVERYTHING:
            return index.select(mask)[0], asked
    return None, where


def _heading_of_one(case: Case, asked: Filter, index: CaseIndex, describer: Describer, *, yes: bool) -> str:
    """Return the heading about a single case: 不是，是优秀实践案例第 4 个; 没有，这个案例只有上海、浙江."""
    parts = conjuncts(asked)
    noun, measure = noun_of(_case_mask(case, index), index)
    this = f"这{measure}{noun}"
    if all(isinstance(part, InTier) or (isinstance(part, Not) and isinstance(part.part, InTier)) for part in parts):
        return f"{'是的' if yes else '不是'}，是{case.tier or ''}第 {case.number} {measure}。"
    if len(parts) == 1 and isinstance(parts[0], Not):
        return f"{'是的' if yes else '不是'}，{this}{describer.clause(parts[0] if yes else parts[0].part)}。"
    if yes and all(isinstance(part, InRegion | ByAgency) for part in parts):
        names = "、".join(map(describer.name, parts))
        return f"是的，{names}{'都' if len(parts) > 1 else ''}参与了{this}："
    if yes:
        counts = all(isinstance(part, PlaceCount | UnitCount) for part in parts)
        return f"是的，{this}{_describe_actual(case, asked, index, describer) if counts else describer.clause(asked)}。"
    return f"{_denial_word(asked)}，{this}{_describe_actual(case, asked, index, describer)}。"


def _heading_of_none(where: Filter, index: CaseIndex, describer: Describer) -> str:
    """Return a heading that says why no case matches: 没有这样的案例：杭州和绍兴参与的案例有 1 个，它有上海、江苏."""
    parts = conjuncts(where)
    limits = [part for part in parts if isinstance(part, OnlyRegions | UnitCount | PlaceCount)]
    rest = [part for part in parts if part not in limits]
    places = [InRegion(code) for part in limits if isinstance(part, OnlyRegions) for code in part.codes]
    for domain in (both(*rest), both(*rest, *places)) if limits else ():
        mask = index.evaluate(domain)
        if mask.bit_count() == 1:
            noun, measure = noun_of(mask, index)
            told = _describe_actual(index.select(mask)[0], both(*limits), index, describer)
            return f"没有这样的{noun}：{describer.case_phrase(domain)}有 1 {measure}，它{told}。"
    return cases.explain_absence(where, index, describer)


def _denial_word(asked: Filter) -> str:
    """Return 没有 if the question asks what the case has, 不是 if it asks what the case is."""
    had = all(isinstance(leaf, InRegion | ByAgency) for leaf, _ in leaves(asked))
    return "没有" if had else "不是"


def _describe_actual(case: Case, asked: Filter, index: CaseIndex, describer: Describer) -> str:
    """Return a clause with what the case has instead of what was asked."""
    asked_leaves = [leaf for leaf, _ in leaves(asked)]
    bureaus = [leaf for leaf in asked_leaves if isinstance(leaf, OnlyAgencies)]
    if bureaus and len(asked_leaves) == 1:
        mine = {unit for part in bureaus[0].parts for unit in index.agency_index.agencies(part)}
        others = [unit.name for unit in case.agencies if unit not in mine]
        also = "还" if mine & {*case.agencies} else ""
        return f"{also}有{'、'.join(others[:_TOLD])}{'等单位' if len(others) > _TOLD else ''}"
    units = [leaf for leaf in asked_leaves if isinstance(leaf, UnitCount)]
    if units:
        place = index.regions.get(units[0].code)
        there = [unit for unit in case.agencies if place is None or unit.is_within(place)]
        return f"有 {len(there)} 个{place.short if place is not None else ''}单位"
    if any(isinstance(leaf, ByAgency) for leaf in asked_leaves):
        missing = [
            leaf
            for leaf in asked_leaves
            if isinstance(leaf, ByAgency) and not index.evaluate(leaf) & _case_mask(case, index)
        ]
        return f"没有{'、'.join(map(describer.name, missing or asked_leaves))}"
    level = next((leaf.level for leaf in asked_leaves if isinstance(leaf, PlaceCount)), None)
    codes = [code for leaf in asked_leaves for code in _place_codes(leaf)]
    level = level or next((index.regions[code].level for code in codes if code in index.regions), None)
    names = _place_names(case, level)
    if names and any(isinstance(leaf, PlaceCount) for leaf in asked_leaves):
        return f"有 {len(names)} 个{LEVEL_NAMES[level or 'province']}：{'、'.join(names)}"
    if codes:
        # places of one level are all there are only if no unit is outside them
        whole = all(any(place.counts_as(level) for place in unit.regions) for unit in case.agencies if level)
        if not whole:
            return f"由{'、'.join(_place_names(case, 'province'))}参与"
        only = "" if any(isinstance(leaf, OnlyRegions) for leaf in asked_leaves) else "只"
        return f"{only}有{'、'.join(names)}"
    return describer.clause(negated(asked))


def _place_codes(leaf: Filter) -> tuple[str, ...]:
    if isinstance(leaf, InRegion):
        return (leaf.code,)
    return leaf.codes if isinstance(leaf, OnlyRegions) else ()


def _case_mask(case: Case, index: CaseIndex) -> int:
    return index.evaluate(IsCase(case.id))


def _place_names(case: Case, level: Level | None) -> list[str]:
    """Return the short names of the case's places of a level; none if `level` is None."""
    places = (place for unit in case.agencies for place in unit.regions)
    return list(dict.fromkeys(place.short for place in places if level and place.counts_as(level)))


def _compare_number(query: Query, mask: int, index: CaseIndex, describer: Describer) -> Answer:
    """Return whether the number of matching cases, agencies or places is as claimed: 安徽参与的案例超过二十个吗."""
    if query.subject != "cases":
        return _compare_units(query, index, describer)
    matching = order_cases(query.where, mask, index)
    yes = query.scope.op is not None and OPERATORS[query.scope.op](len(matching), query.scope.count)
    counted = f"{len(matching)} {noun_of(mask, index).measure}"
    heading = f"{'是的' if yes else '不是'}，{describer.case_phrase(query.where)}有 {counted}："
    return Answer("yes_no", heading, cases=matching, yes=yes)


def _compare_units(query: Query, index: CaseIndex, describer: Describer) -> Answer:
    """Return whether the number of agencies or places is as claimed: 江苏的单位是否超过二十家."""
    scope = replace(query.scope, op=None, count=0)
    found = count.answer(query.with_(ask="count", by="cases", scope=scope), index, describer)
    yes = query.scope.op is not None and OPERATORS[query.scope.op](int(found.value or 0), query.scope.count)
    heading = f"{'是的' if yes else '不是'}，{found.heading.rstrip('：。')}。"
    return Answer("yes_no", heading, agencies=found.agencies, yes=yes, notes=found.notes)
