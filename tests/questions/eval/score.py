"""Compares an answer with its gold, and says what kind of mistake it is."""

from __future__ import annotations

from tests.questions.eval.runner import Got
from tests.questions.expected import Gold

ANSWERS = frozenset({"cases", "card", "units", "count", "rank", "compare", "yes_no", "notice"})
"""The kinds that assert something."""

OUTCOMES = ("exact", "kind only", "silent", "refused", "asked", "other")
EXACT, KIND_ONLY, SILENT, REFUSED, ASKED, OTHER = OUTCOMES
"""Every given field is right; only the kind differs, the set is the same; an assertion that is wrong, absence included;
refused needlessly; asked back needlessly; else: an exception, help for a refusal, a refusal with no option."""


def wrong_fields(gold: Gold, got: Got) -> list[str]:
    """The fields that gold gives and that the answer has otherwise."""
    right = {
        "kind": got.kind == gold.kind,
        "cases": gold.cases is None or _same(gold.cases, got.cases),
        "agencies": gold.agencies is None or _same(gold.agencies, got.agencies),
        "value": gold.value is None or (got.value is not None and got.value == gold.value),
        "yes": gold.yes is None or got.yes is gold.yes,
        "ranking": gold.ranking is None or gold.ranking == got.ranking,
        "order": gold.order is None or gold.order == got.cases,
        "options": gold.options is None or gold.options == bool(got.options),
        "repairs": gold.repairs is None or gold.repairs == bool(got.repairs),
    }
    return [field for field, holds in right.items() if not holds]


def outcome(gold: Gold, got: Got) -> str:
    """Which of OUTCOMES it is."""
    wrong = wrong_fields(gold, got)
    if not wrong:
        return EXACT
    if got.kind in ANSWERS:
        return KIND_ONLY if gold.kind in ANSWERS and _only_kind(gold, got, wrong) else SILENT
    if got.kind == "none" and gold.kind in ANSWERS:
        return SILENT
    if got.kind in ("refuse", "help") and gold.kind not in ("refuse", "help"):
        return REFUSED
    if got.kind == "clarify" != gold.kind:
        return ASKED
    return OTHER


def _only_kind(gold: Gold, got: Got, wrong: list[str]) -> bool:
    """Whether the same cases or units stand there, and no number or yes that contradicts."""
    if "kind" not in wrong or not (gold.cases or gold.agencies or gold.order):
        return False
    silent_on = {"value": got.value is None, "yes": got.yes is None, "ranking": not got.ranking}
    return all(field == "kind" or silent_on.get(field, False) for field in wrong)


def _same(gold: frozenset[str], got: tuple[str, ...]) -> bool:
    return len(got) == len(gold) and gold == frozenset(got)


def share(part: int, whole: int) -> float:
    """Per cent; of nothing, 100: nothing went wrong."""
    return 100 * part / whole if whole else 100.0
