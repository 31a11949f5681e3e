"""Choose among the repairs that are proposed: the one to make, or several to offer (SEMANTICS 12)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from data.record import record
from intents.language.normalize import NormalizedText
from intents.model.answer import Repair
from intents.model.query import Query
from intents.parsing.lexicon import Lexicon
from intents.parsing.parser import doubled
from intents.parsing.reading import Reading, unexplained
from intents.spelling.repaired import (
    CERTAIN,
    HARMLESS,
    LIKELY,
    MARGIN,
    MARGIN_OF_SLIP,
    MARGIN_OF_SOUND,
    OFFERED,
    SOUNDS,
    SURE,
    Repaired,
    plausible,
)
from intents.spelling.repairer import Repairer

if TYPE_CHECKING:
    from intents.spelling.candidates import SpellingIndex


@record
class Chooser:
    """Chooses the repair to make, or the repairs to offer, among all proposals."""

    mender: Repairer
    speller: SpellingIndex
    lexicon: Lexicon

    def chosen(self, text: NormalizedText, reading: Reading) -> Sequence[Repaired]:
        """Return the repair to make, or the guesses to offer; an empty sequence if there is neither.

        Guesses are followed by the unchanged question, so that they are always several.
        """
        proposals = self.mender.proposals(text, reading)
        if not proposals:
            return ()
        whole = [one for one in proposals if not one.reading.unknown]
        first = max(proposals, key=lambda one: (one.score, -one.stretch[0]))
        full = whole or [one for one in proposals if one.meets(first)]  # one slip after the other: 苏洲和加兴
        least = min(unexplained(one.reading) for one in full)
        full = [one for one in full if unexplained(one.reading) == least]
        best = max(one.score for one in full)
        slipped = self.mender.slipped
        doubtful = best < SOUNDS and not all(one.titled for one in full) and slipped(reading)
        margin = MARGIN_OF_SLIP if doubtful else MARGIN_OF_SOUND if best >= SOUNDS else MARGIN
        distinct: dict[Query, Repaired] = {}
        for one in full:
            if one.score >= best - margin:
                distinct.setdefault(one.reading.query, one)
        own = {query: one for query, one in distinct.items() if one.titled or self.speller.own(one.repair.target)}
        if best >= CERTAIN and len(own) == 1:
            distinct = own  # 铭城 is repaired to 名城 of a title rather than to 名称
        if len(distinct) == 1:
            only = next((one for one in full if one.score >= best - margin and not one.drops), full[0])
            if best >= SURE or (slipped(reading) and self._is_harmless(only, reading)):
                return (only if only.score >= best - margin else full[0],)
        clear = [
            one for one in distinct.values() if not one.reading.unknown and next(doubled(one.reading), None) is None
        ]
        offered = [one for one in clear if plausible(one.reading)]
        words = any(token.word for mention in reading.unknown for token in mention.tokens)
        if not offered or (words and not slipped(reading)):
            return ()
        offered.sort(key=lambda one: -one.score)
        unchanged = Repaired(0.0, text, reading, Repair("", ""))
        return (*offered[:OFFERED], unchanged)

    def is_likely(self, guess: Repaired, before: Reading) -> bool:
        """Return whether a single guess turns unknown text into a name of the dataset: 绍新 → 绍兴 (SEMANTICS 12)."""
        start, end = guess.stretch
        within = any(one.tokens[0].start <= start and end <= one.tokens[-1].end for one in before.unknown)
        source, target = guess.repair.source, guess.repair.target
        if not (within and guess.score >= LIKELY and self.speller.own(target)):
            return False
        if "tier" in self._kinds(target) and guess.score < SURE:
            return False  # 最熟 shares with 最佳 only 最, which makes any superlative
        near = {word for char in source for word in self.speller.holding(char) if self.speller.own(word)} - {target}
        alike = (
            word for word in near if any(map(str.__eq__, word, source)) and self._kinds(word) & self._kinds(target)
        )
        return len(source) > 2 or not any(alike)  # 吴善 may be 吴江 or 嘉善

    def _kinds(self, word: str) -> set[str]:
        return {term.kind for term in self.lexicon.terms.get(word, ())}

    def _is_harmless(self, proposal: Repaired, before: Reading) -> bool:
        """Return whether a repair only replaces function words, so that the conditions stay the same."""
        effects = {term.value for term in self.lexicon.terms.get(proposal.repair.target, ())}
        same = [group.filters for group in proposal.reading.groups] == [group.filters for group in before.groups]
        return bool(effects) and effects <= HARMLESS and same
