"""The reading of a question: its query, its mentions and constituents, and the words that were not used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from data.record import record
from intents.model.query import Ask, Filter, Query
from intents.parsing.chart import Edge, Step
from intents.parsing.constituents import Event, Kind, Mode
from intents.parsing.mention import Mention


@record
class Group:
    """One list of names, with the mode that the operators give it."""

    sort: Kind
    filters: tuple[Filter, ...]
    mode: Mode


@record
class Reading:
    """The reading of a question, without any context."""

    query: Query
    mentions: tuple[Mention, ...]
    events: tuple[Event, ...]
    steps: tuple[Step, ...]
    dropped: tuple[str, ...]
    """The words that steer meaning and that no construction used."""
    unaccounted: tuple[str, ...]
    """The words that a construction used, but that the query does not hold."""
    asks: bool
    """Whether the question names what it asks for (哪些案例, 几个, 谁)."""
    bare: bool
    """Whether the question is nothing but names (叉车; 安徽 食品)."""
    effects: frozenset[object]
    """The effects of all operators of the question."""
    kinds: frozenset[str]
    """The kinds of all events of the question."""
    groups: tuple[Group, ...]
    """The question's lists of names, in order."""
    unknown: tuple[Mention, ...]
    """The words that nothing here explains."""

    def has(self, *effects: str) -> bool:
        """Return whether the question has an operator with one of these effects."""
        return not self.effects.isdisjoint(effects)

    def says(self, *kinds: str) -> bool:
        """Return whether an event is of one of these kinds: a word may have effects that it does not have here."""
        return not self.kinds.isdisjoint(kinds)

    @property
    def asked_of_first(self) -> Ask | None:
        """What is asked of the units of the first case of the ranking: 单位最多的案例的单位有哪些, 它有几家单位."""
        query, kinds = self.query, [event.kind for event in self.events]
        first = next((at for at, kind in enumerate(kinds) if kind in ("most", "least")), len(kinds))
        if any(mention.sort == "num" and mention.tokens[0].number != 1 for mention in self.mentions):
            return None  # 单位数前三的案例的单位
        ranks = query.ask == "rank" and query.subject == "cases" and query.by == "units"
        nouns = ((event.noun or (event.ask.noun if event.ask is not None else ""), event.kind) for event in self.events)
        asked = {kind for noun, kind in list(nouns)[first + 1 :] if noun == "unit"}
        if not ranks or "which" in kinds[:first]:
            return None
        if "howmany" in asked:
            most = self.events[first].ask
            pointed = "case" in kinds[first:] or (most is not None and most.noun == "case")
            return "count" if pointed and "which" not in kinds else None
        return "units" if asked & {"which", "unit"} else None

    @property
    def place_asked(self) -> int:
        """The position in the ranking that is asked for, or 0: 单位数第二的案例, 案例数第二的省."""
        if self.query.ask != "rank":
            return 0
        beside = pairwise(self.mentions)
        numbers = (after.tokens[0].number for before, after in beside if before.has("ordinal") and after.sort == "num")
        return int(next((number for number in numbers if number), 0))

    @property
    def points(self) -> bool:
        """Whether the question ends by pointing at one case: …的那个案例, 是个什么案例."""
        if any(mention.has("point") for mention in self.mentions[-3:]):
            return True
        last = [mention for mention in self.mentions if not mention.has("measure")][-3:]
        return len(last) == 3 and last[0].has("is") and last[1].has("what", "which_one") and last[2].has("case")

    @property
    def verbs(self) -> tuple[str, ...]:
        """The verbs of the general language that were read as taking part."""
        if all(mention.sort != "verb" for mention in self.mentions):
            return ()
        return tuple(text for step in self.steps for text in _verbs(step.edge))


def groups_in(events: Iterable[Event]) -> tuple[Group, ...]:
    """Return the lists of names of a question, in order."""
    return tuple(
        Group(names.kind, names.filters, mode)
        for event in events
        if event.condition is not None
        for names, mode in event.condition.names
    )


def unknown_in(steps: Iterable[Step]) -> tuple[Mention, ...]:
    """Return the words of a path that nothing explains."""
    return tuple([step.edge.value for step in steps if step.edge.category == "UNKNOWN"])


def _verbs(edge: Edge) -> Iterator[str]:
    if edge.category == "VERB":
        yield edge.value.mention.text
    for child in edge.children:
        yield from _verbs(child)


def unexplained(reading: Reading) -> int:
    """Return how many characters of the question are not understood."""
    return sum(len(mention.text) for mention in reading.unknown)
