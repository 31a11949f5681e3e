from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from tests.tools.soak.__main__ import PARTS, Soak
from tests.tools.soak.broadcast import BroadcastFigures
from tests.tools.soak.due_query import QueryFigures
from tests.tools.soak.full_disk import FullDiskFigures
from tests.tools.soak.kills import Kill, KillFigures
from tests.tools.soak.memory import MemoryFigures
from tests.tools.soak.odd import OddFigures
from tests.tools.soak.report import (
    DOCUMENT,
    broadcast_section,
    full_disk_section,
    kill_section,
    memory_section,
    odd_section,
    query_section,
    takeover_section,
)
from tests.tools.soak.takeover import TakeoverFigures

KILLS = KillFigures(
    database="SQLite",
    seed=1,
    chats=300,
    kills=(Kill(after=0.5, sending=True, sent=9, under_way=2, arrived=1),),
    lost=0,
    unrecorded=0,
    again=0,
    unanswered=2,
    twice=2,
    uncounted=0,
)
SENT = BroadcastFigures(chats=1000, seconds=36, answers=150, questions=150, unanswered=0, p50=0.1, p99=0.9, refused=0)
TAKEOVERS = TakeoverFigures("SQLite", seconds=(3.0, 29.0), lost=0, unrecorded=0, unanswered=2, twice=1, uncounted=0)
MEMORY = MemoryFigures(questions=20, unanswered=0, chats=3, quarters=(80.0, 90.0, 100.0, 102.9), most=103.0)
DISK = FullDiskFigures("tmpfs", asked=9, unanswered=0, slowest=0.1, told=15.0, recovered=5.0, remembered=True)
ODD = OddFigures(updates=100, unreadable=40, asked=1, unanswered=0, errors=0, questions=1000, raised=0)
QUERIES = QueryFigures("SQLite", rows=1_000_000, pending=10, p50=0.7, p90=1.9)


@pytest.mark.parametrize("change", [{"lost": 1}, {"unrecorded": 1}, {"again": 1}, {"uncounted": 1}])
def test_a_kill_that_breaks_a_guarantee_is_reported(change: dict[str, Any]) -> None:
    assert kill_section([KILLS, KILLS]).broken == []
    assert len(kill_section([KILLS, replace(KILLS, **change)]).broken) == 1


@pytest.mark.parametrize("change", [{"seconds": 41.0}, {"p99": 1.1}, {"unanswered": 1}])
def test_a_broadcast_that_breaks_a_guarantee_is_reported(change: dict[str, Any]) -> None:
    assert broadcast_section(SENT).broken == []
    assert len(broadcast_section(replace(SENT, **change)).broken) == 1


def test_a_short_run_is_not_judged_by_time_and_growth() -> None:
    assert memory_section(replace(MEMORY, quarters=(1.0, 1.0, 1.0, 2.0)), judged=False).broken == []
    assert query_section([replace(QUERIES, p90=9)], timed=False).broken == []
    assert broadcast_section(replace(SENT, seconds=90, p99=9), timed=False).broken == []


@pytest.mark.parametrize("change", [{"seconds": (3.0, 30.5)}, {"lost": 1}, {"unrecorded": 1}, {"uncounted": 1}])
def test_a_take_over_that_breaks_a_guarantee_is_reported(change: dict[str, Any]) -> None:
    assert takeover_section([TAKEOVERS]).broken == []
    assert len(takeover_section([TAKEOVERS, replace(TAKEOVERS, **change)]).broken) == 1


@pytest.mark.parametrize("change", [{"quarters": (1.0, 1.0, 100.0, 103.1)}, {"unanswered": 1}])
def test_memory_that_breaks_a_guarantee_is_reported(change: dict[str, Any]) -> None:
    assert memory_section(MEMORY).broken == []
    assert len(memory_section(replace(MEMORY, **change)).broken) == 1


@pytest.mark.parametrize("change", [{"unanswered": 1}, {"told": 0.0}, {"recovered": 61.0}, {"remembered": False}])
def test_a_full_disk_that_breaks_a_guarantee_is_reported(change: dict[str, Any]) -> None:
    assert full_disk_section(DISK).broken == []
    assert len(full_disk_section(replace(DISK, **change)).broken) == 1


@pytest.mark.parametrize("change", [{"unanswered": 1}, {"errors": 1}, {"raised": 1}])
def test_odd_updates_that_break_a_guarantee_are_reported(change: dict[str, Any]) -> None:
    assert odd_section(ODD).broken == []
    assert len(odd_section(replace(ODD, **change)).broken) == 1


def test_a_slow_query_is_reported() -> None:
    assert query_section([QUERIES]).broken == []
    assert len(query_section([QUERIES, replace(QUERIES, p90=2.1)]).broken) == 1


def test_the_document_has_a_place_for_each_section() -> None:
    sections = [
        kill_section([KILLS]),
        takeover_section([TAKEOVERS]),
        broadcast_section(SENT),
        memory_section(MEMORY),
        full_disk_section(DISK),
        odd_section(ODD),
        query_section([QUERIES]),
    ]
    document = DOCUMENT.read_text("utf-8")
    assert len(sections) == len(PARTS) == len(re.findall("<!-- soak writes ", document))
    for section in sections:
        document = section.insert(document)
        assert section.text in document
    assert "| ratio (at most 1.05) | 0.939 |" in document
    with pytest.raises(ValueError, match=DOCUMENT.name):
        sections[0].insert("no markers")


def test_each_part_can_be_measured() -> None:
    assert all(callable(getattr(Soak, part)) for part in PARTS)
