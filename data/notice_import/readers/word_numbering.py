"""Compute the automatic numbers of Word's paragraphs, which are not in the text (ECMA-376, part 1, 17.9)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class _Level:
    format: str
    text: str
    start: int


def to_chinese(value: int) -> str:
    """Return a number from 1 to 99 in Chinese numerals, 12 as 十二; any other number in digits."""
    digits = "〇一二三四五六七八九"
    if not 0 < value < 100:
        return str(value)
    tens, ones = divmod(value, 10)
    return (digits[tens] if tens > 1 else "") + ("十" if tens else "") + (digits[ones] if ones else "")


def _enclosed(value: int) -> str:
    return chr(0x2460 + value - 1) if 0 < value <= 20 else str(value)


def _letter(value: int) -> str:
    return chr(ord("A") + (value - 1) % 26)


_FORMATS: Mapping[str, Callable[[int], str]] = {
    **dict.fromkeys(
        ("chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting", "taiwaneseCounting"),
        to_chinese,
    ),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _enclosed),
    **dict.fromkeys(("upperLetter", "lowerLetter"), _letter),
    "bullet": lambda _: "•",
    "none": lambda _: "",
}


class Numbering:
    """Counts the numbered paragraphs of a document, in document order."""

    def __init__(self, document: Document) -> None:
        self._levels: dict[str, list[_Level]] = {}
        """Id of a list → its levels."""
        self._counters: dict[str, list[int]] = {}
        self._shared: dict[str, str] = {}
        """Id of a list → id of the definition whose counters it shares."""
        self._styles: dict[str, tuple[str, int]] = {}
        self._headings: set[str] = set()
        self._read_lists(document)
        self._read_styles(document)

    def next_number(self, paragraph: _Element) -> str:
        """Return the number before the paragraph's text, with a space; empty if the paragraph has none."""
        found = self._find(paragraph)
        if found is None:
            return ""
        list_id, depth = found
        levels = self._levels.get(list_id)
        if levels is None or depth >= len(levels):
            return ""
        counters = self._counters.setdefault(self._shared[list_id], [0] * _LEVELS)
        counters[depth] = counters[depth] + 1 if counters[depth] else levels[depth].start
        counters[depth + 1 :] = [0] * (_LEVELS - depth - 1)
        if levels[depth].format == "bullet":
            return "• "

        def render(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            value = counters[at] or levels[at].start
            return _FORMATS.get(levels[at].format, str)(value)

        text = re.sub("%([1-9])", render, levels[depth].text)
        return f"{text} " if text else ""

    def is_heading(self, paragraph: _Element) -> bool:
        """Return whether the paragraph has the style of a title or heading."""
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        return style is not None and style.get(f"{W}val") in self._headings

    def _find(self, paragraph: _Element) -> tuple[str, int] | None:
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        inherited = self._styles.get(style.get(f"{W}val", "")) if style is not None else None
        number = paragraph.find(f"{W}pPr/{W}numPr")
        if number is None:
            return inherited
        return _reference(number, inherited)

    def _read_lists(self, document: Document) -> None:
        from docx.opc.constants import RELATIONSHIP_TYPE  # noqa: PLC0415 - only an import of a document needs it

        parts = [r.target_part for r in document.part.rels.values() if r.reltype == RELATIONSHIP_TYPE.NUMBERING]
        if not parts:
            return
        root = document.part.numbering_part.element
        definitions = {
            definition.get(f"{W}abstractNumId", ""): [_level(level) for level in definition.findall(f"{W}lvl")]
            for definition in root.findall(f"{W}abstractNum")
        }
        for entry in root.findall(f"{W}num"):
            list_id = entry.get(f"{W}numId", "")
            reference = entry.find(f"{W}abstractNumId")
            shared = reference.get(f"{W}val", "") if reference is not None else ""
            restarts = entry.find(f"{W}lvlOverride/{W}startOverride") is not None
            self._levels[list_id] = definitions.get(shared, [])
            self._shared[list_id] = f"list {list_id}" if restarts else shared

    def _read_styles(self, document: Document) -> None:
        for style in document.styles.element.findall(f"{W}style"):
            style_id = style.get(f"{W}styleId", "")
            name = style.find(f"{W}name")
            if name is not None and re.match("(?i)title|heading|标题", name.get(f"{W}val", "")):
                self._headings.add(style_id)
            number = style.find(f"{W}pPr/{W}numPr")
            if number is not None and (reference := _reference(number, None)):
                self._styles[style_id] = reference


def _reference(number: _Element, inherited: tuple[str, int] | None) -> tuple[str, int] | None:
    list_id, depth = number.find(f"{W}numId"), number.find(f"{W}ilvl")
    if list_id is None:
        return inherited
    if list_id.get(f"{W}val") == "0":  # takes away the number of the style
        return None
    return list_id.get(f"{W}val", ""), int(depth.get(f"{W}val", "0")) if depth is not None else 0


def _level(level: _Element) -> _Level:
    def value(name: str, default: str) -> str:
        child = level.find(f"{W}{name}")
        return child.get(f"{W}val", default) if child is not None else default

    return _Level(value("numFmt", "decimal"), value("lvlText", ""), int(value("start", "1")))
