"""Compare an answer with its gold and classify the mistake."""

from __future__ import annotations

from tests.questions.eval.runner import ActualAnswer
from tests.questions.expected import Gold

ANSWERS = frozenset({"cases", "card", "units", "count", "rank", "compare", "yes_no", "notice"})
"""The kinds that assert something."""

OUTCOMES = ("exact", "kind only", "silent", "refused", "asked", "other")
EXACT, KIND_ONLY, SILENT, REFUSED, ASKED, OTHER = OUTCOMES
"""Every given field is right; only the kind differs; a wrong assertion, absence included; refused needlessly; asked
needlessly; anything else: an exception, help instead of a refusal, a refusal without options.
"""


def wrong_fields(gold: Gold, got: ActualAnswer) -> list[str]:
    """Return the fields that gold gives and the answer has otherwise."""
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


def outcome(gold: Gold, got: ActualAnswer) -> str:
    """Return the outcome of an answer, one of OUTCOMES."""
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


def _only_kind(gold: Gold, got: ActualAnswer, wrong: list[str]) -> bool:
    """Return whether the cases or units are the same and no number or truth value contradicts them."""
    if "kind" not in wrong or not (gold.cases or gold.agencies or gold.order):
        return False
    silent_on = {"value": got.value is None, "yes": got.yes is None, "ranking": not got.ranking}
    return all(field == "kind" or silent_on.get(field, False) for field in wrong)


def _same(gold: frozenset[str], got: tuple[str, ...]) -> bool:
    return len(got) == len(gold) and gold == frozenset(got)


def share(part: int, whole: int) -> float:
    """Return a percentage; 100 of nothing, since nothing went wrong."""
    return 100 * part / whole if whole else 100.0
