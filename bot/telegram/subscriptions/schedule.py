"""The times of subscriptions: parse them from the arguments of /subscribe, tell when one is due, and quiet hours."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from intents.language.numerals import parse_number

NOTICE, DAILY, WEEKLY = "notice", "daily", "weekly"
"""The kinds of subscriptions."""
DAY_MINUTES = 24 * 60
WEEKDAYS = "一二三四五六日"
WEEK = "周|星期|礼拜"
"""In patterns: the words for a week."""
_DAILY = re.compile(
    r"^\s*(?:每[日天]|daily\b)|(?:每[日天]|daily)(?=\s*\d)|(?<=[\d点半刻分整])\s*(?:每[日天]|daily)\s*$", re.IGNORECASE
)
_WEEKLY = re.compile(
    rf"每个?(?:{WEEK})(?P<day>[{WEEKDAYS}天1-7])?|^\s*(?:{WEEK})(?P<bare>[{WEEKDAYS}天1-7])(?=\s*\S*[\d点时])"
)
_HALF = r"(?P<half>早上|早晨|上午|中午|下午|傍晚|晚上)?\s*"
_PAST = r"(?:(?P<quarters>半|一刻|三刻)|(?P<past>\d{1,2})分?|(?P<numeral>[零〇一二三四五六七八九十]{1,3})分|整)?"
_CLOCK = rf"(?:[:：](?P<minute>\d{{1,2}})|[点时](?!通){_PAST})"  # 一点通 is a name, not one o'clock
_HOUR = r"(?P<hour>(?<!\d)\d{1,2}|[零一二两三四五六七八九十]{1,3}(?=[点时](?!通)))"
_TIME = re.compile(rf"[\s,，、的在]*{_HALF}{_HOUR}\s*{_CLOCK}(?!\d)")
"""A time right after the word for daily or weekly."""
_CLOCK_TIME = re.compile(rf"[\s,，、的在]*{_HALF}(?P<hour>(?<!\d)\d{{1,2}})\s*{_CLOCK}(?!\d)")
"""A time elsewhere, in a form that can be nothing else."""
_BARE_HOUR = re.compile(r"(?P<hour>\d{1,2})")
"""All of a text that may be an hour."""
_QUIET = re.compile(r"\s*(?:静默|免打扰|勿扰|静音)(?:时段|时间)?\s*(?P<rest>.*)", re.DOTALL)
SURE = "确定"
"""At the end of quiet hours: they are meant although they are long."""
_NOT_QUIET = re.compile(r"(?:关闭?|取消|不要了?|off|无)\s*", re.IGNORECASE)
_EVERYTHING = re.compile(r"(?:所有|全部|一切|不限|新)+的?(?:新?通知|案例|内容|条件)?")
"""Words for the absence of a condition."""
_AFTER_NOON = ("下午", "傍晚", "晚上")
_QUARTERS = {"半": 30, "一刻": 15, "三刻": 45}
EDGES = " \t\n\u3000,，、。"
"""What may stand around a time or a condition and is no part of it."""


@dataclass(frozen=True, slots=True)
class SubscriptionRequest:
    """The parsed arguments of /subscribe."""

    kind: str
    """NOTICE, DAILY or WEEKLY."""
    condition: str
    """The condition in the user's words; empty for all cases."""
    minute: int | None = None
    """Minutes after midnight, of weekly ones after that of Sunday to Monday; None if missing or invalid.

    Of NOTICE, a time that was given without saying how often.
    """
    day: str = ""
    """The day of the week of WEEKLY, if one is named."""
    wrong_time: str = ""
    """What has the form of a time but is none: 25:00."""


@dataclass(frozen=True, slots=True)
class QuietRequest:
    """Hours in which nothing is sent."""

    start: int | None = None
    end: int | None = None
    """Minutes after midnight; None for no quiet hours."""
    sure: bool = False
    """True if the text says so, after it was asked whether it means that many hours."""

    @property
    def minutes(self) -> int:
        """How long they are."""
        return (self.end - self.start) % DAY_MINUTES if self.start is not None and self.end is not None else 0


def parse_request(text: str) -> SubscriptionRequest:
    """Parse a text such as 每日 09:00 安徽, which asks for a case of 安徽 every day at nine."""
    daily, weekly = _DAILY.search(text), _WEEKLY.search(text)
    often = weekly or daily
    if often is None:
        return _without_often(text)
    clock_time = _TIME.match(text, often.end()) or _CLOCK_TIME.search(text)
    rest = text
    # the later match first, so that positions stay valid
    for match in sorted((match for match in (often, clock_time) if match), key=lambda match: -match.start()):
        rest = f"{rest[: match.start()]} {rest[match.end() :]}"
    minute = _minute(clock_time) if clock_time else None
    wrong_time = clock_time[0].strip(EDGES) if clock_time and minute is None else ""
    condition = _condition(rest.strip(EDGES))
    if weekly is None:
        return SubscriptionRequest(DAILY, condition, minute, wrong_time=wrong_time)
    name = weekly["day"] or weekly["bare"]
    if name is None:
        return SubscriptionRequest(WEEKLY, condition, wrong_time=wrong_time)
    day = _weekday(name)
    minute = None if minute is None else day * DAY_MINUTES + minute
    return SubscriptionRequest(WEEKLY, condition, minute, WEEKDAYS[day], wrong_time)


def parse_quiet(text: str) -> QuietRequest | None:
    """Parse 静默 22:00-08:00 or 静默 关; None for any other text, and for hours that are none.

    Raises ValueError if the hours are missing or wrong.
    """
    match = _QUIET.fullmatch(text)
    if match is None:
        return None
    if _NOT_QUIET.fullmatch(match["rest"]):
        return QuietRequest()
    times = [_minute(time) for time in re.finditer(rf"{_HALF}{_HOUR}\s*{_CLOCK}(?!\d)", match["rest"])]
    if len(times) != 2 or None in times or times[0] == times[1]:
        raise ValueError(text)
    start, end = times
    return QuietRequest(start, end, sure=match["rest"].endswith(SURE))


def due_event(kind: str, day: date) -> str:
    """Return the event of a day's case, or of the digest that is due on a day: `daily:<date>`, `weekly:<date>`."""
    return f"{kind}:{day.isoformat()}"


def last_due(kind: str, minute: int, now: datetime) -> datetime:
    """Return when a daily or weekly subscription was due last, at or before `now`."""
    days, minute = divmod(minute, DAY_MINUTES)
    back = 0 if kind == DAILY else (now.weekday() - days) % 7
    due = now.replace(hour=minute // 60, minute=minute % 60, second=0, microsecond=0) - timedelta(days=back)
    return due if due <= now else due - timedelta(days=1 if kind == DAILY else 7)


def quiet_end(start: int | None, end: int | None, now: float, zone: ZoneInfo) -> float | None:
    """Return when the quiet hours end that a time lies in (in seconds since 1970); None if it lies in none."""
    if start is None or end is None:
        return None
    local = datetime.fromtimestamp(now, zone)
    minute = local.hour * 60 + local.minute
    inside = start <= minute < end if start < end else minute >= start or minute < end
    if not inside:
        return None
    until = local.replace(hour=end // 60, minute=end % 60, second=0, microsecond=0)
    return (until if until > local else until + timedelta(days=1)).timestamp()


def format_minute(minute: int) -> str:
    """Format minutes after midnight as 09:00."""
    return f"{minute // 60:02}:{minute % 60:02}"


def format_time(kind: str, minute: int) -> str:
    """Format the time of a daily or weekly subscription: 每天 09:00, 每周一 09:00."""
    day, minute = divmod(minute, DAY_MINUTES)
    return f"{'每天' if kind == DAILY else f'每周{WEEKDAYS[day]}'} {format_minute(minute)}"


def _without_often(text: str) -> SubscriptionRequest:
    if match := _BARE_HOUR.fullmatch(text.strip()):
        hour = int(match["hour"])
        if hour >= 24:
            return SubscriptionRequest(NOTICE, "", wrong_time=match[0])
        return SubscriptionRequest(NOTICE, "", hour * 60)
    clock_time = _CLOCK_TIME.search(text)
    if clock_time is None:
        return SubscriptionRequest(NOTICE, _condition(text.strip()))
    rest = f"{text[: clock_time.start()]} {text[clock_time.end() :]}".strip(EDGES)
    minute = _minute(clock_time)
    wrong_time = clock_time[0].strip(EDGES) if minute is None else ""
    return SubscriptionRequest(NOTICE, _condition(rest), minute, wrong_time=wrong_time)


def _weekday(name: str) -> int:
    return int(name) - 1 if name.isdecimal() else WEEKDAYS.index("日" if name == "天" else name)


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
