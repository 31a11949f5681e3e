"""Parse the arguments of /subscribe: notices, daily cases or weekly digests, a time, and a condition; quiet hours."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from data.nouns import shared_noun
from intents.engine import Engine
from intents.language.numerals import parse_number
from intents.model.query import Query
from intents.views.subscription_filter import SubscriptionFilter, parse_filter

NOTICE, DAILY, WEEKLY = "notice", "daily", "weekly"
"""The kinds of subscriptions."""
DAY_MINUTES = 24 * 60
WEEKDAYS = "一二三四五六日"

_WEEK = "周|星期|礼拜"
_DAILY = re.compile(
    r"^\s*(?:每[日天]|daily\b)|(?:每[日天]|daily)(?=\s*\d)|(?<=[\d点半刻分整])\s*(?:每[日天]|daily)\s*$", re.IGNORECASE
)
_WEEKLY = re.compile(
    rf"每个?(?:{_WEEK})(?P<day>[{WEEKDAYS}天1-7])?|^\s*(?:{_WEEK})(?P<bare>[{WEEKDAYS}天1-7])(?=\s*\S*[\d点时])"
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
_WISH = re.compile(
    rf"(?:以后|今后)?(?P<often>每[日天]|每个?(?:{_WEEK})[{WEEKDAYS}天1-7]?)(?P<time>.{{0,12}}?)"
    r"(?:都|请|麻烦|能|可以|帮|给|我们?)*(?:发|推送|推|送)(?:给|我们?|一下)*(?:一?[个条份则篇])?(?P<what>.{0,40}?)[吧呗吗]?"
)
"""A wish to be sent something at times."""
NINE = 9 * 60
"""The time that is offered where none is named."""
_QUIET = re.compile(r"\s*(?:静默|免打扰|勿扰|静音)(?:时段|时间)?\s*(?P<rest>.*)", re.DOTALL)
SURE = "确定"
"""At the end of quiet hours: they are meant although they are long."""
_NOT_QUIET = re.compile(r"(?:关闭?|取消|不要了?|off|无)\s*", re.IGNORECASE)
_EVERYTHING = re.compile(r"(?:所有|全部|一切|不限|新)+的?(?:新?通知|案例|内容|条件)?")
"""Words for the absence of a condition."""
_AFTER_NOON = ("下午", "傍晚", "晚上")
_QUARTERS = {"半": 30, "一刻": 15, "三刻": 45}
_EDGES = " \t\n\u3000,，、。"


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
    wrong_time = clock_time[0].strip(_EDGES) if clock_time and minute is None else ""
    condition = _condition(rest.strip(_EDGES))
    if weekly is None:
        return SubscriptionRequest(DAILY, condition, minute, wrong_time=wrong_time)
    name = weekly["day"] or weekly["bare"]
    if name is None:
        return SubscriptionRequest(WEEKLY, condition, wrong_time=wrong_time)
    day = _weekday(name)
    minute = None if minute is None else day * DAY_MINUTES + minute
    return SubscriptionRequest(WEEKLY, condition, minute, WEEKDAYS[day], wrong_time)


def read_condition(request: SubscriptionRequest, engine: Engine) -> SubscriptionFilter | None:
    """Return the condition of a request, which all cases meet if it states none; None if its text is no condition."""
    return parse_filter(request.condition, engine) if request.condition else SubscriptionFilter(Query(), "")


def read_wish(text: str, engine: Engine) -> str | None:
    """Return what to subscribe to for who wants to be sent something again and again; None for other texts.

    每天早上八点发一个安徽案例 asks for 每天 08:00 安徽; without a time, nine o'clock is offered.
    """
    match = _WISH.fullmatch(text)
    if match is None:
        return None
    noun = shared_noun(engine.dataset.notices).noun
    what = re.sub(rf"的?(?:案例|{re.escape(noun)}|汇总)$", "", match["what"].strip(_EDGES))
    request = parse_request(f"{match['often']}{match['time']} {what}")
    if request.kind == NOTICE or request.wrong_time or read_condition(request, engine) is None:
        return None
    minute = request.minute
    if minute is None:
        day = WEEKDAYS.index(request.day) if request.day else 0
        minute = NINE + (day * DAY_MINUTES if request.kind == WEEKLY else 0)
    return f"{format_time(request.kind, minute)} {request.condition}".strip()


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
    rest = f"{text[: clock_time.start()]} {text[clock_time.end() :]}".strip(_EDGES)
    minute = _minute(clock_time)
    wrong_time = clock_time[0].strip(_EDGES) if minute is None else ""
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
