"""The bot is killed at seeded moments while it tells many chats of a notice, and started again each time."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.tools.soak.environment import Place, place, wait

EARLY = 4
"""One in so many kills comes before or while the bot starts, the others after it has begun to send."""


@dataclass(frozen=True, slots=True)
class Kill:
    """How things were when the process had been killed."""

    after: float
    """Seconds after the first message of this life; where there was none, or it was not waited for, after its start."""
    sending: bool
    """Whether the first message was waited for."""
    sent: int
    """Rows that were recorded as sent by then."""
    under_way: int
    """Sends under way: nobody knows whether they arrived."""
    arrived: int
    """Of those, the ones that had: they come a second time."""


@dataclass(frozen=True, slots=True)
class Crashes:
    """What came of it."""

    chats: int
    kills: tuple[Kill, ...]
    lost: int
    """Chats that got nothing."""
    unrecorded: int
    """Chats without exactly one row, as sent, in the end."""
    again: int
    """Chats that got a message after their row had been recorded as sent."""
    unanswered: int
    """Sends that were recorded as unanswered."""
    twice: int
    """Messages beyond one for a chat."""


def crashes(folder: Path, *, chats: int = 300, kills: int = 20, seed: int = 1) -> Crashes:
    """Kill it so often, and look at what has become of the notice in the end."""
    random = Random(seed)
    with place(folder, chats) as at:
        at.bot.start()
        at.announce()
        done: list[Kill] = []
        recorded: list[tuple[set[int], Counter[int]]] = []
        for number in range(kills):
            done.append(_kill(at, random, early=number % EARLY == 0))
            sent = {row.chat for row in at.rows() if row.state == "sent"}
            recorded.append((sent, _arrived(at)))
        at.bot.start()
        wait(lambda: not any(row.state == "pending" for row in at.rows()), 60, "everything is sent")
        assert at.bot.stop() == 0, at.bot.log[-4000:]
        at.bot.clean()
        rows, arrived = at.rows(), _arrived(at)
        ends = Counter((row.chat, row.state) for row in rows)
        return Crashes(
            chats=chats,
            kills=tuple(done),
            lost=sum(not arrived[chat] for chat in at.chats),
            unrecorded=sum(ends[chat, "sent"] != 1 for chat in at.chats) + len(rows) - len(at.chats),
            again=len({chat for sent, before in recorded for chat in sent if arrived[chat] > before[chat]}),
            unanswered=sum(row.unanswered for row in rows),
            twice=arrived.total() - len(at.chats),
        )


def _kill(at: Place, random: Random, *, early: bool) -> Kill:
    before, since = _arrived(at), time.monotonic()
    if not at.bot.running:
        at.bot.start(polls=False)
    if early:
        time.sleep(random.uniform(0.0, 2.5))
    else:
        wait(lambda: len(at.sends()) > before.total(), 30, "the first message after a start")
        since = time.monotonic()
        time.sleep(random.uniform(0.0, 0.7))
    after = time.monotonic() - since
    at.bot.kill()
    time.sleep(0.2)  # what had left it by then arrives
    rows, arrived = at.rows(), _arrived(at)
    under_way = [row.chat for row in rows if row.state == "pending" and row.under_way]
    return Kill(
        after=after,
        sending=not early,
        sent=sum(row.state == "sent" for row in rows),
        under_way=len(under_way),
        arrived=sum(arrived[chat] > before[chat] for chat in under_way),
    )


def _arrived(at: Place) -> Counter[int]:
    """How many messages arrived, by chat."""
    return Counter(send.chat for send in at.sends())
