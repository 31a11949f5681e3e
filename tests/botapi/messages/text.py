"""Text as Telegram stores it: cleaned, trimmed, measured in UTF-16 code units."""

from __future__ import annotations

from tests.botapi.errors import JSON

_SPACES = " \n\t\v\f\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"

_CLEANED = dict.fromkeys([*range(9), 11, 12, *range(14, 32)], " ") | dict.fromkeys([13, *range(0x2028, 0x202F)], "")
"""Control characters become spaces; carriage returns, line separators and direction marks are removed."""


def utf16_length(text: str) -> int:
    """Return the length in UTF-16 code units."""
    return len(text) + sum(character > "\uffff" for character in text)


def utf16_slice(text: str, offset: int, length: int) -> str:
    """Return the text that an entity covers; offset and length in UTF-16 code units."""
    # Offsets may cut a surrogate pair; the replacement character then shows it.
    encoded = text.encode("utf-16-le", "surrogatepass")
    return encoded[2 * offset : 2 * (offset + length)].decode("utf-16-le", "replace")


def trim(text: str, entities: list[JSON]) -> tuple[str, list[JSON]]:
    """Trim a text. Its entities are cut so that they neither end in spaces nor cover only spaces."""
    # Removed characters shift the entities after them.
    clean = text.translate(_CLEANED)
    if utf16_length(clean) != utf16_length(text):
        entities = [_without_removed(text, entity) for entity in entities]
    left = len(clean) - len(clean.lstrip(_SPACES))
    trimmed = clean.strip(_SPACES)
    size = utf16_length(trimmed)
    kept = []
    for entity in entities:
        start = max(entity["offset"] - left, 0)
        end = min(entity["offset"] + entity["length"] - left, size)
        covered = utf16_slice(trimmed, start, end - start) if end > start else ""
        end -= utf16_length(covered) - utf16_length(covered.rstrip(_SPACES))
        if covered.strip(_SPACES):
            kept.append({**entity, "offset": start, "length": end - start})
    return trimmed, kept


def _without_removed(text: str, entity: JSON) -> JSON:
    start, end = entity["offset"], entity["offset"] + entity["length"]
    offset = utf16_length(utf16_slice(text, 0, start).translate(_CLEANED))
    return {**entity, "offset": offset, "length": utf16_length(utf16_slice(text, 0, end).translate(_CLEANED)) - offset}
