from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.language.numerals import NUMERAL_PATTERN, parse_number, to_hanzi

NUMBERS = {
    "0": 0,
    "7": 7,
    "007": 7,
    "9999": 9999,
    "零": 0,
    "〇": 0,
    "三": 3,
    "两": 2,
    "俩": 2,
    "仨": 3,
    "十": 10,
    "十二": 12,
    "二十": 20,
    "九十九": 99,
    "廿": 20,
    "廿一": 21,
    "壹拾": 10,
    "贰拾叁": 23,
    "一百": 100,
    "两百": 200,
    "一百零五": 105,
    "一百二十三": 123,
    "九百九十九": 999,
}


@pytest.mark.parametrize(("text", "value"), NUMBERS.items(), ids=NUMBERS)
def test_numbers(text: str, value: int) -> None:
    assert parse_number(text) == value


@pytest.mark.parametrize(
    "text", ["", "百", "十百", "一二", "十十", "12345", "3个", "三省", "一地", "²", "٣", "-1", "1.5"]
)
def test_text_that_is_not_a_number(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("value", "text"), [(0, "零"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (99, "九十九")]
)
def test_to_hanzi(value: int, text: str) -> None:
    assert to_hanzi(value) == text


@given(st.integers(0, 9999))
def test_to_hanzi_is_parsed_back(value: int) -> None:
    assert parse_number(to_hanzi(value)) == parse_number(str(value)) == value
    assert re.fullmatch(NUMERAL_PATTERN, to_hanzi(value))


@given(st.text() | st.text("零一二两三四五六七八九十百廿壹贰拾佰0123456789", max_size=8))
def test_any_text_is_a_small_number_or_none(text: str) -> None:
    value = parse_number(text)
    assert value is None or (0 <= value <= 9999 and re.fullmatch(f"{NUMERAL_PATTERN}|俩|仨", text))
