"""Answer inline queries: texts that are typed after the bot's name in any chat."""

from __future__ import annotations

import re
from typing import Any

import structlog
from telegram import Update
from telegram.constants import UpdateType as Kind
from telegram.error import BadRequest
from telegram.ext import InlineQueryHandler

from bot.telegram.inline.articles import NO_CHAT, Articles
from bot.telegram.inline.results import ResultBuilder, ResultPage
from bot.telegram.replies import TOO_FAST
from bot.telegram.services import Feature, Handler, Services
from bot.telegram.transport.throttle import Rates
from bot.text import printable, replace_surrogates

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

TYPING_RATES = Rates(user=(30, 0.5))
"""Limits of inline queries per user; clients send a few a second at most while somebody types."""

_NUMBER = re.compile("[0-9]{1,9}")

CACHE_SECONDS = 300
"""Seconds for which Telegram reuses the results of a query for all users."""


def create_handlers(services: Services) -> list[Handler]:
    """Return the handler of inline queries."""
    return [InlineQueryHandler(InlineQueries(services).handle)]


FEATURE = Feature(frozenset({Kind.INLINE_QUERY}), create_handlers)


class InlineQueries:
    """Answers inline queries."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._articles = Articles(services)

    async def handle(self, update: Update, _context: Any) -> None:
        """Answer a query with its results from the requested position on."""
        query, services = update.inline_query, self._services
        if query is None:
            return
        user = query.from_user.id
        # inline queries come from no chat that could have a limit of its own
        if services.typing_throttle.take(user, NO_CHAT):
            text = printable(replace_surrogates(query.query)).strip()
            # `next_offset` comes back here; other texts are forged
            first = int(query.offset) if _NUMBER.fullmatch(query.offset) else 0
            page = await ResultBuilder(services, self._articles, user).build(text, first)
            services.pending_exchanges.keep(user, page.exchanges)
            # results with unsaved exchanges belong to this user and must not be cached
            await self._answer(query.id, page, cached=0 if page.exchanges else CACHE_SECONDS)
        elif services.typing_throttle.take_notice(user, NO_CHAT):
            button = {"text": TOO_FAST, "start_parameter": "help"}
            await self._answer(query.id, ResultPage("too_fast", [], button=button), cached=0)
        else:
            log.info("too_fast", chat="inline")

    async def _answer(self, query: str, page: ResultPage, *, cached: int) -> None:
        """Send the answer without retries: an answer that fails is made up for by the next keystroke."""
        answer = {
            "inline_query_id": query,
            "results": page.results,
            "cache_time": cached,
            "is_personal": not cached,
            "next_offset": str(page.next or ""),
        }
        if page.button:
            answer["button"] = page.button
        try:
            await self._services.bot.call("answerInlineQuery", answer)
        except BadRequest as error:
            log.info("inline_expired", why=error.message)
        else:
            self._services.measurements.note_answer("inline", page.kind)
            log.info("inline_answered", kind=page.kind, results=len(page.results))
