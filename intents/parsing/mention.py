"""Mentions: the conditions and operators that the words of a question name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from intents.model.query import Filter, Op
from intents.parsing.terms import NO_TERMS, Term, Terms, Token

Sort = Literal[
    "op",
    "num",
    "verb",
    "place",
    "org",
    "tier",
    "number",
    "topic",
    "count",
    "notice",
    "fact",
    "cases",
    "unknown",
    "bracket",
    "level",
    "denied",
]


class Mention(NamedTuple):
    """A condition, or an operator: a word that says how conditions combine."""

    sort: Sort
    tokens: tuple[Token, ...]
    filters: tuple[Filter, ...] = ()
    """The conditions named: several for a group of places (三省一市)."""
    op: Op | None = None
    """For a quantity of cases (两个以上案例), how the number of cases compares with `number`."""
    number: int = 0
    is_either: bool = False
    """Whether the mention is a list joined by a word for “or”."""

    @property
    def text(self) -> str:
        """The words of the mention."""
        return self.tokens[0].text if len(self.tokens) == 1 else "".join([token.text for token in self.tokens])

    def has(self, *effects: str) -> bool:
        """Return whether the mention is an operator with one of these effects."""
        return self.sort == "op" and not self.tokens[0].terms.effects.isdisjoint(effects)

    @property
    def effects(self) -> frozenset[object]:
        """The effects of an operator; empty for other mentions."""
        return self.tokens[0].terms.effects if self.sort == "op" else NO_TERMS.effects


def effects(mentions: Iterable[Mention]) -> frozenset[object]:
    """Return the effects of all operators among the mentions."""
    return frozenset().union(*[one.tokens[0].terms.effects for one in mentions if one.sort == "op"])


NOTHING = Token("", 0, 0)
"""The token before the first and after the last."""
STOP = Mention("op", (Token("，", 0, 0, Terms((Term("cue", "stop"),))),))
"""The end of a clause."""
