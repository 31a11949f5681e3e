from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from data.load import load
from data.model import Dataset, Notice
from data.snapshot import dumps, loads

SHIPPED = load()
SEVERAL = load(Path(__file__).parents[1] / "questions" / "data" / "both")


@pytest.mark.parametrize("dataset", [SHIPPED, SEVERAL], ids=["shipped", "several"])
def test_a_notice_round_trips(dataset: Dataset) -> None:
    for notice in dataset.notices:
        text = dumps(notice)
        assert "\n" not in text
        restored = loads(text, dataset.regions)
        assert restored == notice
        assert places(restored) == places(notice)


def places(notice: Notice) -> list[object]:
    return [(unit.place, unit.bureau, unit.department) for case in notice.cases for unit in case.agencies]


def test_agencies_are_placed_by_the_current_table() -> None:
    (notice,) = SHIPPED.notices
    restored = loads(dumps(notice), ())
    assert restored == notice
    assert {unit.place for case in restored.cases for unit in case.agencies} == {None}


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", "[1,2,3,4]", '[["a"],[],[],[]]', "[[1,2,3,4,5],[1,2],[],[]]"])
def test_any_other_text_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="stored"):
        loads(text, SHIPPED.regions)


def test_a_snapshot_without_the_further_fields() -> None:
    (notice,) = SHIPPED.notices
    assert loads(json.dumps(json.loads(dumps(notice))[:4]), SHIPPED.regions) == notice


def test_an_empty_notice() -> None:
    (notice,) = SHIPPED.notices
    bare = replace(notice, aliases=(), issued=None, issuers=(), addressed_to=(), facts=(), tiers=())
    assert loads(dumps(bare), SHIPPED.regions) == bare
