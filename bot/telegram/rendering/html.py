"""Cards as Telegram's HTML: escaped, paged, never longer than a message may be.

Lists that people take in at once stay whole: up to 22 cases, or any number of units (by province) and of places in a
ranking that fits into one message, folded up where it is long. Other lists have 12 rows a page: few enough that page,
buttons and all are seen at once on a phone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from html import unescape

from bot.cards.card import NEITHER, Card, build_card, format_row, printable
from bot.cards.lists import MAX_LISTED, Row, Section, has_cases, main_list
from data.model import Agency, Dataset
from intents.model.answer import Answer, Kind

LIMIT = 4096
"""UTF-16 code units of a message after entities parsing: https://core.telegram.org/bots/api#sendmessage."""

WHOLE = 22
"""A list of so many cases is one page."""
PAGE = 12
"""Rows of a page of a longer list."""
LABEL = 20
"""Characters of a button's label that a phone shows; choices that are longer are written out in the message too."""

_TALK: frozenset[Kind] = frozenset({"clarify", "none", "refuse", "help"})
"""What is no heading of anything is not bold."""
_HEADLINE = 40
"""Characters of a heading that is bold as a whole; of a longer one, what leads to the rest is."""
_OPEN = 5
"""Rows that a folded list must exceed, to be worth it."""
_TOP = 12
"""Rows of a folded ranking that stay in sight."""
_LEAST = 48
"""Characters to which a line may be cut, where it must be."""

_TAG = re.compile("<[^>]*>")
_HALVES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


@dataclass(frozen=True, slots=True)
class Message:
    """One message, ready to be sent with parse mode HTML (and link previews off)."""

    html: str
    page: int = 1
    """Which page of the list it shows, from 1."""
    pages: int = 1
    cases: range = range(0)
    """The positions in the answer's `cases` that the page lists, from 0; empty where it lists none."""


@dataclass(frozen=True, slots=True)
class _Style:
    """How a card is laid out."""

    bold: bool = True
    """Whether the heading is."""
    fold: bool = False
    """Whether long lists are folded up."""
    most: int = LIMIT
    """What no line exceeds: UTF-16 code units."""
    foot: str = ""
    """The last line."""


def render(answer: Answer, dataset: Dataset, page: int = 1, matched: AbstractSet[Agency] = frozenset()) -> Message:
    """The answer's card, with page `page` of its list (the nearest there is); `matched` are units to mark on it.

    Costs the same however long the list is.
    """
    lines = () if len(main_list(answer)) else answer.heading.splitlines()[1:]
    count = len(main_list(answer)) or len(lines)
    style = _Style(bold=answer.kind not in _TALK)
    if count <= (WHOLE if has_cases(answer) and answer.kind != "units" else MAX_LISTED):
        everything = range(count)
        fold = replace(style, fold=count > WHOLE or len(lines) > 0)
        whole = _laid_out(_card(answer, dataset, everything, matched), fold)
        if length(whole) <= LIMIT:
            return Message(whole, cases=_listed(answer, everything))
    pages = max(1, -(-count // PAGE))
    page = min(max(page, 1), pages)
    window = range((page - 1) * PAGE, min(page * PAGE, count))
    style = replace(style, foot=f"第 {page}/{pages} 页" if pages > 1 else "")
    html = _fitted(_card(answer, dataset, window, matched), style)
    return Message(html, page, pages, _listed(answer, window))


def message(it: Card) -> Message:
    """A card that is no answer (a summary, a status) as one message, cut where it is too long."""
    return Message(_fitted(it, _Style()))


def escape(text: str) -> str:
    """Text that stands for itself in HTML, without what Telegram refuses or a reader could be fooled by."""
    return legible(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def legible(text: str) -> str:
    """Text without control characters, marks of direction, and halves of characters."""
    return printable(text).translate(_HALVES)


def length(html: str) -> int:
    """What Telegram counts of a message: UTF-16 code units after entities parsing."""
    return units(unescape(_TAG.sub("", html)))


def units(text: str) -> int:
    """The UTF-16 code units of a text."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, most: int) -> str:
    """The text, or its beginning and ……, in at most `most` UTF-16 code units."""
    if units(text) <= most:
        return text
    return f"{text[: bisect_left(list(_ends(text)), most - 1)].rstrip()}……"


def _ends(text: str) -> Iterator[int]:
    """Where each character ends, in UTF-16 code units."""
    end = 0
    for char in text:
        end += 1 + (char > "\uffff")
        yield end


# Which part of an answer.


def _card(answer: Answer, dataset: Dataset, window: range, matched: AbstractSet[Agency]) -> Card:
    """The card of a window of the answer's list, or of the lines of a notice's text; choices are left to buttons."""
    it = build_card(answer, dataset, window, matched)
    choices = tuple(replace(row, label="·") for row in it.choices.rows if row.text != NEITHER)
    legible = all(units(row.text) <= LABEL for row in choices)
    it = replace(it, choices=Section("", ()) if legible else replace(it.choices, rows=choices))
    first, *lines = it.heading.splitlines() or [""]
    if not lines or len(main_list(answer)):
        return it
    rows = tuple(Row(text, "") for text in lines[window.start : window.stop])
    return replace(it, heading=first, sections=(Section("", rows), *it.sections))


def _listed(answer: Answer, window: range) -> range:
    """The cases that the page lists."""
    if answer.kind == "units":
        beside = has_cases(answer) and window.stop >= len(answer.agencies)
        return range(len(answer.cases) if beside else 0)
    return window if has_cases(answer) else range(0)


# A card as HTML.


def _laid_out(it: Card, style: _Style) -> str:
    def text(written: str, tag: str = "") -> str:
        escaped = escape(cut(written, style.most))
        return f"<{tag}>{escaped}</{tag}>" if tag else escaped

    top = (_heading(cut(it.heading, style.most), style), *(text(said, "i") for said in it.explanation))
    blocks = ["\n".join(part for part in top if part)]
    blocks += [_section(section, style) for section in it.sections]
    blocks.append("\n".join(map(text, it.notes)))
    blocks.append(_section(it.choices, replace(style, fold=False)))
    blocks.append(text(style.foot, "i") if style.foot else "")
    return "\n\n".join(block for block in blocks if block)


def _heading(text: str, style: _Style) -> str:
    if not style.bold or not text.strip():
        return escape(text)
    headline, colon, rest = text.partition("：")
    if len(text) <= _HEADLINE or not rest:
        return f"<b>{escape(text)}</b>"
    return f"<b>{escape(headline + colon)}</b>{escape(rest)}"


def _section(section: Section, style: _Style) -> str:
    rows = [escape(cut(" ".join(format_row(row).splitlines()), style.most)) for row in section.rows]
    if style.fold:
        rows = _folded(rows, _TOP if not section.title and section.rows and section.rows[0].label else 0)
    return "\n".join((f"<b>{escape(cut(section.title, style.most))}</b>", *rows) if section.title else rows)


def _folded(rows: list[str], top: int) -> list[str]:
    """The rows beyond the `top` folded up, if they are many."""
    if len(rows) <= top + _OPEN:
        return rows
    folded = "\n".join(rows[top:])
    return [*rows[:top], f"<blockquote expandable>{folded}</blockquote>"]


# In one message.


def _fitted(it: Card, style: _Style) -> str:
    """The card in one message: its longest lines are cut as far as they have to be, then the last rows left out."""

    def fits(it: Card, most: int) -> bool:
        return length(_laid_out(it, replace(style, most=most))) <= LIMIT

    if fits(it, LIMIT):
        return _laid_out(it, style)
    most = _largest(range(_LEAST, LIMIT + 1), lambda most: fits(it, most))
    if not fits(it, most):
        rows = sum(len(section.rows) for section in it.sections)
        it = _first(it, _largest(range(rows), lambda rows: fits(_first(it, rows), most)))
    return _laid_out(it, replace(style, most=most))


def _largest(sizes: range, fits: Callable[[int], bool]) -> int:
    """The largest that fits, given that all smaller ones do; the least where none does."""
    return sizes[max(bisect_left(sizes, 1, key=lambda size: not fits(size)) - 1, 0)]


def _first(it: Card, rows: int) -> Card:
    """The card with so many rows of its lists, and a note that says so."""
    left, kept = rows, []
    for section in it.sections:
        kept.append(replace(section, rows=section.rows[:left]))
        left -= len(kept[-1].rows)
    missing = sum(len(section.rows) for section in it.sections) - rows
    sections = tuple(section for section in kept if section.rows)
    return replace(it, sections=sections, notes=(f"……还有 {missing} 行没有列出。", *it.notes))
