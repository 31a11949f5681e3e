"""Build hanzi.tsv, words.txt and common.txt from installed packages: `python -m data.build_tables [STROKES]`.

STROKES is a table of `character<tab>strokes` with a header; without it the strokes of the present hanzi.tsv are kept.
Readings come from pypinyin; a character's secondary readings are kept only if one of pypinyin's phrases uses them,
because nobody types 广 as yan. Words are the most frequent words of jieba's dictionary within GB 2312, without place
names (regions.csv has those), and all single characters. Only this script needs the two packages; NOTICE.md states
all sources and licences.
"""

from __future__ import annotations

import csv
import json
import sys
import unicodedata
from collections import defaultdict
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from data.regions import short_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

EXTRA_STROKES = {"亳": "nhszhnzphz"}
"""Strokes of characters in place names that the table of strokes lacks."""
FOLDER = Path(__file__).parent
MAX_WORDS = 12_000
"""The maximum number of words of two or more characters in words.txt."""
MIN_NAME_FREQUENCY = 1_000
"""The frequency in jieba's dictionary from which a proper name counts as a word."""
MIN_COMMON_FREQUENCY = 20
"""The minimum frequency of a word in common.txt, which only distinguishes words from typing errors."""

FUNCTION_CLASSES = frozenset(
    ("d", "dg", "ad", "vd", "y", "e", "o", "c", "r", "rr", "rz", "u", "ud", "ug", "uj", "ul", "uv", "uz")
)
"""Parts of speech in jieba's dictionary of words that carry no content: adverbs, adjectives used as adverbs,
particles, interjections, onomatopoeia, conjunctions, pronouns and auxiliaries."""
VERB_CLASSES = frozenset(("v", "vi"))
EXTRA_VERBS = frozenset(["办理", "出品", "主演", "创作", "制作", "监制", "研制", "展播", "首播", "培育", "出产"])
"""Verbs for what agencies do with a case that jieba's dictionary lists as nouns."""
MIN_CLASS_FREQUENCY = 20
"""The frequency from which a function word or a verb is listed."""
MIN_CHARACTER_FREQUENCY = 500
"""The minimum frequency of a listed word of one character, which may more easily be a typing error."""


def main(arguments: list[str]) -> None:
    """Write the tables into the folder of this module."""
    characters = list(gb2312_characters())
    strokes = read_strokes(Path(arguments[0]) if arguments else FOLDER / "hanzi.tsv") | EXTRA_STROKES
    readings = read_readings(characters)
    with (FOLDER / "hanzi.tsv").open("w", encoding="utf-8", newline="") as out:
        out.write("character\tstrokes\treadings\n")
        out.writelines(f"{char}\t{strokes.get(char, '')}\t{','.join(readings[char])}\n" for char in characters)
    full = {row["name"] for row in csv.DictReader((FOLDER / "regions.csv").read_text("utf-8").splitlines())}
    places = full | {short_name(name) for name in full}
    lines = list(select_words(package_folder("jieba") / "dict.txt", characters, places))
    cut = [line for line in lines if len(line.split(" ")[0]) == 1]
    longer = lines[len(cut) :]
    with (FOLDER / "words.txt").open("w", encoding="utf-8", newline="") as out:
        out.writelines(f"{line}\n" for line in (*cut, *longer[:MAX_WORDS]))
    with (FOLDER / "common.txt").open("w", encoding="utf-8", newline="") as out:
        out.writelines(f"{line.split(' ')[0]}\n" for line in longer[MAX_WORDS:])
    entries = list(read_entries(package_folder("jieba") / "dict.txt", characters))
    with (FOLDER / "function_words.txt").open("w", encoding="utf-8", newline="") as out:
        out.writelines(
            f"{word} {frequency}\n" for word, frequency, kind in entries if kind in FUNCTION_CLASSES and len(word) > 1
        )
    with (FOLDER / "verbs.txt").open("w", encoding="utf-8", newline="") as out:
        out.writelines(f"{word}\n" for word, _, kind in entries if kind in VERB_CLASSES or word in EXTRA_VERBS)


def gb2312_characters() -> Iterator[str]:
    """Yield the 6,763 characters of GB 2312 in its order: the common ones by sound, then the others."""
    for high in range(0xB0, 0xF8):
        for low in range(0xA1, 0xFF):
            yield from bytes([high, low]).decode("gb2312", errors="ignore")


def package_folder(name: str) -> Path:
    """Return the folder of an installed package without importing it, which would take seconds and print warnings."""
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        message = f"{name} is not installed"
        raise SystemExit(message)
    return Path(spec.origin).parent


def read_strokes(table: Path) -> dict[str, str]:
    """Return character → stroke order in h s p n z."""
    with table.open(encoding="utf-8", newline="") as lines:
        return {row["character"]: row["strokes"] for row in csv.DictReader(lines, delimiter="\t")}


def read_readings(characters: Iterable[str]) -> dict[str, list[str]]:
    """Return character → readings without tones, the most common first."""
    folder = package_folder("pypinyin")
    table: dict[str, str] = json.loads((folder / "pinyin_dict.json").read_text("utf-8"))
    phrases: dict[str, list[list[str]]] = json.loads((folder / "phrases_dict.json").read_text("utf-8"))
    used: dict[str, set[str]] = defaultdict(set)
    for phrase, sounds in phrases.items():
        # Phrases with punctuation cannot be aligned with their readings.
        if len(phrase) == len(sounds):
            for char, sound in zip(phrase, sounds, strict=True):
                used[char].add(strip_tone(sound[0]))
    readings: dict[str, list[str]] = {}
    for char in characters:
        every = dict.fromkeys(map(strip_tone, table[str(ord(char))].split(",")))
        readings[char] = [sound for i, sound in enumerate(every) if i == 0 or sound in used[char]]
    return readings


def strip_tone(sound: str) -> str:
    """Return a reading without its tone: lǜ → lv."""
    letters = unicodedata.normalize("NFD", sound).replace("u\u0308", "v")
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def read_entries(dictionary: Path, characters: Iterable[str]) -> Iterator[tuple[str, int, str]]:
    """Yield (word, frequency, part of speech) for the words in jieba's dictionary that are not rare."""
    known = set(characters)
    for line in dictionary.read_text("utf-8").splitlines():
        word, frequency, kind = line.split(" ")
        least = MIN_CLASS_FREQUENCY if len(word) > 1 else MIN_CHARACTER_FREQUENCY
        if int(frequency) >= least and known.issuperset(word):
            yield word, int(frequency), kind


def select_words(dictionary: Path, characters: Iterable[str], places: set[str]) -> Iterator[str]:
    """Yield `word frequency` lines from jieba's dictionary: single characters, then words by frequency.

    Number words (三个, 第二) are left out, because the parser reads numbers itself.
    """
    known = set(characters)
    singles: list[str] = []
    longer: list[tuple[int, str]] = []
    for line in dictionary.read_text("utf-8").splitlines():
        word, frequency, kind = line.split(" ")
        if not known.issuperset(word):
            continue
        if len(word) == 1:
            singles.append(f"{word} {frequency}")
        elif not kind.startswith("m") and (word not in places or not kind.startswith("ns")):  # 和平 is also a word
            # A rare name of two characters may itself be a misspelling (毫州); a longer one (马德里) hardly is.
            is_rare = kind.startswith(("ns", "nr", "nt")) and int(frequency) < MIN_NAME_FREQUENCY
            least = min(int(frequency), MIN_COMMON_FREQUENCY) if len(word) > 2 else 0
            longer.append((least if is_rare else int(frequency), f"{word} {frequency}"))
    yield from singles
    longer.sort(key=lambda entry: -entry[0])  # the sort is stable: equal frequencies stay in the dictionary's order
    yield from (
        line for rank, (frequency, line) in enumerate(longer) if rank < MAX_WORDS or frequency >= MIN_COMMON_FREQUENCY
    )


if __name__ == "__main__":
    main(sys.argv[1:])
