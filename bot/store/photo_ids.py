"""File ids under which Telegram stores pictures that were sent."""

from __future__ import annotations

from sqlalchemy import Column, Double, Table, Text, bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.database import database_errors
from bot.store.reader import Reader
from bot.store.tables import METADATA, upsert
from bot.store.writer import Writer

PICTURES = Table(
    "pictures",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("file", Text, nullable=False),
    Column("at", Double, nullable=False),
)
_P = PICTURES.c
_SELECT_FILE = select(_P.file).where(_P.id == bindparam("picture"))
_DELETE = delete(PICTURES).where(_P.id == bindparam("picture"))
_DELETE_OLD = delete(PICTURES).where(_P.at < bindparam("before"))


class PhotoIds:
    """File ids by a key of the picture's content (`Store.photo_ids`). Every method raises `StoreError`."""

    def __init__(self, engine: AsyncEngine, writer: Writer, reader: Reader) -> None:
        self._engine, self._writer, self._reader = engine, writer, reader
        self._upsert = upsert(PICTURES, engine.dialect.name)

    async def find(self, key: str) -> str | None:
        """Return the file id of the picture; None if it is not known."""
        row = await self._reader.first(_SELECT_FILE, {"picture": key})
        return row[0] if row else None

    async def save(self, key: str, file: str, at: float) -> None:
        """Store the picture's file id; `at` is the current time in seconds since 1970."""
        with database_errors(self._engine.url):
            await self._writer.execute(self._upsert, {"id": key, "file": file, "at": at})

    async def delete(self, key: str) -> None:
        """Delete the file id of a picture, which Telegram has rejected."""
        with database_errors(self._engine.url):
            await self._writer.execute(_DELETE, {"picture": key})

    async def prune(self, before: float) -> None:
        """Delete file ids that were saved before this time: the data has probably changed since."""
        with database_errors(self._engine.url):
            await self._writer.execute(_DELETE_OLD, {"before": before})
