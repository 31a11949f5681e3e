"""What the words of a question name: a condition, or a word that says how conditions combine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from intents.lexicon import Term, Terms
from intents.query import (
    Filter,
    Op,
)
from intents.tokens import Token

Sort = Literal[
    "op", "place", "org", "tier", "number", "topic", "count", "notice", "fact", "cases", "unknown", "bracket", "level"
]


@dataclass(frozen=True, slots=True)
class Mention:
    """A condition, or a word that says how conditions combine."""

    sort: Sort
    tokens: tuple[Token, ...]
    filters: tuple[Filter, ...] = ()
    """The conditions named: several for a group of places (三省一市)."""
    op: Op | None = None
    """For a quantity of cases (两个以上案例), how it compares …"""
    number: int = 0

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(token.text for token in self.tokens)

    def has(self, *effects: str) -> bool:
        """Whether it is an operator with one of these effects."""
        return self.sort == "op" and self.tokens[0].has(*effects)


NOTHING = Token("", 0, 0)
"""What stands before the first token and after the last."""
STOP = Mention("op", (Token("，", 0, 0, Terms((Term("cue", "stop"),))),))
"""The end of a clause."""
