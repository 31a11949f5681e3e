"""The door that every surface of the bot goes through: from a question to a reply, and what is remembered of both.

No word of Telegram's here: a question and where it was asked come in, an answer with all that it shows goes out.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.store import Exchange, Store
from bot.telegram.conversations.dataset_version import is_still_valid, version_stamp
from data.model import Agency
from intents.dialogue.follow_up import Context
from intents.engine import Engine
from intents.model.answer import Answer
from intents.model.query import Filter, Query
from intents.serialization.codec import CodecError, dumps_context, loads_context
from intents.views.refinements import Refinement, matched, refinements

MAX_CHARACTERS_ON_LOOP = 200
"""Texts of more characters are read in a thread: the longest take so long that others would have to wait."""


@dataclass(frozen=True, slots=True)
class ConversationKey:
    """A conversation: in one chat (and topic of it), with one asker."""

    chat: int
    topic: int | None
    asker: int
    """A user's id, or that of the chat that they speak for."""
    private: bool = False

    @property
    def kind(self) -> str:
        """What may be logged of it."""
        return "private" if self.private else "group"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and where."""

    conversation: ConversationKey
    text: str
    at: float
    """When it was asked, in seconds since 1970."""
    message: int | None = None
    """The id of the message that asks; None where a button does."""
    reply_to: int | None = None
    """The bot's message that it replies to."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes out: all that a message shows, with the engine that said it."""

    answer: Answer
    exchange: Exchange
    """To be stored once it has been sent (`Answerer.sent`)."""
    engine: Engine
    """The one that the question began with."""
    refinements: tuple[Refinement, ...] = ()
    matched: frozenset[Agency] = frozenset()
    """The units to be marked on a case's card."""
    query: Query | None = None
    """What the answer answers; None where nothing was understood."""

    @property
    def has_back(self) -> bool:
        """Whether its message showed something else before, to which one can go back."""
        return self.exchange.question_message is None and self.exchange.parent is not None


class Answerer:
    """Asks the engine on behalf of conversations that the store remembers."""

    def __init__(self, engine: Engine, store: Store, clock: Callable[[], float]) -> None:
        """`clock` gives seconds since 1970."""
        self.engine = engine
        """Replaced when the data is read anew; a question keeps the engine that it began with."""
        self.store = store
        self.clock = clock
        self._aside = asyncio.Lock()
        """One long text at a time: threads share the processor with everybody's answers."""

    async def ask(self, question: Question) -> Reply:
        """Answer a question within its conversation."""
        return await self.answer_question(question, self.engine, await self._before(question), self.store.next_id())

    async def answer_edit(self, question: Question, row: Exchange) -> Reply:
        """Answer a question that was edited, in the place of the exchange that it had made."""
        before = await self.store.exchange(row.parent) if row.parent is not None else None
        reply = await self.answer_question(question, self.engine, before, row.id)
        return replace(reply, exchange=replace(reply.exchange, answer_message=row.answer_message))

    async def answer_question(self, question: Question, engine: Engine, before: Exchange | None, id: int) -> Reply:  # noqa: A002
        """Answer a question after the exchange `before` it, as exchange `id`."""
        context = restore_context(before, engine)
        if context is not None and question.reply_to is not None:
            context = replace(context, at=None)  # a reply to a card follows it up at any age (SEMANTICS 11)
        if len(question.text) > MAX_CHARACTERS_ON_LOOP:
            async with self._aside:
                answer, after = await asyncio.to_thread(engine.ask, question.text, context, question.at)
        else:
            answer, after = engine.ask(question.text, context, question.at)
        after = after if after is not context else None
        exchange = self._exchange(question, answer, after, engine, before.id if before and context else None, id)
        return build_reply(answer, exchange, engine, after.query if after else None)

    async def answer_query(
        self,
        query: Query,
        conversation: ConversationKey,
        engine: Engine,
        before: Exchange | None = None,
        *,
        under: Filter | None = None,
    ) -> Reply:
        """Answer a query that a button or a link holds, after the exchange `before`; `under`: see `build_reply`."""
        now = self.clock()
        answer, after = engine.answer(query, restore_context(before, engine), now)
        parent = before.id if before else None
        exchange = self._exchange(Question(conversation, "", now), answer, after, engine, parent, self.store.next_id())
        return build_reply(answer, replace(exchange, question=None), engine, query, under=under)

    async def answer_help(self, conversation: ConversationKey, message: int | None = None) -> Reply:
        """What can be asked, with questions that work."""
        question = Question(conversation, "帮助", self.clock(), message)
        return await self.answer_question(question, self.engine, None, self.store.next_id())

    async def save_sent(self, exchange: Exchange, message: int | None, chat: int) -> None:
        """Remember what went to this chat as this message; None where none went, or nobody knows which."""
        await self.store.add(replace(exchange, answer_message=message, chat=chat))

    async def _before(self, question: Question) -> Exchange | None:
        """The exchange that the question may follow up."""
        conversation = question.conversation
        if question.reply_to is not None:
            card = await self.store.of_answer(conversation.chat, question.reply_to)
            if card is not None and card.context is not None:
                return card
        return await self.store.last(conversation.chat, conversation.topic, conversation.asker)

    @staticmethod
    def _exchange(
        question: Question,
        answer: Answer,
        after: Context | None,
        engine: Engine,
        parent: int | None,
        id: int,  # noqa: A002
    ) -> Exchange:
        conversation = question.conversation
        return Exchange(
            id=id,
            chat=conversation.chat,
            topic=conversation.topic,
            asker=conversation.asker,
            question=question.text,
            question_message=question.message,
            kind=answer.kind,
            context=dumps_context(after, answer.repairs) if after else None,
            options=tuple(option.question for option in answer.options),
            parent=parent,
            revision=context_version(after, engine),
            at=question.at,
        )


def build_reply(
    answer: Answer, exchange: Exchange, engine: Engine, query: Query | None, *, under: Filter | None = None
) -> Reply:
    """The reply with this answer to `query`; `under` are the conditions of the list that a case was opened from."""
    if query is None:
        return Reply(answer, exchange, engine)
    marked: frozenset[Agency] = frozenset()
    if answer.kind == "card":
        marked = matched(query.where if under is None else under, answer.cases[0], engine.index)
    return Reply(answer, exchange, engine, refinements(query, answer, engine), marked, query)


def context_version(context: Context | None, engine: Engine) -> str:
    """The stamp of an exchange that leaves this context."""
    return version_stamp(engine.dataset, *((context.query, context.listing, context.card) if context else ()))


def restore_context(row: Exchange | None, engine: Engine) -> Context | None:
    """The context that an exchange left, as far as it still means the same."""
    if row is None or row.context is None:
        return None
    try:
        context = loads_context(row.context)
    except CodecError:  # of a version that this one does not read
        return None
    if not is_still_valid(context.query, row.revision, engine):
        return None
    listing = context.listing if context.listing and is_still_valid(context.listing, row.revision, engine) else None
    card = context.card if context.card and is_still_valid(context.card, row.revision, engine) else None
    return replace(context, listing=listing, card=card)
