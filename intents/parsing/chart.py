"""Parse a sequence of words with a weighted grammar, and return the cheapest path.

A bottom-up chart parser (Kay 1980) whose agenda is ordered by cost within a span, as in Knuth's generalization of
Dijkstra's algorithm (1977): the first edge of a category over a span is the cheapest.
"""

from __future__ import annotations

import functools
import heapq
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from intents.parsing.grammar import Form, Grammar, Production, written_out

CONSTITUENT = 1.0
"""The cost of each constituent of a path: fewer and larger ones are preferred."""
DROPPED = 50.0
"""The cost of a word that steers meaning and that no production uses: the question is then asked about."""
_INFINITE = float("inf")
_NEXT_WORDS = 4096
"""The sequences of categories for which the symbols that may begin with them are cached."""


class Edge:
    """A category over a span of words, with its meaning and its derivation."""

    __slots__ = ("category", "children", "cost", "end", "production", "start", "value")

    def __init__(
        self,
        start: int,
        end: int,
        category: str,
        value: Any,
        cost: float,
        production: Production | None = None,
        children: tuple[Edge, ...] = (),
    ) -> None:
        self.start, self.end, self.category = start, end, category
        self.value, self.cost, self.production, self.children = value, cost, production, children

    def productions(self) -> Iterator[Production]:
        """Yield the productions of the edge's derivation, from the top."""
        if self.production is not None:
            yield self.production
        for child in self.children:
            yield from child.productions()


class Word(NamedTuple):
    """One reading of one word: a terminal category, its meaning and its cost."""

    category: str
    value: Any
    cost: float = 0.0


class Step(NamedTuple):
    """One part of a path: a constituent, or a word outside every constituent."""

    edge: Edge
    is_constituent: bool
    is_dropped: bool
    """Whether the step is a word that steers meaning and that no production used."""


_Starts = dict[int, tuple[float, tuple[Edge, ...]]]
"""Where the edges that have reached a node began: for each start, the cost of the cheapest and its children."""


class Chart:
    """A parser for one grammar."""

    def __init__(self, grammar: Grammar, actions: Any, tops: frozenset[str]) -> None:
        """Take the grammar, whose productions are compiled when a question needs them.

        `actions` has a method for each action, and `tops` are the categories of constituents.
        """
        self._tops = tops
        self._prices = grammar.loose | dict.fromkeys(tops, CONSTITUENT)
        """What an edge of a category costs in a path; any other is `DROPPED`."""
        self._next: list[dict[str, int]] = [{}]
        self._done: list[list[tuple[str, Callable[..., Any], tuple[int | str | None, ...], Production]]] = [[]]
        self._actions = actions
        self._begun: dict[str, set[str]] = {}
        """For each symbol, the categories that a production makes of it and what follows it."""
        self._waiting: dict[str, list[Form]] = {}
        """The productions that are not written out before a question has a word of this category, which they need."""
        self._met: frozenset[str] = frozenset()
        """The categories that some question has had; `_seen` are those whose productions are written out."""
        self._seen: frozenset[str] = frozenset()
        self._made = {form.left for form in grammar.forms}
        """The categories that productions make; all others are those of words."""
        self._writing = threading.Lock()
        for form in grammar.forms:
            for symbol in form.first_symbols():
                self._begun.setdefault(symbol, set()).add(form.left)
            self._write_out(form)
        self._begun_with = functools.lru_cache(_NEXT_WORDS)(self._find_begun)

    def parse(self, words: Sequence[Sequence[Word]]) -> list[Step]:
        """Return the cheapest path through the words; each word is given by its readings."""
        categories = {reading.category for readings in words for reading in readings}
        if not categories <= self._seen:
            self._meet(categories)
        return self._path(self._edges(words))

    def _meet(self, categories: set[str]) -> None:
        """Write out the productions that waited for words of these categories; a short process needs few of them."""
        with self._writing:
            self._met |= categories
            for category in categories - self._seen:
                for form in self._waiting.pop(category, ()):
                    self._write_out(form)
            self._seen = self._met  # last, as other threads go by it

    def _write_out(self, form: Form) -> None:
        """Add the rules of a production, unless it needs a word of a category that no question has had."""
        needed = (one for one in form.needed_symbols() if one not in self._made)
        absent = next((one for one in needed if one not in self._met), None)
        if absent is not None:
            self._waiting.setdefault(absent, []).append(form)
            return
        for rule in written_out(form):
            node = 0
            for symbol in rule.symbols:
                if symbol not in self._next[node]:
                    self._next.append({})
                    self._done.append([])
                    self._next[node][symbol] = len(self._next) - 1
                node = self._next[node][symbol]
            action = getattr(self._actions, rule.production.action)
            done = [*self._done[node], (rule.left, action, rule.arguments, rule.production)]
            self._done[node] = sorted(done, key=lambda one: one[-1].line)  # not by when questions came

    def _find_begun(self, categories: tuple[str, ...]) -> frozenset[str]:
        """Return all symbols that may begin where a word of one of these categories does."""
        found, left = set[str](), list(categories)
        while left:
            symbol = left.pop()
            if symbol not in found:
                found.add(symbol)
                left += self._begun.get(symbol, ())
        return frozenset(found)

    def _edges(self, words: Sequence[Sequence[Word]]) -> list[list[Edge]]:  # noqa: C901 - a call an edge costs more
        """Return for each start the edges of a path: words, and the cheapest of each top category and end."""
        # For each position, the nodes reached there that the next word may go on with.
        active: list[dict[int, _Starts]] = [{0: {at: (0.0, ())}} for at in range(len(words) + 1)]
        complete: list[list[Edge]] = [[] for _ in words]
        # For each start, the edges that end where the parser is, and the cost of the cheapest of each category.
        agendas: list[list[tuple[float, int, Edge]]] = [[] for _ in words]
        cheapest: list[dict[str, float]] = [{} for _ in words]
        count = 0
        for end, readings in enumerate(words, 1):
            upcoming = self._begun_with(tuple([reading.category for reading in words[end]]) if end < len(words) else ())
            for category, value, cost in readings:
                if cost < cheapest[end - 1].get(category, _INFINITE):
                    cheapest[end - 1][category] = cost
                    heapq.heappush(agendas[end - 1], (cost, count, Edge(end - 1, end, category, value, cost)))
                    count += 1
            for start in range(end - 1, -1, -1):  # what an edge completes begins where it does, or before
                if not (agenda := agendas[start]):
                    continue
                known = cheapest[start]
                while agenda:
                    cost, _, edge = heapq.heappop(agenda)
                    category = edge.category
                    if cost > known[category]:
                        continue
                    if edge.production is None or category in self._tops:
                        complete[start].append(edge)
                    for before, starts in active[start].items():
                        node = self._next[before].get(category)
                        if node is None:
                            continue
                        if self._done[node]:
                            for made in self._completed(node, edge, starts, cheapest):
                                heapq.heappush(agendas[made.start], (made.cost, count, made))
                                count += 1
                        if not self._next[node].keys().isdisjoint(upcoming):
                            kept = active[end].setdefault(node, {})
                            for first, (spent, children) in starts.items():
                                if first not in kept or kept[first][0] > spent + cost:
                                    kept[first] = (spent + cost, (*children, edge))
                known.clear()
        return complete

    def _completed(
        self, node: int, last: Edge, starts: _Starts, cheapest: Sequence[dict[str, float]]
    ) -> Iterator[Edge]:
        """Yield the edges that `last` completes at a node, if none is cheaper and the action returns a value."""
        for start, (spent, children) in starts.items():
            total, parts, known = spent + last.cost, (*children, last), cheapest[start]
            for left, action, arguments, production in self._done[node]:
                cost = total + production.cost
                if left in known and known[left] <= cost:
                    continue
                value = action(*[parts[one].value if isinstance(one, int) else one for one in arguments])
                if value is not None:
                    known[left] = cost
                    yield Edge(start, last.end, left, value, cost, production, parts)

    def _path(self, complete: list[list[Edge]]) -> list[Step]:
        costs = [0.0, *[_INFINITE] * len(complete)]
        last: list[Edge | None] = [None] * len(costs)
        for start, edges in enumerate(complete):
            for edge in edges:
                total = costs[start] + edge.cost + self._prices.get(edge.category, DROPPED)
                if total < costs[edge.end]:
                    costs[edge.end], last[edge.end] = total, edge
        steps: list[Step] = []
        taken = last[-1]
        while taken is not None:
            is_top = taken.category in self._tops
            is_dropped = taken.category not in self._prices
            steps.append(Step(taken, is_constituent=is_top, is_dropped=is_dropped))
            taken = last[taken.start]
        return steps[::-1]


def cost_of(steps: Sequence[Step], loose: Mapping[str, float]) -> float:
    """Return the whole cost of a path."""
    return sum(price_of(step, loose) for step in steps)


def price_of(step: Step, loose: Mapping[str, float]) -> float:
    """Return the cost of one step of a path; `loose` has the price of each word outside every constituent."""
    return step.edge.cost + (CONSTITUENT if step.is_constituent else loose.get(step.edge.category, DROPPED))
