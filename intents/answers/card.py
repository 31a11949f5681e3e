"""Intent `card`: one case in full."""

from __future__ import annotations

from intents.answers import cases
from intents.answers.remarks import other_tiers_note
from intents.index.case_index import CaseIndex
from intents.model.answer import Answer
from intents.model.query import Query
from intents.phrasing.description import Describer


def answer(query: Query, index: CaseIndex, describer: Describer) -> Answer:
    """Return the card of the only matching case; a list if the conditions match none or several."""
    mask = index.evaluate(query.where)
    if mask.bit_count() != 1:
        return cases.answer(query.with_(ask="cases"), index, describer)
    (case,) = index.select(mask)
    notes = tuple(note for note in (other_tiers_note(case, index),) if note)
    return Answer("card", case.title, cases=(case,), agencies=case.agencies, notes=notes)
