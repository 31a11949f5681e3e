from __future__ import annotations

from pathlib import Path

import pytest

from data.load import load
from intents.engine import Engine
from tests.questions.meaning import HERE, OFFERED, REFUSED, RIGHT, elsewhere, lines, paraphrases, shares

ENGINE = Engine(load())
FIGURES = {
    "tuned": (73.0, 98.0),
    "learned": (77.0, 92.0),
    "fresh": (77.0, 92.0),
    "stranger": (66.5, 96.0),
    "titles": (75.0, 96.0),
}
"""Paraphrases that are right or offered, and questions that nothing fits that are refused, in per cent: at least."""


@pytest.mark.parametrize("name", FIGURES)
def test_paraphrases_are_offered_no_less_often(name: str) -> None:
    found = shares(paraphrases(f"{name}_paraphrases", ENGINE))
    assert found.get(RIGHT, 0) + found.get(OFFERED, 0) >= FIGURES[name][0], found


@pytest.mark.parametrize("name", FIGURES)
def test_nothing_is_offered_for_other_subjects_more_often(name: str) -> None:
    found = shares(elsewhere(f"{name}_elsewhere", ENGINE))
    assert found[REFUSED] >= FIGURES[name][1], found


@pytest.mark.parametrize("path", sorted(HERE.glob("*_paraphrases.txt")), ids=lambda path: str(path.stem))
def test_each_case_has_paraphrases(path: Path) -> None:
    numbers = {line.partition(" ")[0] for line in lines(path.stem)}
    assert numbers == {case.id.partition("/")[2] for case in ENGINE.dataset.cases}
