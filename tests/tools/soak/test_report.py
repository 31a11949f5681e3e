from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.tools.soak.broadcast import BroadcastFigures
from tests.tools.soak.kills import Kill, KillFigures
from tests.tools.soak.report import BEGIN, DOCUMENT, END, broken_guarantees, insert_tables, report

CRASHES = KillFigures(
    chats=300,
    kills=(Kill(after=0.5, sending=True, sent=9, under_way=2, arrived=1),),
    lost=0,
    unrecorded=0,
    again=0,
    unanswered=2,
    twice=2,
)
SENT = BroadcastFigures(chats=1000, seconds=36, answers=150, questions=150, unanswered=0, p50=0.1, p99=0.9, refused=0)


def test_a_short_run_is_not_judged_by_time() -> None:
    assert broken_guarantees(CRASHES, replace(SENT, seconds=90, p99=9), timed=False) == []


@pytest.mark.parametrize(
    "change",
    [{"lost": 1}, {"unrecorded": 1}, {"again": 1}, {"twice": 3}, {"seconds": 41.0}, {"p99": 1.1}, {"unanswered": 1}],
)
def test_broken_guarantees_are_reported(change: dict[str, Any]) -> None:
    assert broken_guarantees(CRASHES, SENT) == []
    sent = change.keys() & {"seconds", "p99", "unanswered"}
    kill_figures = CRASHES if sent else replace(CRASHES, **change)
    assert len(broken_guarantees(kill_figures, replace(SENT, **change) if sent else SENT)) == 1


def test_the_document_has_the_markers() -> None:
    written = insert_tables(DOCUMENT.read_text("utf-8"), report(CRASHES, SENT, "make soak"))
    assert "| ratio (at most 1.05) | 0.939 |" in written
    assert insert_tables(written, "x").partition(BEGIN)[2].partition(END)[0].strip() == "x"
    with pytest.raises(ValueError, match=DOCUMENT.name):
        insert_tables("no markers", "x")
