"""Build the results of an inline query: the answer, its cases, and the next steps from it, each as an article.

They have no thumbnails, which need a public URL. Clients show the first character of the title instead, which is the
number of a case.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

from bot.cards.card import as_shown
from bot.store import Exchange
from bot.telegram.conversations.answerer import ConversationKey, Reply
from bot.telegram.inline.articles import JSON, NO_CHAT, Article, Articles, inline_result
from bot.telegram.rendering import share_links
from bot.telegram.rendering.html import displayable, truncate
from bot.telegram.rendering.inline_callback_data import open_operation
from bot.telegram.services import Services
from data.model import Case
from intents.model.answer import Answer
from intents.model.query import IsCase, Query
from intents.views.refinements import PLACES_OP, list_place_refinements

MAX_RESULTS = 50
"""Results in one answer: https://core.telegram.org/bots/api#answerinlinequery."""
MAX_CHARACTERS = 60_000
"""Characters in one answer.

The server accepts requests of 1 MiB (HttpReader::MAX_TOTAL_PARAMETERS_LENGTH, https://github.com/tdlib/td), in which a
Chinese character takes eight bytes.
"""
_LATEST_NOTICE = frozenset({share_links.LATEST_NOTICE, "通知摘要", "地图", "图"})
_TRAILING = "。.!！?？~～ \n"
_MAP = re.compile(r"(?:地图|图)[\s:：,，]+(\S.*)", re.DOTALL)

REFUSED = "这个问题答不上来"
HINT = "换个说法再试，或者点上面的按钮，私聊问我"
PRIVATELY = "私聊问我："
_MAX_TITLE, _MAX_DESCRIPTION, _MAX_BUTTON = 80, 200, 40
"""Characters that clients show of titles, descriptions and the button above the results."""


def wants_latest(text: str) -> bool:
    """Return whether the text asks for the latest notice, or for its map, as inline results cannot be pictures."""
    return text.strip(_TRAILING) in _LATEST_NOTICE


def without_map_word(text: str) -> str:
    """Return the question in a text that asks for its map, such as 地图 安徽; any other text unchanged."""
    match = _MAP.fullmatch(text)
    return match[1] if match else text


@dataclass(frozen=True, slots=True)
class ResultPage:
    """A page of results of an inline query."""

    kind: str
    """The kind of the answer, for the log."""
    results: list[JSON]
    next: int = 0
    """The position of the next page; 0 if there is none."""
    exchanges: tuple[Exchange, ...] = ()
    """Exchanges that the buttons refer to (see `PendingExchanges`)."""
    button: JSON | None = None
    """The button above the results: https://core.telegram.org/bots/api#inlinequeryresultsbutton."""


class ResultBuilder:
    """Builds the results of one inline query."""

    def __init__(self, services: Services, articles: Articles, user: int) -> None:
        self._answerer, self._engine = services.answerer, services.answerer.engine
        self._articles, self._user = articles, user
        self._exchanges: list[Exchange] = []

    async def build(self, text: str, first: int = 0) -> ResultPage:
        """Return the results of a text from position `first` on."""
        if not text or wants_latest(text):
            return await self._collect("latest", self._overview_results(), first, skip=first)
        reply = await self._articles.ask(without_map_word(text), self._engine, self._user)
        kind = reply.answer.kind
        if kind == "refuse":
            return await self._collect(kind, self._refusal_results(reply), first, skip=first, private_question=text)
        if kind == "clarify":
            return await self._collect(
                kind, self._option_results(reply.answer, "o"), first, skip=first, private_question=text
            )
        return await self._collect(kind, self._answer_results(reply, first), first)

    async def _collect(
        self, kind: str, results: AsyncIterator[JSON], first: int, *, skip: int = 0, private_question: str = ""
    ) -> ResultPage:
        """Return as many results as one answer holds.

        `private_question` is for the button that asks it in the private chat instead.
        """
        collected: list[JSON] = []
        characters = MAX_CHARACTERS
        async for result in results:
            if skip:
                skip -= 1
                continue
            characters -= _size(result)
            # at least one, or the next page would begin at the same result
            if collected and (characters < 0 or len(collected) == MAX_RESULTS):
                return ResultPage(kind, collected, first + len(collected), tuple(self._exchanges))
            collected.append(result)
            await asyncio.sleep(0)  # lets other tasks run: this may take long
        button = self._private_chat_button(private_question) if private_question else None
        return ResultPage(kind, collected, 0, tuple(self._exchanges), button)

    async def _overview_results(self) -> AsyncIterator[JSON]:
        """Yield the latest notice and example questions."""
        conversation = ConversationKey(NO_CHAT, None, self._user)
        article = self._articles.for_latest_notice(conversation, self._engine)
        if article is not None:
            yield self._result("n", article, f"最新通知：{article.headline}")
        help_ = await self._answerer.answer_help(conversation)
        async for result in self._option_results(help_.answer, "e"):
            yield result

    async def _refusal_results(self, reply: Reply) -> AsyncIterator[JSON]:
        yield self._result("a", self._articles.for_reply(reply), REFUSED, HINT)

    async def _option_results(self, answer: Answer, letter: str) -> AsyncIterator[JSON]:
        """Yield the answer to each question that `answer` offers."""
        for number, option in enumerate(answer.options, 1):
            yield await self._step_result(f"{letter}{number}", option.label, option.question)

    async def _answer_results(self, reply: Reply, first: int) -> AsyncIterator[JSON]:
        """Yield the answer, its cases and the next steps, from position `first` on."""
        if not first:
            yield self._result("a", self._articles.for_reply(reply))
        cases = reply.answer.cases if as_shown(reply.answer).kind != "card" else ()
        for index in range(max(first - 1, 0), len(cases)):
            yield await self._case_result(cases[index], index + 1)
        for step in list(self._next_steps(reply))[max(first - 1 - len(cases), 0) :]:
            yield await self._step_result(*step)

    def _next_steps(self, reply: Reply) -> Iterator[tuple[str, str, Query | str]]:
        """Yield the next steps: the result id, the label, and the query or question."""
        for refinement in reply.refinements:
            # a result cannot open the menu of places, so each place is a result
            for step in (
                list_place_refinements(reply.query, self._engine)
                if refinement.op == PLACES_OP and reply.query
                else (refinement,)
            ):
                if step.query is not None:
                    yield f"s{step.op}", step.label, step.query
        for number, option in enumerate(reply.answer.options, 1):
            yield f"o{number}", option.label, option.question

    async def _case_result(self, case: Case, position: int) -> JSON:
        article = await self._articles.for_query(Query("card", IsCase(case.id)), self._engine, self._user)
        provinces = dict.fromkeys(unit.place.province.short for unit in case.agencies if unit.place)
        description = " · ".join((*article.explanation[:1], *(["、".join(provinces)] if provinces else [])))
        return self._result(open_operation(case), article, f"{position}. {article.headline}", description)

    async def _step_result(self, name: str, label: str, target: Query | str) -> JSON:
        if isinstance(target, str):
            article = await self._articles.for_question(target, self._engine, self._user)
        else:
            article = await self._articles.for_query(target, self._engine, self._user)
        return self._result(name, article, f"{label}：{article.headline}")

    def _result(self, name: str, article: Article, title: str = "", description: str = "") -> JSON:
        if article.exchange is not None:
            self._exchanges.append(article.exchange)
        title, description = title or article.headline, description or " · ".join(article.explanation)
        return inline_result(
            name,
            article,
            truncate(displayable(title), _MAX_TITLE),
            truncate(displayable(description), _MAX_DESCRIPTION),
        )

    def _private_chat_button(self, text: str) -> JSON:
        """Return the button that opens the private chat and asks the question there."""
        payload = share_links.question_payload(text)
        if payload is None:
            exchange = share_links.question_exchange(
                text, ConversationKey(NO_CHAT, None, self._user), self._engine.dataset, self._answerer
            )
            self._exchanges.append(exchange)
            payload = share_links.exchange_payload(exchange)
        return {"text": truncate(f"{PRIVATELY}{displayable(text)}", _MAX_BUTTON), "start_parameter": payload}


def _size(result: JSON) -> int:
    """Return the approximate number of characters of a result in a request."""
    rows: list[list[JSON]] = result.get("reply_markup", {}).get("inline_keyboard", [])
    buttons = sum(_MAX_BUTTON + sum(len(str(value)) for value in button.values()) for row in rows for button in row)
    return len(result["input_message_content"]["message_text"]) + _MAX_TITLE + _MAX_DESCRIPTION + buttons
