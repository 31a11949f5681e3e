"""Exclude edits that turn a question into another question; the rules are simple and err on the side of excluding.

A damaging edit (a wrong, lost, added or moved character) neither touches nor introduces any of these:

- negation and question words: 没 不 除 只 …, 谁 吗 呢 …, 有没有, 是不是;
- numerals and quantities: 三, 第, 几, 多少, 以上, 至少, 最 (except 最佳), 分别;
- what is counted, if it is one character, and the rank of a tier: 两个市, 哪个处, 一等, 第二档;
- 或 and 比, which one character distinguishes from 和;
- a one-character name of a place: 沪, 苏浙皖, 江浙.

Nor does it produce a new name of a place (苏州 → 宿州), or leave a one-character name of it (苏州 → 苏).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache

from tests.questions.notices import REGIONS
from tests.questions.places import Places

NUMERALS = "〇零一二三四五六七八九十百千万亿两几第首末倒"
LETTERS = "京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川蜀贵黔滇云陕秦甘陇青宁新藏蒙港澳台甬穗蓉杭申"
"""One-character names of places, including some that are common characters: in doubt, no edit."""

_LETTERS_ALONE = "".join(letter for letter in LETTERS if letter not in "新云青台黑吉贵秦申港")
_KEPT = f"没不非无除仅只未否别{NUMERALS}或比谁何吗呢吧多少各每"
_KEPT_SPANS = re.compile(
    "江浙|有没有|是不是|有无|是否|还是|分别|单独|最后|其他|其它|其余|另外|以上|以下|以内|之内|超过|不足|至少|至多|"
    f"最(?!佳)|前(?=[\\d{NUMERALS}])|(?<![什怎这那])么$|"
    f"(?<=[个些哪各每{NUMERALS}])(省市|城市|地区|[省市区县城地处局家])|(?<=[{NUMERALS}\\d])[等档]"
)
_KINDS = re.compile("城市|省市|地区")
_NEVER_ADDED = f"{_KEPT}{LETTERS}最前后外上下大小和与跟及同且都又既还省市区县州城地处局所全总这那哪么什有是"


def kept(text: str) -> frozenset[int]:
    """Return the positions that no damaging edit may touch."""
    found = {i for i, char in enumerate(text) if char in _KEPT or numeral(char)}
    found |= {i for i, char in enumerate(_without_places(text)) if char in _LETTERS_ALONE}
    found |= {i for span in _KEPT_SPANS.finditer(text) for i in range(*span.span())}
    return frozenset(found)


def may_add(char: str) -> bool:
    """Return whether an edit may introduce the character."""
    return char not in _NEVER_ADDED and not numeral(char)


def numeral(char: str) -> bool:
    """Return whether it is a numeral: 三, 3, ３, ⑥; but not 参 and 什, which Unicode classifies as numerals, too."""
    return char in NUMERALS or (not han(char) and unicodedata.numeric(char, None) is not None)


def same_places(text: str, edited: str) -> bool:
    """Return whether the edit names no place, or kind of place, that the text does not name."""
    kinds = (Counter(_KINDS.findall(_without_places(each))) for each in (edited, text))
    return not Counter(_names(edited)) - Counter(_names(text)) and not next(kinds) - next(kinds)


def same_letters(text: str, edited: str) -> bool:
    """Return whether the edit leaves no new one-character name standing alone; nor 都, as a rest of 成都."""
    letters = (Counter(re.findall(f"[{_LETTERS_ALONE}都]", _without_places(each))) for each in (edited, text))
    return not next(letters) - next(letters)


def han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


@cache
def places() -> Places:
    return Places(REGIONS)


def _names(text: str) -> list[str]:
    known = places().by_name
    ends = range(len(text) + 1)
    return [text[i:j] for i in range(len(text)) for j in ends[i + 2 : i + 12] if text[i:j] in known]


def _without_places(text: str) -> str:
    """Return the text with its places masked."""
    blotted = list(text)
    for start, end in _place_spans(text):
        blotted[start:end] = "·" * (end - start)
    return "".join(blotted)


def _place_spans(text: str) -> list[tuple[int, int]]:
    """Return the spans of the places named, leftmost first, longest first."""
    known = places().by_name
    spans = []
    start = 0
    while start < len(text):
        end = next((j for j in range(min(len(text), start + 12), start + 1, -1) if text[start:j] in known), start)
        if end > start:
            spans.append((start, end))
        start = max(end, start + 1)
    return spans
