"""Intent `units`: the agencies of the cases."""

from __future__ import annotations

from dataclasses import replace

from intents.answers.remarks import lower_places_note
from intents.index.case_index import CaseIndex
from intents.index.selection import select_agencies, select_places
from intents.model.answer import Answer
from intents.model.query import Query
from intents.phrasing.description import Describer
from intents.phrasing.words import LEVEL_NAMES


def answer(query: Query, index: CaseIndex, describer: Describer) -> Answer:
    """Return the distinct agencies in scope, as the notice writes them, and the cases that have them."""
    mask, level = index.evaluate(query.where), query.scope.level
    agencies, covered = select_agencies(mask, query.scope, index)
    heading = f"共 {len(agencies)} 个单位：" if agencies else "没有符合这些条件的单位。"
    notes: tuple[str, ...] = ()
    if level:
        heading = f"没有{LEVEL_NAMES[level]}参与这些案例。"
        # A place also counts through agencies of lower levels.
        all_levels, _ = select_agencies(mask, replace(query.scope, level=None), index)
        if named_places := select_places(all_levels, level):
            names = "、".join(place.short for place in named_places)
            heading = f"共 {len(named_places)} 个{LEVEL_NAMES[level]}：{names}。"
            notes = tuple(note for note in (lower_places_note(all_levels, level),) if note)
    return Answer("units", heading, cases=index.select(covered), agencies=agencies, notes=notes)
