from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from data.load import load
from data.model import Dataset, Notice
from data.snapshot import dumps, loads

SHIPPED = load()
SEVERAL = load(Path(__file__).parents[1] / "questions" / "data" / "both")


@pytest.mark.parametrize("dataset", [SHIPPED, SEVERAL], ids=["shipped", "several"])
def test_what_was_kept_is_read_back_whole(dataset: Dataset) -> None:
    for notice in dataset.notices:
        text = dumps(notice)
        assert "\n" not in text
        back = loads(text, dataset.regions)
        assert back == notice
        assert places(back) == places(notice)


def places(notice: Notice) -> list[object]:
    return [(unit.place, unit.bureau, unit.department) for case in notice.cases for unit in case.agencies]


def test_units_lie_where_the_table_says_now() -> None:
    (notice,) = SHIPPED.notices
    back = loads(dumps(notice), ())
    assert back == notice
    assert {unit.place for case in back.cases for unit in case.agencies} == {None}


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", "[1,2,3,4]", '[["a"],[],[],[]]', "[[1,2,3,4,5],[1,2],[],[]]"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="stored"):
        loads(text, SHIPPED.regions)


def test_a_notice_without_anything() -> None:
    (notice,) = SHIPPED.notices
    bare = replace(notice, aliases=(), issued=None, issuers=(), addressed_to=(), facts=(), tiers=())
    assert loads(dumps(bare), SHIPPED.regions) == bare
