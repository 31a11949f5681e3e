"""Kill the leading process again and again amid a broadcast while standbys wait."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from bot.store.instance_lock import STANDBY
from tests.e2e.harness.bot_process import BotProcess
from tests.tools.soak.environment import environment, wait_until

RUNNING = "notices="
"""What a process logs when it begins to run the bot."""

MOST_SECONDS = 30.0
"""Guarantee: time from the leader's death to the next message."""


@dataclass(frozen=True, slots=True)
class TakeoverFigures:
    """The outcome of all take-overs."""

    database: str
    seconds: tuple[float, ...]
    """From each kill to the first message of the process that took over."""
    lost: int
    """Chats that got nothing."""
    unrecorded: int
    """Chats that do not have exactly one row, as sent, in the end."""
    unanswered: int
    twice: int
    uncounted: int
    """See `KillFigures`."""


def measure_takeovers(
    folder: Path, *, chats: int = 300, kills: int = 20, seed: int = 1, url: str | None = None
) -> TakeoverFigures:
    """Kill the leader `kills` times. `url`: see `Environment`."""
    random = Random(seed)
    with environment(folder, chats, url=url) as at:
        leader = at.bot
        leader.start()
        # all at once: a broadcast would end while each waits for the next one to start
        standbys = [at.new_bot() for _ in range(kills)]
        for standby in standbys:
            standby.start(polls=False)
            standby.wait_for_log(STANDBY, 60)
        at.announce()
        wait_until(at.sends, 30, "the leader sends")
        seconds = []
        for _ in range(kills):
            time.sleep(random.uniform(0.0, 0.4))
            leader.kill()
            since = time.monotonic()
            time.sleep(0.2)  # what it had sent by then arrives
            before = len(at.sends())
            leader = _next_leader(standbys)
            wait_until(lambda seen=before: len(at.sends()) > seen, 2 * MOST_SECONDS, "a take-over")  # type: ignore[misc]
            seconds.append(time.monotonic() - since)
            standbys.remove(leader)
        wait_until(lambda: not any(row.state == "pending" for row in at.rows()), 60, "everything is sent")
        assert leader.stop() == 0, leader.log[-4000:]
        leader.check_log()
        rows, arrived = at.rows(), at.arrived()
        ends = Counter((row.chat, row.state) for row in rows)
        return TakeoverFigures(
            database="PostgreSQL" if url else "SQLite",
            seconds=tuple(seconds),
            lost=sum(not arrived[chat] for chat in at.chats),
            unrecorded=sum(ends[chat, "sent"] != 1 for chat in at.chats) + len(rows) - len(at.chats),
            unanswered=sum(row.unanswered for row in rows),
            twice=sum(max(number - 1, 0) for number in arrived.values()),
            uncounted=sum(max(arrived[row.chat] - 1 - row.unanswered, 0) for row in rows),
        )


def _next_leader(standbys: Sequence[BotProcess]) -> BotProcess:
    """Wait until a standby runs the bot, and return it."""

    def leading() -> list[BotProcess]:
        return [standby for standby in standbys if RUNNING in standby.log]

    wait_until(leading, 2 * MOST_SECONDS, "a standby leads")
    return leading()[0]
