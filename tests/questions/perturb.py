"""Ten edits that add one typo to a question, or write it in another script, seeded by the question.

`perturb(name, question)` returns the edited text, or None if the edit does not apply or would make another question
(see `guards`). The same question is always edited in the same way.
"""

from __future__ import annotations

import csv
import re
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from random import Random

import jieba
from opencc import OpenCC
from pypinyin import lazy_pinyin
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from tests.questions.guards import han, kept, may_add, numeral, places, same_letters, same_places
from tests.questions.notices import ROOT

STROKES = ROOT / "data" / "hanzi.tsv"
LONGEST = 200
"""Characters; longer texts are not typical questions and are not edited."""

_FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)} | {0x20: 0x3000}
_WIDE_DIGITS = {code: code + 0xFEE0 for code in range(0x30, 0x3A)}
_DIGITS = "零一二三四五六七八九"
_MEASURES = "[个项家名条位省地城县]|市(?!场|监)"
_HAN_NUMBER = re.compile(
    f"(?<=[第前])[{_DIGITS}十]+|(?<![第前{_DIGITS}十])(?:[二三四五六七八九两]|[二三四五六七八九]?十[{_DIGITS}]?)(?={_MEASURES})"
    "|一(?=地[二三四五六七八九]县)|(?<=省)一(?=市)"
)
_ARABIC_NUMBER = re.compile(rf"(?<=[第前佳秀例])[1-9]\d?(?![\d.%年月A-Za-z])|(?<![\d.A-Za-z])[1-9]\d?(?={_MEASURES})")
_BEFORE = ("请问", "请问一下，", "你好，请问", "您好！", "麻烦问下，", "老师好，想请教一下：", "")
_AFTER = ("？谢谢～🙏", "，谢谢！😊", "～～", "？？？", "，急，在线等🙏🙏", "。谢谢您！", " 🤔")

Edit = Callable[[str, Random], str | None]


def perturb(name: str, question: str) -> str | None:
    """Return the question after one edit of that name, or None."""
    if len(question) > LONGEST or not any(map(str.isalnum, question)):
        return None
    edited = PERTURBATIONS[name](question, Random(f"{name}:{question}"))
    return None if edited == question else edited


def traditional(text: str, random: Random) -> str | None:
    converted: str = _converter(random.choice(("s2t", "s2hk", "s2tw"))).convert(text)
    return converted


def full_width(text: str, random: Random) -> str | None:
    """Return letters, digits, signs and spaces in full width; without any of these, add an ideographic space."""
    wide = text.translate(_FULL_WIDTH)
    gaps = [i for i in range(1, len(text)) if han(text[i - 1]) and han(text[i])]
    if wide != text or not gaps:
        return wide
    gap = random.choice(gaps)
    return f"{text[:gap]}\u3000{text[gap:]}"


def homophone(text: str, random: Random) -> str | None:
    """Replace a character by another common one with the same syllable, in any tone."""
    return _replaced(text, random, lambda i: _by_syllable().get(_syllables(text)[i], ""))


def look_alike(text: str, random: Random) -> str | None:
    """Replace a character by another common one with nearly the same strokes."""
    return _replaced(text, random, lambda i: _like(text[i]))


def dropped(text: str, random: Random) -> str | None:
    """Drop a character if at least three are left."""
    if sum(map(han, text)) < 4:
        return None
    edits = (text[:i] + text[i + 1 :] for i in _positions(text, random))
    return next((edited for edited in edits if same_places(text, edited) and same_letters(text, edited)), None)


def inserted(text: str, random: Random) -> str | None:
    """Insert a character: a repetition of the one before it, or any common one."""
    fixed = kept(text)
    for i in _positions(text, random):
        if i + 1 < len(text) and han(text[i + 1]) and not numeral(text[i + 1]) and i + 1 not in fixed:
            char = text[i] if random.random() < 0.5 else random.choice(_common())
            edited = f"{text[: i + 1]}{char}{text[i + 1 :]}"
            if may_add(char) and same_places(text, edited):
                return edited
    return None


def swapped(text: str, random: Random) -> str | None:
    """Swap two neighbouring characters."""
    fixed = kept(text)
    for i in _positions(text, random):
        if i + 1 < len(text) and i + 1 not in fixed and han(text[i + 1]) and text[i] != text[i + 1]:
            edited = text[:i] + text[i + 1] + text[i] + text[i + 2 :]
            if same_places(text, edited) and same_letters(text, edited):
                return edited
    return None


def pinyin(text: str, random: Random) -> str | None:
    """Write a word in pinyin, unless it is a place that sounds like another (山西, 陕西)."""
    fixed = kept(text)
    words = []
    start = 0
    for word in _tokenizer().cut(text, HMM=False):
        span = range(start, start := start + len(word))
        around = text[max(span.start - 1, 0) : span.start] + text[span.stop : span.stop + 1]
        if len(word) >= 2 and all(map(han, word)) and not fixed & set(span) and not re.search("[A-Za-z0-9]", around):
            words.append((span, word))
    random.shuffle(words)
    for span, word in words:
        letters = "".join(lazy_pinyin(word))
        if _places_sounding().get(letters, {word}) <= {word}:
            return text[: span.start] + letters + text[span.stop :]
    return None


def numerals(text: str, random: Random) -> str | None:
    """Write every number in the other way: 第3个 ↔ 第三个 ↔ 第３个; idioms (统一, 12315) stay."""
    ways = {
        _HAN_NUMBER.sub(lambda number: str(_parsed(number[0])), text),
        _HAN_NUMBER.sub(lambda number: str(_parsed(number[0])).translate(_WIDE_DIGITS), text),
        _ARABIC_NUMBER.sub(lambda number: _spelled(int(number[0]), text[: number.start()]), text),
        text.translate(_WIDE_DIGITS),
    }
    others = sorted(ways - {text})
    return random.choice(others) if others else None


def polite(text: str, random: Random) -> str | None:
    """Add 请问 before it, thanks and an emoji after it."""
    before, after = random.choice(_BEFORE), random.choice(_AFTER)
    return f"{before}{text.rstrip('?？。！! ')}{after}"


PERTURBATIONS: dict[str, Edit] = {
    "traditional": traditional,
    "full-width": full_width,
    "homophone": homophone,
    "look-alike": look_alike,
    "dropped": dropped,
    "inserted": inserted,
    "swapped": swapped,
    "pinyin": pinyin,
    "numerals": numerals,
    "polite": polite,
}
DAMAGING = frozenset({"homophone", "look-alike", "dropped", "inserted", "swapped", "pinyin"})
"""Edits that are typos; the others are only another way of writing."""


def _positions(text: str, random: Random) -> list[int]:
    """Return the positions where a damaging edit is allowed, shuffled."""
    fixed = kept(text)
    free = [i for i, char in enumerate(text) if han(char) and i not in fixed]
    random.shuffle(free)
    return free


def _replaced(text: str, random: Random, candidates: Callable[[int], str]) -> str | None:
    for i in _positions(text, random):
        others = [char for char in candidates(i) if char != text[i] and may_add(char)]
        random.shuffle(others)
        for char in others:
            edited = text[:i] + char + text[i + 1 :]
            if same_places(text, edited):
                return edited
    return None


def _parsed(number: str) -> int:
    tens, ten, ones = number.replace("两", "二").rpartition("十")
    return (_DIGITS.index(tens or "一") * 10 if ten else 0) + (_DIGITS.index(ones) if ones else 0)


def _spelled(number: int, before: str) -> str:
    if number == 2 and not before.endswith(("第", "佳", "秀", "例")):
        return "两"
    tens, ones = divmod(number, 10)
    return f"{'' if tens < 2 else _DIGITS[tens]}{'十' if tens else ''}{_DIGITS[ones] if ones else ''}"


def _syllables(text: str) -> list[str]:
    """Return a syllable per character, heteronyms as in their words (重庆 chong); others stand for themselves."""
    runs = re.findall(r"[\u4e00-\u9fff]+|[^\u4e00-\u9fff]", text)
    return [syllable for run in runs for syllable in (lazy_pinyin(run) if han(run[0]) else run)]


@cache
def _converter(script: str) -> OpenCC:
    return OpenCC(script)


@cache
def _tokenizer() -> jieba.Tokenizer:
    """Return jieba with its stock dictionary and a cache that other users cannot write."""
    jieba.setLogLevel("WARNING")
    tokenizer = jieba.Tokenizer()
    with tempfile.TemporaryDirectory() as folder:
        tokenizer.tmp_dir = folder
        tokenizer.initialize()
    return tokenizer


@cache
def _common() -> str:
    """Return the 3,755 characters of GB 2312's first level."""
    return "".join(_level_one())


def _level_one() -> Iterator[str]:
    for high in range(0xB0, 0xD8):
        for low in range(0xA1, 0xFF if high < 0xD7 else 0xFA):
            yield bytes((high, low)).decode("gb2312")


@cache
def _by_syllable() -> dict[str, str]:
    found: dict[str, str] = {}
    for char in _common():
        syllable = lazy_pinyin(char)[0]
        found[syllable] = found.get(syllable, "") + char
    return found


@cache
def _places_sounding() -> dict[str, set[str]]:
    """Return the places' short names by their pinyin."""
    found: dict[str, set[str]] = {}
    for names in places().by_name.values():
        for place in names:
            found.setdefault("".join(lazy_pinyin(place.short)), set()).add(place.short)
    return found


@cache
def _strokes() -> dict[str, str]:
    with STROKES.open(encoding="utf-8", newline="") as lines:
        table = {row["character"]: row["strokes"] for row in csv.DictReader(lines, delimiter="\t")}
    return {char: table[char] for char in _common() if table.get(char)}


@cache
def _like(char: str) -> str:
    """Return the four most similar common characters, with a similarity of at least 0.7."""
    strokes = _strokes()
    if len(strokes.get(char, "")) < 3:
        return ""
    scorer = Levenshtein.normalized_similarity
    found = process.extract(strokes[char], strokes, scorer=scorer, score_cutoff=0.7, limit=5, processor=None)
    return "".join(other for _, _, other in found if other != char)
