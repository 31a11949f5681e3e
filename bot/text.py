"""Helpers for text that comes from outside: shorten it, and remove what cannot be encoded or shown."""

from __future__ import annotations

import re

MAX_QUESTION_LENGTH = 500
"""Characters of a question. Reading a text takes time, and a longer one is no question but a document."""

TOO_LONG = f"问题超过 {MAX_QUESTION_LENGTH} 个字符，请问得短一些"
SHORTENED = f"这段话超过 {MAX_QUESTION_LENGTH} 个字符，只回答最后一句。"

_SENTENCE_END = re.compile("[。！？!?；;\\n]+")

_MAX_EXCERPT = 60
"""Characters: a line of a log or a button, and enough to recognise a question by."""

# Control characters and marks of writing direction: a terminal obeys the former, the latter disguise text.
_UNPRINTABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def excerpt(text: str) -> str:
    """Return the text, shortened to its first 60 characters and an ellipsis where it is longer."""
    return text if len(text) <= _MAX_EXCERPT else f"{text[:_MAX_EXCERPT]}……"


def question_in(text: str) -> str | None:
    """Return the question to answer: the text, or the last sentence of one that is too long; None if that is, too."""
    if len(text) <= MAX_QUESTION_LENGTH:
        return text
    sentences = [sentence.strip() for sentence in _SENTENCE_END.split(text) if sentence.strip()]
    return sentences[-1] if sentences and len(sentences[-1]) <= MAX_QUESTION_LENGTH else None


def replace_surrogates(text: str) -> str:
    """Return the text with U+FFFD for each lone surrogate, which no encoding can write."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def printable(text: str) -> str:
    """Return the text without control characters (except line feeds) and marks of writing direction."""
    return _UNPRINTABLE.sub("", text)
