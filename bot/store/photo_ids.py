"""Pictures that Telegram has already: what they show, and the id by which they are sent again."""

from __future__ import annotations

from sqlalchemy import Column, Double, Table, Text, bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.database import database_errors
from bot.store.tables import METADATA, put
from bot.store.writer import Writer

PICTURES = Table(
    "pictures",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("file", Text, nullable=False),
    Column("at", Double, nullable=False),
)
_P = PICTURES.c
_FILE = select(_P.file).where(_P.id == bindparam("picture"))
_FORGET = delete(PICTURES).where(_P.id == bindparam("picture"))
_PRUNE = delete(PICTURES).where(_P.at < bindparam("before"))


class PhotoIds:
    """The pictures (`Store.photo_ids`), by a key that tells what they show. Raises `StoreError` as the store does."""

    def __init__(self, engine: AsyncEngine, writer: Writer) -> None:
        """For `Store`."""
        self._engine, self._writer = engine, writer
        self._put = put(PICTURES, engine.dialect.name)

    async def find(self, key: str) -> str | None:
        """The file_id of the picture; None where it was not sent yet, or long ago."""
        with database_errors(self._engine.url):
            async with self._engine.connect() as connection:
                file: str | None = (await connection.execute(_FILE, {"picture": key})).scalar()
        return file

    async def save(self, key: str, file: str, at: float) -> None:
        """Remember the picture's file_id; `at` is now, in seconds since 1970."""
        with database_errors(self._engine.url):
            await self._writer.execute(self._put, {"id": key, "file": file, "at": at})

    async def delete(self, key: str) -> None:
        """Telegram does not know the file any more."""
        with database_errors(self._engine.url):
            await self._writer.execute(_FORGET, {"picture": key})

    async def prune(self, before: float) -> None:
        """Forget what was sent first before then: most likely the data has changed since."""
        with database_errors(self._engine.url):
            await self._writer.execute(_PRUNE, {"before": before})
