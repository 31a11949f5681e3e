"""Detect the entities that Telegram finds in users' text: commands, mentions, addresses, hashtags."""

from __future__ import annotations

import re

from tests.botapi.errors import JSON
from tests.botapi.messages.text import utf16_length

_PATTERNS = (
    (
        "url",
        re.compile(
            r"https?://[^\s<>\"”，。]+|(?<![\w@.])(?:[a-z0-9-]+\.)+(?:com|org|net|cn|io|me|gov)(?:/[^\s，。]*)?"
        ),
    ),
    ("email", re.compile(r"(?<![\w.])[A-Za-z0-9.+_-]+@[A-Za-z0-9-]+\.[a-z]{2,}")),
    ("bot_command", re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>@])")),
    ("mention", re.compile(r"(?<!\w)@[A-Za-z0-9_]{2,32}(?!\w)")),
    ("hashtag", re.compile(r"(?<![\w#@])#\w{1,256}")),
    ("cashtag", re.compile(r"(?<![\w$])\$[A-Z]{1,8}(?![\w$])")),
    ("phone_number", re.compile(r"(?<!\w)\+\d{7,15}(?!\w)")),
)
"""Patterns of Telegram's own library. A letter of any script, Chinese characters included, directly before or after
a mention or a command prevents it (“@anlitong_bot安徽” has no entity).
"""


def detect_entities(text: str) -> list[JSON]:
    """Return the entities of a text in order, without overlaps; offsets in UTF-16 code units."""
    taken: list[tuple[int, int, str]] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            begin, end = match.span()
            if all(end <= other[0] or begin >= other[1] for other in taken):
                taken.append((begin, end, kind))
    return [
        {"type": kind, "offset": utf16_length(text[:begin]), "length": utf16_length(text[begin:end])}
        for begin, end, kind in sorted(taken)
    ]
