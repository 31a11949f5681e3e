"""Normalize a question: differences in width, script, case, spacing and decoration are removed."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator, Sequence

from data.chinese import RADICALS, simplify
from data.record import record
from intents.language.numerals import DIGITS

MAX_CHARACTERS = 4096
"""The maximum number of characters of a question that are read; a Telegram message cannot be longer."""

_LIST_MARKS = "、/+|·&"
_STOP_MARKS = "，,。.！!？?；;：:…~～—\n\r\t"
_SENTENCE_ENDS = "。!！?？;；:：…\n\r"
_QUOTE_MARKS = "“”\"‘’'「」『』《》〈〉«»*_`#【】[]<>"

_BRACKETED_NUMBER = re.compile(r"\([0-9]{1,3}\)")
_RANGE = re.compile(r"(?<![a-z0-9-])[0-9]{1,3}([-‐–~～—])[0-9]{1,3}(?![a-z0-9-])")
"""A range of numbers (第4-6个); in a code or a date a hyphen does not mark a range."""
_SET = re.compile(r"(?<!\{)\{[^{}]*[,，、][^{}]*\}(?!\})")
"""A set in braces, as analysts write it: {上海,浙江}."""
_COUNTIES = re.compile("[县市区][(（][县市区]([、，,]?[县市区])*[)）]")
"""Names that documents use for places of the level of counties: 县（市、区）, 区（县）."""
_COMPARED = re.compile(r"[<>](?= *=? *[0-9])")
"""A sign that compares with a number; elsewhere the sign is a bracket."""
_LETTER = r"[^\W\da-z_]"
"""A letter that is not Latin; a range of Chinese characters takes `re` a millisecond to compile."""
_NEGATED = re.compile(
    rf"(?:^!|[&|+,，、(] *!|(?<={_LETTER}) +[!-])(?={_LETTER}{{1,4}}(?<![呢吗吧啊])(?:[ &|+,，、)]|$))"
)
"""A sign for “not” before a short name, as in code and in search engines: 浙江 & !安徽, 浙江 -安徽."""
_ITEM = re.compile(rf"(?:^|[\s:：])-(?={_LETTER})")
"""A hyphen that may mark an item; two of them make a list, and say nothing of what is left out: -浙江 -江苏."""
_ASKED = re.compile(r"=(?= *[?？])")
"""A sign before the question mark that stands for a result: 江苏案例数=?"""
_CODE = re.compile("(?<![a-z0-9])[a-z] ?([零〇一二三四五六七八九]{2,})")
"""A Latin letter followed by digits in Chinese, as dictated: G六〇."""
_ADDRESS = re.compile(r"(?<!\S)@[A-Za-z0-9_]+")
"""The addressee of a message in a group (@name), which is no part of the question."""
_HANZI = re.compile("[\u4e00-\u9fff]*")


@record
class NormalizedText:
    """A normalized question, with the origin of each of its characters."""

    raw: str
    clean: str
    """Simplified characters, half width, lower case, without blanks; the separators are ， (stop) and 、 (list)."""
    offsets: tuple[int, ...]
    """For each character of `clean`, its index in `raw`."""
    simplified: frozenset[int] = frozenset()
    """Positions in `clean` that were written in traditional characters."""
    blanks: frozenset[int] = frozenset()
    """Positions in `clean` before which a blank was removed."""

    def source(self, start: int, end: int) -> str:
        """Return the text that the user typed for clean[start:end]."""
        return self.raw[self.offsets[start] : self.offsets[end - 1] + 1] if start < end else ""

    def replace_span(self, start: int, end: int, word: str) -> NormalizedText:
        """Return the text with `word` in place of clean[start:end]; its characters map to the same source."""
        stretch = self.offsets[start:end]
        offsets = [stretch[min(at, len(stretch) - 1)] for at in range(len(word))]
        if offsets:
            offsets[-1] = stretch[-1]
        clean = self.clean[:start] + word + self.clean[end:]
        longer = len(word) - (end - start)
        blanks = frozenset(at if at <= start else at + longer for at in self.blanks if at <= start or at >= end)
        return NormalizedText(self.raw, clean, (*self.offsets[:start], *offsets, *self.offsets[end:]), blanks=blanks)

    def with_stop(self, at: int) -> NormalizedText:
        """Return the text with a stop before the character at `at`, and without a record of blanks."""
        offsets = (*self.offsets[:at], self.offsets[at], *self.offsets[at:])
        simplified = frozenset(position + (position >= at) for position in self.simplified)
        return NormalizedText(self.raw, f"{self.clean[:at]}，{self.clean[at:]}", offsets, simplified)

    def sentences(self, *, blanks: bool = False) -> Iterator[tuple[int, int]]:
        """Yield the start and end of each sentence.

        Sentences end at final punctuation, colons and line breaks; with `blanks`, at removed blanks instead.
        """
        first = 0
        for at, char in enumerate(self.clean):
            if blanks and at in self.blanks:
                yield first, at
                first = at
            if not blanks and char == "，" and self.raw[self.offsets[at]] in _SENTENCE_ENDS:
                yield first, at
                first = at + 1
        yield first, len(self.clean)

    def select(self, stretches: Sequence[tuple[int, int]]) -> NormalizedText:
        """Return the text of these spans (at least one), with a stop between them where no blank is."""
        kept: list[int] = []
        chars: list[str] = []
        for start, end in stretches:
            kept += range(start, end)
            chars += self.clean[start:end]
            if end < stretches[-1][1] and end not in self.blanks:
                kept.append(end)
                chars.append("，")
        return NormalizedText(
            self.raw,
            "".join(chars),
            tuple(self.offsets[at] for at in kept),
            frozenset(new for new, at in enumerate(kept) if at in self.simplified),
            frozenset(new for new, at in enumerate(kept) if at in self.blanks),
        )


@functools.lru_cache(8192)
def _normalize_char(char: str) -> str:
    """Return a character in half width and lower case, control characters as a blank, decoration as ""."""
    written = ""
    for normalized in unicodedata.normalize("NFKC", char.translate(RADICALS)).lower():
        category = unicodedata.category(normalized)
        # U+0307 remains when İ is lowered.
        if normalized == "\u0307" or category[0] == "M" or category in ("Cf", "Cs", "Co", "Cn", "So", "Sk"):
            continue
        written += " " if category in ("Cc", "Zs", "Zl", "Zp") and normalized != "\n" else normalized
    return written


_SEPARATOR_OF = dict.fromkeys(_QUOTE_MARKS, "") | dict.fromkeys(_LIST_MARKS, "、") | dict.fromkeys(_STOP_MARKS, "，")
"""Separator as typed → separator as normalized."""


def normalize(raw: str) -> NormalizedText:
    """Return the normalized text; characters of `raw` after the first `MAX_CHARACTERS` are dropped."""
    # Anything but plain Chinese characters takes the slow path.
    if len(raw) > MAX_CHARACTERS or not _HANZI.fullmatch(raw):
        return _normalize_text(raw)
    # Most questions are plain Chinese characters: skip the pass over each character.
    clean = simplify(raw)
    changed = () if clean == raw else (at for at in range(len(raw)) if clean[at] != raw[at])
    return NormalizedText(raw, clean, tuple(range(len(raw))), frozenset(changed))


def _normalize_text(raw: str) -> NormalizedText:  # noqa: C901 - one pass over the characters
    chars: list[str] = []
    offsets: list[int] = []
    addressed = {at for match in _ADDRESS.finditer(raw, 0, MAX_CHARACTERS) for at in range(*match.span())}
    for index, original in enumerate(raw[:MAX_CHARACTERS]):
        if index in addressed:
            continue
        if len(chars) >= MAX_CHARACTERS:
            break  # NFKC may expand one character to many
        if chars and chars[-1].isdigit() and not original.isdecimal() and original.isnumeric():
            chars.append("、")  # ①② are two numbers, not 12
            offsets.append(index)
        for char in _normalize_char(original):
            chars.append(char)
            offsets.append(index)
    simplified = simplify("".join(chars))
    clean: list[str] = []
    kept: list[int] = []
    traditional: set[int] = set()
    blanks: set[int] = set()
    signs = _signs(simplified)
    for position, char in enumerate(simplified):
        separator = _SEPARATOR_OF.get(char)
        if position in signs:
            separator = signs[position]
        elif char == " ":
            following = simplified[position + 1 :].lstrip(" ")[:1]
            # Between numbers a blank separates; anywhere else it is decoration.
            separator = "、" if clean and clean[-1].isdigit() and following.isdigit() else ""
            blanks.add(len(clean))
        elif char in "-‐–.":
            before, after = (clean[-1:] or [""])[0], simplified[position + 1 : position + 2]
            # Within Latin words and numbers a hyphen is kept and a dot dropped; elsewhere both are stops.
            within = before.isascii() and before.isalnum() and after.isalnum()
            separator = "，" if not within else "" if char == "." else None
        if separator is None:
            separator = char
        if separator and not (separator in "，、" and clean and clean[-1] in "，、"):
            if char != chars[position]:
                traditional.add(len(clean))
            clean.append(separator)
            kept.append(offsets[position])
    last = len(clean)
    while last and clean[last - 1] in "，、":
        last -= 1
    first = 0
    while first < last and clean[first] in "，、":
        first += 1
    traditional = {position - first for position in traditional if first <= position < last}
    blanks = {position - first for position in blanks if position >= first}
    return NormalizedText(
        raw, "".join(clean[first:last]), tuple(kept[first:last]), frozenset(traditional), frozenset(blanks)
    )


def _signs(text: str) -> dict[int, str]:
    """Return position → replacement for marks that have a special meaning where they stand; "" removes the mark."""
    signs = {match.start(): match[0] for match in _COMPARED.finditer(text)}
    signs |= {match.start(1): "到" for match in _RANGE.finditer(text)}
    listed = len(_ITEM.findall(text)) > 1
    signs |= {m.end() - 1: "非" for m in _NEGATED.finditer(text) if not (listed and m[0].endswith("-"))}
    signs |= {match.start(): "" for match in _ASKED.finditer(text)}
    for match in _COUNTIES.finditer(text):
        signs |= dict.fromkeys(range(*match.span()), "") | {match.start(): "县"}
    for match in _CODE.finditer(text):
        signs |= {at: str(DIGITS[text[at]]) for at in range(*match.span(1))}
    for match in (*_BRACKETED_NUMBER.finditer(text), *_SET.finditer(text)):  # (1) is the number of a list item
        signs |= {at: "、" for at in range(*match.span()) if text[at] in ",，"}
        signs |= {match.start(): "", match.end() - 1: ""}
    return signs


_SEPARATORS = re.compile("[，、（）()-]")


@functools.lru_cache(8192)
def normalize_name(text: str) -> str:
    """Return a name in the form in which names are compared: normalized and without separators (双随机一公开)."""
    if _HANZI.fullmatch(text):
        return simplify(text)
    return _SEPARATORS.sub("", normalize(text).clean)
