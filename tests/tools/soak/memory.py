"""Measure the memory of a bot that answers many questions in mixed chats, with a broadcast in the middle."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

import psutil

from tests.questions.gold import read_parts
from tests.tools.soak.environment import environment, wait_until

UNLIMITED = ("-m", "tests.e2e.throughput.unlimited_bot")
"""The bot without Telegram's limits, which would make the run take an hour."""

BATCHES = 40
"""Parts of the run, after each of which memory is read."""
NEW_PEOPLE, NEW_GROUPS = 50, 5
"""Chats that begin with each part."""
RATE = 100.0
"""Questions per second."""
MOST_GROWTH = 0.03
"""Guarantee: share by which the mean of the last quarter may differ from that of the third."""


@dataclass(frozen=True, slots=True)
class MemoryFigures:
    """Resident memory in megabytes."""

    questions: int
    unanswered: int
    chats: int
    """Chats that the broadcast went to."""
    quarters: tuple[float, ...]
    """The mean of each quarter."""
    most: float

    @property
    def growth(self) -> float:
        """The change from the third quarter to the last, as a share."""
        return self.quarters[3] / self.quarters[2] - 1


def measure_memory(folder: Path, *, questions: int = 20_000, chats: int = 300) -> MemoryFigures:
    """Ask the questions of the development sets, follow-ups and refused ones included, over and over."""
    items, _ = read_parts(("dev",))
    texts = [turn.ask for item in items if item.data is None for turn in item.turns if len(turn.ask) <= 200]
    per_batch = questions // BATCHES
    samples: list[float] = []
    answered = 0
    with environment(folder, chats, limited=False, arguments=UNLIMITED) as at:
        at.bot.start()
        process = psutil.Process(at.bot.pid)
        for batch in range(BATCHES):
            if batch == BATCHES // 2:
                at.announce()
                wait_until(lambda: len(at.sends()) >= chats, 120, "everyone has the notice")
            first = batch * per_batch % len(texts)
            outcome = at.server.call(
                "offer",
                texts=(texts * 2)[first : first + min(per_batch, len(texts))],
                rate=RATE,
                count=per_batch,
                chats=NEW_PEOPLE,
                groups=NEW_GROUPS,
            )
            answered += outcome["answered"]
            samples.append(process.memory_info().rss / 1e6)
        assert at.bot.stop() == 0, at.bot.log[-4000:]
        at.bot.check_log()
    quarter = BATCHES // 4
    return MemoryFigures(
        questions=per_batch * BATCHES,
        unanswered=per_batch * BATCHES - answered,
        chats=chats,
        quarters=tuple(fmean(samples[first : first + quarter]) for first in range(0, BATCHES, quarter)),
        most=max(samples),
    )
