"""Parse HTML as Telegram does: accept only its tags, and return the visible text."""

from __future__ import annotations

from html.parser import HTMLParser

ALLOWED = frozenset({"a", "b", "i", "blockquote"})
"""The tags of https://core.telegram.org/bots/api#html-style that the bot uses."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED
        if tag == "a":
            assert [name for name, _ in attrs] == ["href"]
        else:
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


def visible_text(html: str) -> str:
    """Return the visible text; fail for HTML that Telegram would refuse."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert not reader.open
    html.encode()
    return reader.text


def utf16_length(text: str) -> int:
    """Return the number of UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def breakable(text: str) -> str:
    """Return the text with plain spaces in the place of those at which no line breaks."""
    return text.replace("\u00a0", " ")
