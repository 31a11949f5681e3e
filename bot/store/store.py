"""The store: every question that the bot has for its database, each a method."""

from __future__ import annotations

import json
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from typing import Any, Self, TypeVar

from sqlalchemy import Executable, Row, Select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store import tables
from bot.store.database import connect, database_errors
from bot.store.outbox import Outbox
from bot.store.photo_ids import PhotoIds
from bot.store.records import Chat, Exchange, UnansweredQuestion
from bot.store.subscriptions import Subscriptions, move
from bot.store.writer import Writer

REMEMBERED = 4096
"""So many chats, exchanges and conversations are kept in memory: those that were used last."""

SEEN_ANEW = 3600
"""Seconds after which a chat is written again though nothing about it has changed."""

_CHAT, _EXCHANGE = (tuple(field.name for field in fields(record)) for record in (Chat, Exchange))
_K = TypeVar("_K")
_V = TypeVar("_V")


class _Recent(OrderedDict[_K, _V]):
    """What was used last, and no more of it than `REMEMBERED`."""

    def keep(self, key: _K, value: _V) -> None:
        self[key] = value
        self.move_to_end(key)
        if len(self) > REMEMBERED:
            self.popitem(last=False)


class Store:
    """The bot's memory. Made by `open`; every method may be called from any number of tasks at once.

    One process writes a database: it keeps the newest rows in memory. Every method that waits raises `StoreError`
    where the database fails.
    """

    def __init__(self, engine: AsyncEngine, writer: Writer, newest: int, clock: Callable[[], int]) -> None:
        """For `open`. `newest` is the largest id of an exchange in the database."""
        self._engine = engine
        self._writer = writer
        self._newest = newest
        self._clock = clock
        self._chats = _Recent[int, Chat]()
        self._exchanges = _Recent[int, Exchange]()
        self._under_way: dict[int, Exchange] = {}
        """Those that are being written: whoever asks for them finds them already."""
        self._last = _Recent[tuple[int, int | None, int], int]()
        self._put_chat = tables.put(tables.CHATS, engine.dialect.name)
        self._put_exchange = tables.put(tables.EXCHANGES, engine.dialect.name)
        self.subscriptions = Subscriptions(engine, writer)
        self.outbox = Outbox(engine, writer)
        self.photo_ids = PhotoIds(engine, writer)

    @classmethod
    async def open(cls, url: str, clock: Callable[[], int] = time.time_ns) -> Self:
        """The store at SQLAlchemy's URL (`sqlite+aiosqlite:///file` or `postgresql+psycopg://…`), made or migrated.

        `clock` gives the nanoseconds since 1970; ids are made from it.
        Raises `StoreError` where that is impossible.
        """
        engine = await connect(url)
        try:
            with database_errors(engine.url):
                connection = await engine.connect()
                newest = (await connection.execute(tables.NEWEST_ID)).scalar()
        except BaseException:
            await engine.dispose()
            raise
        return cls(engine, Writer(connection), newest or 0, clock)

    async def close(self) -> None:
        """Finish what is being written, and let go of the database."""
        try:
            await self._writer.close()
        finally:
            await self._engine.dispose()

    async def save_chat(self, chat: Chat) -> None:
        """Remember the chat as it is now. Nothing is written where nothing about it has changed within the hour."""
        known = self._chats.get(chat.id)
        if known and chat.at - known.at < SEEN_ANEW and replace(known, at=chat.at) == chat:
            return
        values = {name: getattr(chat, name) for name in _CHAT}
        row = {name: _writable(value) if isinstance(value, str) else value for name, value in values.items()}
        await self._write(self._put_chat, row)
        self._chats.keep(chat.id, chat)

    async def find_chat(self, chat: int) -> Chat | None:
        """The chat as it was seen last; None if it never was."""
        known = self._chats.get(chat)
        if known:
            return known
        row = await self._read(tables.CHAT, {"chat": chat})
        return Chat(**row._asdict()) if row else None

    async def migrate(self, old: int, new: int) -> None:
        """Give every row of the chat `old` to `new`, all or none; again, or with both known, is no error.

        Their message ids are forgotten: a supergroup numbers its messages anew.
        """
        if old == new:
            return
        with database_errors(self._engine.url):
            async with self._writer.transaction() as connection:
                await connection.execute(tables.MOVE_EXCHANGES, {"old": old, "new": new})
                await move(connection, old, new, self._clock() / 1e9)
                if (await connection.execute(tables.CHAT, {"chat": new})).first():
                    await connection.execute(tables.FORGET_CHAT, {"old": old})
                else:
                    await connection.execute(tables.MOVE_CHAT, {"old": old, "new": new})
        self._forget()

    def next_id(self) -> int:
        """An id for an exchange, larger than all before it, though a restart may lie between and rows be unwritten.

        It is the time in microseconds, or one more than the last: 10 characters in base 36.
        """
        self._newest = max(self._newest + 1, self._clock() // 1000)
        return self._newest

    async def add(self, exchange: Exchange) -> None:
        """Write a new exchange; it is committed afterwards. Cheapest once, when its answer has been sent."""
        await self._put(exchange)
        if exchange.context is not None:
            key = exchange.chat, exchange.topic, exchange.asker
            self._last.keep(key, max(exchange.id, self._last.get(key, 0)))

    async def revise(self, exchange: Exchange) -> None:
        """Write the exchange over the one with its id: its question was edited, or its page turned."""
        await self._put(exchange)
        self._last.pop((exchange.chat, exchange.topic, exchange.asker), None)

    async def set_answer_message(self, exchange: int, message: int) -> None:
        """Write down which message carries the exchange's answer."""
        await self._write(tables.ANSWERED, {"exchange": exchange, "message": message})
        if known := self._exchanges.get(exchange):
            self._exchanges[exchange] = replace(known, answer_message=message)

    async def find_exchange(self, exchange: int) -> Exchange | None:
        """The exchange with this id."""
        known = self._under_way.get(exchange) or self._exchanges.get(exchange)
        return known or await self._exchange(tables.EXCHANGE, {"exchange": exchange})

    async def find_last(self, chat: int, topic: int | None, asker: int) -> Exchange | None:
        """The asker's newest exchange there that left a context."""
        there = (chat, topic, asker)
        under_way = (
            one
            for one in self._under_way.values()
            if (one.chat, one.topic, one.asker) == there and one.context is not None
        )
        known = _newest(*under_way, self._exchanges.get(self._last.get(there, 0)))
        if known:
            return known
        found = await self._exchange(tables.LAST, {"chat": chat, "topic": topic or 0, "asker": asker})
        if found:
            self._last.keep((chat, topic, asker), found.id)
        return found

    async def find_by_answer(self, chat: int, message: int) -> Exchange | None:
        """The newest exchange whose answer this message carries."""
        under_way = (one for one in self._under_way.values() if (one.chat, one.answer_message) == (chat, message))
        return _newest(*under_way, await self._exchange(tables.OF_ANSWER, {"chat": chat, "message": message}))

    async def find_by_question(self, chat: int, message: int) -> Exchange | None:
        """The newest exchange that this message asked."""
        under_way = (one for one in self._under_way.values() if (one.chat, one.question_message) == (chat, message))
        return _newest(*under_way, await self._exchange(tables.OF_QUESTION, {"chat": chat, "message": message}))

    async def count_unanswered(self, since: float, limit: int) -> list[UnansweredQuestion]:
        """What was refused or clarified since then (in seconds since 1970), the most frequent first, at most `limit`.

        A question whose wording has been forgotten is not among them.
        """
        with database_errors(self._engine.url):
            async with self._engine.connect() as connection:
                rows = await connection.execute(tables.UNANSWERED, {"since": since, "limit": limit})
                return [UnansweredQuestion(*row) for row in rows]

    async def prune(self, before: float) -> int:
        """Forget the wording of questions asked before then; gives how many. Contexts and buttons go on working."""
        with database_errors(self._engine.url):
            async with self._writer.transaction() as connection:
                pruned = (await connection.execute(tables.PRUNE, {"before": before})).rowcount
        self._forget()
        return pruned

    async def _put(self, exchange: Exchange) -> None:
        row = {name: getattr(exchange, name) for name in _EXCHANGE}
        row["topic"] = exchange.topic or 0
        row["question"] = None if exchange.question is None else _writable(exchange.question)
        row["options"] = json.dumps(exchange.options)
        self._under_way[exchange.id] = exchange
        try:
            await self._write(self._put_exchange, row)
        finally:
            if self._under_way.get(exchange.id) is exchange:
                del self._under_way[exchange.id]
        self._exchanges.keep(exchange.id, exchange)

    async def _exchange(self, statement: Select[Any], parameters: Mapping[str, Any]) -> Exchange | None:
        row = await self._read(statement, parameters)
        if not row:
            return None
        if known := self._exchanges.get(row.id):
            return known  # it may have been written anew since it was read
        exchange = Exchange(**row._asdict() | {"topic": row.topic or None, "options": tuple(json.loads(row.options))})
        self._exchanges.keep(exchange.id, exchange)
        return exchange

    async def _read(self, statement: Select[Any], parameters: Mapping[str, Any]) -> Row[Any] | None:
        with database_errors(self._engine.url):
            async with self._engine.connect() as connection:
                return (await connection.execute(statement, parameters)).first()

    async def _write(self, statement: Executable, row: Mapping[str, Any]) -> None:
        with database_errors(self._engine.url):
            await self._writer.execute(statement, row)

    def _forget(self) -> None:
        """What is in memory: rows have changed beneath it."""
        for memory in (self._chats, self._exchanges, self._last):
            memory.clear()


def _newest(*exchanges: Exchange | None) -> Exchange | None:
    return max((one for one in exchanges if one), key=lambda one: one.id, default=None)


def _writable(text: str) -> str:
    """The text with U+FFFD for what a database cannot hold: halves of characters, and NUL."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").replace("\0", "\ufffd")
