"""Ask the question set: the development part must be right, the held-out part is only scored."""

from collections import Counter
from pathlib import Path

import pytest

from data.load import load
from intents.engine import Engine
from tests.questions.eval.misses import edited_miss, miss, path_to
from tests.questions.eval.robustness import edit_all
from tests.questions.eval.runner import AskedTurn, ask_all
from tests.questions.eval.score import EXACT, SILENT, outcome, share
from tests.questions.eval.targets import EXACT_HELDOUT, SILENT_HELDOUT, STURDY
from tests.questions.gold import HERE, read, read_parts
from tests.questions.other_fields import GATES, NONE
from tests.questions.other_fields import ask_all as ask_other_fields
from tests.questions.other_fields import load_engine as load_other_field
from tests.questions.other_fields import read as read_other_field
from tests.questions.perturb import PERTURBATIONS
from tests.questions.strangers import FIELDS, STRANGERS
from tests.questions.strangers import SILENT as ASTRAY
from tests.questions.strangers import ask_all as ask_strangers
from tests.questions.strangers import read as read_strangers

OPEN = frozenset((HERE / "open.txt").read_text("utf-8").splitlines())
"""Development questions that are not answered exactly; one that comes right must leave the file."""

EVERY = 10
"""One in so many development questions is edited here; `make eval` with --perturb edits all."""


@pytest.mark.parametrize("path", sorted((HERE / "dev").glob("*.yaml")), ids=lambda path: str(path.stem))
def test_development_questions_are_answered_exactly(path: Path) -> None:
    asked = list(ask_all(read(path)[0]))
    wrong = [one for one in asked if _wrong(one) != _is_open(one)]
    assert asked
    assert not wrong, _told(f"{len(wrong)} of {len(asked)}", [miss(one) for one in wrong])


def test_held_out_questions_are_answered_well_enough() -> None:
    asked = list(ask_all(read_parts(["heldout"])[0]))
    results = Counter(outcome(one.turn.gold, one.got) for one in asked)
    assert share(results[EXACT], len(asked)) >= EXACT_HELDOUT, results
    assert share(results[SILENT], len(asked)) <= SILENT_HELDOUT, results


def test_an_edited_question_is_answered_right_or_asked_about() -> None:
    asked = list(ask_all(read_parts(["dev"])[0][::EVERY]))
    edited = list(edit_all(asked, PERTURBATIONS))
    astray = [one for one in edited if one.result not in ("right", "offered", "asked")]
    well = share(len(edited) - len(astray), len(edited))
    assert well >= STURDY, _told(f"{well:.1f} %", [edited_miss(one) for one in astray])


@pytest.mark.parametrize(("name", "exact", "silent"), STRANGERS, ids=str)
def test_questions_of_strangers_are_answered_no_worse(name: str, exact: float, silent: float) -> None:
    asked = list(ask_strangers(read_strangers(name), Engine(load())))
    results = Counter(result for _, result in asked)
    astray = [" ▸ ".join(item["turns"]) for item, result in asked if result == ASTRAY]
    assert share(results[EXACT], len(asked)) >= exact, results
    assert share(results[ASTRAY], len(asked)) <= silent, _told(str(results), astray)


@pytest.mark.parametrize("name", [name for name, *_ in STRANGERS])
def test_a_question_of_a_stranger_says_what_is_wanted(name: str) -> None:
    items = read_strangers(name)
    wanted = [want for item in items for want in item["want"].get("any", [item["want"]])]
    assert all(want.keys() <= FIELDS and want for want in wanted)
    assert all(turn.strip() for item in items for turn in item["turns"])
    assert len({tuple(item["turns"]) for item in items}) == len(items)


@pytest.mark.parametrize(("name", "exact", "silent"), GATES, ids=str)
def test_questions_about_other_fields_are_answered_no_worse(name: str, exact: float, silent: float) -> None:
    asked = list(ask_other_fields(read_other_field(name), load_other_field(name)))
    results = Counter(result for *_, result in asked)
    wrong = [f"{result}: {row[0]}" for row, _, result in asked if result != EXACT]
    assert share(results[EXACT], len(asked)) >= exact, _told(str(results), wrong)
    assert share(results[SILENT] + results[NONE], len(asked)) <= silent, _told(str(results), wrong)


def test_there_are_enough_questions() -> None:
    dev, heldout = (read_parts([part])[0] for part in ("dev", "heldout"))
    asked = Counter(turn.gold.kind for item in dev for turn in item.turns)
    assert asked.total() >= 600
    assert asked["refuse"] + asked["none"] >= 150
    assert sum(len(item.turns) > 1 for item in dev) >= 60
    assert sum(len(item.turns) for item in dev if item.data) >= 100
    assert sum(len(item.turns) for item in heldout) >= 300


def _wrong(one: AskedTurn) -> bool:
    return outcome(one.turn.gold, one.got) != EXACT


def _is_open(one: AskedTurn) -> bool:
    """Return whether its question, or the dialogue up to it, is listed; a question of several lines stands on one."""
    return not OPEN.isdisjoint(" ".join(name.splitlines()) for name in (one.turn.ask, path_to(one)))


def _told(what: str, lines: list[str]) -> str:
    return "\n".join((what, *lines))
