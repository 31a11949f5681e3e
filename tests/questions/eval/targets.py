"""Targets, and which of them are missed."""

from __future__ import annotations

from collections.abc import Sequence

from tests.questions.eval.robustness import Edited
from tests.questions.eval.runner import AskedTurn
from tests.questions.eval.score import EXACT, SILENT, outcome, share

EXACT_DEV, EXACT_HELDOUT = 98.0, 98.0
SILENT_DEV, SILENT_HELDOUT = 0.4, 0.5
REFUSALS, FOLLOW_UPS, STURDY = 95.5, 99.0, 96.0


def shortfalls(asked: Sequence[AskedTurn], edited: Sequence[Edited], *, heldout: bool) -> list[str]:
    """Yield every missed target with its figure."""
    results = [outcome(one.turn.gold, one.got) for one in asked]
    figures = [("exact", share(results.count(EXACT), len(results)), EXACT_HELDOUT if heldout else EXACT_DEV)]
    gold = sum(one.turn.gold.kind == "refuse" for one in asked)
    got = sum(one.got.kind == "refuse" for one in asked)
    both = sum(one.turn.gold.kind == "refuse" == one.got.kind for one in asked)
    follow = [result for one, result in zip(asked, results, strict=True) if one.index]
    figures += [
        ("refusal precision", share(both, got), REFUSALS),
        ("refusal recall", share(both, gold), REFUSALS),
        ("follow-ups exact", share(follow.count(EXACT), len(follow)), FOLLOW_UPS),
    ]
    if edited:
        well = sum(one.result in ("right", "offered", "asked") for one in edited)
        figures.append(("edited: right or asked", share(well, len(edited)), STURDY))
    short = [f"{name}: {figure:.2f} %, not {least} %" for name, figure, least in figures if figure < least]
    silent = share(results.count(SILENT), len(results)) if results else 0
    most = SILENT_HELDOUT if heldout else SILENT_DEV
    return short if silent <= most else [*short, f"silently wrong: {silent:.2f} %, more than {most} %"]
