"""Parse Telegram's HTML into lines of styled text."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass(frozen=True)
class Run:
    """A part of a line in one style."""

    text: str
    bold: bool = False
    slanted: bool = False
    linked: bool = False


@dataclass
class Line:
    """A line of the message."""

    runs: list[Run] = field(default_factory=list)
    quoted: bool = False


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines = [Line()]
        self._open: list[str] = []

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self._open.remove(tag)

    def handle_data(self, data: str) -> None:
        for at, text in enumerate(data.split("\n")):
            if at:
                self.lines.append(Line())
            if text:
                line = self.lines[-1]
                line.runs.append(Run(text, "b" in self._open, "i" in self._open, "a" in self._open))
                line.quoted |= "blockquote" in self._open


def parse_lines(html: str) -> list[Line]:
    """Return the lines of a message."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.lines
