"""A question seen as its mentions and groups: where its question word stands, and which noun belongs to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from intents.index.case_index import CaseIndex
from intents.model.query import (
    Filter,
    Query,
)
from intents.parsing.brackets import unbracketed
from intents.parsing.condition_groups import Group, Scope, meaning
from intents.parsing.mention import Mention, effects
from intents.parsing.operators import OperatorScope
from intents.parsing.token_cursor import NOUNS


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as it was read, before any context."""

    query: Query
    mentions: tuple[Mention, ...]
    groups: tuple[Group, ...]
    asks: bool
    """Whether it names what it asks for (哪些案例, 几个, 谁)."""
    bare: bool
    """Whether it is nothing but names (叉车; 安徽 食品)."""
    effects: frozenset[object]
    """Those of all its operators."""

    def has(self, *effects: str) -> bool:
        """Whether it has an operator with one of these effects."""
        return not self.effects.isdisjoint(effects)

    @property
    def points(self) -> bool:
        """Whether it ends by pointing at one case: …的那个案例, 是个什么案例."""
        if any(mention.text in ("那个", "那个案例", "这个") for mention in self.mentions[-3:]):
            return True
        words = [mention.text for mention in self.mentions if mention.text != "个"]
        return words[-3:] in (["是", what, "案例"] for what in ("什么", "啥", "哪个"))

    @property
    def unknown(self) -> tuple[Mention, ...]:
        """The words that nothing here explains."""
        return tuple(mention for mention in self.mentions if mention.sort == "unknown")


def unexplained(reading: Reading) -> int:
    """Return how many characters of the question are not understood."""
    return sum(len(mention.text) for mention in reading.unknown)


class QuestionView:
    """The mentions of one question, and the conditions they combine to."""

    def __init__(self, index: CaseIndex, mentions: Sequence[Mention]) -> None:
        self._index = index
        self._mentions = unbracketed(index, tuple(mentions))
        self._effects = effects(self._mentions)
        self._scope: Scope = OperatorScope(index, self._mentions).combine()
        self._groups = self._scope.groups

    def _has(self, *effects: str) -> bool:
        return not self._effects.isdisjoint(effects)

    def _find(self, *effects: str) -> int:
        """The position of the first such operator, or -1."""
        if self._effects.isdisjoint(effects):
            return -1
        return next((at for at, mention in enumerate(self._mentions) if mention.has(*effects)), -1)

    def _which(self) -> int:
        """The position of the question word: 哪些 rather than 那些."""
        found = [at for at, mention in enumerate(self._mentions) if mention.has("which")]
        return next((at for at in found if not self._mentions[at].points), found[0] if found else -1)

    def _noun_after(self, at: int, reach: int = 3) -> str:
        """The first noun that stands within `reach` mentions after `at`; a kind of unit is one (哪些公安局)."""
        effect_of_org = self._mentions[at].has("which", "howmany")
        for mention in self._mentions[at + 1 : at + 1 + reach]:
            office = mention.sort == "org" and effect_of_org
            houses = mention.text == "家" or (mention.text.endswith("家") and mention.tokens[0].number is not None)
            noun = "unit" if office or houses else self._noun(mention)
            if noun:
                return noun
            if mention.sort not in ("op", "topic", "place", "tier", "org") or mention.has("take", "have", "stop"):
                break
        return ""

    def _noun_before(self, at: int) -> str:
        """The last noun before `at` that is not what another belongs to: 没有苏州单位的有几个 counts no units."""
        nouns = (
            (noun, self._mentions[back + 1].has("de"))
            for back in range(at - 1, -1, -1)
            if (noun := self._noun(self._mentions[back]))
        )
        return next((noun for noun, belongs in nouns if not belongs), "")

    @staticmethod
    def _noun(mention: Mention) -> str:
        return next((noun for noun in ("case", "unit", *NOUNS) if mention.has(noun)), "")

    def _meaning(self, group: Group) -> Filter:
        return meaning(self._index, group)

    def _text_after(self, at: int) -> str:
        return "".join(mention.text for mention in self._mentions[at + 1 : at + 2])
