"""Delete what the store need not keep: old rows, and at once all that is tied to a person."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Integer, and_, bindparam, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.outbox_tables import ENDED, OUTBOX, PENDING, SUBSCRIPTIONS
from bot.store.records import WRONG_KIND
from bot.store.tables import CHATS, EXCHANGES
from bot.store.writer import Writer

_E, _O, _S = EXCHANGES.c, OUTBOX.c, SUBSCRIPTIONS.c
_IS_OLD = _E.at < bindparam("before")
# buttons need the query of their exchange, or the options that the bot wrote; those of a clarification were typed
_NO_BUTTON_NEEDS_IT = or_(_E.kind == "clarify", and_(_E.context.is_(None), _E.options == "[]"))
_DELETE_UNNEEDED = delete(EXCHANGES).where(_IS_OLD, _NO_BUTTON_NEEDS_IT)
_DELETE_OLD = delete(EXCHANGES).where(_IS_OLD)
_SELECT_PERSONAL = (
    select(_E.id, _E.context)
    .where(_IS_OLD, or_(_E.asker != 0, _E.question.is_not(None)))
    .order_by(_E.id)
    .limit(bindparam("limit", type_=Integer))
)
_MAKE_IMPERSONAL = (
    update(EXCHANGES)
    .where(_E.id == bindparam("exchange"))
    .values(asker=0, question=None, question_message=None, context=bindparam("new_context"))
)
_DELETE_FINISHED = delete(OUTBOX).where(_O.state != PENDING, _O.done < bindparam("before"))
_DELETE_ENDED = delete(SUBSCRIPTIONS).where(_S.state == ENDED, _S.id.not_in(select(_O.subscription)))

_ASKED = EXCHANGES.alias().c
_DELETE_REPORTS_ON = delete(EXCHANGES).where(
    _E.kind == WRONG_KIND, _E.parent.in_(select(_ASKED.id).where(_ASKED.asker == bindparam("person")))
)
"""Others' reports of wrong answers to a person's questions, which repeat the questions."""
_DELETE_EXCHANGES_OF = delete(EXCHANGES).where(or_(_E.asker == bindparam("person"), _E.chat == bindparam("person")))
_CLEAR_SUBSCRIBER = update(SUBSCRIPTIONS).where(_S.by == bindparam("person")).values(by=0)
_DELETE_PRIVATE_CHAT = (
    delete(OUTBOX).where(_O.subscription.in_(select(_S.id).where(_S.chat == bindparam("person")))),
    delete(SUBSCRIPTIONS).where(_S.chat == bindparam("person")),
    delete(CHATS).where(CHATS.c.id == bindparam("person")),
)

_BATCH = 500
"""Exchanges in one transaction, so that other writes need not wait long."""

Impersonal = Callable[[str], str | None]
"""Returns a context without the words that were typed; None if that is impossible."""


async def prune_exchanges(writer: Writer, before: float, deleted_before: float, impersonal: Impersonal) -> int:
    """Delete exchanges from before `before` that no button needs, and all from before `deleted_before`.

    The others lose their asker, the text and what else was typed. Returns the number of exchanges deleted or changed.
    """
    pruned = await writer.execute(_DELETE_OLD, {"before": deleted_before})
    pruned += await writer.execute(_DELETE_UNNEEDED, {"before": before})
    while True:
        async with writer.transaction() as connection:
            rows = (await connection.execute(_SELECT_PERSONAL, {"before": before, "limit": _BATCH})).all()
            for row in rows:
                context = impersonal(row.context) if row.context is not None else None
                await connection.execute(_MAKE_IMPERSONAL, {"exchange": row.id, "new_context": context})
        pruned += len(rows)
        if len(rows) < _BATCH:
            return pruned


async def prune_outbox(writer: Writer, before: float) -> int:
    """Delete rows that were finished before this time, and subscriptions that ended; return the number of rows."""
    pruned = await writer.execute(_DELETE_FINISHED, {"before": before})
    await writer.execute(_DELETE_ENDED, {})
    return pruned


async def forget_asker(connection: AsyncConnection, asker: int) -> int:
    """Delete what is tied to a person, within a transaction; return the number of deleted exchanges.

    These are their exchanges everywhere, reports of wrong answers to their questions, and their private chat with its
    subscriptions. Subscriptions of groups stay, without who made them.
    """
    person = {"person": asker}
    deleted = (await connection.execute(_DELETE_REPORTS_ON, person)).rowcount
    deleted += (await connection.execute(_DELETE_EXCHANGES_OF, person)).rowcount
    await connection.execute(_CLEAR_SUBSCRIBER, person)
    if asker > 0:  # a private chat has the id of its user; other ids are those of chats that people speak for
        for statement in _DELETE_PRIVATE_CHAT:
            await connection.execute(statement, person)
    return deleted
