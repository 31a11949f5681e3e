"""Telegram's HTML read as Telegram reads it: which tags there may be, and the text that is left."""

from __future__ import annotations

from html.parser import HTMLParser

ALLOWED = frozenset({"b", "i", "blockquote"})
"""https://core.telegram.org/bots/api#html-style: those that are used here."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED
        assert attrs == ([("expandable", None)] if tag == "blockquote" else [])
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)


def read(html: str) -> str:
    """The text that a reader sees; fails on what Telegram would refuse."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert not reader.open
    html.encode()
    return reader.text


def units(text: str) -> int:
    """UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2
