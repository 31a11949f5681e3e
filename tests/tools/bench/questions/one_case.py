"""Questions for one case, each with the cases that are right: `python -m tests.tools.bench.questions.one_case DIR`.

prints some of each class. What is right is found by plain search, without the engine.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from random import Random

from tests.questions.notices import Case
from tests.tools.bench.questions import edits
from tests.tools.bench.questions.corpus import Corpus, plain
from tests.tools.bench.questions.query import TargetQuestion
from tests.tools.bench.questions.segmentation import cut_words

PART = 0.7
"""The length of a part of a title that somebody types."""
SHORTEST = 6
"""Characters of such a part."""
SHORTER = 0.4
"""The probability that only the last word of a keyword is typed: 电梯 for 老旧电梯 …"""
SHARED = 3
"""… unless more keywords end in it, as in 管理 or 产业, which nobody would remember a case by."""
TRIES = 20_000

FRAMES = (
    "有没有讲{}的案例呀",
    "在吗，想找一下关于{}的案例",
    "{}的案例有吗",
    "那个，有没有跟{}有关的案例",
    "记得有个案例是说{}的，叫啥来着",
    "帮我翻翻有没有{}方面的案例呗",
    "想看看{}的案例，麻烦啦",
    "领导让找个{}的案例，有吗",
    "写材料要用，有{}这块的案例没",
    "之前好像看到过一个讲{}的案例，帮忙找找",
    "亲，{}相关的案例发我一下～",
    "请问有哪个案例是关于{}的吗",
    "早上好，想了解一下{}的那个案例",
    "我想参考一下{}这方面的案例",
    "哎，{}那个案例是哪个来着",
    "辛苦帮忙查下，有没有案例提到{}",
    "关于{}，有案例可以学习吗",
    "急，要个{}的案例",
    "名单里有没有涉及{}的案例啊",
    "我记不清名字了，反正是跟{}有关的那个案例",
    "不好意思打扰下，{}的案例是哪个呀",
    "有没有哪个案例做的是{}",
    "手头缺个{}的例子，这批案例里有吗",
    "想问下，{}有没有入选的案例",
    "同事问我{}的案例，我一下想不起来了，帮忙看看？",
)
"""Talk around a subject, written by somebody who saw titles alone."""

Found = tuple[str, str, frozenset[str]]
"""The question, the text that it was made from, and the right cases."""
Make = Callable[[Case, Random], Found | None]


class QuestionGenerator:
    """Makes questions of every class from the cases of a corpus."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        keywords = {keyword for words in corpus.keywords.values() for keyword in words}
        endings = Counter(map(_last_word, keywords))
        self._shorter = {word: last for word in keywords if endings[last := _last_word(word)] <= SHARED}
        self.classes: dict[str, Make] = {
            "title": self._title,
            "part": self._part,
            "two keywords": lambda case, random: self._keywords(case, random, 2, " "),
            "two keywords, run together": lambda case, random: self._keywords(case, random, 2, ""),
            "three keywords": lambda case, random: self._keywords(case, random, 3, " "),
            "three keywords, run together": lambda case, random: self._keywords(case, random, 3, ""),
            "place in the title only": self._place_in_title,
            "place in the units only": self._place_in_units,
            "one typo": lambda case, random: self._edited(case, random, edits.typo, 1),
            "two typos": lambda case, random: self._edited(case, random, edits.two_typos, 2),
            "homophone": lambda case, random: self._edited(case, random, edits.homophone, 1),
            "dropped": lambda case, random: self._edited(case, random, edits.dropped, 1),
            "swapped": lambda case, random: self._edited(case, random, edits.swapped, 1),
            "traditional": self._traditional,
            "chatty": self._chatty,
        }

    def questions(self, klass: str, number: int, seed: int) -> Iterator[TargetQuestion]:
        """Yield questions of a class, all different. Raises RuntimeError if there are too few."""
        random = Random(f"{klass}:{seed}")
        asked: set[str] = set()
        for _ in range(TRIES):
            if len(asked) == number:
                return
            made = self.classes[klass](random.choice(self._corpus.cases), random)
            if made and made[0] not in asked:
                asked.add(made[0])
                yield TargetQuestion(made[0], klass, made[2], made[1])
        if len(asked) < number:
            raise RuntimeError(f"too few questions: {klass}")

    def _title(self, case: Case, random: Random) -> Found:
        title = case.words[0]
        typed = title if random.random() < 0.5 else plain(title)
        return typed, title, self._corpus.containing([title])

    def _part(self, case: Case, random: Random) -> Found:
        part = _part_of(plain(case.words[0]), random)
        return part, case.words[0], self._corpus.containing([part])

    def _keywords(self, case: Case, random: Random, number: int, between: str) -> Found | None:
        words = self._remembered(case, random, number)
        return (between.join(words), case.words[0], self._corpus.containing(words)) if words else None

    def _place_in_title(self, case: Case, random: Random) -> Found | None:
        named = {place.short for place in self._corpus.places_of(case)}
        places = [place for place in self._corpus.title_places[case.id] if self._is_place(place) and place not in named]
        return self._with_place(case, random, places)

    def _place_in_units(self, case: Case, random: Random) -> Found | None:
        places = [
            place for place in self._corpus.places_of(case) if not any(place.short in name for name in case.words)
        ]
        names = sorted(place.short if random.random() < 0.7 else place.name for place in places)
        return self._with_place(
            case, random, [name for name in names if len(self._corpus.index.places.named(name)) == 1]
        )

    def _with_place(self, case: Case, random: Random, places: Sequence[str]) -> Found | None:
        words = self._remembered(case, random, random.choice((1, 2)))
        if not places or not words:
            return None
        place = random.choice(places)
        right = self._corpus.containing(words) & (self._corpus.at(place) | self._corpus.containing([place]))
        typed = [place, *words]
        random.shuffle(typed)
        return random.choice(("", " ")).join(typed), case.words[0], right

    def _edited(self, case: Case, random: Random, edit: edits.Edit, number: int) -> Found | None:
        """Edit a title or most of it; the question is left out if it comes nearer to another case."""
        title = plain(case.words[0])
        source = title if random.random() < 0.6 else _part_of(title, random)
        text = edit(source, random)
        if not text or text == source:
            return None
        distance, right = self._corpus.nearest(text, number)
        return (text, source, right) if distance and case.id in right else None

    def _traditional(self, case: Case, random: Random) -> Found | None:
        simple = ("title", "part", "two keywords", "three keywords", "place in the units only")
        made = self.classes[random.choice(simple)](case, random)
        if not made or (text := edits.traditional(made[0])) == made[0]:
            return None
        return text, made[0], made[2]

    def _chatty(self, case: Case, random: Random) -> Found | None:
        if random.random() < 0.25:
            content, words = case.words[0], [case.words[0]]
        else:
            first, second = words = self._corpus.keywords[case.id][:2]
            content = random.choice((f"{first}{second}", f"{first}和{second}", f"{first}的{second}", first))
            words = words if second in content else words[:1]
        return random.choice(FRAMES).format(content), content, self._corpus.containing(words)

    def _remembered(self, case: Case, random: Random, number: int) -> list[str]:
        """Return so many keywords in any order; none if the case has fewer."""
        keywords = self._corpus.keywords[case.id]
        if len(keywords) < number:
            return []
        some = random.sample(keywords, number)
        words = [self._shorter.get(word, word) if random.random() < SHORTER else word for word in some]
        return words if len(set(words)) == number else []

    def _is_place(self, name: str) -> bool:
        return len(self._corpus.index.places.named(name)) == 1


def _part_of(title: str, random: Random) -> str:
    """Return most of a title, from its beginning or to its end, in whole words."""
    words = cut_words(title)
    at = 0 if random.random() < 0.5 else -1
    while len(words) > 2 and sum(map(len, words)) > max(SHORTEST, len(title) * PART):
        words.pop(-1 - at)
    return "".join(words)


@cache
def _last_word(term: str) -> str:
    """Return the last word of a term as jieba cuts it; the term, if that word is a single character."""
    last = cut_words(term)[-1]
    return last if len(last) > 1 else term


def main(arguments: list[str]) -> int:
    generator = QuestionGenerator(Corpus(Path(arguments[0])))
    for klass in generator.classes:
        for question in generator.questions(klass, 8, seed=1):
            sys.stdout.write(f"{klass}: {question.text}   ← {question.source}   {len(question.targets)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
