"""Read a question without the talk beside it: who the asker is, what he writes, what somebody said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain, pairwise

from intents.language.normalize import NormalizedText
from intents.language.word_classes import CLASSES
from intents.model.query import About, Filter, either, leaves
from intents.parsing.discourse.asker import needs_the_asker
from intents.parsing.discourse.clause import clauses_of
from intents.parsing.discourse.narration import Told, clause_starts, starts
from intents.parsing.discourse.preface import without_preface
from intents.parsing.discourse.sentences import asks_twice, is_wanted
from intents.parsing.discourse.talk import Talk, Talks, told_in
from intents.parsing.mention import STOP, Mention
from intents.parsing.parser import Parser
from intents.parsing.reading import Reading

_GOING_ON = (
    "that",
    "is",
    "ne",
    "rather",
    "only",
    "show",
    "pick",
    "and",
    "all",
    "front",
    "back",
    "ordinal",
    "neg",
    "point",
    "those",
)
"""The effects of words with which a name alone continues the context."""


_CLAUSES = 6
"""The most clauses about people before a question."""


class BackgroundReader(Parser):
    """Reads questions over one dataset without what is told beside them."""

    @cached_property
    def _talks(self) -> Talks:
        return Talks(self._index.dictionary, self._covers)

    def without_talk(
        self, text: NormalizedText, reading: Reading, known: Sequence[Filter] | None
    ) -> tuple[NormalizedText, Reading, Talk | None]:
        """Return the question without its talk, its reading, and the talk; None for the talk if nothing is left out.

        `known` are the conditions of the last question, which this one may continue; None if there was none.
        """
        asked = self._last_sentence(text, reading, known)
        return asked if asked is not None else self._beside_talk(text, reading, known)

    def _beside_talk(
        self, text: NormalizedText, reading: Reading, known: Sequence[Filter] | None
    ) -> tuple[NormalizedText, Reading, Talk | None]:
        """Return what `without_talk` does, for a question without sentences before it."""
        talk = self._talks.find(reading.mentions) if not asks_twice(text) else None
        if talk is None or not (talk.is_needed or reading.dropped or reading.unaccounted):
            return text, reading, None
        kept = text.select(talk.spans)
        short = self.read(kept.clean, kept.blanks)
        goes_on = is_wanted(short) or short.has(*_GOING_ON) or any(group.sort == "topic" for group in short.groups)
        if _names_what(short) and not (short.points and not short.groups and talk.told):
            return (kept, short, talk) if goes_on else (text, reading, None)  # 我想订机票，南京
        if known is None:
            return text, reading, None  # 渔民不许下江打鱼，有这种案例吗
        return kept, short, talk._replace(aside="，".join(filter(None, (talk.aside, talk.of_people))))

    def _last_sentence(
        self, text: NormalizedText, reading: Reading, known: Sequence[Filter] | None
    ) -> tuple[NormalizedText, Reading, Talk] | None:
        """Return the question at the end of a message, its reading, and what is told before it as talk.

        None if it is no clear question, or if what is before it may be more than talk (`Told`).
        """
        begins = ((at, False) for at in starts(text, reading, follows=known is not None))
        clauses = ((at, True) for at in (clause_starts(text, reading) if known is None else ()))
        found = (self._asked_from(at, text, known, repeats=repeats) for at, repeats in chain(begins, clauses))
        after_speaker = (self._after_speaker(at, text, known) for at in self._speaker_starts(text, reading))
        return next((one for one in chain(found, after_speaker) if one is not None), None)

    def _speaker_starts(self, text: NormalizedText, reading: Reading) -> Iterator[int]:
        """Yield where a question may begin after clauses about people, the first one first.

        Some clause before it is about people, or says what somebody does or wants or what for (我琢磨着; 想核对一下;
        刚写到数据; 做信息图要用), or it begins as requests do (请问, 请给). Nothing if the whole is understood, unless
        its first clause says where the speaker works or comes from, which is no condition though it may be read as one.
        """
        clauses = clauses_of(reading.mentions, self._index.dictionary)[: _CLAUSES + 1]
        is_understood = not (reading.unknown or reading.dropped or reading.unaccounted)
        if is_understood and not any(one.says_where_from for one in clauses[:1]):
            return
        told = False
        for clause, after in pairwise(clauses):
            told = told or clause.speaks or clause.says_why or clause.intends
            start = after.mentions[0].tokens[0].start
            if told or text.clean.startswith((*CLASSES.question_openings, *CLASSES.requests), start):
                yield start

    def _after_speaker(
        self, start: int, text: NormalizedText, known: Sequence[Filter] | None
    ) -> tuple[NormalizedText, Reading, Talk] | None:
        """Return the question that begins at `start`, its reading, and what the speaker says of himself before it.

        None if that may add to the question, or if the rest is no clear question by itself: 我想做一期讲县城的，….
        """
        told = Told(self.read(text.clean[:start].removesuffix("，")), self._index.dictionary.is_verb)
        kept = text.select([(start, len(text.clean))])
        kept, short, talk = self._beside_talk(kept, self.read(kept.clean, kept.blanks), known)
        begun = text.clean.startswith((*CLASSES.question_openings, *CLASSES.requests), start)
        wanted = (short.asks or (begun and bool(short.groups))) and _names_what(short)
        wanted = wanted and (known is None or bool(short.groups))
        if not wanted or short.unknown or short.dropped or short.unaccounted or told.limits(follows=known is not None):
            return None
        if talk is not None and talk.aside:
            return None  # 我妈去杭州玩，回合肥也能退，讲的是哪个案例: what is not understood may be the subject
        if (told.asks and told.states_part) or text.raw[text.offsets[start - 1]].isalnum():  # a blank is no stop
            return None
        clauses = clauses_of(told.mentions, self._index.dictionary)
        of_people = any(one.speaks or one.says_why or one.intends for one in clauses)
        if not (of_people or short.groups):
            return None  # 消宝委做的那个案例，请给出标题
        if any(clause.says_where_from for clause in clauses) and needs_the_asker(short.mentions):
            return None  # 我是浙江的，和江苏合作了哪些案例
        elsewhere = any(one.sort in ("place", "org") for one in short.mentions)  # 我是安徽的，江苏有哪些案例
        limiting = [clause for clause in clauses if not (elsewhere and clause.says_where_from)]
        for mention in (one for clause in limiting for one in clause.named if one not in clause.parts_of_words):
            alike = [part for one in short.mentions if one.sort == mention.sort for part in one.filters]
            if not self._covers_any(mention, alike):
                return None
        if any(clause.looks_for for clause in clauses):
            return None  # 我想看无人机，江苏参与了吗
        is_clear = any(one.sort == "topic" for one in short.mentions)
        words = told_in([(one, []) for one in clauses], is_clear=is_clear)
        beside = talk if talk is not None else Talk((), (), "", "", is_needed=False)
        about = [one for one in clauses if one.is_unread and not (one.speaks or one.says_why or one.intends)]
        unread = [one.text for one in clauses if one.is_unread and not one.speaks] if about and not begun else []
        aside = "，".join(filter(None, (*unread, beside.aside)))
        return kept, short, Talk(((start, len(text.clean)),), (*words, *beside.told), aside, "", is_needed=True)

    def _asked_from(
        self, start: int, text: NormalizedText, known: Sequence[Filter] | None, *, repeats: bool
    ) -> tuple[NormalizedText, Reading, Talk] | None:
        """Return the question that begins at `start`, its reading, and what is told before it (`_last_sentence`).

        With `repeats`, what is told must name something that the question names too, and nothing that adds to it.
        """
        told = Told(self.read(text.clean[:start].removesuffix("，")), self._index.dictionary.is_verb)
        if repeats and not told.named:
            return None
        if told.asks:
            return None
        kept = text.select([(start, len(text.clean))])
        kept, short, talk = self._beside_talk(kept, self.read(kept.clean, kept.blanks), known)
        if known is None and (subject := told.subject(short)) is not None:
            return self._about(subject, start, text)
        wanted = short.asks or short.has("point", "ne")
        wanted = wanted and (known is not None or _names_what(short))
        if not wanted or short.unknown or short.dropped or (short.unaccounted and known is None):
            return None
        asked = [part for mention in short.mentions for part in mention.filters]
        others = [*asked, *(known or ())]
        holds = bool(told.named) or self._index.evaluate(told.where) == self._index.everything
        again = repeats and not short.has("resumptive") and self._repeats(told, short)
        if repeats and not again:
            return None
        refers = not short.asks or not short.groups or short.has("ne", "point", "those")
        complete = known is None or not refers
        apart = again or (complete and told.is_apart(short))
        apart = apart or (known is not None and self._echoes(told, short, known))
        if not apart and not told.is_talk(
            follows=known is not None,
            repeats=holds and _named(told.named) <= _leaves(others),
            adds_nothing=holds and all(self._covers_any(mention, others) for mention in told.named),
        ):
            return None
        clauses = clauses_of(told.mentions, self._index.dictionary)
        words = told_in([(one, []) for one in clauses], is_clear=True)
        before = talk.told if talk is not None else ()
        return kept, short, Talk(((start, len(text.clean)),), (*words, *before), "", "", is_needed=True)

    def _repeats(self, told: Told, asked: Reading) -> bool:
        """Return whether what is told names something that the question names too, and nothing that adds to it."""
        cases, said = self._index.evaluate(asked.query.where), _named(told.apart_from_unread)
        adds = any(cases & ~mask for part in said if (mask := self._index.evaluate(part)))
        return not adds and not said.isdisjoint(_named(asked.mentions))

    def _about(
        self, subject: tuple[int, int], start: int, text: NormalizedText
    ) -> tuple[NormalizedText, Reading, Talk] | None:
        """Return the question that begins at `start` for a subject told before it; None if it is not understood."""
        spans = (subject, (start, len(text.clean)))
        kept = text.select(spans)
        reading = self.read(kept.clean, kept.blanks)
        if not reading.asks or reading.unknown or reading.dropped or reading.unaccounted:
            return None
        return kept, reading, Talk(spans, (), "", "", is_needed=True)

    def _echoes(self, told: Told, asked: Reading, known: Sequence[Filter]) -> bool:
        """Return whether what is told says what the last answer had, by its condition, the first of those `known`."""
        shown = self._index.evaluate(known[0])
        masks = {part: self._index.evaluate(part) for part in (told.where, *_named(told.named))}
        return told.is_echo(asked, masks, shown)

    def _covers_any(self, mention: Mention, others: Sequence[Filter]) -> bool:
        """Return whether a mention adds nothing to other conditions: each of its parts, or all taken together."""
        whole = self._index.evaluate(either(*mention.filters))
        of_all = whole == self._index.everything  # 三省一市
        return of_all or not whole or all(self._covers(part, others) for part in mention.filters)

    def ended_at_blank(
        self, text: NormalizedText, known: Sequence[Filter] | None
    ) -> tuple[NormalizedText, Reading] | None:
        """Return the text with a stop for its last blank, or for all, and its reading, if that separates only talk.

        For example … 作业要写; 马上开会 快 …; 稿子要用 介绍下. None otherwise.
        """
        inner = sorted(at for at in text.blanks if 0 < at < len(text.clean))
        for blanks in [inner[-1:], inner] if len(inner) > 1 else [inner]:
            stopped = text
            for at in reversed(blanks):
                stopped = stopped.with_stop(at)
            reading = self.read(stopped.clean)
            _, short, talk = self.without_talk(stopped, reading, known)
            told = talk is not None and _are_whole(talk.spans, stopped.clean)
            # Latin letters may be a name: anhui 有几个案例.
            told = told and talk is not None and not any(char.isascii() for char in talk.aside)
            if blanks and told and not (short.unknown or short.dropped or short.unaccounted):
                return stopped, reading
        return None

    def _covers(self, part: Filter, others: Sequence[Filter]) -> bool:
        """Return whether a condition adds nothing to others of its kind: 江苏 beside 苏州, 禁渔 beside 长江禁渔."""
        held = self._index.evaluate(part)
        if part in others or self._says_nothing(part) or held == self._index.everything:
            return True
        named = [mask for other in others if (mask := self._index.evaluate(other))]
        return bool(held) and any(not mask & ~held or (isinstance(part, About) and not held & ~mask) for mask in named)

    def without_preface(self, reading: Reading) -> Reading:
        """Return the reading without what is said before 问一下, unless that leaves no name of what is asked about."""
        kept = without_preface(reading.mentions)
        short = self.composed(kept) if kept != reading.mentions else reading
        return short if _names_what(short) else reading

    def _says_nothing(self, part: Filter) -> bool:
        """Return whether a condition has only words of every notice's title, so that they tell no case from another."""
        notices = self._index.dataset.notices
        return isinstance(part, About) and all(word in notice.title for word in part.words for notice in notices)

    def beside(self, reading: Reading) -> Reading | None:
        """Return the reading without clauses that are not understood, or that are about the speaker's own place.

        None if there is no such clause, or if the rest is no clear question.
        """
        if not reading.unknown:
            return self._besides_speaker(reading)
        clauses = clauses_of(reading.mentions, self._index.dictionary)
        clear = [clause for clause in clauses if not clause.is_unread]
        wanted = any(clause.asks or clause.names_cases for clause in clear)
        if not wanted or any(clause.asks and clause.is_unread for clause in clauses):
            return None
        short = self.composed(tuple(mention for clause in clear for mention in (*clause.mentions, STOP))[:-1])
        return short if _names_what(short) and not (short.unknown or short.dropped or short.unaccounted) else None

    def _besides_speaker(self, reading: Reading) -> Reading | None:
        """Return the reading without a clause about the speaker, if this names what the question does not; else None.

        For example 我是南京人，苏州…. A subject may be what he deals with if it leaves no case: …，我要登记.
        """
        if not reading.has("mine"):
            return None
        clauses = clauses_of(reading.mentions, self._index.dictionary)
        is_void = not self._index.evaluate(reading.query.where)
        for at, clause in enumerate(clauses):
            rest = [one for other in clauses[:at] + clauses[at + 1 :] for one in (*other.mentions, STOP)][:-1]
            places, others = _places(clause.mentions), _places(rest)
            told = clause.has("mine") and not (clause.asks or clause.has("take", "case", "unit", "list"))
            elsewhere = at < len(clauses) - 1 and bool(places and others) and not places & others
            deals = is_void and any(isinstance(part, About) for one in clause.mentions for part in one.filters)
            if told and (elsewhere or deals):
                short = self.composed(tuple(rest))
                return short if short.asks and not (short.unknown or short.dropped or short.unaccounted) else None
        return None


def _leaves(filters: Iterable[Filter]) -> set[Filter]:
    return {leaf for one in filters for leaf, positive in leaves(one) if positive}


def _named(mentions: Iterable[Mention]) -> set[Filter]:
    return {part for one in mentions for part in one.filters}


def _places(mentions: Iterable[Mention]) -> set[Filter]:
    """Return the places that mentions name."""
    return {part for one in mentions if one.sort == "place" for part in one.filters}


def _names_what(reading: Reading) -> bool:
    """Return whether a question names what it asks about; in 渔民不许下江打鱼，有这种案例吗 only the talk does."""
    return (
        bool(reading.groups)
        or reading.query.ask not in ("cases", "card", "units", "yes_no")
        or (reading.query.ask == "yes_no" and reading.says("hole", "cases"))
        or reading.query.scope.op is not None
        or (reading.says("list", "every_noun", "every") and not reading.has("called"))
    )


def _are_whole(spans: Iterable[tuple[int, int]], text: str) -> bool:
    """Return whether spans of a text begin and end at its stops: 质量提生 is not 质量 and talk."""
    stops = {at for at, char in enumerate(text) if char == "，"}
    begins, ends = {0, *(at + 1 for at in stops)}, {len(text), *stops}
    return all(start in begins and until in ends for start, until in spans)
