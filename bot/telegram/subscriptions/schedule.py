"""What stands after /subscribe: a case a day at a time, or every notice; and of which cases."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from intents.language.numerals import parse_number

NOTICE, DAILY = "notice", "daily"
"""The kinds of a subscription."""

_EACH_DAY = re.compile(
    r"^\s*(?:每[日天]|daily\b)|(?:每[日天]|daily)(?=\s*\d)|(?<=[\d点半刻分整])\s*(?:每[日天]|daily)\s*$", re.IGNORECASE
)
_HALF = r"(?P<half>早上|早晨|上午|中午|下午|傍晚|晚上)?\s*"
_PAST = r"(?:(?P<quarters>半|一刻|三刻)|(?P<past>\d{1,2})分?|(?P<said>[零〇一二三四五六七八九十]{1,3})分|整)?"
_CLOCK = rf"(?:[:：](?P<minute>\d{{1,2}})|[点时](?!通){_PAST})"
_HOUR = r"(?P<hour>(?<!\d)\d{1,2}|[零一二两三四五六七八九十]{1,3}(?=[点时](?!通)))"
_TIME = re.compile(rf"[\s,，、的在]*{_HALF}{_HOUR}\s*{_CLOCK}(?!\d)")
"""A time right after that."""
_ANYWHERE = re.compile(rf"[\s,，、的在]*{_HALF}(?P<hour>(?<!\d)\d{{1,2}})\s*{_CLOCK}(?!\d)")
"""One elsewhere, that can be nothing else."""
_EVERYTHING = re.compile(r"(?:所有|全部|一切|不限|新)+的?(?:新?通知|案例|内容|条件)?")
"""What says that there is no condition."""
_LATE = ("下午", "傍晚", "晚上")
_QUARTERS = {"半": 30, "一刻": 15, "三刻": 45}


@dataclass(frozen=True, slots=True)
class SubscriptionRequest:
    """What somebody wants to be sent."""

    kind: str
    """NOTICE or DAILY."""
    condition: str
    """Of which cases, in their words; empty for all."""
    minute: int | None = None
    """When, in minutes after midnight; None for a daily one whose time was not said, or is none."""


def parse_request(text: str) -> SubscriptionRequest:
    """What a text asks for: 每日 09:00 安徽 is a case of 安徽's each day at nine."""
    each = _EACH_DAY.search(text)
    if each is None:
        return SubscriptionRequest(NOTICE, _condition(text.strip()))
    said = _TIME.match(text, each.end()) or _ANYWHERE.search(text)
    rest = text
    for found in sorted((found for found in (each, said) if found), key=lambda found: -found.start()):
        rest = f"{rest[: found.start()]} {rest[found.end() :]}"
    return SubscriptionRequest(DAILY, _condition(rest.strip(" \t\n\u3000,，、。")), _minute(said) if said else None)


def daily_event(day: date) -> str:
    """The occasion of a day's case: `daily:<date>`."""
    return f"{DAILY}:{day.isoformat()}"


def clock(minute: int) -> str:
    """A time of day as it is read: 09:00."""
    return f"{minute // 60:02}:{minute % 60:02}"


def _condition(said: str) -> str:
    return "" if _EVERYTHING.fullmatch(said) else said


def _minute(said: re.Match[str]) -> int | None:
    groups = said.groupdict("")
    hour, past = parse_number(groups["hour"]), parse_number(groups["minute"] or groups["past"] or groups["said"])
    if past is None:
        past = _QUARTERS.get(groups["quarters"], 0)
    if hour is None:
        return None
    if groups["half"] in _LATE and hour < 12:
        hour += 12
    return hour * 60 + past if hour < 24 and past < 60 else None
