"""Reports of wrong answers: the exchange that stores one, and the readings that are offered instead."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from bot.store import WRONG_KIND, Exchange
from bot.telegram.conversations.answerer import MAX_CHARACTERS_ON_LOOP, NO_ASSERTION, ConversationKey, Reply
from bot.telegram.conversations.dataset_version import version_stamp
from intents.answers.fallback import MAX_OPTIONS
from intents.model.answer import Answer, Option
from intents.model.query import Query

THANKS = "谢谢，记下了：管理员看得到问题，看不到是谁问的。"
READINGS = f"{THANKS}请换个说法再问，或者您想问的是："
EXAMPLES = f"{THANKS}请把地区、等次和要什么（案例、单位还是数量）一次说全，比如："
THANKS_ONLY = f"{THANKS}请换个说法再问一次。"
KNOWN = "已经记下了，谢谢。请换个说法再问一次。"

Reading = tuple[Answer | None, Query | None]
"""The answer to a typed question by itself, and its query if one was answered."""

_OTHER_READINGS = ("y", "l", "d")
"""First letters of refinements (`intents.views.refinements`) that may be what was meant: any instead of all of the
places, or all instead of any, or without a condition."""


def read_alone(reply: Reply) -> Reading:
    """Ask the question of a reply by itself, if it was typed and is not too long."""
    typed = reply.exchange.question
    if typed is None or len(typed) > MAX_CHARACTERS_ON_LOOP:
        return None, None
    answer, context = reply.engine.ask(typed)
    return answer, context.query if context is not None and answer.kind not in NO_ASSERTION else None


def build_report(reply: Reply, conversation: ConversationKey, alone: Reading) -> Exchange:
    """Return the exchange that stores that someone called the answer of a reply wrong; `alone`: see `read_alone`.

    Its id is made from the chat, the person and the query, so that a second report replaces the first. The question is
    stored as it was typed, or, if it was not, as the query in words, and no longer than the question itself.
    """
    row, words = reply.exchange, _words(reply)
    key = f"{conversation.chat} {conversation.asker} {words}"
    digest = hashlib.blake2b(key.encode(errors="replace"), digest_size=8).digest()
    return Exchange(
        id=-1 - (int.from_bytes(digest) >> 2),  # ids of answers are positive
        chat=conversation.chat,
        topic=conversation.topic,
        asker=conversation.asker,
        question=words
        if row.question is None
        else _typed_text(row.question, words, stands_alone=alone[1] == reply.query),
        kind=WRONG_KIND,
        parent=row.id,
        revision=row.revision,
        at=row.at,
    )


def offer_readings(reply: Reply, conversation: ConversationKey, alone: Reading, id: int, now: float) -> Reply:  # noqa: A002
    """Return the reply, with this id, that thanks for a report and offers other readings of the question.

    Where the engine has none, it offers examples. `alone`: see `read_alone`.
    """
    engine = reply.engine
    heading, options = READINGS, tuple(_others(reply, _candidates(reply, alone)))[:MAX_OPTIONS]
    if not options:
        heading, options = EXAMPLES, tuple(_others(reply, engine.ask("帮助")[0].options))
    exchange = Exchange(
        id=id,
        chat=conversation.chat,
        topic=conversation.topic,
        asker=conversation.asker,
        question=None,
        kind="help",
        options=tuple(option.question for option in options),
        revision=version_stamp(engine.dataset),
        at=now,
    )
    return Reply(Answer("help", heading, options=options), exchange, engine)


def _words(reply: Reply) -> str:
    """Return the query in words."""
    return reply.engine.describer.question(reply.query) if reply.query is not None else ""


def _typed_text(typed: str, words: str, *, stands_alone: bool) -> str:
    """Return the question as it was typed; with its reading if that rests on the conversation."""
    return typed if stands_alone else f"{typed}（读成：{words}）"


def _others(reply: Reply, options: Iterable[Option]) -> Iterator[Option]:
    """Yield the options that ask something else than what was answered, each once."""
    seen = {reply.exchange.question, _words(reply)}
    for option in options:
        if option.question not in seen:
            seen.add(option.question)
            yield option


def _candidates(reply: Reply, alone: Reading) -> Iterator[Option]:
    """Yield what the question may mean, the most likely first."""
    describer = reply.engine.describer
    answer, query = alone
    if query is not None:
        yield _asking(describer.question(query))
    elif answer is not None and answer.kind == "clarify":
        yield from answer.options
    yield from reply.answer.options
    for refinement in reply.refinements:
        if refinement.query is not None and refinement.op.startswith(_OTHER_READINGS):
            yield _asking(describer.question(refinement.query))


def _asking(question: str) -> Option:
    return Option(question, question)
