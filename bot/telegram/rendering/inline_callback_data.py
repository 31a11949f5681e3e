"""Callback data that holds its whole state, for inline messages in chats the bot is not a member of.

The bot does not learn which inline result a user posted (inline feedback may be off, and is only a sample otherwise),
so each button holds the source of its message. The first press stores an exchange, and the message then gets ordinary
buttons.
"""

from __future__ import annotations

import base64
import hashlib
import re
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from telegram import InlineKeyboardMarkup

from bot.store import Exchange
from bot.telegram.conversations.answerer import Reply
from bot.telegram.conversations.callback_data import (
    MAX_LENGTH,
    CaseKey,
    Opening,
    Operation,
    case_key,
    encode_action,
    parse_action,
    parse_payload,
)
from bot.telegram.conversations.dataset_version import named_notices
from bot.telegram.rendering.keyboards import button_json
from data.model import Case, Dataset, Notice
from intents.model.answer import Repair
from intents.model.context import Context
from intents.model.query import Query
from intents.serialization.codec import CodecError, dumps_context, loads_context, loads_repairs

JSON = dict[str, Any]

QUERY, CASE, NOTICE, HELP, EXCHANGE = "q", "k", "n", "h", "x"
"""Kinds of sources: the answer to a query, a case, the summary of a notice, the help, a stored exchange."""

OPEN = "k"
"""The operation that opens a case of the list, followed by eight characters of its digests; on older messages."""

_MAX_ID = (1 << 63) - 1
"""The largest id that the databases can hold; a forged one may be larger."""
_BUTTON = re.compile(r"([qknhx])([a-z2-7]{4})([0-9A-Za-z]{1,24})\.(.*)", re.DOTALL)
_EXCHANGE = re.compile(r"([0-9a-z]{1,13})-([a-z2-7]{8})")


@dataclass(frozen=True, slots=True)
class Source:
    """The source of a message's content."""

    kind: str
    """`QUERY`, `CASE`, `NOTICE`, `HELP` or `EXCHANGE`."""
    text: str = ""
    """Identifies it among its kind."""


@dataclass(frozen=True, slots=True)
class SelfContainedButton:
    """A button with the source of its message."""

    source: Source
    stamp: str
    """The digest of the dataset that the message was made from (`revision_digest`)."""
    op: str
    """An operation as in `Operation.op`, or as `open_operation` returns it."""


def encode(button: SelfContainedButton) -> str | None:
    """Return the button as callback_data; None if that is too long."""
    text = f"{button.source.kind}{button.stamp}{button.op}.{button.source.text}"
    with suppress(UnicodeEncodeError):
        # a lone surrogate cannot be encoded, and no button can hold it
        return text if len(text.encode()) <= MAX_LENGTH else None
    return None


def decode(text: str) -> SelfContainedButton | None:
    """Return the button that `encode` wrote; None for any other text."""
    match = _BUTTON.fullmatch(text)
    return SelfContainedButton(Source(match[1], match[4]), match[2], match[3]) if match else None


def embed_source(keyboard: InlineKeyboardMarkup, source: Source, dataset: Dataset) -> JSON | None:
    """Return a message's keyboard as JSON with `source` in all its buttons; None if one would be too long.

    Buttons with links stay as they are. Buttons with other callback data would not work and are left out.
    """
    stamp = revision_digest(dataset)
    rows: list[list[JSON]] = []
    for row in keyboard.inline_keyboard:
        rows.append([])
        for button in row:
            if not isinstance(button.callback_data, str):
                rows[-1].append(button_json(button))
                continue
            action = parse_action(button.callback_data)
            if not isinstance(action, Operation):
                continue
            text = encode(SelfContainedButton(source, stamp, action.op))
            if text is None:
                return None
            rows[-1].append({"text": button.text, "callback_data": text})
    return {"inline_keyboard": [row for row in rows if row]}


def revision_digest(dataset: Dataset) -> str:
    """Return four characters that tell the dataset's revision from others."""
    return _digest(dataset.revision)[:4]


def open_operation(case: Case) -> str:
    """Return the operation that opens this case."""
    key = case_key(case)
    return f"{OPEN}{key.title[:5]}{key.notice[:3]}"  # 25 and 15 bits: the source needs the rest of the 64 bytes


def reply_source(reply: Reply) -> Source | None:
    """Return the source of a reply that needs no exchange; whether it is short enough, `embed_source` decides."""
    if reply.answer.kind in ("help", "refuse"):
        return Source(HELP)
    if reply.query is None or reply.answer.kind == "clarify":
        return None
    # a query names cases by their places in a notice, where other cases may be later
    names_cases = bool(named_notices(reply.query))
    if reply.answer.kind == "card" and (names_cases or reply.engine.answer(reply.query)[0].kind != "card"):
        # without the leading c, which `decode_case` puts back
        return Source(CASE, encode_action(Opening(case_key(reply.answer.cases[0])))[1:])
    if names_cases:
        return None
    # as a context, since a query alone cannot hold the repairs
    return Source(QUERY, dumps_context(Context(reply.query, None, None, "", None), reply.answer.repairs))


def notice_source(notice: Notice) -> Source:
    """Return the source of the summary of a notice."""
    return Source(NOTICE, _digest(notice.id))


def exchange_source(row: Exchange) -> Source:
    """Return the source of a stored exchange; its digest can be written only by someone who knows the content."""
    exchange_id = encode_action(Operation(row.id, "b"))[1:-2]  # the id in base 36, from between e and .b
    return Source(EXCHANGE, f"{exchange_id}-{_digest(row.context or row.question or '')}")


def decode_query(text: str) -> tuple[Query, tuple[Repair, ...]] | None:
    """Return the query and the repairs of a source of kind `QUERY`; None if it is malformed."""
    with suppress(CodecError):
        query = loads_context(text).query
        return None if named_notices(query) else (query, tuple(loads_repairs(text)))
    return None


def decode_case(text: str) -> CaseKey | None:
    """Return the case of a source of kind `CASE`; None if it is malformed."""
    target = parse_payload(f"c{text}")
    return target.case if isinstance(target, Opening) and target.exchange is None else None


def find_notice(text: str, dataset: Dataset) -> Notice | None:
    """Return the notice of a source of kind `NOTICE`; None if the data does not have it (any more)."""
    return next((notice for notice in dataset.notices if _digest(notice.id) == text), None)


def decode_exchange_id(text: str) -> int | None:
    """Return the id in a source of kind `EXCHANGE`; the caller compares the exchange's own source."""
    match = _EXCHANGE.fullmatch(text)
    exchange_id = int(match[1], 36) if match else _MAX_ID + 1
    return exchange_id if exchange_id <= _MAX_ID else None


def _digest(text: str) -> str:
    digest = hashlib.blake2b(text.encode(errors="replace"), digest_size=5).digest()
    return base64.b32encode(digest).decode().lower()
