"""Parse the numbers before cases and headings: 一、 （一） 1. 1、 （1） ① 案例一."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_CHINESE = "[一二三四五六七八九十百零〇]{1,5}"
NUMERAL = rf"(?:\d{{1,3}}|{_CHINESE})"
"""A pattern for a number in digits or Chinese characters."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number before a text."""

    style: str
    """The style of the number; texts with numbers of one style are on one level: "chinese", "arabic", "paren", …."""
    value: int
    rest: str
    """The text after the number."""


def to_int(text: str) -> int | None:
    """Return the value of digits or a Chinese number below 1,000; None if it is neither."""
    if text.isdecimal():
        return int(text)
    total, digit = 0, 0
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in "十百":
            total += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
        else:
            return None
    return total + digit if text else None


_STYLES = tuple(
    (style, re.compile(pattern))
    for style, pattern in (
        (
            "case",
            rf"(?:【?(?:典型|优秀|示范|最佳|创新)?(?:案例|项目|范例|实践|做法)(?:编号)?)\s*(?P<value>{NUMERAL})(?:】|\s*[：:、.．|｜丨]|\s+|$)",
        ),
        (
            "part",
            rf"(?:PART|Part)\s*\.?\s*(?P<value>\d{{1,2}}|{_CHINESE})[\s.．：:|｜]*|第(?P<part>{_CHINESE})(?:(?:部分|板块|单元)[\s：:、]*|[篇章辑编][\s：:、]+)",
        ),
        (
            "nth",
            rf"第(?P<value>{NUMERAL})(?:(?:[个項项名例件]|篇)?\s*[：:、.．]|[个個项項件](?:案例|项目|做法|作品|成果)?[，,]|名\s+)",
        ),
        ("chinese-paren", rf"[（(](?P<value>{_CHINESE})[）)]\s*[、.．]?"),
        ("chinese", rf"(?P<value>{_CHINESE})\s*(?:[、.．](?!\d)|$)"),
        ("paren", r"[（(]\s*(?P<value>\d{1,3})\s*[）)]\s*[、.．]?"),
        (
            "lettered",  # A-1, A01, AQ2022-001, SZ-001
            (
                r"(?:[A-Z](?:[-–—](?P<value>\d{1,3})|(?P<padded>0\d))|[A-Z]{0,6}(?:19|20)\d\d[-–—]?(?P<serial>\d{3})"
                r"|[A-Z]{2,6}[-–—]?(?P<code>0\d{1,2}))(?=[\s、.．：:“《「]|$)\s*[、.．：:]?"
            ),
        ),
        ("bracket", r"[【\[〔](?P<value>\d{1,3})[】\]〕]"),
        ("arabic", r"(?:N[Oo]\.?\s*)?(?P<value>\d{1,4})\s*(?:[、）)丨｜]|[.．](?!\d))"),
        (
            "bare",
            r"(?:(?:N[Oo]\.?|TOP)\s*(?P<no>\d{1,3})(?:\s+|$)|0(?P<padded>\d)\s+|(?:N[Oo]\.?\s*)?0*(?P<value>\d{1,3})(?:\s+(?=\D)|$|(?=[“《「])))",
        ),
    )
)
_BEFORE_DIGIT = re.compile(r"(\d{1,3})[.．](?=\d)")
_ENCLOSED = re.compile("[①-⑳㉑-㉟㊱-㊿❶-❿➊-➓]|[⑴-⒇]|[⒈-⒛]|[㈠-㈩]|[㊀-㊉]")
_BULLET = re.compile(r"[•·●○◆◇■□▲△★☆※▶►➤✦◎*]\s*(?=\S)|[-–—]\s+")


def parse_number(text: str) -> Number | None:
    """Return the number at the beginning of the text; None if there is none."""
    if not text:
        return None
    if _ENCLOSED.match(text):
        return _parse_enclosed(text)
    for style, pattern in _STYLES:
        if match := pattern.match(text):
            value = to_int(next(filter(None, match.groups())))
            if value is not None:
                return Number(style, value, text[match.end() :].strip(" |｜"))
    if match := _BULLET.match(text):
        return Number("bullet", 0, text[match.end() :].strip())
    return None


def number_before_digit(text: str, before: int) -> Number | None:
    """Return the number before a title that begins with a digit, if it is `before` + 1: 4.5G… after 3.

    Returns None for any other text.
    """
    match = _BEFORE_DIGIT.match(text)
    if match is None or int(match[1]) != before + 1:
        return None
    return Number("arabic", before + 1, text[match.end() :])


def without_numbers(titles: Sequence[str]) -> list[str]:
    """Return the titles without their numbers, if all have numbers of one style that count up; else unchanged."""
    numbers: list[Number | None] = []
    for title in titles:
        before = numbers[-1] if numbers else None
        numbers.append(parse_number(title) or (number_before_digit(title, before.value) if before else None))
    known = [number for number in numbers if number and number.rest]
    counts_up = all(
        after.value in (before.value + 1, before.value, 1)
        or (after.style == "lettered" and after.value > before.value)  # codes of submissions
        for before, after in itertools.pairwise(known)
    )
    if not known or len(known) < len(titles) or len({number.style for number in known}) > 1 or not counts_up:
        return list(titles)
    return [number.rest for number in known]


def _parse_enclosed(text: str) -> Number:
    character = text[0]
    value = to_int(re.sub("[^0-9一二三四五六七八九十]", "", unicodedata.normalize("NFKC", character)))
    if value is None:  # ❶ ➊ have no decomposition
        value = int(unicodedata.numeric(character, 0))
    style = "enclosed-paren" if character in "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇" else "enclosed"
    if "⒈" <= character <= "⒛":
        style = "arabic"
    elif "㈠" <= character <= "㈩":
        style = "chinese-paren"
    return Number(style, value, text[1:].lstrip("、.． ").strip())
