"""Texts longer than a message, which clients send in several parts."""

from __future__ import annotations

from dataclasses import dataclass

MIN_PART = 3000
"""Characters of a part that another may follow: clients cut at 4,096 or at the last line break before."""
MAX_SECONDS = 2.0
"""Time between two parts, by Telegram's dates, which are whole seconds."""
MAX_TEXT = 200_000
"""Characters of all parts together."""


@dataclass(frozen=True, slots=True)
class PastedText:
    """What an administrator has sent so far."""

    text: str
    last: int
    """Characters of the last part."""
    at: float
    """The time of the last part, in seconds since 1970."""
    key: str = ""
    """The key of the draft that was read from it; "" if it was no notice."""
    preview: int | None = None
    """The message of its preview."""


class PastedParts:
    """The latest text of each administrator, in memory: its parts come within seconds."""

    def __init__(self) -> None:
        self._latest: dict[int, PastedText] = {}

    def before(self, asker: int, at: float) -> PastedText | None:
        """Return the text that a message of this time continues."""
        latest = self._latest.get(asker)
        if latest is None or latest.last < MIN_PART or len(latest.text) > MAX_TEXT:
            return None
        return latest if 0 <= at - latest.at <= MAX_SECONDS else None

    def keep(self, asker: int, text: PastedText) -> None:
        """Remember the text, which another part may follow."""
        self._latest[asker] = text
