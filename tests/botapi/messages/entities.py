"""Parse HTML with Telegram's tags as the Bot API does, with its errors; byte offsets refer to the text as sent."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Never
from urllib.parse import urlsplit

from tests.botapi.errors import JSON, bad_request
from tests.botapi.messages.text import trim, utf16_length

_ENTITY = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "u": "underline",
    "ins": "underline",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "tg-emoji": "custom_emoji",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}

_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}

_STYLES = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler"})

_BLOCKS = frozenset({"pre", "code"})

_RANK = {"blockquote": 0, "expandable_blockquote": 0, "pre": 10, "code": 20, "text_link": 49} | dict(
    zip(("bold", "italic", "underline", "strikethrough", "spoiler", "custom_emoji"), range(90, 96), strict=True)
)
"""Precedence of entities that cover the same text."""

_SPACE = " \t\r\n\0\v"


@dataclass(frozen=True, slots=True)
class _Open:
    tag: str
    argument: str
    offset: int
    """In UTF-16 code units of the text."""
    start: int
    """In characters of the text."""


def parse_html(html: str) -> tuple[str, list[JSON]]:
    """Return the trimmed text of the HTML and its entities. Raises the 400 that Telegram would return."""
    text, entities = _Reader(html).read()
    return trim(text, _nested(entities))


def _fault(what: str) -> Never:
    raise bad_request(f"can't parse entities: {what}")


@dataclass(slots=True)
class _Reader:
    source: str
    at: int = 0
    offset: int = 0
    written: list[str] = field(default_factory=list)
    length: int = 0
    open: list[_Open] = field(default_factory=list)
    entities: list[JSON] = field(default_factory=list)

    def read(self) -> tuple[str, list[JSON]]:
        while self.at < len(self.source):
            character = self.source[self.at]
            if character == "&":
                self._write(self._reference() or self._next())
            elif character != "<":
                self._write(self._next())
            elif self._peek(1) == "/":
                self._end()
            else:
                self._start()
        if self.open:
            _fault(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        return "".join(self.written), self.entities

    def _peek(self, ahead: int = 0) -> str:
        return self.source[self.at + ahead : self.at + ahead + 1]

    def _next(self) -> str:
        self.at += 1
        return self.source[self.at - 1]

    def _write(self, character: str) -> None:
        self.written.append(character)
        self.length += 1
        self.offset += utf16_length(character)

    def _bytes(self, at: int) -> int:
        return len(self.source[:at].encode(errors="surrogatepass"))

    def _until(self, stops: str) -> str:
        begin = self.at
        while self.at < len(self.source) and self.source[self.at] not in stops:
            self.at += 1
        return self.source[begin : self.at]

    def _spaces(self) -> None:
        while self.at < len(self.source) and self.source[self.at] in _SPACE:
            self.at += 1

    def _reference(self) -> str:
        """Consume a character reference and return its character; "" if there is none."""
        end = self.at + 1
        if self.source[end : end + 1] == "#":
            hexadecimal = self.source[end + 1 : end + 2] == "x"
            digits = "0123456789abcdefABCDEF" if hexadecimal else "0123456789"
            begin = end = end + 1 + hexadecimal
            while end < len(self.source) and self.source[end] in digits:
                end += 1
            number = self.source[begin:end]
            # More digits are no character; Telegram leaves such a reference as text.
            code = int(number, 16 if hexadecimal else 10) if 0 < len(number) < 10 else 0
            found = chr(code) if 0 < code < 0x10FFFF and not 0xD800 <= code < 0xE000 else ""
        else:
            while end < len(self.source) and self.source[end].isascii() and self.source[end].isalpha():
                end += 1
            found = _NAMED.get(self.source[self.at + 1 : end], "")
        if found:
            self.at = end + (self.source[end : end + 1] == ";")
        return found

    def _start(self) -> None:
        begin = self.at
        where = f"at byte offset {self._bytes(begin)}"
        self.at += 1
        tag = self._until(_SPACE + ">").lower()
        if not self._peek():
            _fault(f"Unclosed start tag {where}")
        if tag not in _ENTITY:
            _fault(f'Unsupported start tag "{tag}" {where}')
        argument = ""
        while True:
            self._spaces()
            if not self._peek():
                _fault(f'Unclosed start tag "{tag}" {where}')
            if self._peek() == ">":
                break
            name, value = self._attribute(tag, where)
            argument = _argument(tag, name, value) or argument
        self.at += 1
        if tag == "span" and argument != "spoiler":
            _fault(f'Tag "span" must have class "tg-spoiler" {where}')
        self.open.append(_Open(tag, argument, self.offset, self.length))

    def _attribute(self, tag: str, where: str) -> tuple[str, str | None]:
        name = self._until(_SPACE + "=>/\"'")
        if not name:
            _fault(f'Empty attribute name in the tag "{tag}" {where}')
        self._spaces()
        if self._peek() != "=":
            return name.lower(), None
        self.at += 1
        self._spaces()
        quote = self._peek()
        if quote not in {'"', "'"}:
            begin = self.at
            while self._peek() and (self._peek().isascii() and (self._peek().isalnum() or self._peek() in ".-")):
                self.at += 1
            if self._peek() and self._peek() not in _SPACE + ">":
                _fault(f"Unexpected end of name token at byte offset {self._bytes(begin)}")
            return name.lower(), self.source[begin : self.at].lower()
        self.at += 1
        value: list[str] = []
        while self._peek() and self._peek() != quote:
            value.append((self._reference() if self._peek() == "&" else "") or self._next())
        self.at += 1
        return name.lower(), "".join(value)

    def _end(self) -> None:
        where = f"at byte offset {self._bytes(self.at)}"
        if not self.open:
            _fault(f"Unexpected end tag {where}")
        self.at += 2
        found = self._until(_SPACE + ">").lower()
        self._spaces()
        if self._peek() != ">":
            _fault(f"Unclosed end tag {where}")
        self.at += 1
        opened = self.open.pop()
        if found and found != opened.tag:
            _fault(f'Unmatched end tag {where}, expected "</{opened.tag}>", found "</{found}>"')
        # Telegram drops empty entities.
        if self.offset > opened.offset:
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        entity: JSON = {"offset": opened.offset, "length": self.offset - opened.offset, "type": _ENTITY[opened.tag]}
        if opened.tag == "a":
            address = _address(opened.argument or "".join(self.written[opened.start :]))
            if not address:
                return
            entity["url"] = address
        elif opened.tag == "tg-emoji":
            if not opened.argument.isdigit():
                _fault("Invalid custom emoji identifier specified")
            entity["custom_emoji_id"] = opened.argument
        elif opened.tag == "blockquote" and opened.argument:
            entity["type"] = "expandable_blockquote"
        elif opened.tag == "code" and opened.argument:
            entity["language"] = opened.argument
        self.entities.append(entity)


def _argument(tag: str, name: str, value: str | None) -> str:
    match tag, name:
        case "a", "href":
            return value or ""
        case "code", "class" if value and value.startswith("language-"):
            return value.removeprefix("language-")
        case "span", "class" if value and value.startswith("tg-"):
            return value.removeprefix("tg-")
        case "tg-emoji", "emoji-id":
            return value or ""
        case "blockquote", "expandable":
            return "1"
    return ""


def _address(href: str) -> str:
    """Return the link that Telegram makes of an address; "" if none, and then the text has no link."""
    address = href.strip()
    if "://" not in address and not address.startswith(("tg:", "mailto:", "tel:")):
        address = f"http://{address}"
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.scheme in {"http", "https"}:
        host = parts.hostname or ""
        # Telegram makes no link of a host without a dot.
        if "." not in host or any(character in _SPACE for character in address):
            return ""
        return address if parts.path or parts.query or parts.fragment else f"{address}/"
    return address if parts.scheme in {"tg", "ton", "mailto", "tel"} else ""


def _nested(entities: list[JSON]) -> list[JSON]:
    """Nest and order entities as Telegram does.

    Code and pre contain no other entity and are in no style, so styles end before them and resume after them; a
    quotation is never within another; code that fills a pre names its language; adjacent styles of one kind are joined.
    """
    kept: list[JSON] = []
    for entity in sorted(entities, key=entity_order):
        # Entities are sorted, so every one that encloses this one has been seen.
        around = [outer for outer in kept if _end(outer) >= _end(entity)]
        if block := next((outer for outer in around if outer["type"] in _BLOCKS), None):
            same = (block["offset"], block["length"]) == (entity["offset"], entity["length"])
            if same and "language" in entity:
                block["language"] = entity["language"]
        elif not ("quote" in entity["type"] and any("quote" in outer["type"] for outer in around)):
            kept.append(entity)
    blocks = [entity for entity in kept if entity["type"] in _BLOCKS]
    for entity in blocks:
        # A language outside a pre means nothing.
        if entity["type"] == "code":
            entity.pop("language", None)
    parts = [part for entity in kept for part in (_around(entity, blocks) if entity["type"] in _STYLES else [entity])]
    joined: list[JSON] = []
    for entity in sorted(parts, key=entity_order):
        touching = (left for left in joined if left["type"] == entity["type"] in _STYLES)
        last = next((left for left in touching if _end(left) >= entity["offset"]), None)
        if last:
            last["length"] = max(_end(last), _end(entity)) - last["offset"]
        else:
            joined.append(entity)
    return joined


def entity_order(entity: JSON) -> tuple[int, int, int]:
    """Return the sort key of an entity within a message."""
    return entity["offset"], -entity["length"], _RANK.get(entity["type"], 50)


def _end(entity: JSON) -> int:
    end: int = entity["offset"] + entity["length"]
    return end


def _around(entity: JSON, blocks: list[JSON]) -> list[JSON]:
    """Return the parts of a style outside the blocks."""
    at, parts = entity["offset"], []
    for block in blocks:
        if at <= block["offset"] < _end(entity):
            parts.append({**entity, "offset": at, "length": block["offset"] - at})
            at = _end(block)
    parts.append({**entity, "offset": at, "length": _end(entity) - at})
    return [part for part in parts if part["length"] > 0]
