"""Flood control: how often a bot may send, and the 429 with retry_after beyond that."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, field

from tests.botapi.errors import too_many_requests


@dataclass(slots=True)
class FloodControl:
    """Telegram's limits (core.telegram.org/bots/faq): 1 a second in a chat except for short bursts, 20 a minute in a
    group, 30 a second overall. While a chat has to wait, its messages are refused; waits are whole seconds.
    """

    burst: int = 4
    """Messages that a chat may get at once."""
    group: int = 20
    minute: float = 60.0
    overall: int = 33
    """30, plus what the network bunches."""
    refused: int = 0
    _chats: dict[int, tuple[float, float]] = field(default_factory=dict)
    _groups: dict[int, deque[float]] = field(default_factory=dict)
    _all: deque[float] = field(default_factory=deque)
    _halted: dict[int, float] = field(default_factory=dict)

    def take(self, chat: int, *, group: bool, now: float) -> None:
        """Count a message to a chat. Raises a 429 if it exceeds a limit."""
        halted = self._halted.get(chat, 0.0)
        # While a chat has to wait, Telegram refuses every further message.
        if now < halted:
            self._refuse(chat, halted - now, now)
        left, since = self._chats.get(chat, (float(self.burst), now))
        left = min(self.burst, left + now - since)
        window = self._groups.setdefault(chat, deque()) if group else deque[float]()
        _forget(window, now - self.minute)
        _forget(self._all, now - 1.0)
        if len(self._all) >= self.overall:
            self._refuse(chat, 1.0, now)
        if len(window) >= self.group:
            self._refuse(chat, window[0] + self.minute - now, now)
        if left < 1:
            self._refuse(chat, 1 - left, now)
        self._chats[chat] = left - 1, now
        window.append(now)
        self._all.append(now)

    def _refuse(self, chat: int, seconds: float, now: float) -> None:
        self.refused += 1
        # retry_after is an integer and at least 1.
        whole = max(1, math.ceil(seconds))
        self._halted[chat] = max(self._halted.get(chat, 0.0), now + whole)
        raise too_many_requests(whole)


def _forget(window: deque[float], before: float) -> None:
    while window and window[0] <= before:
        window.popleft()
