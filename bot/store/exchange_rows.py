"""Exchanges as rows of their table."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

from sqlalchemy import Row

from bot.store.records import Exchange

_FIELDS = tuple(field.name for field in fields(Exchange))


def row_of(exchange: Exchange) -> dict[str, Any]:
    """Return the values of an exchange's row, by column."""
    row = {name: getattr(exchange, name) for name in _FIELDS}
    row["topic"] = exchange.topic or 0
    row["question"] = None if exchange.question is None else storable(exchange.question)
    row["options"] = json.dumps(exchange.options)
    return row


def exchange_of(row: Row[Any]) -> Exchange:
    """Return the exchange of a row."""
    return Exchange(**row._asdict() | {"topic": row.topic or None, "options": tuple(json.loads(row.options))})


def storable(text: str) -> str:
    """Return the text with U+FFFD in place of lone surrogates and NUL, which databases refuse."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").replace("\0", "\ufffd")
