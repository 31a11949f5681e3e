"""What pressing a button leads to: the same door, entered with the query that the button holds."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.cli.repl import REPHRASE
from bot.store import Exchange
from bot.telegram.conversations.answerer import Door, Question, Reply, Where, dressed, recalled, stamped
from bot.telegram.conversations.dataset_version import changed
from bot.telegram.rendering.keyboards import BACK, NEITHER, CaseKey, Opening, Operation, Press, find
from intents.engine import Engine
from intents.model.query import IsCase, Query
from intents.serialization.codec import loads_repairs
from intents.views.refinements import PLACES, Refinement, places, refined

STALE = "这个按钮已经失效，请重新提问。"
"""For what was forged, too: who tries learns nothing."""
GONE = "数据已更新，这个按钮指的内容已经没有了，请重新提问。"
UPDATED = "数据已更新，已按最新的数据回答。"
_LARGEST = (1 << 63) - 1
"""The largest id that a database can hold."""

EXAMPLES = frozenset({"help", "refuse", "start", "summary", "map"})
"""Kinds whose message stays as it is: what is chosen there is answered below."""


@dataclass(frozen=True, slots=True)
class Step:
    """What a press leads to; without reply and places, only to the toast."""

    toast: str = ""
    """What is shown for a moment to who pressed."""
    reply: Reply | None = None
    page: int = 1
    fresh: bool = False
    """Whether the reply goes out as a message of its own; else the message with the button shows it from now on."""
    known: bool = False
    """Whether the reply's exchange is stored already."""
    places: tuple[Refinement, ...] = ()
    """Places to choose from, in the stead of the message's buttons …"""
    exchange: int | None = None
    """… for this exchange."""


async def step(press: Press, where: Where, door: Door) -> Step:
    """What a press in this conversation leads to."""
    engine = door.engine
    if isinstance(press, Opening):
        return await _opened(press, where, door, engine)
    row = await row_of(press.exchange, where, door)
    if row is None:
        return Step(STALE)
    taken = await _taken(press, row, where, door, engine)
    if taken.reply is None:
        return taken
    return replace(_apart(taken), toast=UPDATED if changed(row.revision, engine.dataset) else "")


async def opened(key: CaseKey, where: Where, door: Door) -> Reply | None:
    """The card of a case, as a link opens it; None where the case is not there (any more)."""
    return (await _opened(Opening(key), where, door, door.engine)).reply


async def _opened(press: Opening, where: Where, door: Door, engine: Engine) -> Step:
    case = find(press.case, engine.dataset)
    if case is None:
        return Step(GONE)
    row = await row_of(press.exchange, where, door)
    if press.exchange is not None and row is None:
        return Step(STALE)
    context = recalled(row, engine)
    query = Query("card", IsCase(case.id))
    reply = await door.queried(query, where, engine, row, under=context.query.where if context else None)
    fresh = row is None or row.kind in EXAMPLES
    return _apart(Step("" if row is None or not changed(row.revision, engine.dataset) else UPDATED, reply, fresh=fresh))


def _apart(taken: Step) -> Step:
    """A reply that goes out as a message of its own leads back to nothing."""
    if taken.reply is None or not taken.fresh:
        return taken
    return replace(taken, reply=replace(taken.reply, exchange=replace(taken.reply.exchange, parent=None)))


async def _taken(press: Operation, row: Exchange, where: Where, door: Door, engine: Engine) -> Step:
    if press.page is not None:
        again = await redrawn(row, door, engine)
        if again is None:
            return Step(_lost(row))
        return Step(reply=again, page=press.page, known=True)
    if press.option is not None:
        return await _chosen(press.option, row, where, door, engine)
    if press.op == BACK:
        return await _back(row, where, door, engine)
    if press.op == NEITHER:
        return await _neither(row, where, door, engine)
    context = recalled(row, engine)
    if context is None:
        return Step(_lost(row))
    if press.op == PLACES:
        found = places(context.query, engine)
        return Step(places=found, page=row.page or 1, exchange=row.id) if found else Step(GONE)
    query = refined(context.query, press.op, engine)
    if query is None:
        return Step(GONE if changed(row.revision, engine.dataset) else STALE)
    return Step(reply=await door.queried(query, where, engine, row), fresh=row.kind in EXAMPLES)


async def _chosen(option: int, row: Exchange, where: Where, door: Door, engine: Engine) -> Step:
    """Ask the question of one of the answer's options; what was not clear is read where it was said."""
    if option >= len(row.options):
        return Step(STALE)
    said = await door.store.exchange(row.parent) if row.kind == "clarify" and row.parent is not None else None
    question = Question(where, row.options[option], door.clock())
    reply = await door.asked(question, engine, said, door.store.next_id())
    reply = replace(reply, exchange=replace(reply.exchange, parent=row.id))
    return Step(reply=reply, fresh=row.kind in EXAMPLES)


async def _back(row: Exchange, where: Where, door: Door, engine: Engine) -> Step:
    """Show what was there before, as the newest exchange of the message: replies to it follow up what it shows."""
    before = await row_of(row.parent, where, door)
    if before is None:
        return Step(STALE)
    again = await redrawn(before, door, engine)
    if again is None:
        return Step(_lost(before))
    exchange = replace(again.exchange, id=door.store.next_id(), asker=where.asker, at=door.clock())
    return Step(reply=replace(again, exchange=exchange), page=before.page or 1)


def _lost(row: Exchange) -> str:
    """What is said of an exchange that cannot be shown again: the data has changed, or its wording is forgotten."""
    return GONE if row.context else STALE


async def _neither(row: Exchange, where: Where, door: Door, engine: Engine) -> Step:
    question = Question(where, "帮助", door.clock())
    reply = await door.asked(question, engine, None, door.store.next_id())
    exchange = replace(reply.exchange, question=None, parent=row.id)
    return Step(reply=replace(reply, answer=reply.answer.with_(heading=REPHRASE), exchange=exchange))


async def row_of(exchange: int | None, where: Where, door: Door) -> Exchange | None:
    """The exchange of that id, if it is one of this chat's: a forged id may be any number, another chat's too."""
    if exchange is None or exchange > _LARGEST:
        return None
    row = await door.store.exchange(exchange)
    return row if row is not None and row.chat == where.chat else None


async def redrawn(row: Exchange, door: Door, engine: Engine) -> Reply | None:
    """What an exchange showed, once more; None where that cannot be said any more."""
    context = recalled(row, engine)
    above = await door.store.exchange(row.parent) if row.parent is not None else None
    before = recalled(above, engine)
    if context is not None and row.context is not None:
        answer, _ = engine.answer(context.query, None, row.at)
        answer = answer.with_(repairs=loads_repairs(row.context))
        under = before.query.where if before is not None and row.question is None and answer.kind == "card" else None
        return dressed(answer, replace(row, revision=stamped(context, engine)), engine, context.query, under=under)
    if row.context is not None or row.question is None:
        return None
    answer, _ = engine.ask(row.question, before, row.at)
    return Reply(answer, row, engine)
