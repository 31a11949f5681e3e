"""Intent `count`: the number of cases, agencies or places."""

from __future__ import annotations

from typing import cast

from intents.answers import cases
from intents.answers.remarks import case_remarks, lower_places_note
from intents.index.case_index import CaseIndex
from intents.index.selection import noun_of, order_cases, select_agencies, select_busy_places, select_places
from intents.model.answer import Answer
from intents.model.query import Filter, InNotice, Level, Query
from intents.phrasing.description import Describer
from intents.phrasing.words import LEVEL_NAMES


def answer(query: Query, index: CaseIndex, describer: Describer) -> Answer:
    """Return the number with the cases or agencies that were counted; places are listed in the heading."""
    mask = index.evaluate(query.where)
    if query.by == "share" and query.every is not None:
        return _share(query, query.every, index)
    if query.by == "mean":
        return _mean(query, mask, index)
    if query.subject == "notices":
        found = [notice for notice in index.dataset.notices if mask & index.evaluate(InNotice(notice.id))]
        titles = "".join(f"《{notice.title}》" for notice in found)
        return Answer("count", f"共 {len(found)} 份通知{'：' if found else ''}{titles}。", value=len(found))
    if query.subject == "cases":
        matching = order_cases(query.where, mask, index)
        heading = (
            f"共 {noun_of(mask, index).counted(len(matching))}："
            if matching
            else cases.explain_absence(query.where, index, describer)
        )
        return Answer(
            "count", heading, cases=matching, value=len(matching), remarks=case_remarks(query.where, matching, index)
        )
    counted, _ = select_agencies(mask, query.scope, index)
    if query.subject == "units":
        heading = f"共 {len(counted)} 个单位：" if counted else "没有符合这些条件的单位。"
        return Answer("count", heading, agencies=counted, value=len(counted))
    level = cast("Level", query.subject)
    counted_places = select_places(counted, level)
    if query.scope.op or query.scope.meets or query.scope.only is not None:
        counted_places, counted, _ = select_busy_places(mask, query.scope, level, index)
    names = "、".join(place.short for place in counted_places)
    heading = (
        f"共 {len(counted_places)} 个{LEVEL_NAMES[level]}：{names}。"
        if counted_places
        else f"没有{LEVEL_NAMES[level]}参与这些{noun_of(mask, index).noun}。"
    )
    notes = tuple(note for note in (lower_places_note(counted, level),) if note)
    return Answer("count", heading, value=len(counted_places), notes=notes)


def _share(query: Query, domain: Filter, index: CaseIndex) -> Answer:
    """Return the percentage of the domain's cases, or of its agencies, that meet the conditions (SEMANTICS 17)."""
    if query.subject == "units":
        agencies, _ = select_agencies(index.evaluate(query.where), query.scope, index)
        number = len(index.agencies_of(index.evaluate(domain)))
        share = round(100 * len(agencies) / max(1, number), 1)
        return Answer(
            "count", f"占 {share}%（{number} 个单位中的 {len(agencies)} 个）：", agencies=agencies, value=share
        )
    whole = index.evaluate(domain)
    mask = index.evaluate(query.where) & whole
    matching = order_cases(query.where, mask, index)
    share = round(100 * len(matching) / max(1, whole.bit_count()), 1)
    noun = noun_of(whole, index)
    heading = f"占 {share}%（{noun.counted(whole.bit_count())}中的 {len(matching)} {noun.measure}）："
    return Answer("count", heading, cases=matching, value=share)


def _mean(query: Query, mask: int, index: CaseIndex) -> Answer:
    """Return the mean number of agencies, or of places, per case (SEMANTICS 17)."""
    counted = index.select(mask)
    if query.subject == "units":
        total, what = sum(len(case.agencies) for case in counted), "单位"
    else:
        level = cast("Level", query.subject)
        total, what = sum(len(select_places(case.agencies, level)) for case in counted), LEVEL_NAMES[level]
    mean = round(total / max(1, len(counted)), 1)
    noun = noun_of(mask, index)
    heading = f"平均每{noun.measure}{noun.noun} {mean} 个{what}（{noun.counted(len(counted))}）。"
    return Answer("count", heading, value=mean)
