"""Switch off each production and each cue word in turn, and print those that change no answer: `make ablate`.

A production is tried on the turns where it stands on a path that was chosen, and a word on those where it stands in a
text that was read; nothing else can depend on them, but for how likely a slip is among all words. Of an example of the
grammar also the reading must stay the same: it may be a fragment, which is refused with or without the production.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any
from unittest.mock import patch

from data.load import load
from intents.engine import Engine
from intents.index.case_index import CaseIndex
from intents.language.cues import Cues, read_cues
from intents.model.answer import Answer
from intents.model.context import Context
from intents.parsing.chart import Chart, Step, Word
from intents.parsing.grammar import Grammar, shipped
from intents.parsing.parser import Parser
from intents.parsing.reading import Reading
from intents.parsing.terms import Token
from intents.parsing.tokenizer import Tokenizer
from tests.questions import strangers
from tests.questions.gold import read_parts

SORTS = ("productions", "words")


@dataclass(frozen=True, slots=True)
class Chat:
    """Questions asked one after the other."""

    turns: tuple[str, ...]
    data: Path | None = None
    """The data directory; None for the shipped one."""
    is_example: bool = False
    """Whether its reading must stay the same, not only its answer."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A question as it was asked, and what came of it."""

    text: str
    before: Context | None
    after: Context | None
    got: tuple[object, ...]
    """What is compared."""
    lines: frozenset[int]
    """The lines of the grammar that its paths used."""
    read: str
    """All texts that were read to answer it."""


@dataclass(frozen=True, slots=True)
class Part:
    """A production (with its line), or a cue word (without)."""

    name: str
    line: int = 0
    about: str = ""
    """What a word does; the example of a production."""

    def is_in(self, turn: Turn) -> bool:
        """Whether an answer may depend on it."""
        return self.line in turn.lines if self.line else self.name in turn.read


@dataclass(frozen=True, slots=True)
class Result:
    """On how many turns a part was tried, and how many it changed; counting stops after the most that is printed."""

    part: Part
    turns: int
    changed: int


@dataclass
class Trace:
    """What an engine did for one question."""

    lines: set[int] = field(default_factory=set)
    texts: dict[str, None] = field(default_factory=dict)
    readings: list[Reading] = field(default_factory=list)


@dataclass
class Whole:
    """The cues, the grammar and the chats, with what the whole engine answers."""

    chats: Sequence[Chat]
    cues: Cues = field(default_factory=read_cues)
    grammar: Grammar = field(default_factory=shipped)

    def parts(self, sort: str) -> list[Part]:
        """All productions, or all words."""
        if sort == "words":
            return [Part(word, about=" ".join(effects)) for word, effects in self.cues.effects.items()]
        return [Part(f"{one.left} -> {one.right}", one.line, one.example) for one in self.grammar.productions]

    @cached_property
    def indexes(self) -> dict[Path | None, CaseIndex]:
        """The data of all chats."""
        return {data: CaseIndex.build(load(data)) for data in {chat.data for chat in self.chats}}

    @cached_property
    def asked(self) -> list[tuple[Chat, list[Turn]]]:
        """Each chat with its turns, as the whole engine answers them."""
        engines = {data: Engine(index) for data, index in self.indexes.items()}
        return [(chat, list(ask_chat(engines[chat.data], chat))) for chat in self.chats]

    def engine_without(self, part: Part, data: Path | None) -> Engine:
        """An engine that lacks the part."""
        effects = {word: found for word, found in self.cues.effects.items() if part.line or word != part.name}
        forms = tuple(form for form in self.grammar.forms if form.production.line != part.line)
        less = Grammar(self.grammar.productions, forms, self.grammar.loose)
        with (
            patch(
                "intents.language.cues.read_cues", return_value=Cues(effects, self.cues.intents, self.cues.misspellings)
            ),
            patch("intents.parsing.grammar.shipped", return_value=less),
        ):
            return Engine(self.indexes[data], eager=False)

    def tried(self, part: Part, most: int) -> Result:
        """Ask again what may depend on the part, until more than `most` answers have changed."""
        engines: dict[Path | None, Engine] = {}
        turns = changed = 0
        for chat, asked in self.asked:
            there = sum(map(part.is_in, asked))
            turns += there
            if there and changed <= most:
                if chat.data not in engines:
                    engines[chat.data] = self.engine_without(part, chat.data)
                changed += changes(engines[chat.data], chat, asked, part.is_in)
        return Result(part, turns, changed)


def changes(engine: Engine, chat: Chat, asked: Iterable[Turn], is_touched: Callable[[Turn], bool]) -> int:
    """The number of turns that the engine answers otherwise: those that are touched, and those after a changed one."""
    changed, is_same = 0, True
    context: Context | None = None
    for turn in asked:
        if is_same and not is_touched(turn):
            continue
        again = ask(engine, turn.text, turn.before if is_same else context, is_example=chat.is_example)
        changed += again.got != turn.got
        context, is_same = again.after, again.after == turn.after
    return changed


def ask_chat(engine: Engine, chat: Chat) -> Iterator[Turn]:
    """Yield the turns of a chat with their answers."""
    context: Context | None = None
    for text in chat.turns:
        turn = ask(engine, text, context, is_example=chat.is_example)
        yield turn
        context = turn.after


def ask(engine: Engine, text: str, context: Context | None, *, is_example: bool) -> Turn:
    """Ask one question at a fixed time, and keep what is compared and what it depends on."""
    with traced() as trace:
        answer, after = engine.ask(text, context, 0.0)
    got = (*compared(answer), *(meanings(trace.readings[:1]) if is_example else ()))
    return Turn(text, context, after, got, frozenset(trace.lines), "\n".join(trace.texts))


def compared(answer: Answer) -> tuple[object, ...]:
    """The fields of an answer that a part may not change."""
    return (
        answer.kind,
        tuple(case.id for case in answer.cases),
        tuple(agency.name for agency in answer.agencies),
        answer.value,
        answer.yes,
        answer.ranking,
        answer.options,
    )


def meanings(readings: Iterable[Reading]) -> tuple[object, ...]:
    """The query of each reading, and the words that it leaves out."""
    return tuple(
        (one.query, one.dropped, one.unaccounted, tuple(mention.text for mention in one.unknown)) for one in readings
    )


@contextmanager
def traced() -> Iterator[Trace]:
    """Note in a trace what engines do meanwhile."""
    trace = Trace()
    parse, cut, read = Chart.parse, Tokenizer.cut, Parser.read

    def noted_parse(chart: Chart, words: Sequence[Sequence[Word]]) -> list[Step]:
        steps = parse(chart, words)
        trace.lines.update(one.line for step in steps for one in step.edge.productions())
        return steps

    def noted_cut(tokenizer: Tokenizer, text: str, *arguments: Any, **named: Any) -> tuple[Token, ...]:
        trace.texts[text] = None
        return cut(tokenizer, text, *arguments, **named)

    def noted_read(parser: Parser, *arguments: Any, **named: Any) -> Reading:
        trace.readings.append(found := read(parser, *arguments, **named))
        return found

    Chart.parse, Tokenizer.cut, Parser.read = noted_parse, noted_cut, noted_read  # type: ignore[method-assign,assignment]
    try:
        yield trace
    finally:
        Chart.parse, Tokenizer.cut, Parser.read = parse, cut, read  # type: ignore[method-assign]


def all_chats() -> list[Chat]:
    """The questions of all sets, and the examples of the grammar and of the intents."""
    chats = [Chat(tuple(turn.ask for turn in item.turns), item.data) for item in read_parts()[0]]
    for name, *_ in strangers.STRANGERS:
        chats += [Chat(tuple(item["turns"])) for item in strangers.read(name)]
    chats += [Chat((one.example,), is_example=True) for one in shipped().productions if one.example]
    for intent in read_cues().intents:
        chats += [Chat((text,)) for text in (*intent.examples, *intent.counterexamples)]
    return chats


def report(results: Iterable[Result], most: int) -> Iterator[str]:
    """Yield a line for each part that changes at most `most` answers, those in most turns first."""
    found = [one for one in results if one.changed <= most]
    for one in sorted(found, key=lambda one: (one.changed, -one.turns, one.part.line, one.part.name)):
        place = f"{one.part.line}: " if one.part.line else ""
        about = f"  | {one.part.about}" if one.part.about else ""
        yield f"{one.turns:6} {one.changed:8}  {place}{one.part.name}{about}"


def summary(sort: str, results: Sequence[Result]) -> str:
    """How many parts change nothing, and how many of these no turn uses."""
    idle = [one for one in results if not one.changed]
    unused = sum(not one.turns for one in idle)
    return f"{sort}: {len(idle)} of {len(results)} change no answer; {unused} of these are in no turn"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.tools.ablate", description=__doc__)
    parser.add_argument("--only", choices=SORTS, help="only these")
    parser.add_argument("--most", type=int, default=0, help="print what changes at most so many answers (0)")
    options = parser.parse_args(arguments)
    began = time.monotonic()
    whole = Whole(all_chats())
    told = [f"{sum(len(turns) for _, turns in whole.asked)} turns"]
    gc.freeze()  # an engine is built for each part: what stays needs no look each time
    for sort in (options.only,) if options.only else SORTS:
        results = list(_counted(whole.tried(part, options.most) for part in whole.parts(sort)))
        sys.stdout.write(f"{sort}\n turns  changed\n")
        sys.stdout.writelines(f"{line}\n" for line in report(results, options.most))
        told.append(summary(sort, results))
    told.append(f"{time.monotonic() - began:.0f} s")
    sys.stdout.writelines(f"{line}\n" for line in told)
    return 0


def _counted(results: Iterable[Result]) -> Iterator[Result]:
    """Yield the same, showing the number so far on a terminal's standard error."""
    for number, one in enumerate(results, 1):
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{number} …")
        yield one
    if sys.stderr.isatty():
        sys.stderr.write("\r")


if __name__ == "__main__":
    sys.exit(main())
