"""Inline queries: what is typed after the bot's name, in any chat, is answered while it is typed."""

from __future__ import annotations

import re
from typing import Any

import structlog
from telegram import Update
from telegram.constants import UpdateType as Kind
from telegram.error import BadRequest
from telegram.ext import InlineQueryHandler

from bot.telegram.inline.articles import NOWHERE, Articles
from bot.telegram.inline.results import Found, Results
from bot.telegram.replies import TOO_FAST
from bot.telegram.services import Feature, Handler, Services
from bot.telegram.transport.throttle import Rates, Verdict
from bot.text import printable, replace_surrogates

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

TYPING = Rates(user=(30, 0.5))
"""Keys come faster than questions; clients ask a few times a second at most."""

_NUMBER = re.compile("[0-9]{1,9}")

CACHED = 300
"""Seconds for which Telegram answers the same question by itself: answers are the same for everyone."""


def handlers(services: Services) -> list[Handler]:
    """Every inline query."""
    return [InlineQueryHandler(InlineQueries(services).typed)]


FEATURE = Feature(frozenset({Kind.INLINE_QUERY}), handlers)


class InlineQueries:
    """Answers inline queries."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._posts = Articles(services)

    async def typed(self, update: Update, _context: Any) -> None:
        """Something was typed, or more of its results are wanted."""
        query, services = update.inline_query, self._services
        if query is None:
            return
        user = query.from_user.id
        verdict = services.typing_throttle.take(user, NOWHERE)
        if verdict is Verdict.SILENT:
            log.info("too_fast", chat="inline")
        elif verdict is Verdict.NOTICE:
            button = {"text": TOO_FAST, "start_parameter": "help"}
            await self._answer(query.id, Found("too_fast", [], button=button), cached=0)
        else:
            text = printable(replace_surrogates(query.query)).strip()
            first = int(query.offset) if _NUMBER.fullmatch(query.offset) else 0
            found = await Results(services, self._posts, user).found(text, first)
            services.pending_exchanges.keep(user, found.rows)
            # what needs exchanges that are not written yet must not be shown to others, nor again
            await self._answer(query.id, found, cached=0 if found.rows else CACHED)

    async def _answer(self, query: str, found: Found, *, cached: int) -> None:
        """Answer once: what comes too late, or does not get through, is asked again by the next key."""
        answer = {
            "inline_query_id": query,
            "results": found.results,
            "cache_time": cached,
            "is_personal": not cached,
            "next_offset": str(found.next or ""),
        }
        if found.button:
            answer["button"] = found.button
        try:
            await self._services.bot.call("answerInlineQuery", answer)
        except BadRequest as error:
            log.info("inline_expired", why=error.message)
        else:
            log.info("inline_answered", kind=found.kind, results=len(found.results))
