"""What an asker tells beside the question: who he is, what he writes, what somebody said."""

from __future__ import annotations

from intents.model.query import About, Filter
from intents.parsing.discourse.asides import asks, clauses_of, without_asides, without_preface
from intents.parsing.discourse.sentences import is_wanted
from intents.parsing.mention import Mention
from intents.parsing.parser import Parser
from intents.parsing.reading import Reading


class BackgroundReader(Parser):
    """Reads questions over one dataset without what is told beside them."""

    def without_background(self, reading: Reading) -> Reading:
        """Return the reading without prefaces and asides, where it still names what is asked about."""
        short = self._short(reading)
        return short if _names_what(short) else reading

    def _short(self, reading: Reading) -> Reading:
        return self._with(reading, without_asides(without_preface(reading.mentions), self._says_nothing))

    def _with(self, reading: Reading, kept: tuple[Mention, ...]) -> Reading:
        """The reading with the mentions that are kept of it; itself where all are."""
        return reading if kept == reading.mentions else self.composed(kept)

    def _says_nothing(self, part: Filter) -> bool:
        """Whether words tell no case from another: those of every notice's title."""
        notices = self._index.dataset.notices
        return isinstance(part, About) and all(word in notice.title for word in part.words for notice in notices)

    def beside(self, reading: Reading) -> Reading | None:
        """Return what is asked beside a clause that is not understood, or that tells of the speaker's own place.

        None if nothing is clear.
        """
        if not reading.unknown:
            return self._besides_speaker(reading)
        short = self._with(reading, without_asides(reading.mentions, self._says_nothing, naming=True))
        return short if short.groups and not (short.unknown or short.dropped or short.unaccounted) else None

    def _besides_speaker(self, reading: Reading) -> Reading | None:
        """What is asked beside a clause that names the speaker's place, where that is another: 我是南京人，苏州….."""
        if not reading.has("mine"):
            return None
        clauses = clauses_of(reading.mentions)
        for at, clause in enumerate(clauses[:-1]):
            places = {part for one in clause if one.sort == "place" for part in one.filters}
            rest = [mention for other in clauses[at + 1 :] for mention in other]
            others = {part for one in rest if one.sort == "place" for part in one.filters}
            told = clause and clause[0].has("mine") and not asks(clause) and not any(one.has("take") for one in clause)
            if told and places and others and not places & others:
                short = self.composed(tuple(rest))
                return short if short.asks and not (short.unknown or short.dropped or short.unaccounted) else None
        return None

    def explained_without_background(self, reading: Reading) -> Reading:
        """Return the reading without prefaces and asides, where that explains all: …，我逐条打勾."""
        if not reading.unknown:
            return reading
        short = self._short(reading)
        clear = not short.unknown and not short.dropped and is_wanted(short)
        return short if clear and _names_what(short) else reading


def _names_what(reading: Reading) -> bool:
    """Whether it names what is asked about; in 渔民不许下江打鱼，有这种案例吗 only what is left aside does."""
    return (
        bool(reading.groups)
        or reading.query.ask not in ("cases", "card", "units", "yes_no")
        or (reading.query.ask == "yes_no" and reading.says("hole", "cases"))
        or (reading.says("list", "every_noun", "every") and not reading.has("called"))
    )
