"""The base of all readers of tokens: the tokens of a question by position, and the mentions read so far."""

from __future__ import annotations

from collections.abc import Sequence

from intents.index.case_index import CaseIndex
from intents.model.query import Filter, Level
from intents.parsing.lexicon import Lexicon
from intents.parsing.mention import NOTHING, Mention, Sort
from intents.parsing.semantics.effects import NOUNS
from intents.parsing.terms import Token


class Cursor:
    """The tokens of one question by position, and the mentions read so far."""

    def __init__(
        self, index: CaseIndex, lexicon: Lexicon, tokens: Sequence[Token], blanks: frozenset[int] = frozenset()
    ) -> None:
        """Hold the tokens of a question; `blanks` are the positions in its text before which it had a blank."""
        self._index, self._lexicon = index, lexicon
        self._tokens, self._blanks = tokens, blanks
        self._mentions: list[Mention] = []

    def _add(self, sort: Sort, at: int, taken: int, *filters: Filter) -> int:
        self._mentions.append(Mention(sort, tuple(self._tokens[at : at + taken]), filters))
        return taken

    def _skip(self, at: int, taken: int) -> int:
        self._mentions.append(Mention("op", tuple(self._tokens[at : at + taken])))
        return taken

    def _at(self, at: int) -> Token:
        return self._tokens[at] if 0 <= at < len(self._tokens) else NOTHING

    def _has(self, at: int, *effects: str) -> bool:
        return 0 <= at < len(self._tokens) and not self._tokens[at].terms.effects.isdisjoint(effects)

    def _level(self, at: int) -> Level | None:
        if not self._has(at, *NOUNS):
            return None
        return next(level for effect, level in NOUNS.items() if self._has(at, effect))

    def _listed(self) -> list[Filter]:
        """Return the conditions of the list of places that ends here, the last first."""
        found: list[Filter] = []
        for mention in reversed(self._mentions):
            if mention.sort == "place":
                found.extend(mention.filters)
            elif not mention.has("and", "or", "comma", "stop", "filler", "more") and mention.tokens[0].number is None:
                break
        return found
