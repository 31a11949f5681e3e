"""What an inline query shows: the answer first, then its cases, then the ways on from it, each ready to be posted.

None has a thumbnail: an article takes it by an address only, and a bot that fetches its messages has none. Clients show
the first character of the title in its place, which is the number of a case.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

from bot.store import Exchange
from bot.telegram.conversations.answerer import ConversationKey, Reply
from bot.telegram.inline.articles import JSON, NOWHERE, Article, Articles, article
from bot.telegram.rendering import share_links
from bot.telegram.rendering.html import cut, legible
from bot.telegram.rendering.inline_callback_data import case_op
from bot.telegram.services import Services
from data.model import Case
from intents.model.answer import Answer
from intents.model.query import IsCase, Query
from intents.views.refinements import PLACES, places

MOST = 50
"""Results of one answer: https://core.telegram.org/bots/api#answerinlinequery."""
ROOM = 60_000
"""Characters of one answer.

The server takes a request of 1 MiB (HttpReader::MAX_TOTAL_PARAMETERS_LENGTH, https://github.com/tdlib/td), in which a
Chinese character takes eight bytes.
"""
_LATEST = frozenset({share_links.LATEST, "通知摘要", "地图", "图"})
_ENDS = "。.!！?？~～ \n"
_MAP = re.compile(r"(?:地图|图)[\s:：,，]+(\S.*)", re.DOTALL)

REFUSED = "这个问题答不上来"
HINT = "换个说法再试，或者点上面的按钮，私聊问我"
PRIVATELY = "私聊问我："
_TITLE, _LINE, _BUTTON = 80, 200, 40
"""Characters of titles, of descriptions and of the button above, as far as clients show them."""


def wants_latest(text: str) -> bool:
    """Whether the latest notice in short is wanted; in place of its map too: no picture can be sent from here."""
    return text.strip(_ENDS) in _LATEST


def in_words(text: str) -> str:
    """What is asked, where a map of it is wanted."""
    found = _MAP.fullmatch(text)
    return found[1] if found else text


@dataclass(frozen=True, slots=True)
class Found:
    """What is shown of an inline query."""

    kind: str
    """What may be logged of it."""
    results: list[JSON]
    next: int = 0
    """The position at which to go on; 0 where nothing is left."""
    rows: tuple[Exchange, ...] = ()
    """What their buttons need (see `pending_exchanges`)."""
    button: JSON | None = None
    """What stands above them: https://core.telegram.org/bots/api#inlinequeryresultsbutton."""


class Results:
    """Makes the results of one inline query."""

    def __init__(self, services: Services, posts: Articles, user: int) -> None:
        self._answerer, self._engine = services.answerer, services.answerer.engine
        self._posts, self._user = posts, user
        self._rows: list[Exchange] = []

    async def found(self, text: str, first: int = 0) -> Found:
        """What to show of a question, from position `first` on."""
        if not text or wants_latest(text):
            return await self._gathered("latest", self._overview(), first, skip=first)
        reply = await self._posts.asked(in_words(text), self._engine, self._user)
        kind = reply.answer.kind
        if kind == "refuse":
            return await self._gathered(kind, self._nothing(reply), first, skip=first, aside=text)
        if kind == "clarify":
            return await self._gathered(kind, self._options(reply.answer, "o"), first, skip=first, aside=text)
        return await self._gathered(kind, self._answered(reply, first), first)

    async def _gathered(
        self, kind: str, results: AsyncIterator[JSON], first: int, *, skip: int = 0, aside: str = ""
    ) -> Found:
        """As many results as one answer takes; `aside` is the question to ask in private instead."""
        taken: list[JSON] = []
        room = ROOM
        async for result in results:
            if skip:
                skip -= 1
                continue
            room -= _size(result)
            if taken and (room < 0 or len(taken) == MOST):
                return Found(kind, taken, first + len(taken), tuple(self._rows))
            taken.append(result)
            await asyncio.sleep(0)  # others are answered in between
        button = self._aside(aside) if aside else None
        return Found(kind, taken, 0, tuple(self._rows), button)

    # What is shown of which question.

    async def _overview(self) -> AsyncIterator[JSON]:
        """The latest notice, and examples."""
        conversation = ConversationKey(NOWHERE, None, self._user)
        post = self._posts.of_latest(conversation, self._engine)
        if post is not None:
            yield self._result("n", post, f"最新通知：{post.headline}")
        help_ = await self._answerer.help(conversation)
        async for result in self._options(help_.answer, "e"):
            yield result

    async def _nothing(self, reply: Reply) -> AsyncIterator[JSON]:
        yield self._result("a", self._posts.of_reply(reply), REFUSED, HINT)

    async def _options(self, answer: Answer, letter: str) -> AsyncIterator[JSON]:
        """The answer to each question that `answer` offers."""
        for number, option in enumerate(answer.options, 1):
            yield await self._step(f"{letter}{number}", option.label, option.question)

    async def _answered(self, reply: Reply, first: int) -> AsyncIterator[JSON]:
        """The answer, its cases, the ways on from it: from position `first` on."""
        if not first:
            yield self._result("a", self._posts.of_reply(reply))
        cases = reply.answer.cases if reply.answer.kind != "card" else ()
        for at in range(max(first - 1, 0), len(cases)):
            yield await self._case(cases[at], at + 1)
        for step in list(self._steps(reply))[max(first - 1 - len(cases), 0) :]:
            yield await self._step(*step)

    def _steps(self, reply: Reply) -> Iterator[tuple[str, str, Query | str]]:
        """The ways on: a name for each, its label, and what it asks."""
        for one in reply.refinements:
            # a result opens no menu: each place is one
            for step in places(reply.query, self._engine) if one.op == PLACES and reply.query else (one,):
                if step.query is not None:
                    yield f"s{step.op}", step.label, step.query
        for number, option in enumerate(reply.answer.options, 1):
            yield f"o{number}", option.label, option.question

    # One result.

    async def _case(self, case: Case, position: int) -> JSON:
        post = await self._posts.of_query(Query("card", IsCase(case.id)), self._engine, self._user)
        provinces = dict.fromkeys(unit.place.province.short for unit in case.agencies if unit.place)
        description = " · ".join((*post.explanation[:1], *(["、".join(provinces)] if provinces else [])))
        return self._result(case_op(case), post, f"{position}. {post.headline}", description)

    async def _step(self, name: str, label: str, asks: Query | str) -> JSON:
        if isinstance(asks, str):
            post = await self._posts.of_question(asks, self._engine, self._user)
        else:
            post = await self._posts.of_query(asks, self._engine, self._user)
        return self._result(name, post, f"{label}：{post.headline}")

    def _result(self, name: str, post: Article, title: str = "", description: str = "") -> JSON:
        if post.row is not None:
            self._rows.append(post.row)
        title, description = title or post.headline, description or " · ".join(post.explanation)
        return article(name, post, cut(legible(title), _TITLE), cut(legible(description), _LINE))

    def _aside(self, text: str) -> JSON:
        """The button that opens the private chat with a question."""
        payload = share_links.asking(text)
        if payload is None:
            row = share_links.draft(
                text, ConversationKey(NOWHERE, None, self._user), self._engine.dataset, self._answerer
            )
            self._rows.append(row)
            payload = share_links.keeping(row)
        return {"text": cut(f"{PRIVATELY}{legible(text)}", _BUTTON), "start_parameter": payload}


def _size(result: JSON) -> int:
    """About how many characters a result has in a request."""
    rows: list[list[JSON]] = result.get("reply_markup", {}).get("inline_keyboard", [])
    buttons = sum(_BUTTON + sum(len(str(value)) for value in button.values()) for row in rows for button in row)
    return len(result["input_message_content"]["message_text"]) + _TITLE + _LINE + buttons
