"""Write the line of interpretation above an answer: the query as understood, and the result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from intents.model.answer import Answer
from intents.model.query import (
    EVERYTHING,
    About,
    And,
    ByAgency,
    Filter,
    InArea,
    InNotice,
    InRegion,
    InTier,
    InTitle,
    IsCase,
    Not,
    Numbered,
    OnlyAgencies,
    OnlyRegions,
    Or,
    PlaceCount,
    Query,
    UnitCount,
    UnitLevel,
    Unknown,
    both,
    conjuncts,
    either,
    leaves,
)
from intents.phrasing.description import Describer
from intents.phrasing.words import LEVEL_NAMES, OPERATOR_NAMES, UNIT_LEVEL_NAMES, names_rank, operator_name

_UNKNOWN_LABELS = {"place": "地区", "unit": "单位", "topic": "主题", "number": "序号"}
_LABELS_BY_TYPE: tuple[tuple[tuple[type, ...], str], ...] = (
    ((InRegion, InArea, OnlyRegions), "地区"),
    ((ByAgency, OnlyAgencies, UnitLevel), "单位"),
    ((InTitle,), "标题"),
    ((InTier,), "等次"),
    ((About,), "主题"),
    ((InNotice,), "通知"),
    ((IsCase,), "案例"),
    ((Numbered,), "序号"),
    ((PlaceCount,), "地区数"),
    ((UnitCount,), "单位数"),
)
_NOTICE_FIELDS = {
    "issued": "发布日期",
    "issuers": "发布单位",
    "addressed": "主送单位",
    "summary": "通知概要",
    "source": "通知原文",
}


def describe_query(query: Query, describer: Describer) -> str:
    """Return the conditions of a query, without its result: 地区：安徽；等次：最佳实践案例."""
    noun = describer.noun(query.where).noun
    match query.ask:
        case "notice":
            named = [describer.labelled_name(part) for part in conjuncts(query.where) if part != EVERYTHING]
            return "问通知本身" + (f"：{'、'.join(named)}" if named else "")
        case "units":
            return _describe_units(query, describer) or f"全部{noun}"
        case "count" if query.by == "share" and query.subject == "units":
            level = f"{UNIT_LEVEL_NAMES[query.scope.level]}单位" if query.scope.level else ""
            whose = _describe_units(query, describer)
            part = [one for one in (whose, level if level not in whose else "") if one] or ["全部单位"]
            within = query.every in (None, EVERYTHING)
            return "；".join((*part, "占全部单位" if within else "占这些案例的单位"))
        case "count" if query.by == "share":
            every = EVERYTHING if query.every is None else query.every
            domain = f"全部{noun}" if every == EVERYTHING else describer.case_phrase(every)
            return f"{'；'.join(_labelled_conditions(query.where, describer)) or f'全部{noun}'}；占{domain}"
        case "count" if query.subject != "cases":
            return _describe_units(query, describer) or f"全部{noun}"
        case "rank":
            of_cases = query.subject == "cases"
            rest = _labelled_conditions(query.where, describer) if of_cases else [_describe_units(query, describer)]
            return "；".join(part for part in (_describe_ranking(query, describer), *rest) if part)
        case "compare":
            return "；".join(_describe_comparison(query, describer))
        case "yes_no" if (claim := _describe_truth(query, describer)) is not None:
            return claim
    return "；".join(_labelled_conditions(query.where, describer)) or f"全部{noun}"


def _describe_comparison(query: Query, describer: Describer) -> list[str]:
    """Return what is compared, then the conditions of all its items."""
    scope = query.scope
    level = UNIT_LEVEL_NAMES[scope.level] if scope.level else ""
    of_units = f"{level}单位数" if query.by == "units" else ""
    items = f"比较{of_units}：{'、'.join(map(describer.labelled_name, query.items))}"
    if scope.within or scope.outside:
        return [items, _describe_units(query, describer)]
    return [items, *_labelled_conditions(query.where, describer)]


def _describe_truth(query: Query, describer: Describer) -> str | None:
    """Return the claim that a yes-no query asks about; None if it asks whether there are such cases."""
    if query.finds_units:
        return _describe_units(query, describer)
    if query.items:
        return "；".join((*_labelled_conditions(query.where, describer), _describe_claim(query, describer)))
    if query.by == "number" and query.scope.op is not None:
        return _describe_number(query, describer)
    if query.every is None:
        return None
    given = conjuncts(query.every)
    asked_of_all = both(*(part for part in conjuncts(query.where) if part not in given))
    noun = describer.noun(query.every)
    listed = [leaf for leaf, _ in leaves(query.every)]
    if len(listed) > 1 and all(isinstance(leaf, IsCase) for leaf in listed):
        return f"这 {noun.counted(len(listed))}都{describer.clause(asked_of_all)}？"
    of_noun = query.every == EVERYTHING or describer.is_called_by_noun(query.every)  # 每座灯塔
    domain = noun.noun if of_noun else describer.case_phrase(query.every)
    clause = describer.clause(asked_of_all)
    throughout = "" if clause.endswith(("都有", "都没有")) else "都"
    return f"每{noun.measure}{domain}{throughout}{clause}？"


def _describe_claim(query: Query, describer: Describer) -> str:
    """Return the claim about the items: one has the most or least, all are equal, or one exceeds the other."""
    names = [describer.name(item) for item in query.items]
    of_units = "的单位" if query.by == "units" else ""
    if len(names) == 1 and query.position > 1:
        return f"{names[0]}{of_units}{'从少到多' if query.least else ''}排第 {query.position}？"
    if len(names) == 1:
        return f"{names[0]}{of_units}{'最少' if query.least else '最多'}？"
    if query.is_equal:
        return f"{'、'.join(names)}{of_units}一样多？"
    return f"{names[0]}{of_units}比{names[1]}{'少' if query.least else '多'}？"


def _describe_number(query: Query, describer: Describer) -> str:
    asked = f"{operator_name(query.scope.op or '==', query.scope.count)} {query.scope.count} 个？"
    if query.subject == "cases":
        return "；".join((*_labelled_conditions(query.where, describer), asked))
    units = _describe_units(query.with_(scope=replace(query.scope, op=None, count=0)), describer)
    return "；".join(filter(None, (units, f"{LEVEL_NAMES.get(query.subject, '单位')}数{asked}")))


def _describe_ranking(query: Query, describer: Describer) -> str:
    order = "，从少到多" if query.least else ""
    if query.subject == "cases":
        counted = LEVEL_NAMES.get(query.by) or describer.units_name(query.scope)
        return f"按{counted}数给{describer.noun(query.where).noun}排名{order}"
    noun = {"units": "单位", "bureaus": "局", "notices": "通知"}.get(query.subject) or LEVEL_NAMES[query.subject]
    asked = f"，看{describer.labelled_name(query.items[0])}排第几" if query.items else ""
    if query.by == "absence":
        return f"没有参与的{noun}"
    if query.by == "missed":
        return f"按没有参与的案例数给{noun}排名{order}"
    return (f"按单位数给{noun}排名" if query.by == "units" else f"按{noun}排名") + order + asked


def _describe_units(query: Query, describer: Describer) -> str:
    """Return the conditions of a query for agencies: those of the cases, then those of the agencies."""
    scope = query.scope
    tiers = (either(*scope.meets),) if scope.meets else (scope.only,)
    where = both(*(part for part in conjuncts(query.where) if part not in tiers))
    named: tuple[Filter, ...] = (*map(InRegion, scope.within), *scope.parts)
    # A single place, and an agency, is stated once, as the scope.
    once = named if len(named) == 1 else scope.parts
    where = both(*(part for part in conjuncts(where) if part not in once))
    scope_parts = []
    if scope.within:
        label = "地区" if query.by in ("absence", "missed") else "单位所在"
        scope_parts.append(f"{label}：{'、'.join(map(describer.place_name, scope.within))}")
    if scope.parts:
        scope_parts.append(f"单位：{'、'.join(map(describer.labelled_name, scope.parts))}")
    if scope.outside or scope.without:
        names = (*map(describer.place_name, scope.outside), *map(describer.labelled_name, scope.without))
        of_levels = not scope.outside and all(isinstance(part, UnitLevel) for part in scope.without)
        scope_parts.append(f"不计{'、'.join(names)}{'' if of_levels else '的单位'}")
    if scope.meets:
        cases = "、".join(map(describer.name, scope.meets))
        scope_parts.append(f"{cases}都参与的单位" if len(scope.meets) > 1 else f"参与{cases}的单位")
    if scope.only is not None:
        scope_parts.append(f"只参与{describer.name(scope.only)}的单位")
    if scope.op and not (scope.meets and (scope.op, scope.count) == (">=", 1)):
        noun = LEVEL_NAMES[query.level] if query.level else "单位"
        scope_parts.append(f"参与{OPERATOR_NAMES[scope.op]} {describer.noun(where).counted(scope.count)}的{noun}")
    names_place = any(isinstance(leaf, InRegion | InArea | ByAgency | OnlyRegions) for leaf, _ in leaves(where))
    if names_place and not scope_parts and query.ask != "rank":
        of_units = "的全部单位" if query.subject in ("cases", "units") else ""
        return f"{describer.case_phrase(where)}{of_units}"
    return "；".join((*_labelled_conditions(where, describer), *scope_parts))


def _labelled_conditions(where: Filter, describer: Describer) -> list[str]:
    """Return the conditions, grouped under the labels of their kinds: 地区：安徽."""
    kinds: dict[str, list[Filter]] = {}
    for part in conjuncts(where):
        if part != EVERYTHING:
            kinds.setdefault(_kind_label(part), []).append(part)
    return [f"{label}：{_conditions_of_kind(parts, describer)}" for label, parts in kinds.items()]


def _conditions_of_kind(parts: Sequence[Filter], describer: Describer) -> str:
    """Return the conditions of one kind, without 有 or 是 at the beginning, as the label precedes them."""
    (first, *rest) = parts
    if rest or isinstance(first, Not | And):
        return describer.all_clause(parts).removeprefix("有") if rest else describer.clause(first)
    if isinstance(first, Or):
        if all(map(_is_position, first.parts)):
            return "、".join(map(describer.name, first.parts))
        same = not any(isinstance(part, Not | And | Or) for part in first.parts)
        return (
            "或".join(map(describer.labelled_name, first.parts))
            if same and _kind_label(first) != "条件"
            else describer.clause(first)
        )
    return describer.labelled_name(first)


def interpretation_line(query: Query, answer: Answer, describer: Describer) -> str:
    """Return the line of interpretation, query → result; empty if there is nothing to interpret."""
    if answer.kind in ("help", "refuse", "clarify"):
        return ""
    return f"{describe_query(query, describer)} → {_describe_result(query, answer, describer)}"


def _describe_result(query: Query, answer: Answer, describer: Describer) -> str:
    if query.ask == "notice":
        if field := describer.field(query):
            return _NOTICE_FIELDS[field]
        facts = [fact for _, fact in describer.facts(query) or describer.facts(query.with_(where=EVERYTHING))]
        topic, unit = (facts[0].topic, facts[0].unit) if facts else (query.fact, "")
        if query.subject in ("share", "rest") and answer.value is not None:
            return (
                f"{topic}入选 {answer.value}%" if query.subject == "share" else f"{topic}未入选 {answer.value} {unit}"
            )
        return topic if answer.value is None else f"{topic} {answer.value} {unit}".rstrip()
    if query.ask == "yes_no":
        return "是" if answer.yes else "否"
    if query.by == "share":
        return f"{answer.value}%"
    if query.by == "mean":
        return f"平均 {answer.value} 个{LEVEL_NAMES.get(query.subject, '单位')}"
    if query.ask == "count":
        if query.subject == "cases":
            return describer.noun(query.where).counted(answer.value)
        noun = {"units": "个单位", "notices": "份通知"}.get(query.subject)
        return f"{answer.value} {noun or '个' + LEVEL_NAMES[query.subject]}"
    if query.ask == "units" and query.level:
        return f"{describer.count_places(query)} 个{LEVEL_NAMES[query.level]}"
    if query.ask == "units":
        return f"{len(answer.agencies)} 个单位"
    if query.ask in ("rank", "compare"):
        return f"{len(answer.ranking)} 项"
    return describer.noun(query.where).counted(len(answer.cases))


def _is_position(part: Filter) -> bool:
    """Return whether the condition is a number within a tier: 优秀实践案例第 1 个."""
    match part:
        case And((InTier(), Numbered())):
            return True
    return False


def _kind_label(part: Filter) -> str:
    """Return the label of a condition's kind; 条件 if the condition mixes kinds."""
    if _is_position(part) or (isinstance(part, Or) and all(map(_is_position, part.parts))):
        return "序号"
    kinds = set()
    for leaf, _ in leaves(part):
        if isinstance(leaf, Unknown):
            kinds.add("等次" if names_rank(leaf) else _UNKNOWN_LABELS[leaf.what])
        else:
            kinds.add(next((label for types, label in _LABELS_BY_TYPE if isinstance(leaf, types)), "条件"))
    return kinds.pop() if len(kinds) == 1 else "条件"
