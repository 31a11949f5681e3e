"""What the exchanges tell about the questions asked: which found no answer, how many there are, which recur."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, Select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store import tables
from bot.store.database import database_errors
from bot.store.records import QuestionCount, UnansweredQuestion


class QuestionLog:
    """Counts questions whose text is kept; it does not say who asked. Every coroutine raises `StoreError`.

    Times are in seconds since 1970.
    """

    def __init__(self, engine: AsyncEngine, flush: Callable[[], Awaitable[None]]) -> None:
        """`flush` waits until the latest exchanges are written."""
        self._engine, self._flush = engine, flush

    async def count_unanswered(self, since: float, limit: int) -> list[UnansweredQuestion]:
        """Count the questions since then that were refused or clarified, or whose answers were called wrong.

        Returns at most `limit`, the most frequent first.
        """
        rows = await self._rows(tables.COUNT_UNANSWERED, {"since": since, "limit": limit})
        return [UnansweredQuestion(*row) for row in rows]

    async def list_chosen(self, since: float) -> list[tuple[str, str]]:
        """Return the questions since then that were clarified, each with what was asked next, also by a button."""
        return [(question, chosen) for question, chosen in await self._rows(tables.LIST_CHOSEN, {"since": since})]

    async def count_questions(self, since: float, until: float) -> list[QuestionCount]:
        """Count the questions from `since` until before `until` by surface and kind.

        An answer that was called wrong is counted at the time of its question.
        """
        rows = await self._rows(tables.COUNT_QUESTIONS, {"since": since, "until": until})
        return [QuestionCount(*row) for row in rows]

    async def list_most_asked(self, since: float, limit: int, without: Sequence[str]) -> list[tuple[str, int]]:
        """Return the questions asked most since then, at most `limit`, with how often; the most frequent first.

        Without those whose answers are of the kinds in `without`.
        """
        values = {"since": since, "limit": limit, "without": list(without)}
        return [(question, count) for question, count in await self._rows(tables.MOST_ASKED, values)]

    async def _rows(self, statement: Select[Any], values: Mapping[str, Any]) -> Sequence[Row[Any]]:
        await self._flush()
        with database_errors(self._engine.url):
            async with self._engine.connect() as connection:
                return (await connection.execute(statement, values)).all()
