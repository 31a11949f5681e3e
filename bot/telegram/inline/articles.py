"""Articles: answers as messages for chats that the bot need not be a member of."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any

from bot.cards.card import as_shown, explain
from bot.store import Exchange
from bot.telegram.conversations.answerer import ConversationKey, Question, Reply
from bot.telegram.rendering import inline_callback_data, notice_summary, share_links
from bot.telegram.rendering.page import render_page
from bot.telegram.services import Services
from intents.engine import Engine
from intents.model.answer import Answer
from intents.model.query import Query
from intents.views.summary import summarize_notice

JSON = dict[str, Any]

NO_CHAT = 0
"""The chat of exchanges that no message shows yet."""

MAX_CACHED = 500
"""Articles in memory, of a few kilobytes each: nearly the same ones are needed at every keystroke."""


@dataclass(frozen=True, slots=True)
class Article:
    """A message for an inline result or a guest answer."""

    headline: str
    """The answer in one line."""
    explanation: tuple[str, ...]
    """Lines on how the question was understood; for a case, its place first."""
    html: str
    keyboard: JSON | None
    """https://core.telegram.org/bots/api#inlinekeyboardmarkup."""
    exchange: Exchange | None = None
    """The exchange that its buttons refer to (see `PendingExchanges`), if they cannot hold their whole state."""


class Articles:
    """Creates articles; those that are the same for every user are cached."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._cache: OrderedDict[Query | str, Article] = OrderedDict()
        self._revision = ""

    async def for_query(self, query: Query, engine: Engine, user: int) -> Article:
        """Return the article with the answer to a query. Raises `MissingEntityError`."""
        conversation = ConversationKey(NO_CHAT, None, user)
        return await self._cached(
            query, engine, lambda: self._services.answerer.answer_query(query, conversation, engine)
        )

    async def for_question(self, text: str, engine: Engine, user: int) -> Article:
        """Return the article with the answer to a question that another answer offers."""
        return await self._cached(text, engine, lambda: self.ask(text, engine, user))

    async def ask(self, text: str, engine: Engine, user: int) -> Reply:
        """Answer a question that was typed."""
        answerer = self._services.answerer
        question = Question(ConversationKey(NO_CHAT, None, user), text, answerer.clock())
        return await answerer.answer_question(question, engine, None, answerer.store.next_id())

    def for_reply(self, reply: Reply) -> Article:
        """Return the article that shows a reply. Its exchange holds no question, since nobody has asked it yet."""
        reply = replace(reply, exchange=replace(reply.exchange, question=None))
        dataset = reply.engine.dataset
        shown = render_page(reply, self._services.me)
        source = inline_callback_data.reply_source(reply)
        keyboard, exchange = None, None
        if shown.keyboard is not None:
            if source is not None and (reply.query is None or share_links.self_contained_payload(reply) is not None):
                keyboard = inline_callback_data.embed_source(shown.keyboard, source, dataset)
            if keyboard is None:
                exchange = reply.exchange
                keyboard = inline_callback_data.embed_source(
                    shown.keyboard, inline_callback_data.exchange_source(exchange), dataset
                )
        return Article(
            _headline(as_shown(reply.answer)),
            tuple(explain(reply.answer, dataset, reply.query)),
            shown.html,
            keyboard,
            exchange,
        )

    def for_latest_notice(self, conversation: ConversationKey, engine: Engine) -> Article | None:
        """Return the article that summarizes the latest notice; None if there is none."""
        answerer, me = self._services.answerer, self._services.me
        shown = notice_summary.render_latest_notice(conversation, None, answerer, me, engine)
        summary = shown and summarize_notice(engine.dataset.notices[-1], None, engine)
        if shown is None or summary is None:
            return None
        card, page = notice_summary.summary_card(summary), shown[0]
        source = inline_callback_data.notice_source(summary.notice)
        keyboard = inline_callback_data.embed_source(page.keyboard, source, engine.dataset) if page.keyboard else None
        return Article(card.heading, card.explanation, page.html, keyboard)

    async def _cached(self, key: Query | str, engine: Engine, make: Callable[[], Awaitable[Reply]]) -> Article:
        # answers of the previous data must not be shown
        if engine.dataset.revision != self._revision:
            self._cache.clear()
            self._revision = engine.dataset.revision
        article = self._cache.get(key)
        if article is None:
            article = self.for_reply(await make())
            if article.exchange is None:  # else it belongs to one user
                self._cache[key] = article
                if len(self._cache) > MAX_CACHED:
                    self._cache.popitem(last=False)
        else:
            self._cache.move_to_end(key)
        return article


def _headline(answer: Answer) -> str:
    """Return the first line of the heading without the colon before a list."""
    return answer.heading.partition("\n")[0].rstrip("：")


def inline_result(name: str, article: Article, title: str = "", description: str = "") -> JSON:
    """Return the inline query result: https://core.telegram.org/bots/api#inlinequeryresultarticle."""
    result: JSON = {
        "type": "article",
        "id": name,
        "title": title or article.headline,
        "input_message_content": {
            "message_text": article.html,
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": True},
        },
    }
    if description:
        result["description"] = description
    return result | ({"reply_markup": article.keyboard} if article.keyboard else {})
