"""Parse the small numbers of a question: 3, 三, 十二, 两, 廿一."""

from __future__ import annotations

import re

DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0, "俩": 2, "仨": 3}
ORDINAL = "第"
"""The prefix that makes an ordinal of a number."""
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰", "一二三四五六七八九十百")
NUMERAL_PATTERN = "[0-9]+|[零〇一二三四五六七八九十百两廿壹贰叁肆伍陆柒捌玖拾佰]+|[俩仨]"
"""A regular expression for a run of characters that may be a number."""
_HANZI = re.compile(r"(?:([二三四五六七八九两一])百零?)?(?:([一二三四五六七八九])?(十))?([一二三四五六七八九两])?$")


def parse_number(text: str) -> int | None:
    """Return the value of `text`, from 0 to 9,999; None if it is not a number."""
    if text.isascii() and text.isdigit():
        # int() is quadratic in the digits and raises from 4,300 on.
        return int(text) if len(text) <= 4 else None
    text = text.translate(_FORMAL).replace("廿", "二十")
    if len(text) == 1 and text in DIGITS:
        return DIGITS[text]
    match = _HANZI.match(text)
    if not match or not text:
        return None
    hundreds, tens, ten, ones = match.groups()
    value = DIGITS.get(hundreds, 0) * 100 + DIGITS.get(ones, 0)
    return value + (DIGITS.get(tens, 1) * 10 if ten else 0)


def to_hanzi(value: int) -> str:
    """Return `value` in Chinese numerals from 0 to 99 (12 → 十二), in digits from 100."""
    digits = "零一二三四五六七八九"
    if value < 10:
        return digits[value]
    if value < 100:
        tens, ones = divmod(value, 10)
        return ("" if tens == 1 else digits[tens]) + "十" + (digits[ones] if ones else "")
    return str(value)
