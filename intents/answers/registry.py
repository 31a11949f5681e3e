"""The answer function of each intent, by the name of the intent."""

from __future__ import annotations

from collections.abc import Callable

from intents.answers import card, cases, compare, count, help, notice, rank, units, yes_no  # noqa: A004
from intents.index.case_index import CaseIndex
from intents.model.answer import Answer
from intents.model.query import Ask, Query
from intents.phrasing.description import Describer

Handler = Callable[[Query, CaseIndex, Describer], Answer]

# Explicit rather than registered by decorators: one place shows every intent and what answers it.
HANDLERS: dict[Ask, Handler] = {
    "cases": cases.answer,
    "card": card.answer,
    "units": units.answer,
    "count": count.answer,
    "rank": rank.answer,
    "compare": compare.answer,
    "yes_no": yes_no.answer,
    "notice": notice.answer,
    "help": help.answer,
}
"""Intent → its answer function, in the order in which help lists the intents."""
