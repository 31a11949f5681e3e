"""Turn the reading of a question into a decision: the query to answer, or a clarification, refusal or reply."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from intents.answers.fallback import clarify, reply
from intents.answers.own_place import ask_whose, places_like
from intents.answers.query_answerer import QueryAnswerer
from intents.clarifier import Clarifier
from intents.dialogue.change import UNCLEAR, Change
from intents.dialogue.kinds import HOLDERS, level_of
from intents.index.case_index import CaseIndex
from intents.index.selection import place_at
from intents.interpreter import Interpreter, Understood
from intents.language.normalize import NormalizedText, normalize
from intents.language.word_classes import CLASSES
from intents.meaning.offers import names_subject
from intents.model.answer import Answer
from intents.model.context import Context
from intents.model.query import (
    EVERYTHING,
    InTier,
    IsCase,
    Numbered,
    Query,
    UnitScope,
    both,
    conjuncts,
    either,
)
from intents.model.substitution import own_places
from intents.outcome import Decision
from intents.parsing.keywords import keywords
from intents.parsing.lexicon import Lexicon
from intents.parsing.mention import Mention
from intents.parsing.notices.names import in_their_notices, of_the_field
from intents.parsing.notices.nouns import of_their_notices
from intents.parsing.reading import Reading, unexplained
from intents.parsing.relevance import (
    DOUBTFUL,
    asks_why,
    goes_on,
    is_elsewhere,
    own_place,
    points_nowhere,
    reply_effect,
    settled,
)
from intents.phrasing.description import Describer
from intents.superlatives import SuperlativeResolver

_OF_LISTS = HOLDERS | {"count", "level", "topic"}
"""The kinds of conditions of a list in which a number is a position: 至少三个省参与的第一个案例."""


class Decider:
    """Decides which query a question means, over one dataset."""

    def __init__(
        self,
        index: CaseIndex,
        lexicon: Lexicon,
        describer: Describer,
        interpreter: Interpreter,
        answerer: QueryAnswerer,
        clarifier: Clarifier,
    ) -> None:
        self._index, self._lexicon, self._describer = index, lexicon, describer
        self._interpreter, self._answerer, self._clarifier = interpreter, answerer, clarifier
        self._superlatives = SuperlativeResolver(index, interpreter, answerer, describer)

    def decide(self, found: Understood, context: Context | None) -> Decision:
        """Return the decision for a question: the query to answer, or the answer itself if there is no such query.

        If the question names the asker's own place (我市), the answer asks which place that is, and the decision offers
        the query.
        """
        if context is not None and not names_subject(found.reading):
            found = replace(found, is_fragment=True)
        decision = self._of_first(found) or self._settled(found, context)
        if decision.query is None:
            return decision
        own, held = own_place(found.reading), next(own_places(decision.query), None)
        if own is None and held is None:
            return decision
        whose = self._whose(found, own, context) if own is not None else ask_whose(held.name, ())  # type: ignore[union-attr]
        return decision._replace(query=None, answer=whose, offered=decision.query)

    def _settled(self, found: Understood, context: Context | None) -> Decision:
        """Return the decision as `decide` does, but without asking which place is the asker's own."""
        reading = found.reading
        if not found.repairs and (query := keywords(reading, self._index)) is not None:
            return Decision(query, None, reading)
        if (answer := self._asked_back(found, context)) is not None:
            beside = found.beside.query if found.beside is not None and not reading.unknown else None
            return Decision(None, answer, reading, offered=beside)
        if reading.unknown:
            with_field = settled(reading)
            if with_field is None:
                return Decision(*(self._continued(reading, context) or self._clarifier.doubtful(found)), reading)
            reading = with_field
        reading = self._of_their_notices(reading, context)
        alone = context is not None and self._index.evaluate(context.query.where).bit_count() == 1
        if context is not None and (context.card or context.listing or alone) and self._asks_who(reading):
            reading = self._of_card(found.text) or reading
        if reading.query.ask != "notice" and asks_why(reading):
            return Decision(None, self._clarifier.refuse(found), reading)
        rule, changed = self._changed(reading, context) if context is not None else (None, None)
        if changed is not None:
            unread = reading.dropped if changed is not UNCLEAR else reading.unaccounted or reading.dropped
            meant = reading.query if changed is UNCLEAR else changed
            doubtful = context is not None and context.is_doubtful and not _is_of_its_own(rule, changed, reading)
            if unread or changed is UNCLEAR or doubtful:
                return Decision(None, self._clarifier.unread(found, unread, meant), reading, rule, meant)
            return Decision(self._meant(reading, changed), None, reading, rule)
        if is_elsewhere(reading):
            return Decision(None, self._clarifier.refuse(found), reading, rule)
        unread = (*reading.dropped, *reading.unaccounted)
        lost = points_nowhere(reading) and (context is None or context.card is None)
        lost = lost or (context is not None and context.is_doubtful and goes_on(reading))
        if unread or lost:
            return Decision(None, self._clarifier.unread(found, unread, reading.query), reading, rule, reading.query)
        offered = self._clarifier.in_other_words(found, reading) or self._clarifier.stressed(reading)
        offered = offered or self._clarifier.scattered(reading)
        if offered is not None:
            return Decision(None, offered, reading, rule)
        return self._by_itself(reading, rule)

    def _of_first(self, found: Understood) -> Decision | None:
        """Return the decision for what is asked of the first of a ranking (单位最多的那个有安徽吗), or None."""
        resolved = self._superlatives.resolve(found)
        if resolved is None:
            return None
        decision = self._settled(resolved.found, resolved.context)
        if decision.query is None or (decision.rule in (None, "own")) != (resolved.context is None):
            return None  # the rest does not continue the case, or is not understood
        return decision._replace(note=resolved.note)

    def _by_itself(self, reading: Reading, rule: str | None) -> Decision:
        """Return the decision for a question that continues nothing and whose words are all used."""
        listed = self._in_list(reading)
        if listed is not None and (titles := self._numbered_otherwise(reading.query, listed)):
            return Decision(None, clarify(titles), reading, rule)
        return Decision(self._meant(reading, listed or reading.query), None, reading, rule)

    def _numbered_otherwise(self, own: Query, listed: Query) -> list[str]:
        """Return the titles of the cases that a number may mean beside a tier: the notice's own, and that of the list.

        For example 安徽的第三个优秀案例. The list is empty for a range, and if the number means the same in both.
        """
        parts = conjuncts(own.where)
        plain = not any(isinstance(part, Numbered) and part.until for part in parts)
        found = [self._index.evaluate(one.where) for one in (own, listed)]
        differ = plain and all(found) and found[0] != found[1] and any(isinstance(part, InTier) for part in parts)
        return [case.title for case in self._index.select(found[0] | found[1])] if differ else []

    def _in_list(self, reading: Reading) -> Query | None:
        """Return the query with the cases at the positions that it names in the list of a place or agency, or None.

        For example 苏州的第二个案例, 安徽的前三个; the place must stand before the number.
        """
        query, parts = reading.query, conjuncts(reading.query.where)
        numbers = [part for part in parts if isinstance(part, Numbered)]
        conditions = [one.condition for one in reading.events if one.condition is not None]
        at = next((at for at, one in enumerate(conditions) if one.kinds == {"number"}), 0)
        before, kinds = conditions[:at], {kind for one in conditions for kind in one.kinds}
        asks = query.ask in ("cases", "card", "count") or all(one.is_attributive for one in before)
        holders = any(one.kinds <= _OF_LISTS for one in before)
        if len(numbers) != 1 or not (holders and asks) or not kinds <= {*_OF_LISTS, "tier", "number"}:
            return None
        others = [part for part in parts if part not in numbers]
        claimed = {part for one in conditions[at:] for part in conjuncts(one.where)} if query.ask == "yes_no" else ()
        listing = Query("cases", both(*(part for part in others if part not in claimed)))
        rest = (part for part in others if part in claimed)  # 苏州的第二个案例是最佳吗
        if "topic" in kinds and self._index.evaluate(listing.where).bit_count() == 1:
            return None  # 叉车案例第4个
        where = both(self._answerer.nth(listing, numbers[0]), *rest)
        return query.with_(where=where, scope=UnitScope() if query.ask != "yes_no" else query.scope)

    def _of_their_notices(self, reading: Reading, context: Context | None) -> Reading:
        """Return the reading with its query restricted to the notices whose own noun it has (书房).

        The reading is returned unchanged if it has no such noun, or if the last query was of these notices alone.
        """
        nouns = [one for mention in reading.mentions if mention.sort == "op" for one in mention.filters]
        last = context.query.where if context is not None else EVERYTHING
        found = self._index.evaluate(last)
        held = not found & ~self._index.evaluate(either(*nouns)) if found else either(*nouns) in conjuncts(last)
        if not nouns or held:
            return reading
        return replace(reading, query=of_their_notices(reading.query, reading.mentions, self._index.evaluate))

    def _meant(self, reading: Reading, query: Query) -> Query:
        """Return the query with its tiers and subjects resolved against its notices.

        A ranking of which one position is asked becomes a query for the cases there, for the units of the first or
        their number, or for the position of the place there.
        """
        query = in_their_notices(query, self._index.dataset.notices)
        query = of_the_field(query, self._index.dataset.notices, self._index.evaluate)
        query = self._of_described(reading, query)
        asked = reading.asked_of_first
        place = 1 if asked is not None else reading.place_asked
        if not place or query.ask != "rank" or query.items:
            return query
        if (level := level_of(query)) is not None:
            there = place_at(place, self._answerer.ranking(query), level, self._index)
            return query.with_(items=() if there is None else (there,))
        if query.subject != "cases":
            return query
        values = [value for _, value in self._answerer.ranking(query)]
        if place > len(values):
            return query
        tied = [self._answerer.nth(query, at) for at, value in enumerate(values, 1) if value == values[place - 1]]
        return Query(asked or "cases", either(*tied), subject="units" if asked == "count" else "cases")

    def _of_described(self, reading: Reading, query: Query) -> Query:
        """Return the query with the case itself for the places that describe it: 安徽参与杨浦金华那个案例了吗.

        A follow-up may then ask about “this case”. The query is returned unchanged if several cases have the places, or
        if it has no other condition: a follow-up may then name another place.
        """
        described = (event.condition for event in reading.events if event.condition is not None)
        for condition in described:
            parts, held = conjuncts(condition.where), conjuncts(query.where)
            if condition.is_of_one and set(parts) < set(held):
                cases = self._index.select(self._index.evaluate(condition.where))
                if len(cases) == 1:
                    left = (part for part in held if part not in parts)
                    query = query.with_(where=both(IsCase(cases[0].id), *left))
        return query

    def _asked_back(self, found: Understood, context: Context | None) -> Answer | None:
        """Return the answer to a message that is no single understood question; None if it may be one."""
        if found.questions:
            return clarify(self._whole(found.questions))
        if found.guesses:
            return self._clarifier.which_guess(found, self._read_guesses(found, context))
        if (effect := reply_effect(found.reading)) is not None:
            return reply(self._index, effect)
        if found.talk is not None and (described := self._clarifier.described(found, found.talk)):
            return clarify((self._describer.question(found.reading.query), *described), found.talk.told)
        if found.beside is not None and not found.reading.unknown:
            return clarify(map(self._describer.question, (found.beside.query, found.reading.query)))
        return None

    def _whole(self, questions: Sequence[str]) -> list[str]:
        """Return questions of one message, of which one may carry on the one before: 安徽参与了几个, 江苏参与了几个."""
        whole: list[str] = []
        last: Query | None = None
        for question in questions:
            found = self._interpreter.understand(normalize(question))
            carries = last is not None and found.reading.has("ne") and not found.reading.asks
            before = Context(last, last, None, "") if carries and last is not None else None
            last = self._settled(found, before).query
            whole.append(self._describer.question(last) if carries and last is not None else question)
        return whole

    def _read_guesses(self, found: Understood, context: Context | None) -> list[tuple[str, Query | None]]:
        """Return the text of each guess, and its query if it has one; the whole question for a fragment (宜兴呢)."""
        queries = [self._settled(guess, context).query for guess in found.guesses]
        return [
            (guess.text.clean if query in (None, guess.reading.query) else self._describer.question(query), query)
            for guess, query in zip(found.guesses, queries, strict=True)
        ]

    def _changed(self, reading: Reading, context: Context) -> tuple[str, Query | None]:
        """Return the rule for changes that applies, and the last query as it changes it (`changed_query`)."""
        from intents.dialogue.changes import changed_query  # noqa: PLC0415 - forty modules; no first question needs them

        answerer = self._answerer
        return changed_query(
            Change(reading, context, self._index, answerer.nth, answerer.size, answerer.ranking, answerer.agencies)
        )

    def _asks_who(self, reading: Reading) -> bool:
        """Return whether the query asks for a fact and who did something (谁搞的, 是哪些单位申报的)."""
        units = any(one.kind == "which" and one.ask is not None and one.ask.noun == "unit" for one in reading.events)
        return "who" in self._lexicon.cues.get(reading.query.fact[:1], ()) or (units and reading.query.ask == "notice")

    def _of_card(self, text: NormalizedText) -> Reading | None:
        """Return the reading of 谁搞的 beside a card as a question about the case, not about its notice.

        None if a word is then not understood, or if the text has a verb of choosing, so that it means the notice.
        """
        reading = self._interpreter.read(text.clean, text.blanks, facts=False)
        chosen = any(verb in text.clean for verb in CLASSES.choosing_verbs)
        return None if reading.unknown or chosen else reading

    def _whose(self, found: Understood, own: Mention, context: Context | None) -> Answer:
        """Return an answer that asks which place is the asker's own, with the question for each place of its level."""
        text, span = found.text, (own.tokens[0].start, own.tokens[-1].end)
        questions = []
        for place in places_like(self._lexicon.cues.get(own.text[-1], ()), self._index):
            meant = self._interpreter.understand(text.replace_span(*span, place.short))
            query = self._settled(meant, context).query if place.short not in text.clean else None
            if query is not None:
                questions.append(self._describer.question(query))
        return ask_whose(own.text, questions)

    def _continued(self, reading: Reading, context: Context | None) -> tuple[None, Answer] | None:
        """Return a clarification that offers the last query as a fragment with unknown words changes it.

        For example 前两个听着有意思. None if the fragment changes nothing, or the changed query has no result.
        """
        if context is None or unexplained(reading) > DOUBTFUL or not (reading.groups or reading.asks):
            return None
        _, changed = self._changed(reading, context)
        if changed is None or changed is UNCLEAR or not self._clarifier.has_result(changed):
            return None
        unknown = tuple(mention.text for mention in reading.unknown)
        return None, clarify([self._describer.question(changed)], unknown)


def _is_of_its_own(rule: str | None, changed: Query, reading: Reading) -> bool:
    """Return whether a fragment names all conditions of the changed query itself, for example 那叉车的.

    If so, it does not matter that the last question was perhaps not understood.
    """
    read = reading.query
    swapped = rule == "swap" and any(group.sort in ("topic", "place", "org") for group in reading.groups)
    return swapped and set(conjuncts(changed.where)) <= set(conjuncts(read.where)) and changed.scope == read.scope
