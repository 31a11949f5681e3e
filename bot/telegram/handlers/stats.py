"""/stats: how much is asked, by day, kind and surface, and what is asked most; for administrators, without names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from bot.store import WRONG_KIND, QuestionCount
from bot.telegram.conversations.incoming import IncomingMessage
from bot.telegram.handlers.admin import FOR_ADMINS
from bot.telegram.rendering.html import truncate
from bot.telegram.rendering.share_links import QUESTION_KIND
from bot.telegram.replies import send_text
from bot.telegram.services import Services

DAYS = 7
"""Days that have a line each."""
DAYS_OF_MOST_ASKED = 30
MAX_QUESTIONS, MAX_LENGTH = 10, 60
"""Questions that are listed, each truncated to this many UTF-16 code units."""

_WEEKDAYS = "一二三四五六日"
_NO_QUESTION = ("help", QUESTION_KIND)
"""Kinds of exchanges that nobody asked about the notices."""
_ASKED_BACK, _REFUSED = "clarify", "refuse"
_KINDS = {
    "cases": "案例",
    "card": "单个案例",
    "units": "单位",
    "count": "数量",
    "rank": "排名",
    "compare": "比较",
    "yes_no": "是否",
    "notice": "通知本身",
    "none": "通知里没有的",
    "map": "图",
    "export": "表格",
}
"""The names of the kinds of answers, in the order of ties."""
_SURFACES = {"private": "私聊", "group": "群", "elsewhere": "别的聊天"}


async def send_stats(services: Services, incoming: IncomingMessage) -> None:
    """Send the statistics of the last days."""
    if incoming.conversation.asker not in services.settings.admins:
        await send_text(services, incoming, FOR_ADMINS)
        return
    await send_text(services, incoming, await stats_text(services))


async def stats_text(services: Services) -> str:
    """Return the text of /stats. Raises `StoreError`."""
    zone, log = services.settings.timezone, services.store.question_log
    today = datetime.fromtimestamp(services.telegram_clock(), zone).date()
    days = [today - timedelta(days=ago) for ago in range(DAYS)]
    starts = [datetime.combine(day, time(), zone).timestamp() for day in (today + timedelta(days=1), *days)]
    counts = [await log.count_questions(since, until) for until, since in pairwise(starts)]
    everything = [count for day in counts for count in day]
    since = starts[1] - (DAYS_OF_MOST_ASKED - 1) * 24 * 60 * 60
    most = await log.list_most_asked(since, MAX_QUESTIONS, (*_NO_QUESTION, _REFUSED, WRONG_KIND))
    lines = [f"最近 {DAYS} 天的提问：", ""]
    lines += [f"{_day(day, today)}：{_summary(of_day)}" for day, of_day in zip(days, counts, strict=True)]
    lines += ["", f"一共：{_summary(everything)}", *_breakdown(everything)]
    if most:
        lines += ["", f"最近 {DAYS_OF_MOST_ASKED} 天问得最多的：", ""]
        lines += [f"{count} 次 · {truncate(' '.join(question.split()), MAX_LENGTH)}" for question, count in most]
    return "\n".join(lines)


def _day(day: date, today: date) -> str:
    return f"{day:%m-%d} {'今天' if day == today else f'周{_WEEKDAYS[day.weekday()]}'}"


def _summary(counts: Sequence[QuestionCount]) -> str:
    """Return how many questions there were and what became of them: 12 个，答了 9 个，反问 2 个，没听懂 1 个."""
    kinds: Counter[str] = Counter()
    for one in counts:
        kinds[one.kind] += one.count
    asked = sum(count for kind, count in kinds.items() if kind not in (*_NO_QUESTION, WRONG_KIND))
    if not asked:
        return "没有"
    parts = (
        ("答了", asked - kinds[_ASKED_BACK] - kinds[_REFUSED]),
        ("反问", kinds[_ASKED_BACK]),
        ("没听懂", kinds[_REFUSED]),
        ("有人说答得不对", kinds[WRONG_KIND]),
    )
    return "，".join([f"{asked} 个", *(f"{name} {count} 个" for name, count in parts if count)])


def _breakdown(counts: Sequence[QuestionCount]) -> Iterator[str]:
    """Yield the lines on the kinds of answers and on the surfaces."""
    kinds: Counter[str] = Counter()
    surfaces: Counter[str] = Counter()
    for one in counts:
        if one.kind in (*_NO_QUESTION, WRONG_KIND):
            continue
        surfaces[_SURFACES[one.surface]] += one.count
        if one.kind in _KINDS:
            kinds[_KINDS[one.kind]] += one.count
    for name, counted in (("答的是", kinds), ("问的地方", surfaces)):
        if counted:
            yield f"{name}：{'，'.join(f'{label} {count}' for label, count in counted.most_common())}"
