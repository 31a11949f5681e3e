"""Administrators of a group are asked of Telegram once a minute."""

from __future__ import annotations

from typing import Any

from telegram.error import TelegramError

from bot.telegram.transport.administrators import MAX_AGE_SECONDS, RecentAdministrators


async def test_administrators_are_remembered_for_a_short_time() -> None:
    now, asked, members = [0.0], [], {-1: [1, 2], -2: [3]}

    async def call(chat: int) -> list[dict[str, Any]]:
        asked.append(chat)
        if chat not in members:
            raise TelegramError("chat not found")
        return [{"user": {"id": user}, "a field of later versions": True} for user in members[chat]]

    recent = RecentAdministrators(call, lambda: now[0])
    assert [await recent.include(user, chat) for user, chat in ((1, -1), (2, -1), (3, -1), (3, -2), (3, -9))] == [
        True,
        True,
        False,
        True,
        False,
    ]
    assert not await recent.include(4, -9)
    assert asked == [-1, -2, -9]
    members[-1] = [3]
    assert await recent.include(1, -1)
    now[0] += MAX_AGE_SECONDS + 1
    assert not await recent.include(1, -1)
    assert asked == [-1, -2, -9, -1]
