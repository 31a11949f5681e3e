"""Measure a broadcast to many chats while people ask questions."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from bot.telegram.rate_limit.limits import Limits
from tests.tools.soak.environment import Environment, environment, wait_until

QUESTIONS = ("安徽参与了哪些案例", "最佳实践案例一共几个", "上海和浙江都参与、江苏没参与的", "哪个省参与的案例最多")
RATE = 5.0
"""Questions per second."""


@dataclass(frozen=True, slots=True)
class BroadcastFigures:
    """The figures of a broadcast."""

    chats: int
    seconds: float
    """Seconds from the first message of the broadcast to the last."""
    answers: int
    """Messages that answered questions in that time; they count against the same limits."""
    questions: int
    unanswered: int
    """Questions without an answer."""
    p50: float
    p99: float
    """Seconds from a question to its answer."""
    refused: int
    """Calls that the server's flood control refused."""

    @property
    def allowed(self) -> float:
        """Seconds that the limits allow for all these messages."""
        return (self.chats + self.answers) / Limits().overall

    @property
    def ratio(self) -> float:
        """Ratio of the time taken to the time that the limits allow."""
        return self.seconds / self.allowed


def measure_broadcast(folder: Path, *, chats: int = 1000) -> BroadcastFigures:
    """Announce a notice to `chats` chats while questions are asked."""
    with environment(folder, chats) as at:
        at.bot.start()
        at.announce()
        # Questions are asked only during the broadcast.
        wait_until(at.sends, 30, "the broadcast begins")
        asked = at.server.call(
            "offer", texts=QUESTIONS, rate=RATE, count=int(chats / Limits().overall * RATE), chats=100
        )
        wait_until(lambda: len(at.sends()) >= chats, 60 + 2 * chats / Limits().overall, "everyone has it")
        assert at.bot.stop() == 0, at.bot.log[-4000:]
        at.bot.check_log()
        return _measured(at, asked)


def _measured(at: Environment, asked: dict[str, Any]) -> BroadcastFigures:
    times = [send.at for send in at.sends()]
    begun, ended = min(times), max(times)
    all_sent = (call["at"] for call in at.server.call("calls", method="sendMessage") if call["status"] == 200)
    latencies = sorted(latency for latency in asked["latencies"] if latency is not None)
    return BroadcastFigures(
        chats=len(times),
        seconds=ended - begun,
        answers=sum(begun <= sent <= ended for sent in all_sent) - len(times),
        questions=len(asked["latencies"]),
        unanswered=len(asked["latencies"]) - len(latencies),
        p50=median(latencies),
        p99=quantiles(latencies, n=100)[98],
        refused=at.server.call("refused"),
    )
