"""Inline queries: what is typed after the bot's name, in any chat, is answered while it is typed."""

from __future__ import annotations

import re
from typing import Any

import structlog
from telegram import Update
from telegram.constants import UpdateType as Kind
from telegram.error import BadRequest
from telegram.ext import InlineQueryHandler

from bot.cards.card import printable
from bot.cli.sessions import whole_characters
from bot.telegram.inline.articles import NOWHERE, Posts
from bot.telegram.inline.results import Found, Results
from bot.telegram.replies import TOO_FAST
from bot.telegram.services import Feature, Handler, House
from bot.telegram.transport.throttle import Rates, Verdict

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

TYPING = Rates(user=(30, 0.5))
"""Keys come faster than questions; clients ask a few times a second at most."""

_NUMBER = re.compile("[0-9]{1,9}")

CACHED = 300
"""Seconds for which Telegram answers the same question by itself: answers are the same for everyone."""


def handlers(house: House) -> list[Handler]:
    """Every inline query."""
    return [InlineQueryHandler(Inline(house).typed)]


FEATURE = Feature(frozenset({Kind.INLINE_QUERY}), handlers)


class Inline:
    """Answers inline queries."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._posts = Posts(house)

    async def typed(self, update: Update, _context: Any) -> None:
        """Something was typed, or more of its results are wanted."""
        query, house = update.inline_query, self._house
        if query is None:
            return
        user = query.from_user.id
        verdict = house.typing.take(user, NOWHERE)
        if verdict is Verdict.SILENT:
            log.info("too_fast", chat="inline")
        elif verdict is Verdict.NOTICE:
            button = {"text": TOO_FAST, "start_parameter": "help"}
            await self._answer(query.id, Found("too_fast", [], button=button), cached=0)
        else:
            text = printable(whole_characters(query.query)).strip()
            first = int(query.offset) if _NUMBER.fullmatch(query.offset) else 0
            found = await Results(house, self._posts, user).found(text, first)
            house.drafts.keep(user, found.rows)
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
            await self._house.bot.call("answerInlineQuery", answer)
        except BadRequest as error:
            log.info("inline_expired", why=error.message)
        else:
            log.info("inline_answered", kind=found.kind, results=len(found.results))
