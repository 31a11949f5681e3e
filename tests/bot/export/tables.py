"""Tables for tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.export.table import Table
from data.model import Agency, Case, Notice
from tests.bot.sample import BEST, NOTICE


def table(
    cases: Sequence[Case] = BEST,
    *,
    title: str = "最佳案例",
    agencies: frozenset[Agency] | None = None,
    notice: Notice = NOTICE,
    question: str = "最佳案例有哪些",
) -> Table:
    """Return a table of cases of one notice."""
    return Table(title, question, ("理解为：等次：最佳案例 → 2 个案例",), cases, agencies, (notice,), "0a1b2c")


def named(text: str) -> Table:
    """Return a table of one case that has this text wherever a notice is free to write one."""
    agency = Agency(text, None, text, "")
    case = replace(BEST[0], title=text, tier=text, agencies=(agency,))
    return table([case], title=text, notice=replace(NOTICE, title=text), question=text)
