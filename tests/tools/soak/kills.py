"""Kill the bot at seeded moments of a broadcast to many chats, restarting it each time."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.tools.soak.environment import Environment, environment, wait_until

EARLY = 4
"""One in so many kills comes before or during startup, the others after the first message."""


@dataclass(frozen=True, slots=True)
class Kill:
    """The state after a kill."""

    after: float
    """Seconds since the first message after the start; since the start, if it did not wait for a message."""
    sending: bool
    """True if it waited for the first message."""
    sent: int
    """Rows recorded as sent."""
    under_way: int
    """Sends in progress, with unknown outcome."""
    arrived: int
    """Of those, the messages that had arrived: they come a second time."""


@dataclass(frozen=True, slots=True)
class KillFigures:
    """The outcome of all kills."""

    database: str
    """SQLite or PostgreSQL."""
    seed: int
    chats: int
    kills: tuple[Kill, ...]
    lost: int
    """Chats that got nothing."""
    unrecorded: int
    """Chats that do not have exactly one row, as sent, in the end."""
    again: int
    """Chats that got a message after their row had been recorded as sent."""
    unanswered: int
    """Sends recorded as unacknowledged."""
    twice: int
    """Messages beyond one per chat."""
    uncounted: int
    """Of those, messages that their row does not count as unacknowledged."""


def measure_kills(
    folder: Path, *, chats: int = 300, kills: int = 20, seed: int = 1, url: str | None = None
) -> KillFigures:
    """Kill the bot `kills` times, and compare the outbox with the messages in the end. `url`: see `Environment`."""
    random = Random(seed)
    with environment(folder, chats, url=url) as at:
        at.bot.start()
        at.announce()
        done: list[Kill] = []
        recorded: list[tuple[set[int], Counter[int]]] = []
        for number in range(kills):
            done.append(_kill(at, random, early=number % EARLY == 0))
            sent = {row.chat for row in at.rows() if row.state == "sent"}
            recorded.append((sent, at.arrived()))
        # The last start must finish the broadcast undisturbed.
        at.bot.start()
        wait_until(lambda: not any(row.state == "pending" for row in at.rows()), 60, "everything is sent")
        assert at.bot.stop() == 0, at.bot.log[-4000:]
        at.bot.check_log()
        rows, arrived = at.rows(), at.arrived()
        ends = Counter((row.chat, row.state) for row in rows)
        return KillFigures(
            database="PostgreSQL" if url else "SQLite",
            seed=seed,
            chats=chats,
            kills=tuple(done),
            lost=sum(not arrived[chat] for chat in at.chats),
            unrecorded=sum(ends[chat, "sent"] != 1 for chat in at.chats) + len(rows) - len(at.chats),
            again=len({chat for sent, before in recorded for chat in sent if arrived[chat] > before[chat]}),
            unanswered=sum(row.unanswered for row in rows),
            twice=sum(max(number - 1, 0) for number in arrived.values()),
            uncounted=sum(max(arrived[row.chat] - 1 - row.unanswered, 0) for row in rows),
        )


def _kill(at: Environment, random: Random, *, early: bool) -> Kill:
    before, since = at.arrived(), time.monotonic()
    # The first kill hits the bot that is already running.
    if not at.bot.running:
        at.bot.start(polls=False)
    if early:
        time.sleep(random.uniform(0.0, 2.5))
    else:
        # Kills by the clock alone would mostly hit the startup.
        wait_until(lambda: len(at.sends()) > before.total(), 30, "the first message after a start")
        since = time.monotonic()
        time.sleep(random.uniform(0.0, 0.7))
    after = time.monotonic() - since
    at.bot.kill()
    time.sleep(0.2)  # what it had sent by then arrives
    rows, arrived = at.rows(), at.arrived()
    under_way = [row.chat for row in rows if row.state == "pending" and row.under_way]
    return Kill(
        after=after,
        sending=not early,
        sent=sum(row.state == "sent" for row in rows),
        under_way=len(under_way),
        arrived=sum(arrived[chat] > before[chat] for chat in under_way),
    )
