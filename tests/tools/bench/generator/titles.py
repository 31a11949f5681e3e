"""Generate unique titles of cases after the patterns of real ones."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from tests.tools.bench.generator.vocabulary import Field, Vocabulary

AGAIN = 0.05
"""The share of titles that recur for another place, so that keyword and place together must tell them apart."""
KEPT = 50
"""The number of a field's latest titles from which a recurring one is chosen."""
PLACE = "\0"
"""Placeholder for the place."""
TRIES = 100

_STUTTER = re.compile(r"(..+)\1")
"""Repetitions that nobody would write: 企业信用信用承诺."""


class TitleGenerator:
    """Generates titles; each differs from all before in more than its punctuation."""

    def __init__(self, words: Vocabulary, random: Random) -> None:
        self._words = words
        self._random = random
        self._given: set[str] = set()
        self._last: dict[str, list[str]] = {}
        self._forms: dict[Callable[[Field], str], int] = {
            self._plain: 36,
            self._branded: 11,
            self._brand_first: 9,
            self._by_brand: 9,
            self._document: 13,
            self._with_benefit: 9,
            self._practice: 6,
            self._sum: 4,
            self._focus: 3,
        }

    def title(self, field: Field, place: str) -> str:
        """Return a new title about the field, mostly with the place. Raises RuntimeError if the words are exhausted."""
        last = self._last.setdefault(field.name, [])
        for _ in range(TRIES):
            if last and self._random.random() < AGAIN:
                form = self._random.choice(last)
            else:
                form = self._random.choices(list(self._forms), list(self._forms.values()))[0](field)
            named = "" if self._random.random() < 0.12 else place
            title = form.replace(PLACE, named)
            key = "".join(filter(str.isalnum, title))
            if key not in self._given and not _STUTTER.search(key):
                self._given.add(key)
                last.append(form)
                del last[:-KEPT]
                return title
        raise RuntimeError(f"no new title about {field.name} in {TRIES} tries")

    # Parts of a title.

    def _any(self, *words: str) -> str:
        return self._random.choice(words)

    def _subject(self, field: Field) -> tuple[str, str]:
        means = field.means if self._random.random() < 0.75 else self._words.means
        return self._any(*field.topics), self._any(*means)

    def _frame(self) -> tuple[str, str]:
        frame = self._random.choice(self._words.frames)
        return self._any(*frame.verbs), self._any(*frame.nouns)

    def _brand(self, topic: str) -> str:
        """For example “电梯管家”, “云上驿站” or “四色预警”."""
        if self._random.random() < 0.4:
            return f"“{self._any(*self._words.brands)}”"
        start = topic if len(topic) < 4 and self._random.random() < 0.5 else self._any(*self._words.prefixes)
        return f"“{start}{self._any(*self._words.suffixes)}”"

    # Patterns of a title.

    def _plain(self, field: Field) -> str:
        topic, means = self._subject(field)
        verb, noun = self._frame()
        return f"{verb}{PLACE}{topic}{means}{noun}"

    def _branded(self, field: Field) -> str:
        topic, means = self._subject(field)
        verb, noun = self._frame()
        return f"{PLACE}{verb}{self._brand(topic)}{topic}{means}{noun}"

    def _brand_first(self, field: Field) -> str:
        topic, means = self._subject(field)
        return (
            f"{self._brand(topic)}{self._any(*self._words.drives)}{PLACE}{topic}{means}{self._any(*self._words.goals)}"
        )

    def _by_brand(self, field: Field) -> str:
        return f"以{self._brand_first(field)}"

    def _document(self, field: Field) -> str:
        topic, means = self._subject(field)
        words = self._words.documents
        return f"{self._any(*words.verbs)}《{PLACE}{topic}{means}{self._any(*words.nouns)}》"

    def _with_benefit(self, field: Field) -> str:
        return f"{self._plain(field)}，{self._any(*self._words.benefits)}"

    def _practice(self, field: Field) -> str:
        topic, means = self._subject(field)
        return f"{PLACE}{topic}{means}的{self._any('探索与实践', '创新实践', '实践', '经验做法', '先行先试')}"

    def _sum(self, field: Field) -> str:
        topic, means = self._subject(field)
        verb, noun = self._frame()
        return f"{verb}{PLACE}“{topic}+{means}”{noun}"

    def _focus(self, field: Field) -> str:
        topic, means = self._subject(field)
        words = self._words
        return f"聚焦{topic}{means}，{self._any(*words.drives)}{PLACE}{field.name}领域{self._any(*words.goals)}"
