"""Show one case whole."""

from __future__ import annotations

from intents.answers import cases
from intents.index.case_index import CaseIndex
from intents.model.answer import Answer
from intents.model.query import Query
from intents.phrasing.description import Describer


def answer(query: Query, index: CaseIndex, describer: Describer) -> Answer:
    """The card of the one case; a list where the conditions leave several, or none."""
    mask = index.evaluate(query.where)
    if mask.bit_count() != 1:
        return cases.answer(query.with_(ask="cases"), index, describer)
    (case,) = index.select(mask)
    return Answer("card", case.title, cases=(case,), agencies=case.agencies)
