"""Render cards as Telegram's HTML: escaped, paged and never longer than a message may be.

Lists that are read as a whole stay on one page: up to 22 cases, and any number of units (by province) or of ranks that
fits into a message, collapsed if long. Other lists have 12 rows a page, so that a phone shows page and buttons at once.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from html import unescape

from bot.cards.card import NEITHER, Card, as_shown, build_card, format_row
from bot.cards.lists import MAX_LISTED, Row, Section, has_cases, main_list
from bot.text import printable
from data.model import Agency, Case, Dataset
from intents.model.answer import Answer, Kind
from intents.model.query import Query

MAX_MESSAGE_LENGTH = 4096
"""UTF-16 code units of a message after entities parsing: https://core.telegram.org/bots/api#sendmessage."""

MAX_WHOLE_CASES = 22
"""Cases that are listed on one page."""
ROWS_PER_PAGE = 12
"""Rows of a page of a longer list."""
MAX_LABEL_CHARACTERS = 20
"""Characters of a button's label that a phone shows; the message repeats options that are longer."""

_PROSE_KINDS: frozenset[Kind] = frozenset({"clarify", "none", "refuse", "help"})
"""Kinds whose heading is a sentence, which is not bold."""
_MAX_BOLD = 40
"""Characters of a sentence that is bold as a whole; of a longer one, only the part up to the colon may be."""
_SENTENCE_ENDS = ("。", "：", "？")
_MIN_FOLDED = 5
"""A list is collapsed if it hides more rows than this."""
_MAX_LINKS = 80
"""Links of a message: Telegram keeps a hundred entities, and drops the rest."""
_OPEN_RANKS = 12
"""Rows of a collapsed ranking that stay visible."""
_MIN_LINE_LENGTH = 48
"""UTF-16 code units to which lines are truncated before rows are left out."""

CaseLink = Callable[[Case], str]
"""Returns the URL that opens a case."""

_BESIDE_NUMBER = re.compile("(?<=[0-9]) | (?=[0-9])")
_TAG = re.compile("<[^>]*>")
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


@dataclass(frozen=True, slots=True)
class RenderedMessage:
    """The text of a message, for parse mode HTML without link previews."""

    html: str
    page: int = 1
    """The page of the list, from 1."""
    pages: int = 1
    """The number of pages."""
    cases: range = range(0)
    """The positions in the answer's `cases` that the page lists, from 0."""


@dataclass(frozen=True, slots=True)
class _Style:
    """The layout of a card."""

    bold: bool = True
    """True if the heading is bold."""
    fold: bool = False
    """True if long lists are collapsed."""
    max_line: int = MAX_MESSAGE_LENGTH
    """UTF-16 code units to which lines are truncated."""
    footer: str = ""
    """The last line."""
    link: CaseLink | None = None
    """The links of the titles of cases; None for none."""


def render_answer(
    answer: Answer,
    dataset: Dataset,
    page: int = 1,
    matched: AbstractSet[Agency] = frozenset(),
    link: CaseLink | None = None,
    query: Query | None = None,
) -> RenderedMessage:
    """Render an answer to `query` with page `page` of its list, or the nearest page; `matched` are units to mark.

    With a `link`, titles in lists open their cases. Takes the same time however long the list is.
    """
    answer = as_shown(answer)
    lines = () if len(main_list(answer)) else answer.heading.splitlines()[1:]
    count = len(main_list(answer)) or len(lines)
    style = _Style(bold=answer.kind not in _PROSE_KINDS, link=link)
    if count <= (MAX_WHOLE_CASES if has_cases(answer) and answer.kind != "units" else MAX_LISTED):
        everything = range(count)
        # further lines of a heading are the text of a notice, which is long
        fold = replace(style, fold=count > MAX_WHOLE_CASES or len(lines) > 0)
        html = _layout(_window_card(answer, dataset, query, everything, matched), fold)
        if message_length(html) <= MAX_MESSAGE_LENGTH:
            return RenderedMessage(html, cases=_listed_cases(answer, everything))
    pages = max(1, -(-count // ROWS_PER_PAGE))
    page = min(max(page, 1), pages)  # new data may have made the list shorter since the button was sent
    window = range((page - 1) * ROWS_PER_PAGE, min(page * ROWS_PER_PAGE, count))
    style = replace(style, footer=f"第 {page}/{pages} 页" if pages > 1 else "")
    html = _fit(_window_card(answer, dataset, query, window, matched), style)
    return RenderedMessage(html, page, pages, _listed_cases(answer, window))


def render_card(card: Card, *, fold: bool = False) -> RenderedMessage:
    """Render a card that is no answer as one message, truncated if too long; `fold` collapses its long lists."""
    return RenderedMessage(_fit(card, _Style(fold=fold)))


def escape(text: str) -> str:
    """Return the text as HTML, without characters that Telegram refuses or that could disguise text."""
    return displayable(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def displayable(text: str) -> str:
    """Return the text without control characters and marks of direction, and with U+FFFD for lone surrogates."""
    return printable(text).translate(_SURROGATES)


def message_length(html: str) -> int:
    """Return the length that Telegram counts: UTF-16 code units after entities parsing."""
    return utf16_length(unescape(_TAG.sub("", html)))


def utf16_length(text: str) -> int:
    """Return the number of UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def truncate(text: str, max_length: int) -> str:
    """Return the text, or its beginning and an ellipsis, in at most `max_length` UTF-16 code units."""
    if utf16_length(text) <= max_length:
        return text
    # the ellipsis takes two code units
    return f"{text[: bisect_left(list(_character_ends(text)), max_length - 1)].rstrip()}……"


def _character_ends(text: str) -> Iterator[int]:
    """Yield the end of each character in UTF-16 code units."""
    end = 0
    for char in text:
        end += 1 + (char > "\uffff")
        yield end


def _window_card(
    answer: Answer, dataset: Dataset, query: Query | None, window: range, matched: AbstractSet[Agency]
) -> Card:
    """Return the card with a window of the answer's list, or of the lines of its heading if it has no list."""
    card = build_card(answer, dataset, query, window=window, marked=matched)
    # buttons show the options, except those too long for a label
    options = tuple(replace(row, label="·") for row in card.choices.rows if row.text != NEITHER)
    readable = all(utf16_length(row.text) <= MAX_LABEL_CHARACTERS for row in options)
    card = replace(card, choices=Section("", ()) if readable else replace(card.choices, rows=options))
    first, *lines = card.heading.splitlines() or [""]
    if not lines or len(main_list(answer)):
        return card
    rows = tuple(Row(text, "") for text in lines[window.start : window.stop])
    return replace(card, heading=first, sections=(Section("", rows), *card.sections))


def _listed_cases(answer: Answer, window: range) -> range:
    if answer.kind == "units":  # the cases follow the units, on the last page
        shows_cases = has_cases(answer) and window.stop >= len(answer.agencies)
        return range(len(answer.cases) if shows_cases else 0)
    return window if has_cases(answer) else range(0)


def _layout(card: Card, style: _Style) -> str:
    def format_line(text: str, tag: str = "") -> str:
        escaped = escape(truncate(text, style.max_line))
        return f"<{tag}>{escaped}</{tag}>" if tag else escaped

    top = (
        _heading(truncate(card.heading, style.max_line), style),
        *(format_line(keep_numbers(text), "i") for text in card.explanation),
    )
    blocks = ["\n".join(part for part in top if part)]
    blocks += [_section(section, style) for section in card.sections]
    blocks.append("\n".join(map(format_line, card.notes)))
    blocks.append(_section(card.choices, replace(style, fold=False)))
    blocks.append(format_line(style.footer, "i") if style.footer else "")
    return "\n\n".join(block for block in blocks if block)


def _heading(text: str, style: _Style) -> str:
    if not style.bold or not text.strip():
        return escape(text)
    start, colon, rest = text.partition("：")
    if len(text) <= _MAX_BOLD or not text.endswith(_SENTENCE_ENDS):
        return f"<b>{escape(text)}</b>"
    return f"<b>{escape(start + colon)}</b>{escape(rest)}" if rest and len(start) < _MAX_BOLD else escape(text)


def _section(section: Section, style: _Style) -> str:
    # a title may contain line breaks, but a row is one line
    linked = style.link is not None and len(section.rows) <= _MAX_LINKS
    rows = [_format_row(row, style, style.link if linked else None) for row in section.rows]
    if style.fold:
        is_ranking = not section.title and section.rows and section.rows[0].label
        rows = _fold(rows, _OPEN_RANKS if is_ranking else 0)
    return "\n".join((f"<b>{escape(truncate(section.title, style.max_line))}</b>", *rows) if section.title else rows)


def _format_row(row: Row, style: _Style, link: CaseLink | None) -> str:
    """Return a row as one line, whose numbers stay with the words beside them.

    No joiners stand between characters: a search in the chat for 优秀 would not find them.
    """
    row = replace(row, text=" ".join(row.text.splitlines()), remark=keep_numbers(" ".join(row.remark.splitlines())))
    line = truncate(format_row(row), style.max_line)
    if link is None or row.case is None:
        return escape(line)
    start = len(row.label) + 1 if row.label else 0
    end = start + len(row.text)
    return f'{escape(line[:start])}<a href="{link(row.case)}">{escape(line[start:end])}</a>{escape(line[end:])}'


def keep_numbers(text: str) -> str:
    """Return the text with spaces beside numbers at which no line breaks: a number stays with its measure word."""
    return _BESIDE_NUMBER.sub("\u00a0", text)


def _fold(rows: list[str], visible: int) -> list[str]:
    """Collapse the rows after the first `visible`, if they are many."""
    if len(rows) <= visible + _MIN_FOLDED:
        return rows
    hidden = "\n".join(rows[visible:])
    return [*rows[:visible], f"<blockquote expandable>{hidden}</blockquote>"]


def _fit(card: Card, style: _Style) -> str:
    """Lay out the card within one message: truncate long lines as far as necessary, then leave out the last rows."""

    def fits(card: Card, max_line: int) -> bool:
        return message_length(_layout(card, replace(style, max_line=max_line))) <= MAX_MESSAGE_LENGTH

    if fits(card, MAX_MESSAGE_LENGTH):
        return _layout(card, style)
    max_line = _largest(range(_MIN_LINE_LENGTH, MAX_MESSAGE_LENGTH + 1), lambda size: fits(card, size))
    if not fits(card, max_line):
        rows = sum(len(section.rows) for section in card.sections)
        card = _with_rows(card, _largest(range(rows), lambda rows: fits(_with_rows(card, rows), max_line)))
    return _layout(card, replace(style, max_line=max_line))


def _largest(sizes: range, fits: Callable[[int], bool]) -> int:
    """Return the largest size that fits, by bisection; the smallest if none does."""
    return sizes[max(bisect_left(sizes, 1, key=lambda size: not fits(size)) - 1, 0)]


def _with_rows(card: Card, count: int) -> Card:
    """Return the card with the first `count` rows of its lists, and a note on the others."""
    remaining, sections = count, []
    for section in card.sections:
        sections.append(replace(section, rows=section.rows[:remaining]))
        remaining -= len(sections[-1].rows)
    omitted = sum(len(section.rows) for section in card.sections) - count
    notes = (f"……还有 {omitted} 行没有列出。", *card.notes)
    return replace(card, sections=tuple(section for section in sections if section.rows), notes=notes)
