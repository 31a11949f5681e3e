"""Buttons that carry what their message shows, where no exchange stands for it yet: in chats the bot is not in.

Nobody tells the bot which inline result was posted (feedback may be off, and is a sample where it is on), so a button
has to say by itself what it is under. The first press makes exchanges of it; from then on buttons are like any others.
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
"""What a message may show: a query's answer, a case, a notice in short, how to ask, an exchange that was kept."""

OPEN = "k"
"""The operation that opens a case of the list: with eight characters that tell it from the others."""

_LARGEST = (1 << 63) - 1
"""The largest id that a database can hold."""
_DATA = re.compile(r"([qknhx])([a-z2-7]{4})([0-9A-Za-z]{1,24})\.(.*)", re.DOTALL)
_ROW = re.compile(r"([0-9a-z]{1,13})-([a-z2-7]{8})")


@dataclass(frozen=True, slots=True)
class Source:
    """What a message shows."""

    kind: str
    """`QUERY`, `CASE`, `NOTICE`, `HELP` or `ROW`."""
    text: str = ""
    """Which one."""


@dataclass(frozen=True, slots=True)
class SelfContainedButton:
    """A button that carries it."""

    source: Source
    stamp: str
    """Of the data that its message was made from (`stamp`)."""
    op: str
    """As `Operation.op`, or `OPEN` and the case."""


def encode(button: SelfContainedButton) -> str | None:
    """The button as callback_data; None where it is longer than Telegram takes."""
    text = f"{button.source.kind}{button.stamp}{button.op}.{button.source.text}"
    with suppress(UnicodeEncodeError):
        return text if len(text.encode()) <= MAX_LENGTH else None
    return None


def decode(text: str) -> SelfContainedButton | None:
    """The button that `written` wrote; None for anything else."""
    found = _DATA.fullmatch(text)
    return SelfContainedButton(Source(found[1], found[4]), found[2], found[3]) if found else None


def embed_source(keyboard: InlineKeyboardMarkup, source: Source, dataset: Dataset) -> JSON | None:
    """The keyboard of a message, in plain JSON, with all its buttons carrying `source`; None where one has no room.

    Buttons that lead elsewhere stay as they are; what else is pressed would not work there, and is left out.
    """
    now = revision_digest(dataset)
    rows: list[list[JSON]] = []
    for row in keyboard.inline_keyboard:
        rows.append([])
        for button in row:
            if not isinstance(button.callback_data, str):
                rows[-1].append(button_json(button))
                continue
            press = parse_action(button.callback_data)
            if press is None:
                continue
            op = press.op if isinstance(press, Operation) else open_operation(press.case)
            text = encode(SelfContainedButton(source, now, op))
            if text is None:
                return None
            rows[-1].append({"text": button.text, "callback_data": text})
    return {"inline_keyboard": [row for row in rows if row]}


def revision_digest(dataset: Dataset) -> str:
    """Four characters that tell the dataset's revision from others."""
    return _digest(dataset.revision)[:4]


def open_operation(case: Case | CaseKey) -> str:
    """The operation that opens this case."""
    of = case_key(case) if isinstance(case, Case) else case
    return f"{OPEN}{of.title[:5]}{of.notice[:3]}"


# Sources.


def reply_source(reply: Reply) -> Source | None:
    """The source of a reply that needs no exchange; `embed_source` tells whether it is short enough."""
    if reply.answer.kind in ("help", "refuse"):
        return Source(HELP)
    if reply.query is None or reply.answer.kind == "clarify":
        return None
    named = bool(named_notices(reply.query))  # cases, by their places in the notice, which may be others' tomorrow
    if reply.answer.kind == "card" and (named or reply.engine.answer(reply.query)[0].kind != "card"):
        return Source(CASE, encode_action(Opening(case_key(reply.answer.cases[0])))[1:])
    if named:
        return None
    return Source(QUERY, dumps_context(Context(reply.query, None, None, "", None), reply.answer.repairs))


def notice_source(notice: Notice) -> Source:
    """A notice in short."""
    return Source(NOTICE, _digest(notice.id))


def exchange_source(row: Exchange) -> Source:
    """An exchange that is kept: any can be named, but only who knows what it holds can say its digest."""
    return Source(
        EXCHANGE, f"{encode_action(Operation(row.id, 'b'))[1:-2]}-{_digest(row.context or row.question or '')}"
    )


# And back.


def decode_query(text: str) -> tuple[Query, tuple[Repair, ...]] | None:
    """The query of a source of the sort `QUERY`, with what was repaired; None where it is none."""
    with suppress(CodecError):
        query = loads_context(text).query
        return None if named_notices(query) else (query, tuple(loads_repairs(text)))
    return None


def decode_case(text: str) -> CaseKey | None:
    """The case of a source of the sort `CASE`."""
    found = parse_payload(f"c{text}")
    return found if isinstance(found, CaseKey) else None


def find_notice(text: str, dataset: Dataset) -> Notice | None:
    """The notice of a source of the sort `NOTICE`, if it is (still) there."""
    return next((notice for notice in dataset.notices if _digest(notice.id) == text), None)


def decode_exchange_id(text: str) -> int | None:
    """The id of the exchange of a source of the sort `ROW`; whether it is the one, `of_row` tells."""
    found = _ROW.fullmatch(text)
    number = int(found[1], 36) if found else _LARGEST + 1
    return number if number <= _LARGEST else None


def _digest(text: str) -> str:
    raw = hashlib.blake2b(text.encode(errors="replace"), digest_size=5).digest()
    return base64.b32encode(raw).decode().lower()
