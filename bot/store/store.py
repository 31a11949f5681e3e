"""The store of chats and exchanges: one method per query, with a cache of recent rows."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from typing import Any, Self

from sqlalchemy import Executable, Select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store import tables
from bot.store.database import check, connect, database_errors, file_identity
from bot.store.lru_cache import LruCache
from bot.store.outbox import Outbox
from bot.store.photo_ids import PhotoIds
from bot.store.question_log import QuestionLog
from bot.store.reader import Reader
from bot.store.records import Chat, Exchange, StoreError
from bot.store.retention import Impersonal, forget_asker, prune_exchanges, prune_outbox
from bot.store.subscriptions import Subscriptions, move_subscriptions
from bot.store.write_behind import WriteBehind
from bot.store.writer import Writer

CHAT_REFRESH_SECONDS = 3600
"""Seconds after which an unchanged chat is written again, so that the time it was last seen is known to the hour."""

_CHAT_FIELDS = tuple(field.name for field in fields(Chat))


class Store:
    """The bot's persistent memory, created by `open`. Its methods may be called concurrently.

    A database has one writing process, so that its cache is always up to date. Every coroutine raises `StoreError` on
    database errors.
    """

    def __init__(self, engine: AsyncEngine, writer: Writer, newest: int, clock: Callable[[], int]) -> None:
        """`newest` is the largest id of an exchange in the database; `clock` returns nanoseconds since 1970."""
        self._engine = engine
        self._writer = writer
        self._newest_id = newest
        self._clock = clock
        self._chats = LruCache[int, Chat]()
        self._exchanges = LruCache[int, Exchange]()
        self._pending: dict[int, Exchange] = {}
        """Exchanges that are not written yet: queries find them already."""
        self._write_behind = WriteBehind(self._upsert, self._note_written, self._forget_pending)
        self._reader = Reader(engine)
        self._identity = file_identity(engine.url.database or "") if engine.dialect.name == "sqlite" else None
        self._last_ids = LruCache[tuple[int, int | None, int], int]()
        self._upsert_chat = tables.upsert(tables.CHATS, engine.dialect.name)
        self._upsert_exchange = tables.upsert(tables.EXCHANGES, engine.dialect.name)
        self.subscriptions = Subscriptions(engine, writer)
        self.outbox = Outbox(engine, writer)
        self.question_log = QuestionLog(engine, self._write_behind.flush)
        self.photo_ids = PhotoIds(engine, writer, self._reader)

    @classmethod
    async def open(cls, url: str, clock: Callable[[], int] = time.time_ns) -> Self:
        """Open the store at a URL of SQLAlchemy, `sqlite+aiosqlite:///file` or `postgresql+psycopg://…`.

        The database is created or migrated if necessary. `clock` returns nanoseconds since 1970. Raises `StoreError`.
        """
        engine = await connect(url)
        try:
            with database_errors(engine.url):
                connection = await engine.connect()
                newest = (await connection.execute(tables.SELECT_NEWEST_ID)).scalar()
        except BaseException:
            await engine.dispose()
            raise
        return cls(engine, Writer(connection), newest or 0, clock)

    async def close(self) -> None:
        """Write what is remembered, if the database allows it soon, and disconnect."""
        await self._write_behind.close()
        await self._reader.close()
        try:
            await self._writer.close()
        finally:
            await self._engine.dispose()

    async def check(self) -> None:
        """Check that the database is intact and still in its place. Raises `StoreError` if it is not."""
        await check(self._engine, self._identity)

    async def check_writable(self) -> None:
        """Check that the database can be written, and what waits for it, too. Raises `StoreError` if it cannot."""
        with database_errors(self._engine.url):
            async with self._writer.transaction() as connection:
                await connection.execute(tables.TOUCH)
        if self._write_behind.problem:
            raise StoreError(self._write_behind.problem)

    async def save_chat(self, chat: Chat) -> None:
        """Save the present state of a chat. An unchanged chat is written once an hour at most."""
        cached = self._chats.get(chat.id)
        if cached and chat.at - cached.at < CHAT_REFRESH_SECONDS and replace(cached, at=chat.at) == chat:
            return
        values = {name: getattr(chat, name) for name in _CHAT_FIELDS}
        row = {name: tables.storable(value) if isinstance(value, str) else value for name, value in values.items()}
        await self._write(self._upsert_chat, row)
        self._chats.put(chat.id, chat)

    async def find_chat(self, chat: int) -> Chat | None:
        """Return the saved state of the chat; None if it is unknown."""
        cached = self._chats.get(chat)
        if cached:
            return cached
        row = await self._reader.first(tables.SELECT_CHAT, {"chat": chat})
        return Chat(**row._asdict()) if row else None

    async def migrate(self, old: int, new: int) -> None:
        """Move all rows of the group `old` to the supergroup `new`, in one transaction. Idempotent.

        Message ids are cleared, since a supergroup numbers its messages anew.
        """
        if old == new:
            return
        self._pending |= {exchange.id: exchange for exchange in self._write_behind.move(old, new)}
        with database_errors(self._engine.url):
            async with self._writer.transaction() as connection:
                await connection.execute(tables.MOVE_EXCHANGES, {"old": old, "new": new})
                await move_subscriptions(connection, old, new, self._clock() / 1e9)
                if (await connection.execute(tables.SELECT_CHAT, {"chat": new})).first():
                    await connection.execute(tables.DELETE_CHAT, {"old": old})
                else:
                    await connection.execute(tables.MOVE_CHAT, {"old": old, "new": new})
        self._clear_caches()

    def next_id(self) -> int:
        """Return an id for an exchange that is larger than all before, even if those were not written before a restart.

        It is the time in microseconds (10 characters in base 36 until the year 2085), or one more than the last id.
        """
        self._newest_id = max(self._newest_id + 1, self._clock() // 1000)
        return self._newest_id

    def remember(self, exchange: Exchange) -> None:
        """Do what `add` does as soon as the database allows. The exchange is found at once, and no answer waits.

        While the database cannot be written, the newest `MAX_CACHED` are kept in memory.
        """
        self._pending[exchange.id] = exchange
        self._note_context(exchange)
        self._write_behind.put(exchange)

    async def add(self, exchange: Exchange) -> None:
        """Insert an exchange, or replace the one with its id, and commit."""
        self._pending[exchange.id] = exchange
        try:
            await self._upsert(exchange)
        except BaseException:
            self._forget_pending(exchange)
            raise
        self._note_written(exchange)
        self._note_context(exchange)

    async def set_answer_message(self, exchange: int, message: int) -> None:
        """Record the id of the message that shows the exchange's answer."""
        await self._write(tables.SET_ANSWER_MESSAGE, {"exchange": exchange, "message": message})
        if cached := self._exchanges.get(exchange):
            self._exchanges[exchange] = replace(cached, answer_message=message)

    async def find_exchange(self, exchange: int) -> Exchange | None:
        """Return the exchange with this id."""
        cached = self._pending.get(exchange) or self._exchanges.get(exchange)
        return cached or await self._select_exchange(
            tables.SELECT_EXCHANGE, {"exchange": exchange}, lambda one: one.id == exchange
        )

    async def find_last(self, chat: int, topic: int | None, asker: int) -> Exchange | None:
        """Return the newest exchange of a conversation that left a context."""
        conversation = chat, topic, asker

        def is_sought(exchange: Exchange) -> bool:
            return (exchange.chat, exchange.topic, exchange.asker) == conversation and exchange.context is not None

        pending = filter(is_sought, self._pending.values())
        cached = _newest(*pending, self._exchanges.get(self._last_ids.get(conversation, 0)))
        if cached:
            return cached
        key = {"chat": chat, "topic": topic or 0, "asker": asker}
        exchange = await self._select_exchange(tables.SELECT_LAST, key, is_sought)
        if exchange:
            self._last_ids.put(conversation, exchange.id)
        return exchange

    async def find_by_answer(self, chat: int, message: int) -> Exchange | None:
        """Return the newest exchange whose answer this message shows."""
        return await self._find_by(tables.SELECT_BY_ANSWER, chat=chat, answer_message=message)

    async def find_by_question(self, chat: int, message: int, asker: int | None = None) -> Exchange | None:
        """Return the newest exchange whose question this message asks; with `asker`, of those of one asker."""
        asked = {"chat": chat, "question_message": message}
        if asker is None:
            return await self._find_by(tables.SELECT_BY_QUESTION, **asked)
        return await self._find_by(tables.SELECT_REPLY, **asked, asker=asker)

    async def list_recent(self, kind: str, since: float) -> list[Exchange]:
        """Return the exchanges of a kind since then (in seconds since 1970), oldest first."""
        await self._write_behind.flush()
        with database_errors(self._engine.url):
            async with self._engine.connect() as connection:
                parameters = {"kind": kind, "since": int(since * 1e6)}
                return [tables.exchange_of(row) for row in await connection.execute(tables.SELECT_RECENT, parameters)]

    async def prune(self, before: float, deleted_before: float, impersonal: Impersonal) -> int:
        """Delete or make impersonal the exchanges from before then (see `prune_exchanges`); return how many.

        Deletes rows of the outbox that were finished before then, too, and subscriptions that ended.
        """
        await self._write_behind.flush()
        with database_errors(self._engine.url):
            pruned = await prune_exchanges(self._writer, before, deleted_before, impersonal)
            await prune_outbox(self._writer, before)
        self._clear_caches()
        return pruned

    async def forget(self, asker: int) -> int:
        """Delete what is tied to a person (see `forget_asker`); return the number of deleted exchanges."""
        for exchange in self._write_behind.drop(asker):
            self._forget_pending(exchange)
        await self._write_behind.flush()  # reports on their questions may be on the way
        with database_errors(self._engine.url):
            async with self._writer.transaction() as connection:
                forgotten = await forget_asker(connection, asker)
        self._clear_caches()
        return forgotten

    async def _find_by(self, statement: Select[Any], **fields: int) -> Exchange | None:
        def is_sought(exchange: Exchange) -> bool:
            return all(getattr(exchange, field) == value for field, value in fields.items())

        # listed before the query: what is written meanwhile may be in neither otherwise
        pending = [exchange for exchange in self._pending.values() if is_sought(exchange)]
        return _newest(*pending, await self._select_exchange(statement, fields, is_sought))

    def _note_context(self, exchange: Exchange) -> None:
        """Keep `_last_ids` up to date; what it does not hold is read when it is needed."""
        key = exchange.chat, exchange.topic, exchange.asker
        newest = self._last_ids.get(key)
        if newest is not None and exchange.context is not None:
            self._last_ids.put(key, max(exchange.id, newest))
        elif newest == exchange.id:
            del self._last_ids[key]

    def _note_written(self, exchange: Exchange) -> None:
        self._forget_pending(exchange)
        self._exchanges.put(exchange.id, exchange)

    def _forget_pending(self, exchange: Exchange) -> None:
        if self._pending.get(exchange.id) is exchange:  # else a later write of the same exchange has begun
            del self._pending[exchange.id]

    async def _upsert(self, exchange: Exchange) -> None:
        await self._write(self._upsert_exchange, tables.row_of(exchange))

    async def _select_exchange(
        self, statement: Select[Any], parameters: Mapping[str, Any], is_sought: Callable[[Exchange], bool]
    ) -> Exchange | None:
        """Return the exchange that a statement selects; if the database fails, the newest in memory that `is_sought`.

        Raises `StoreError` if there is none in memory.
        """
        try:
            row = await self._reader.first(statement, parameters)
        except StoreError:
            known = filter(is_sought, (*self._exchanges.values(), *self._pending.values()))
            if newest := _newest(*known):
                return newest
            raise
        if not row:
            return None
        if cached := self._pending.get(row.id) or self._exchanges.get(row.id):
            return cached  # it may have been replaced since it was read
        exchange = tables.exchange_of(row)
        self._exchanges.put(exchange.id, exchange)
        return exchange

    async def _write(self, statement: Executable, row: Mapping[str, Any]) -> None:
        with database_errors(self._engine.url):
            await self._writer.execute(statement, row)

    def _clear_caches(self) -> None:
        """Drop what is cached after rows were changed in bulk."""
        for cache in (self._chats, self._exchanges, self._last_ids):
            cache.clear()


def _newest(*exchanges: Exchange | None) -> Exchange | None:
    return max((one for one in exchanges if one), key=lambda one: one.id, default=None)
