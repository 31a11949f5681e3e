"""Parse the arguments of /subscribe: daily cases or notices, a time of day, and a condition."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from intents.language.numerals import parse_number

NOTICE, DAILY = "notice", "daily"
"""The kinds of subscriptions."""

_DAILY = re.compile(
    r"^\s*(?:每[日天]|daily\b)|(?:每[日天]|daily)(?=\s*\d)|(?<=[\d点半刻分整])\s*(?:每[日天]|daily)\s*$", re.IGNORECASE
)
_HALF = r"(?P<half>早上|早晨|上午|中午|下午|傍晚|晚上)?\s*"
_PAST = r"(?:(?P<quarters>半|一刻|三刻)|(?P<past>\d{1,2})分?|(?P<numeral>[零〇一二三四五六七八九十]{1,3})分|整)?"
_CLOCK = rf"(?:[:：](?P<minute>\d{{1,2}})|[点时](?!通){_PAST})"  # 一点通 is a name, not one o'clock
_HOUR = r"(?P<hour>(?<!\d)\d{1,2}|[零一二两三四五六七八九十]{1,3}(?=[点时](?!通)))"
_TIME = re.compile(rf"[\s,，、的在]*{_HALF}{_HOUR}\s*{_CLOCK}(?!\d)")
"""A time right after the word for daily."""
_CLOCK_TIME = re.compile(rf"[\s,，、的在]*{_HALF}(?P<hour>(?<!\d)\d{{1,2}})\s*{_CLOCK}(?!\d)")
"""A time elsewhere, in a form that can be nothing else."""
_EVERYTHING = re.compile(r"(?:所有|全部|一切|不限|新)+的?(?:新?通知|案例|内容|条件)?")
"""Words for the absence of a condition."""
_AFTER_NOON = ("下午", "傍晚", "晚上")
_QUARTERS = {"半": 30, "一刻": 15, "三刻": 45}


@dataclass(frozen=True, slots=True)
class SubscriptionRequest:
    """The parsed arguments of /subscribe."""

    kind: str
    """NOTICE or DAILY."""
    condition: str
    """The condition in the user's words; empty for all cases."""
    minute: int | None = None
    """Minutes after midnight; None for notices, and if the time is missing or invalid."""


def parse_request(text: str) -> SubscriptionRequest:
    """Parse a text such as 每日 09:00 安徽, which asks for a case of 安徽 every day at nine."""
    daily = _DAILY.search(text)
    if daily is None:
        return SubscriptionRequest(NOTICE, _condition(text.strip()))
    clock_time = _TIME.match(text, daily.end()) or _CLOCK_TIME.search(text)
    rest = text
    # the later match first, so that positions stay valid
    for match in sorted((match for match in (daily, clock_time) if match), key=lambda match: -match.start()):
        rest = f"{rest[: match.start()]} {rest[match.end() :]}"
    return SubscriptionRequest(
        DAILY, _condition(rest.strip(" \t\n\u3000,，、。")), _minute(clock_time) if clock_time else None
    )


def daily_event(day: date) -> str:
    """Return the event of a day's case: `daily:<date>`."""
    return f"{DAILY}:{day.isoformat()}"


def format_minute(minute: int) -> str:
    """Format minutes after midnight as 09:00."""
    return f"{minute // 60:02}:{minute % 60:02}"


def _condition(text: str) -> str:
    return "" if _EVERYTHING.fullmatch(text) else text


def _minute(match: re.Match[str]) -> int | None:
    groups = match.groupdict("")
    hour, minute = parse_number(groups["hour"]), parse_number(groups["minute"] or groups["past"] or groups["numeral"])
    if minute is None:
        minute = _QUARTERS.get(groups["quarters"], 0)
    if hour is None:
        return None
    if groups["half"] in _AFTER_NOON and hour < 12:  # 下午 14 点 is already past noon
        hour += 12
    return hour * 60 + minute if hour < 24 and minute < 60 else None
