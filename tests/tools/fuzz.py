"""Ask random questions, in dialogues, and print those that raise: `python -m tests.tools.fuzz --questions 1000000`.

The questions are made from the grammar's own productions and words, from the names of the notice, and from characters
of every plane of Unicode, lone surrogates and control characters among them.
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from data.load import load
from data.model import Dataset
from intents.engine import Engine
from intents.model.context import Context
from intents.parsing import grammar
from intents.parsing.events import TOPS
from intents.serialization.codec import dumps_context, loads_context

MAX_TURNS = 5
_DEPTH = 6
"""Productions within each other; deeper, a category becomes a word."""
_BETWEEN = ("", "", "", "", "", " ", "，", "、", "？", "的", "\n")
_RANGES = ((0x00, 0x7F), (0x80, 0x2FF), (0x2000, 0x2BFF), (0x3000, 0x30FF), (0x4E00, 0x9FFF), (0xD800, 0xFFFF))
_FURTHER_RANGES = ((0x0, 0x1F), (0x10000, 0x1FFFF), (0x20000, 0x2FFFF), (0xE0000, 0x10FFFF))
_SIGNS = "0123456789０①⑩½²一二三十百千万亿〇零两第()（）“”《》，。、？！：； \t\n\u200b\u202e\ufeff%％+-/.@#*_~"


@dataclass(frozen=True, slots=True)
class Failure:
    """A dialogue whose last turn raised."""

    turns: tuple[str, ...]
    error: str


class Questions:
    """Random questions about one dataset; the same seed gives the same ones."""

    def __init__(self, dataset: Dataset, cues: Mapping[str, tuple[str, ...]], seed: int) -> None:
        self._random = Random(seed)
        places = [name for region in dataset.regions[:60] for name in (region.name, region.short, *region.aliases)]
        agencies = [agency for case in dataset.cases for agency in case.agencies]
        units = [name for unit in agencies for name in (unit.name, unit.bureau, unit.department) if name]
        titles = [name for case in dataset.cases for name in (case.title, *case.aliases)]
        tiers = [
            name for notice in dataset.notices for tier in notice.tiers for name in (tier.name, *tier.aliases) if name
        ]
        facts = [name for notice in dataset.notices for fact in notice.facts for name in (fact.topic, *fact.aliases)]
        notices = [name for notice in dataset.notices for name in (notice.title, *notice.aliases)]
        self._kinds = (list(cues), places, units, titles, tiers, facts, notices, list("一二三四五六七八九十两"))
        self._words: dict[str, list[str]] = defaultdict(list)
        for word, effects in cues.items():
            for effect in effects:
                self._words[effect.upper()].append(word)
        self._words |= {"PLACE": places, "ORG": units, "TIER": tiers, "TIERCASE": tiers, "TOPIC": titles}
        self._words |= {"NOTICE_NAME": notices, "NUM": list("一二三四五六七八九十两"), "INDEX": list("123")}
        self._rules: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for rule in grammar.shipped().rules:
            self._rules[rule.left].append(rule.symbols)
        self._examples = [one.example for one in grammar.shipped().productions if one.example]

    def dialogue(self) -> tuple[str, ...]:
        """The turns of a conversation."""
        return tuple(self._question() for _ in range(self._random.randint(1, MAX_TURNS)))

    def _question(self) -> str:
        makers: Sequence[Callable[[], str]] = (self._derived, self._named, self._mixed, self._example, self._unicode)
        text = self._random.choices(makers, (5, 5, 3, 2, 2))[0]()
        return self._with_slip(text) if self._random.random() < 0.2 else text

    def _derived(self) -> str:
        """Words in the order that the grammar allows."""
        tops = self._random.choices(sorted(TOPS), k=self._random.randint(1, 4))
        return "".join(self._between().join(self._expanded(top, 0)) for top in tops)

    def _expanded(self, symbol: str, depth: int) -> Iterator[str]:
        rules, words = self._rules.get(symbol), self._words.get(symbol)
        if rules and (not words or self._random.random() < 0.5) and depth < _DEPTH:
            for part in self._random.choice(rules):
                yield from self._expanded(part, depth + 1)
        elif words:
            yield self._random.choice(words)

    def _named(self) -> str:
        """Words and names in any order."""
        return "".join(
            self._random.choice(self._random.choice(self._kinds)) + self._between()
            for _ in range(self._random.randint(1, 9))
        )

    def _mixed(self) -> str:
        """Parts of words and names, signs and numbers."""
        parts: list[str] = []
        for _ in range(self._random.randint(1, 8)):
            word = self._random.choice(self._random.choice(self._kinds))
            start = self._random.randrange(len(word))
            parts.append(word[start : start + self._random.randint(1, 4)])
            if self._random.random() < 0.3:
                parts.append(self._random.choice(_SIGNS) * self._random.choice((1, 1, 2, 30)))
        return "".join(parts)

    def _example(self) -> str:
        """Parts of two examples of the grammar."""
        one, other = self._random.choice(self._examples), self._random.choice(self._examples)
        cut, start = self._random.randint(0, len(one)), self._random.randint(0, len(other))
        return one[:cut] + other[start:]

    def _unicode(self) -> str:
        ranges = _RANGES if self._random.random() < 0.7 else _FURTHER_RANGES
        chars = [chr(self._random.randint(*self._random.choice(ranges))) for _ in range(self._random.randint(0, 12))]
        if self._random.random() < 0.5:
            chars.insert(self._random.randint(0, len(chars)), self._named())
        if self._random.random() < 0.02:
            chars.append(self._random.choice("0123456789９一十亿") * self._random.randint(1, 600))
        return "".join(chars)

    def _with_slip(self, text: str) -> str:
        """A character twice, left out, exchanged, or a blank at either end."""
        at = self._random.randint(0, len(text))
        other = self._random.choice(self._random.choice(self._kinds[0]))
        return self._random.choice(
            (
                text[:at] + text[at : at + 1] + text[at:],
                text[:at] + text[at + 1 :],
                text[:at] + other + text[at + 1 :],
                f" {text}",
                f"{text} ",
            )
        )

    def _between(self) -> str:
        return self._random.choice(_BETWEEN)


def failures(engine: Engine, seed: int, questions: int) -> Iterator[Failure]:
    """Ask so many random questions, storing the context of each as the bot does; yield the dialogues that raised."""
    made = Questions(engine.dataset, engine.cues.effects, seed)
    asked = 0
    while asked < questions:
        context: Context | None = None
        turns = made.dialogue()
        for number, turn in enumerate(turns, 1):
            asked += 1
            try:
                answer, context = engine.ask(turn, context, 0.0)
                if context is not None:
                    context = loads_context(dumps_context(context, answer.repairs))
            except Exception:  # noqa: BLE001 - whatever it raises is reported
                yield Failure(turns[:number], traceback.format_exc())
                break


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.tools.fuzz", description=__doc__)
    parser.add_argument("--questions", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    engine, began, failed = Engine(load()), time.monotonic(), 0
    for failure in failures(engine, options.seed, options.questions):
        failed += 1
        sys.stdout.write(f"{failure.turns!r}\n{failure.error}\n")
        sys.stdout.flush()
    sys.stdout.write(f"{options.questions:,} questions in {time.monotonic() - began:.0f} s: {failed} raised\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
