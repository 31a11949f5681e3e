"""What can be posted: answers as messages for chats that the bot need not be in, each query's made once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any

from bot.cards.card import explain
from bot.store import Exchange
from bot.telegram.conversations.answerer import ConversationKey, Question, Reply
from bot.telegram.rendering import briefs, inline_callback_data, notice_summary, share_links
from bot.telegram.rendering.page import page
from bot.telegram.services import Services
from intents.engine import Engine
from intents.model.answer import Answer
from intents.model.query import Query

JSON = dict[str, Any]

NOWHERE = 0
"""The chat of exchanges that no message stands for yet."""

KEPT = 500
"""So many are kept in memory, of a few kilobytes each: whoever types gets nearly the same ones with each key."""


@dataclass(frozen=True, slots=True)
class Article:
    """A message that can be posted."""

    headline: str
    """What it says, in one line …"""
    explanation: tuple[str, ...]
    """… and how the question was understood; of a case first its place."""
    html: str
    keyboard: JSON | None
    """https://core.telegram.org/bots/api#inlinekeyboardmarkup."""
    row: Exchange | None = None
    """What its buttons need (see `pending_exchanges`), where they cannot carry it themselves."""


class Articles:
    """Makes posts."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._kept: OrderedDict[Query | str, Article] = OrderedDict()
        self._revision = ""

    async def of_query(self, query: Query, engine: Engine, user: int) -> Article:
        """The answer to a query, as someone who types would post it. Raises `Gone`."""
        conversation = ConversationKey(NOWHERE, None, user)
        return await self._once(query, engine, lambda: self._services.answerer.queried(query, conversation, engine))

    async def of_question(self, text: str, engine: Engine, user: int) -> Article:
        """The answer to a question that an answer offers."""
        return await self._once(text, engine, lambda: self.asked(text, engine, user))

    async def asked(self, text: str, engine: Engine, user: int) -> Reply:
        """The reply to a question that was typed."""
        answerer = self._services.answerer
        question = Question(ConversationKey(NOWHERE, None, user), text, answerer.clock())
        return await answerer.asked(question, engine, None, answerer.store.next_id())

    def of_reply(self, reply: Reply) -> Article:
        """What a reply shows; its wording is not remembered: nobody has asked it yet."""
        reply = replace(reply, exchange=replace(reply.exchange, question=None))
        dataset = reply.engine.dataset
        shown = page(reply, self._services.me)
        source = inline_callback_data.of_reply(reply)
        keyboard, row = None, None
        if shown.keyboard is not None:
            if source is not None and (reply.query is None or share_links.self_contained(reply) is not None):
                keyboard = inline_callback_data.embed_source(shown.keyboard, source, dataset)
            if keyboard is None:
                row = reply.exchange
                keyboard = inline_callback_data.embed_source(shown.keyboard, inline_callback_data.of_row(row), dataset)
        return Article(_headline(reply.answer), tuple(explain(reply.answer, dataset)), shown.html, keyboard, row)

    def of_latest(self, conversation: ConversationKey, engine: Engine) -> Article | None:
        """The latest notice in short; None where there is none."""
        summary, shown = notice_summary.latest(engine), briefs.latest(conversation, None, self._services, engine)
        if summary is None or shown is None:
            return None
        it, page = notice_summary.card(summary), shown[0]
        source = inline_callback_data.of_notice(summary.notice)
        keyboard = inline_callback_data.embed_source(page.keyboard, source, engine.dataset) if page.keyboard else None
        return Article(it.heading, it.explanation, page.html, keyboard)

    async def _once(self, key: Query | str, engine: Engine, make: Callable[[], Awaitable[Reply]]) -> Article:
        if engine.dataset.revision != self._revision:
            self._kept.clear()
            self._revision = engine.dataset.revision
        post = self._kept.get(key)
        if post is None:
            post = self.of_reply(await make())
            if post.row is None:  # else it is for one user, once
                self._kept[key] = post
                if len(self._kept) > KEPT:
                    self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(key)
        return post


def _headline(answer: Answer) -> str:
    """The heading's first line, without what leads to a list."""
    return answer.heading.partition("\n")[0].rstrip("：")


def article(name: str, post: Article, title: str = "", description: str = "") -> JSON:
    """The inline query result that posts it: https://core.telegram.org/bots/api#inlinequeryresultarticle."""
    result: JSON = {
        "type": "article",
        "id": name,
        "title": title or post.headline,
        "input_message_content": {
            "message_text": post.html,
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": True},
        },
    }
    if description:
        result["description"] = description
    return result | ({"reply_markup": post.keyboard} if post.keyboard else {})
