"""Generate questions for one case with a known target, in eight classes; seeded, without the engine.

`python -m tests.tools.bench.questions.one_case DIR` prints some of each.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from random import Random

from opencc import OpenCC

from tests.questions.notices import Case, NoticeIndex, folder
from tests.questions.perturb import perturb
from tests.tools.bench.generator.title_terms import title_terms
from tests.tools.bench.questions.places import PlaceIndex
from tests.tools.bench.questions.query import ONE_CASE, SLIPS, TargetQuestion
from tests.tools.bench.questions.text_search import TextSearch, without_punctuation

TRIES = 100
"""Attempts per question; about every second one fails."""
CHATTY = (
    "麻烦帮我查一下{}，谢谢",
    "你好，请问{}是哪个案例呀？",
    "老师好，想了解一下{}的案例，谢谢！",
    "帮忙找一下{}，急用🙏",
    "我想看看关于{}的案例，麻烦啦～",
    "不好意思打扰一下，想问问{}那个案例",
    "请问能不能帮我找找{}的资料？多谢",
    "哈喽，{}这个案例在哪里可以看到？",
    "领导让我找{}的案例，帮帮忙",
    "亲，{}的案例有吗？谢谢",
    "您好！打扰了，请帮忙查询{}，非常感谢😊",
    "我记得有一个{}的案例，帮我找出来吧",
    "那个……{}，能给我看看吗",
    "有没有人知道{}的案例呀",
    "小助手，给我介绍一下{}呗",
)


def generate(directory: Path, number: int, seed: int) -> list[TargetQuestion]:
    """Return `number` questions of each class for the notices in `directory`; reproducible by seed."""
    return generate_from(NoticeIndex(folder(directory / "notices")), number, seed)


def generate_from(index: NoticeIndex, number: int, seed: int) -> list[TargetQuestion]:
    """Return the same for notices that are already loaded."""
    asker = QuestionGenerator(index)
    return [query for klass in ONE_CASE for query in asker.questions(klass, number, seed)]


class QuestionGenerator:
    """Generates questions about the cases of some notices.

    For a title, the case with that title is right; for keywords or a part of a title, any case that has all of them in
    its title or aliases; with a place, such a case that also has a unit there. An edit does not change what is right,
    except for a dropped character: then every case is right whose words give the question by losing one character.
    """

    def __init__(self, index: NoticeIndex) -> None:
        self._cases = list(index.cases.values())
        self._text_search = TextSearch(index)
        self._place_index = PlaceIndex(index)

    def questions(self, klass: str, number: int, seed: int) -> list[TargetQuestion]:
        """Return `number` distinct questions of a class. Raises RuntimeError if the notices have too few."""
        random = Random(f"{klass}:{seed}")
        found: dict[str, TargetQuestion] = {}
        for _ in range(TRIES * number):
            if len(found) == number:
                return list(found.values())
            query = self._query(klass, random.choice(self._cases), random)
            if query:
                found.setdefault(query.text, query)
        raise RuntimeError(f"no {number} questions of the class {klass!r} in {TRIES * number} tries")

    def _query(self, klass: str, case: Case, random: Random) -> TargetQuestion | None:
        bases: dict[str, tuple[_Base, ...]] = {
            "title": (self._title,),
            "keywords": (self._keywords,),
            "keyword + place": (self._with_place,),
            **dict.fromkeys(SLIPS, (self._title, self._phrase)),
        }
        base = random.choice(bases.get(klass, (self._title, self._keywords, self._with_place, self._phrase)))
        plain = base(case, random)
        if plain is None:
            return None
        source, targets = plain
        text: str | None = source
        if klass == "chatty":
            text = random.choice(CHATTY).format(source)
        elif klass in (*SLIPS, "traditional"):
            text = perturb(klass, source)
        if klass == "traditional" and text and to_simplified(text) != source:
            return None  # 澄江 becomes 澂江 in OpenCC's tables, which nobody writes
        if text is None or (klass in SLIPS and self._another(text, source)):
            return None
        if klass == "dropped":
            targets = self._text_search.with_one_more_character(text, whole=base == self._title)
        return TargetQuestion(text, klass, targets, source)

    def _another(self, text: str, source: str) -> bool:
        """Return whether an edit made another valid question: a name of other cases, or 连云 of 连云港."""
        return bool(
            self._text_search.containing([text])
            or self._place_index.names_in(text) - self._place_index.names_in(source)
        )

    # The questions before any edit.

    def _title(self, case: Case, random: Random) -> _Plain | None:  # noqa: ARG002 -- every base has the same signature
        return case.words[0], self._text_search.with_title(case.words[0])

    def _phrase(self, case: Case, random: Random) -> _Plain | None:
        found = title_terms(case.words[0])
        part = found.phrase(random, without_punctuation(case.words[0])) if found else None
        return (part, self._text_search.containing([part])) if part else None

    def _keywords(self, case: Case, random: Random) -> _Plain | None:
        found = title_terms(case.words[0])
        words = found.keywords(random, random.choice((2, 2, 3))) if found else None
        return (" ".join(words), self._text_search.containing(words)) if words else None

    def _with_place(self, case: Case, random: Random) -> _Plain | None:
        found = title_terms(case.words[0])
        words = found.keywords(random, random.choice((1, 2))) if found else None
        chain = self._place_index.chain(random.choice(case.units))
        place = random.choice(chain) if chain else None
        name = self._place_index.name(place) if place else None
        if not words or place is None or name is None:
            return None
        there = self._text_search.containing(words) & self._place_index.cases(place)
        form = random.choice(("{} {}", "{}的{}", "{}{}", "{1} {0}"))
        return form.format(name, " ".join(words)), there


def to_simplified(text: str) -> str:
    """Convert traditional to simplified characters, with OpenCC."""
    converted: str = _converter().convert(text)
    return converted


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


_Plain = tuple[str, frozenset[str]]
_Base = Callable[[Case, Random], _Plain | None]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.tools.bench.questions.one_case", description=__doc__)
    parser.add_argument("directory", type=Path, metavar="DIR", help="a folder written by bench.generator.notices")
    parser.add_argument("--number", type=int, default=5, help="questions of each class")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    for query in generate(options.directory, options.number, options.seed):
        edited = f"   ← {query.source}" if query.source != query.text else ""
        sys.stdout.write(f"{query.klass:<16} {query.text}{edited}   ({len(query.targets)})\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
