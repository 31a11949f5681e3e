"""What /unanswered says: which questions found no answer lately, without who asked them."""

from __future__ import annotations

from bot.telegram.rendering.html import truncate
from bot.telegram.services import Services

DAYS = 30
MOST, LONGEST = 40, 60
"""So many questions fit into one message, each cut to so many UTF-16 code units."""

_KINDS = {"refuse": "没听懂", "clarify": "反问了"}


async def unanswered(services: Services) -> str:
    """The questions, most frequent first."""
    rows = await services.store.unanswered(services.clock() - DAYS * 24 * 60 * 60, MOST)
    if not rows:
        return f"最近 {DAYS} 天没有答不上来的问题。"
    lines = [
        f"{row.count} 次 · {truncate(' '.join(row.question.split()), LONGEST)}（{_KINDS.get(row.kind, row.kind)}）"
        for row in rows
    ]
    return "\n".join([f"最近 {DAYS} 天没答上来的问题，次数多的在前：", "", *lines])
