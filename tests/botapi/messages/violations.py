"""Find what Telegram accepts but displays differently from what the bot meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

from tests.botapi.errors import JSON

ENTITIES = 100
"""Entities of a message that Telegram keeps: telegram.constants.MessageLimit."""

BUTTONS, ROW = 100, 8
"""Buttons of a message and of a row that Telegram keeps: telegram.constants.InlineKeyboardMarkupLimit."""

SHOWN = 8
"""Buttons of a message that the bot sends at most: more push the answer off a phone's screen."""

START = re.compile(r"[A-Za-z0-9_-]{1,64}")
"""A valid deep-link payload: core.telegram.org/bots/features#deep-linking."""


def find_violations(message: JSON) -> Iterator[str]:
    """Yield each violation in a message."""
    entities = message.get("entities") or message.get("caption_entities") or []
    if len(entities) > ENTITIES:
        yield f"{len(entities)} entities: those after the first {ENTITIES} are lost"
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    if sum(map(len, rows)) > BUTTONS or any(len(row) > ROW for row in rows):
        yield f"more than {BUTTONS} buttons, or {ROW} in a row: the rest is lost"
    if SHOWN < sum(map(len, rows)) <= BUTTONS:
        yield f"{sum(map(len, rows))} buttons: more than {SHOWN} hide the answer"
    addresses = [entity.get("url") for entity in entities] + [button.get("url") for row in rows for button in row]
    for address in filter(None, addresses):
        parts = urlsplit(address)
        asked = parse_qs(parts.query, keep_blank_values=True)
        # without a payload, `startgroup` only adds the bot: https://core.telegram.org/api/links#group-channel-bot-links
        payloads = [*asked.get("start", []), *filter(None, asked.get("startgroup", []))]
        if parts.hostname == "t.me" and not all(map(START.fullmatch, payloads)):
            yield f"a deep link that carries what it can't: {address}"
