"""Turn the constituents of a path into events, in the order of the question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from intents.parsing.chart import Edge, Step
from intents.parsing.constituents import Ask, Condition, Event, Mark, Names, Noun
from intents.parsing.mention import Mention

TOPS = frozenset(("C", "A", "N", "R"))
"""The categories that a path is made of."""
_WHOLE = frozenset(("partners", "replaced", "given_up", "too", "included"))
"""The kinds of asks whose conditions are not conditions of the question."""


def events_of(steps: Iterable[Step]) -> Iterator[Event]:
    """Yield the events of a path; the conditions of a noun phrase or an ask come before it."""
    for step in steps:
        value, text = step.edge.value, text_of(step.edge)
        if step.is_constituent and isinstance(value, Condition):
            yield Event("condition", value, text=text)
        elif isinstance(value, Noun):
            for condition in value.conditions:
                yield Event("condition", condition, text=text)
            if value.is_every:
                yield Event("every_noun", ask=Ask("every_noun"), text=text)
            if value.is_whole:
                yield Event("every_case", text=text)
            yield Event(value.noun, noun=value.noun, text=text)
        elif isinstance(value, Ask):
            if value.kind not in _WHOLE:
                for condition in value.conditions:
                    yield Event("condition", condition, text=text)
            noun = value.noun if value.kind == "shared" else ""  # 共同单位 is a noun phrase, too
            yield Event(value.kind, ask=value, noun=noun, text=text)
        elif isinstance(value, Mark):
            yield Event(value.effect, text=text)


def text_of(edge: Edge) -> str:
    """Return the words of an edge."""
    if edge.children:
        return "".join(map(text_of, edge.children))
    value = edge.value
    if isinstance(value, Mark):
        return value.mention.text
    if isinstance(value, Names):
        return value.text
    return value.text if isinstance(value, Mention) else "" if value is None else str(value)


def without_inner_references(events: Iterable[Event]) -> list[Event]:
    """Return the events without references such as 其中 to a clause of the same question.

    The clause names cases (安徽参与的案例，其中优秀的有几个) or asks which has most or least (哪个市最多，它有几个).
    """
    kept: list[Event] = []
    named = asked = closed = False
    for event in events:
        if closed and event.kind in ("those", "inside_those"):
            continue
        asked = asked or event.kind in ("which", "who")
        named = named or event.condition is not None or (asked and event.kind in ("most", "least"))
        closed = closed or (named and event.kind == "stop")
        kept.append(event)
    return kept
