"""Extract what a user remembers of a generated title: its topic, the measure, its brand, its result."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from random import Random

from tests.questions.guards import han, kept
from tests.tools.bench.generator.vocabulary import vocabulary
from tests.tools.bench.questions.segmentation import cut_words
from tests.tools.bench.questions.text_search import without_punctuation

PHRASE = range(6, 15)
"""Characters of a part of a title that a user types in one go."""
NO_KEYWORD = frozenset(
    {"案例", "名单", "单位", "地区", "机构", "名称", "信息", "联合", "联动", "协作"}
    | {"企业", "市场", "服务", "平台", "工作", "示范", "发展"}
)
"""Words that ask or join, that say nothing about a case, or that occur in names of tiers."""
SHORTER = 0.35
"""The probability that only the last word of a term is typed."""

_QUOTED = re.compile("“([^”+]{2,6})”")


@dataclass(frozen=True, slots=True)
class TitleTerms:
    """The parts of one title, without punctuation."""

    topic: str
    """For example 老旧电梯."""
    means: str
    """For example 按需维保."""
    brand: str
    """For example 安心管家; may be empty."""
    result: str
    """For example 机制, 服务平台 or 团体标准; may be empty."""

    def keywords(self, random: Random, number: int) -> list[str] | None:
        """Return one to three terms in any order, long ones sometimes only the last word; None if too few."""
        words = [_shorter(term, random) for term in (self.topic, self.means)]
        others = [other for other in (self.brand, self.result) if other]
        if number == 1:
            return [random.choice((words[0], self.means))]
        if number == 3:
            if not others:
                return None
            words.append(random.choice(others))
        elif self.brand and random.random() < 0.25:
            words[random.randrange(2)] = self.brand
        random.shuffle(words)
        return words if len(set(words)) == number else None

    def phrase(self, random: Random, title: str) -> str | None:
        """Return adjacent terms of `title`, which has no punctuation; None if no two are adjacent."""
        both = self.topic + self.means
        parts = [both, self.means + self.result, both + self.result, self.brand + self.topic, self.brand + both]
        parts = [part for part in dict.fromkeys(parts) if len(part) in PHRASE and part in title]
        return random.choice(parts) if parts else None


def title_terms(title: str) -> TitleTerms | None:
    """Return the terms of a generated title; None if its topic is not recognized."""
    plain = without_punctuation(title)
    topic = _longest(_topics(), plain)
    means = _longest(_means(), plain.replace(topic, "\n")) if topic else ""
    if not means:
        return None
    quoted = _QUOTED.search(title)
    brand = quoted[1] if quoted and all(map(han, quoted[1])) and quoted[1] not in (topic, means) else ""
    result = _longest(_results(), plain.rpartition(means)[2])
    return TitleTerms(topic, means, brand, result)


def _shorter(term: str, random: Random) -> str:
    """Return a term, sometimes shortened: 电梯 for 老旧电梯."""
    word = cut_words(term)[-1]
    telling = len(term) > 3 and len(word) > 1 and not kept(word) and word not in NO_KEYWORD
    return word if telling and random.random() < SHORTER else term


def _longest(known: Iterable[str], text: str) -> str:
    return next((term for term in known if term in text), "")


@cache
def _topics() -> tuple[str, ...]:
    return _longest_first(topic for field in vocabulary().fields for topic in field.topics)


@cache
def _means() -> tuple[str, ...]:
    words = vocabulary()
    return _longest_first((*words.means, *(means for field in words.fields for means in field.means)))


@cache
def _results() -> tuple[str, ...]:
    words = vocabulary()
    return _longest_first((*words.documents.nouns, *(noun for frame in words.frames for noun in frame.nouns)))


def _longest_first(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(map(without_punctuation, words), key=len, reverse=True))
