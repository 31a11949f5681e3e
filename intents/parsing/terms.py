"""Terms, the meanings that a word may have, and the tokens that a question is cut into."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple, Self

from data.model import Region
from intents.language.dictionary import Dictionary

Kind = Literal["cue", "place", "area", "group", "tier", "org", "notice", "fact", "topic", "field"]


class Term(NamedTuple):
    """One meaning of a word."""

    kind: Kind
    value: object = None
    """A cue's effect; a place's candidates (codes); an area's name; a group's codes; a tier's names; a `ByAgency`;
    a notice's id; the name of a fact."""
    weak: bool = False
    """Whether the term counts only where the question plainly asks for such a thing (和平 as a place)."""
    own: bool = True
    """Whether the dataset has the place."""
    bearers: int = 1
    """How many of a place's candidates may be meant without more; the rest only after their parent (天津河北)."""
    has_noun: bool = False
    """Whether the name of a tier ends with a noun for cases: 金奖作品."""


class Terms(tuple[Term, ...]):  # noqa: SLOT001 - a tuple has no room for slots of its own
    """All terms of one word, with the effects of its cues and the kinds of its terms."""

    effects: frozenset[object]
    kinds: frozenset[Kind]

    def __new__(cls, terms: Iterable[Term] = ()) -> Self:
        """Return the terms in the order of `terms`."""
        made = super().__new__(cls, terms)
        made.effects = frozenset(term.value for term in made if term.kind == "cue")
        made.kinds = frozenset(term.kind for term in made)
        return made


NO_TERMS = Terms()


class Words(Mapping[str, Terms]):
    """Word → terms; the terms of the country's other places are made on demand, as few are ever needed."""

    def __init__(self, own: dict[str, Terms], elsewhere: dict[str, Region], dictionary: Dictionary) -> None:
        self._own, self._elsewhere, self._dictionary = own, elsewhere, dictionary

    def __getitem__(self, word: str) -> Terms:
        if word not in self._elsewhere:
            return self._own[word]
        region = self._elsewhere[word]
        county = region.level == "county" and word != region.name
        place = Term("place", (region.code,), weak=county and word in self._dictionary.frequencies, own=False)
        return Terms((*self._own.get(word, ()), place))

    def __contains__(self, word: object) -> bool:
        return word in self._own or word in self._elsewhere

    def __iter__(self) -> Iterator[str]:
        yield from self._own
        yield from (word for word in self._elsewhere if word not in self._own)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Token(NamedTuple):
    """A word of the question, with the terms that it may stand for."""

    text: str
    start: int
    end: int
    terms: Terms = NO_TERMS
    number: int | None = None
    word: bool = False
    """Whether the token is a word of the general dictionary, so no typo by itself."""

    def has(self, *effects: str) -> bool:
        """Return whether the token is a cue with one of these effects."""
        return not self.terms.effects.isdisjoint(effects)

    def term(self, *kinds: str) -> Term | None:
        """Return the token's first term of one of these kinds; None if it has none."""
        if self.terms.kinds.isdisjoint(kinds):
            return None
        return next((term for term in self.terms if term.kind in kinds), None)
