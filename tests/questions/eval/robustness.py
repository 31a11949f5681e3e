"""Ask edited questions, each turn in the context of its unedited dialogue, and judge the answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from tests.questions.eval.runner import ActualAnswer, AskedTurn, ask, load_engine
from tests.questions.eval.score import EXACT, KIND_ONLY, REFUSED, SILENT, outcome
from tests.questions.expected import Gold
from tests.questions.perturb import DAMAGING, perturb

COLUMNS = ("right", "offered", "asked", "kind only", "silent", "refused", "other")
"""As the unedited gold; asked or refused with the right reading among the options; asked without it; the others as in
`score`.
"""


@dataclass(frozen=True)
class Edited:
    """An edited turn, its answer and its column of COLUMNS."""

    of: AskedTurn
    name: str
    text: str
    got: ActualAnswer
    result: str


def edit_all(asked: Iterable[AskedTurn], names: Iterable[str]) -> Iterator[Edited]:
    """Yield every applicable edit of every question. A question that has a typo already is not edited."""
    names = tuple(names)
    for asked_turn in asked:
        gold = asked_turn.turn.gold
        slipped = gold.repairs or gold.kind == "clarify" or asked_turn.item.kind in ("repair", "robust")
        for name in names:
            text = None if slipped and name in DAMAGING else perturb(name, asked_turn.turn.ask)
            if text is not None:
                got, _, _ = ask(load_engine(asked_turn.item.data), text, asked_turn.before)
                yield Edited(asked_turn, name, text, got, _result(asked_turn, got))


def _result(asked_turn: AskedTurn, got: ActualAnswer) -> str:
    gold = replace(asked_turn.turn.gold, repairs=None)
    result = outcome(gold, got)
    if result == EXACT:
        return "right"
    if result != KIND_ONLY and _offers(asked_turn, gold, got):
        return "offered"
    if got.kind == "clarify":
        return "asked"
    return result if result in (KIND_ONLY, SILENT, REFUSED) else "other"


def _offers(asked_turn: AskedTurn, gold: Gold, got: ActualAnswer) -> bool:
    """Return whether one of the options, asked in place of the question, is answered as gold has it."""
    answers = (ask(load_engine(asked_turn.item.data), question, asked_turn.before)[0] for question in got.options)
    return any(outcome(replace(gold, options=None), answer) == EXACT for answer in answers)
