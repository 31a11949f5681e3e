"""Intent `units`: the agencies of the cases, or the places of a level."""

from __future__ import annotations

from intents.answers.remarks import lower_places_note
from intents.index.case_index import CaseIndex
from intents.index.selection import select_agencies, select_busy_places
from intents.model.answer import Answer
from intents.model.query import Level, Query
from intents.phrasing.description import Describer
from intents.phrasing.words import LEVEL_NAMES


def answer(query: Query, index: CaseIndex, describer: Describer) -> Answer:
    """Return the agencies in scope as the notice writes them, and the cases that have them; or the places asked for."""
    mask = index.evaluate(query.where)
    if query.level is not None:
        return _places(query, query.level, mask, index)
    agencies, covered = select_agencies(mask, query.scope, index)
    heading = f"共 {len(agencies)} 个单位：" if agencies else "没有符合这些条件的单位。"
    return Answer("units", heading, cases=index.select(covered), agencies=agencies)


def _places(query: Query, level: Level, mask: int, index: CaseIndex) -> Answer:
    """Return the places that take part, themselves or through lower places, and the agencies of their own."""
    places, agencies, covered = select_busy_places(mask, query.scope, level, index)
    names, noun = "、".join(place.short for place in places), LEVEL_NAMES[level]
    heading = f"共 {len(places)} 个{noun}：{names}。" if places else f"没有这样的{noun}。"
    own = tuple(unit for unit in agencies if unit.place is not None and unit.place.counts_as(level))
    notes = tuple(note for note in (lower_places_note(agencies, level),) if note)
    return Answer("units", heading, cases=index.select(covered), agencies=own, notes=notes)
