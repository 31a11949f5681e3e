from __future__ import annotations

import pytest

from data.load import load
from intents.engine import Engine
from tests.questions.phrasings import ask, groups

ENGINE = Engine(load())
MOST = {"questions": (9, 65), "follow_ups": (44, 136)}
"""The most phrasings that may be answered otherwise than the others of their meaning, and asked about or refused."""


@pytest.mark.parametrize("name", MOST)
def test_phrasings_of_one_meaning_are_answered_alike(name: str) -> None:
    outcomes = [ask(group, ENGINE) for group in groups(name)]
    otherwise = [phrasing for outcome in outcomes for phrasing in outcome.otherwise]
    undecided = [phrasing for outcome in outcomes for phrasing in outcome.undecided]
    assert (len(otherwise) <= MOST[name][0], len(undecided) <= MOST[name][1]) == (True, True), (otherwise, undecided)
