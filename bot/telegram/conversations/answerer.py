"""Answer a question within its conversation, and build the exchange that is stored for it.

Independent of Telegram: a question and its conversation come in, a reply with all that its message shows goes out.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace

from bot.store import MAX_CHAT_ID, Exchange, Store, StoreError
from bot.telegram.conversations.dataset_version import is_still_valid, version_stamp
from bot.telegram.conversations.lost_memory import ask_again, needs_conversation
from bot.text import SHORTENED, TOO_LONG, excerpt, question_in
from data.model import Agency
from intents.answers.fallback import ELSEWHERE, ELSEWHERE_AGAIN, GREETINGS
from intents.engine import Engine
from intents.model.answer import Answer
from intents.model.context import MAX_AGE_SECONDS, Context
from intents.model.query import Filter, InNotice, Query
from intents.serialization.codec import CodecError, dumps_context, loads_context
from intents.views.marked_agencies import matching_agencies
from intents.views.matrix import select_cases
from intents.views.refinements import Refinement, list_refinements

MAX_CHARACTERS_ON_LOOP = 200
"""Longer questions are answered in a thread: the longest take so long that other users would have to wait."""

UNANSWERED = frozenset(("clarify", "refuse"))
"""Kinds of answers that leave a question without one: the context of their exchanges is no query that they show."""
NO_ASSERTION = UNANSWERED | {"help"}
"""Kinds of answers that assert nothing."""


def is_chat(chat: int) -> bool:
    """Return whether this is the id of a chat, rather than of an inline message or of none."""
    return 0 < abs(chat) <= MAX_CHAT_ID


@dataclass(frozen=True, slots=True)
class ConversationKey:
    """A conversation: one asker in one chat, and in one topic of it."""

    chat: int
    topic: int | None
    asker: int
    """The id of the user, or of the chat that they speak for."""
    private: bool = False

    @property
    def kind(self) -> str:
        """The kind of chat, which is all that may be logged of it."""
        return "private" if self.private else "group"


@dataclass(frozen=True, slots=True)
class Question:
    """A question and its conversation."""

    conversation: ConversationKey
    text: str
    at: float
    """Time of the question, in seconds since 1970."""
    message: int | None = None
    """The id of the message that asks; None for a button."""
    reply_to: int | None = None
    """The id of the bot's message that it replies to."""


@dataclass(frozen=True, slots=True)
class Reply:
    """All that a message shows, with the engine that answered."""

    answer: Answer
    exchange: Exchange
    """To be stored once it has been sent (`Answerer.save_sent`)."""
    engine: Engine
    """The engine that answered, which stays the same while new data is loaded."""
    refinements: tuple[Refinement, ...] = ()
    matched: frozenset[Agency] = frozenset()
    """The units of the only case that the answer is about through which it meets the question."""
    query: Query | None = None
    """The query that was answered; None if nothing was understood."""

    @property
    def has_back(self) -> bool:
        """Return whether its message showed another exchange before, to which 返回 leads."""
        return self.exchange.question_message is None and self.exchange.parent is not None


class Answerer:
    """Answers questions and queries in the context that the store holds of their conversation."""

    def __init__(
        self, engine: Engine, store: Store, clock: Callable[[], float], on_wait: Callable[[], None] = lambda: None
    ) -> None:
        """`clock` returns seconds since 1970; `on_wait` is called before a long question waits for others."""
        self.engine = engine
        """Replaced when the data is reloaded; a question keeps the engine that it began with."""
        self.store = store
        self.clock = clock
        self._on_wait = on_wait
        self._thread_lock = asyncio.Lock()
        """Admits one long text at a time: threads compete with the event loop for the interpreter."""

    async def ask(self, question: Question) -> Reply:
        """Answer a question within its conversation."""
        engine = self.engine  # before anything is awaited: the data may be reloaded meanwhile
        try:
            before = await self._previous_exchange(question)
        except StoreError:  # which is reported elsewhere: most questions need no memory
            if needs_conversation(question.text[:MAX_CHARACTERS_ON_LOOP], engine, question.at):
                return self._ask_again(question, engine)
            before = None
        return await self.answer_question(question, engine, before, self.store.next_id())

    async def answer_edit(self, question: Question, row: Exchange) -> Reply:
        """Answer an edited question; the reply's exchange replaces `row`, that of the question before the edit."""
        before = None
        with suppress(StoreError):  # the edited question is answered by itself
            before = await self.store.find_exchange(row.parent) if row.parent is not None else None
        reply = await self.answer_question(question, self.engine, before, row.id)
        return replace(reply, exchange=replace(reply.exchange, answer_message=row.answer_message))

    async def answer_question(self, question: Question, engine: Engine, before: Exchange | None, id: int) -> Reply:  # noqa: A002
        """Answer a question in the context of the exchange `before` it; the reply's exchange has this id."""
        context = _followed_context(question, before, engine)
        asked = engine, question.text, context, question.at
        if len(question_in(question.text) or "") > MAX_CHARACTERS_ON_LOOP:
            self._on_wait()
            async with self._thread_lock:
                answer, after = await asyncio.to_thread(ask_engine, *asked)
        else:
            answer, after = ask_engine(*asked)
        # the engine returns the same context if it understood nothing
        after = after if after is not context else None
        if context is not None and answer.heading == ELSEWHERE:
            answer = answer.with_(heading=ELSEWHERE_AGAIN)
        exchange = self._exchange(question, answer, after, engine, before.id if before and context else None, id)
        return build_reply(answer, exchange, engine, after.query if after and answer.kind not in UNANSWERED else None)

    async def answer_query(
        self,
        query: Query,
        conversation: ConversationKey,
        engine: Engine,
        before: Exchange | None = None,
        *,
        under: Filter | None = None,
    ) -> Reply:
        """Answer the query of a button or a link, in the context of `before`; `under`: see `build_reply`."""
        now = self.clock()
        answer, after = engine.answer(query, restore_context(before, engine), now)
        parent = before.id if before else None
        exchange = self._exchange(Question(conversation, "", now), answer, after, engine, parent, self.store.next_id())
        # a button was pressed, nobody typed a question
        return build_reply(answer, replace(exchange, question=None), engine, query, under=under)

    async def answer_latest_notice(self, conversation: ConversationKey) -> Reply:
        """Answer with the cases of the latest notice."""
        notices = self.engine.dataset.notices
        query = Query(where=InNotice(notices[-1].id)) if len(notices) > 1 else Query()
        return await self.answer_query(query, conversation, self.engine)

    async def answer_help(self, conversation: ConversationKey, message: int | None = None) -> Reply:
        """Answer with what can be asked, and examples."""
        question = Question(conversation, "帮助", self.clock(), message)
        return await self.answer_question(question, self.engine, None, self.store.next_id())

    async def find_shown(self, question: Question) -> Exchange | None:
        """Return the exchange of the message that a question replies to, or else the last that it can follow up."""
        conversation, row = question.conversation, None
        if question.reply_to is not None:
            row = await self.store.find_by_answer(conversation.chat, question.reply_to)
        if row is None:
            row = await self.store.find_last(conversation.chat, conversation.topic, conversation.asker)
            if row is not None and question.at - row.at > MAX_AGE_SECONDS:
                return None
        return row

    def takes_back(self, question: Question, before: Exchange) -> bool:
        """Return whether a question takes back the change that the exchange `before` it made (SEMANTICS 13: 不对)."""
        context = _followed_context(question, before, self.engine)
        return self.engine.explain(question.text, context, question.at).rule == "undo"

    def save_sent(self, exchange: Exchange, message: int | None, chat: int) -> None:
        """Store the exchange of a sent message. `message` is None if none was sent or its id is unknown."""
        self.store.remember(replace(exchange, answer_message=message, chat=chat))

    def _ask_again(self, question: Question, engine: Engine) -> Reply:
        answer = ask_again(question.text, engine)
        return Reply(answer, self._exchange(question, answer, None, engine, None, self.store.next_id()), engine)

    async def _previous_exchange(self, question: Question) -> Exchange | None:
        """Return the exchange that the question may follow up."""
        conversation = question.conversation
        if question.reply_to is not None:
            replied = await self.store.find_by_answer(conversation.chat, question.reply_to)
            # a reply to a message without a query, such as help, is an ordinary question
            if replied is not None and replied.context is not None:
                return replied
        return await self.store.find_last(conversation.chat, conversation.topic, conversation.asker)

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
            kind="help" if is_polite(answer) else answer.kind,
            context=dumps_context(after, answer.repairs) if after else None,
            options=tuple(option.question for option in answer.options),
            parent=parent,
            revision=context_version(after, engine),
            at=question.at,
        )


def is_polite(answer: Answer) -> bool:
    """Return whether an answer only returns a greeting, thanks or praise, which is no question."""
    return answer.heading in GREETINGS


def ask_engine(engine: Engine, text: str, context: Context | None, at: float) -> tuple[Answer, Context | None]:
    """Ask the engine the question in a text (see `question_in`); refuse a text that is too long. See `Engine.ask`."""
    question = question_in(text)
    if question is None:
        examples, _ = engine.ask("帮助")
        return examples.with_(kind="refuse", question=excerpt(text), heading=f"{TOO_LONG}。", notes=()), context
    answer, after = engine.ask(question, context, at)
    return answer if question == text else answer.with_(notes=(SHORTENED, *answer.notes)), after


def build_reply(
    answer: Answer, exchange: Exchange, engine: Engine, query: Query | None, *, under: Filter | None = None
) -> Reply:
    """Build the reply for an answer to `query`.

    `under` is the filter of the list that a case was opened from: its units are marked on the card.
    """
    if query is None:
        return Reply(answer, exchange, engine)
    matched: frozenset[Agency] = frozenset()
    if len(cases := select_cases(query, engine.index)) == 1:
        matched = matching_agencies(query.where if under is None else under, cases[0], engine.index)
    return Reply(answer, exchange, engine, list_refinements(query, answer, engine), matched, query)


def context_version(context: Context | None, engine: Engine) -> str:
    """Return the version stamp of an exchange with this context."""
    return version_stamp(engine.dataset, *((context.query, context.listing, context.card) if context else ()))


def without_repairs(context: str) -> str | None:
    """Return a stored context without the typing errors that were repaired; None if it cannot be read."""
    try:
        return dumps_context(loads_context(context))
    except CodecError:
        return None


def _followed_context(question: Question, before: Exchange | None, engine: Engine) -> Context | None:
    """Return the context in which a question is asked after the exchange `before` it."""
    context = restore_context(before, engine)
    if context is not None and question.reply_to is not None:
        return replace(context, at=None)  # a reply to a card follows it up at any age (SEMANTICS 11)
    return context


def restore_context(row: Exchange | None, engine: Engine) -> Context | None:
    """Return the context of an exchange, without the parts that the present data no longer supports."""
    if row is None or row.context is None:
        return None
    try:
        context = loads_context(row.context)
    except CodecError:  # written by another version of the codec
        return None
    if not is_still_valid(context.query, row.revision, engine):
        return None
    listing = context.listing if context.listing and is_still_valid(context.listing, row.revision, engine) else None
    card = context.card if context.card and is_still_valid(context.card, row.revision, engine) else None
    return replace(context, listing=listing, card=card)
