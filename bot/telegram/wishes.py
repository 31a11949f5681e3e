"""What stands after /subscribe: a case a day at a time, or every notice; and of which cases."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

NOTICE, DAILY = "notice", "daily"
"""The kinds of a subscription."""

_EACH_DAY = re.compile(r"^\s*(?:每[日天]|daily\b)|(?:每[日天]|daily)(?=\s*\d)", re.IGNORECASE)
_TIME = re.compile(
    r"[\s,，、的在]*(?P<half>早上|上午|中午|下午|晚上)?\s*(?P<hour>\d{1,2})"
    r"\s*(?:[:：](?P<minute>\d{1,2})|[点时](?:(?P<quarters>半|一刻|三刻)|(?P<past>\d{1,2})分?|整)?)(?!\d)"
)
_LATE = ("下午", "晚上")
_QUARTERS = {"半": 30, "一刻": 15, "三刻": 45}


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to be sent."""

    kind: str
    """NOTICE or DAILY."""
    condition: str
    """Of which cases, in their words; empty for all."""
    minute: int | None = None
    """When, in minutes after midnight; None for a daily one whose time was not said, or is none."""


def wish(text: str) -> Wish:
    """What a text asks for: 每日 09:00 安徽 is a case of 安徽's each day at nine."""
    each = _EACH_DAY.search(text)
    if each is None:
        return Wish(NOTICE, text.strip())
    said = _TIME.match(text, each.end())
    rest = f"{text[: each.start()]} {text[said.end() if said else each.end() :]}"
    return Wish(DAILY, rest.strip(" \t\n\u3000,，、。"), _minute(said) if said else None)


def occasion(day: date) -> str:
    """The occasion of a day's case: `daily:<date>`."""
    return f"{DAILY}:{day.isoformat()}"


def clock(minute: int) -> str:
    """A time of day as it is read: 09:00."""
    return f"{minute // 60:02}:{minute % 60:02}"


def _minute(said: re.Match[str]) -> int | None:
    hour, past = int(said["hour"]), int(said["minute"] or said["past"] or _QUARTERS.get(said["quarters"] or "", 0))
    if said["half"] in _LATE and hour < 12:
        hour += 12
    return hour * 60 + past if hour < 24 and past < 60 else None
