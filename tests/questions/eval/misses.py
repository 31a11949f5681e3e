"""Describe an answer that is not exact: the question, the gold, the answer, and how they differ."""

from __future__ import annotations

from tests.questions.eval.robustness import Edited
from tests.questions.eval.runner import ActualAnswer, AskedTurn
from tests.questions.eval.score import outcome, wrong_fields
from tests.questions.expected import Gold

SHOWN = 12
"""Entries of a list that are shown; the rest is counted."""


def path_to(asked_turn: AskedTurn) -> str:
    """Return the questions of a dialogue up to and including a turn."""
    return " ▸ ".join(turn.ask for turn in asked_turn.item.turns[: asked_turn.index + 1])


def miss(asked_turn: AskedTurn) -> str:
    """Describe a turn that failed."""
    asked = path_to(asked_turn)
    head = f"{outcome(asked_turn.turn.gold, asked_turn.got)}  {asked_turn.item.kind}  {asked_turn.item.place}"
    return _lines(head, asked, asked_turn.turn.gold, asked_turn.got)


def edited_miss(edited: Edited) -> str:
    """Describe an edit that changed the answer."""
    asked = f"{edited.text}   ← {edited.of.turn.ask}"
    if edited.of.index:
        asked += f"   (after {edited.of.item.turns[edited.of.index - 1].ask})"
    return _lines(f"{edited.result}  {edited.name}  {edited.of.item.place}", asked, edited.of.turn.gold, edited.got)


def _lines(head: str, asked: str, gold: Gold, got: ActualAnswer) -> str:
    fields = wrong_fields(gold, got)
    notice = next((case.split("/", 1)[0] for case in (*(gold.cases or ()), *(gold.order or ()), *got.cases)), "")
    repairs = "".join(f"  [{source}→{target}]" for source, target in got.repairs)
    if "kind" in fields:
        fields.remove("kind")
    want = [gold.kind, *(f"{field} {_show(field, _wanted(gold, field), notice)}" for field in fields)]
    have = [got.kind, *(f"{field} {_versus(field, gold, got, notice)}" for field in fields)]
    lines = [head, asked, f"want  {'  '.join(want)}", f"got   {'  '.join(have)}"]
    if got.understood or repairs:
        lines.append(f"      {got.understood}{repairs}")
    if got.options and (got.kind == "clarify" or "options" in fields):
        lines.append(f"      {' | '.join(got.options)}")
    return "\n  ".join(lines) + "\n"


def _wanted(gold: Gold, field: str) -> object:
    value = getattr(gold, field)
    return sorted(value, key=_place) if isinstance(value, frozenset) else value


def _versus(field: str, gold: Gold, got: ActualAnswer, notice: str) -> str:
    """Return what is missing from a set and what is superfluous; for other fields, the answer's value."""
    came: object = got.cases if field == "order" else getattr(got, field)
    if field not in ("cases", "agencies"):
        return _show(field, came, notice)
    wanted, had = getattr(gold, field), getattr(got, field)
    missing, extra = sorted(wanted - set(had), key=_place), [one for one in had if one not in wanted]
    parts = [f"{sign}{_show(field, rest, notice)}" for sign, rest in (("−", missing), ("+", extra)) if rest]
    return f"({len(had)}) {' '.join(parts) or 'repeated'}" if had else "(0)"


def _show(field: str, value: object, notice: str) -> str:
    if isinstance(value, list | tuple):
        entries = [_entry(field, one, notice) for one in value]
        rest = f" … {len(entries)} in all" if len(entries) > SHOWN else ""
        return f"{{{' '.join(entries[:SHOWN])}{rest}}}"
    return str(value)


def _entry(field: str, value: object, notice: str) -> str:
    if isinstance(value, tuple):
        return " ".join(map(str, value)) if len(value) != 2 else f"{value[0]}={value[1]}"
    text = str(value)
    return text.removeprefix(f"{notice}/") if field in ("cases", "order") else text


def _place(name: str) -> tuple[str, int, int]:
    """Return a sort key: ids in the notice's order, other names alphabetically."""
    notice, _, rest = name.partition("/")
    tier, _, number = rest.partition("/")
    return (notice, int(tier), int(number)) if tier.isdigit() and number.isdigit() else (name, 0, 0)
