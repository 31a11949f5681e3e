"""Turn the reading of a question into a decision: the query to answer, or a clarification, refusal or reply."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, zip_longest

from data.model import Case
from intents.answers.fallback import MAX_OPTIONS, clarify, known_in, offer, refuse, reply
from intents.answers.other_words import is_passed_over, lacks_case
from intents.answers.own_place import ask_whose, places_like
from intents.answers.query_answerer import QueryAnswerer
from intents.dialogue.change import UNCLEAR, Change
from intents.dialogue.changes import changed_query
from intents.index.case_index import CaseIndex
from intents.interpreter import Interpreter, Understood
from intents.language.normalize import NormalizedText, normalize
from intents.language.word_classes import CLASSES
from intents.meaning.offers import Offers, names_subject
from intents.model.answer import Answer
from intents.model.context import Context
from intents.model.query import (
    About,
    IsCase,
    Query,
    Unknown,
    both,
    conjuncts,
    either,
    leaves,
)
from intents.model.substitution import own_places
from intents.outcome import Decision
from intents.parsing.discourse.talk import Talk
from intents.parsing.keywords import keywords
from intents.parsing.lexicon import Lexicon
from intents.parsing.mention import Mention
from intents.parsing.notices.names import in_their_notices, of_the_field
from intents.parsing.notices.nouns import of_their_notices
from intents.parsing.reading import Reading, unexplained
from intents.parsing.relevance import (
    CLEAR,
    DOUBTFUL,
    asks_why,
    goes_on,
    is_clear_beside,
    is_elsewhere,
    own_place,
    points_at_cases,
    points_nowhere,
    reply_effect,
    settled,
)
from intents.phrasing.description import Describer


class Decider:
    """Decides which query a question means, over one dataset."""

    def __init__(
        self,
        index: CaseIndex,
        lexicon: Lexicon,
        describer: Describer,
        understanding: Interpreter,
        answerer: QueryAnswerer,
        offers: Offers,
    ) -> None:
        self._index, self._lexicon, self._describer = index, lexicon, describer
        self._understanding, self._answerer, self._offers = understanding, answerer, offers

    def decide(self, found: Understood, context: Context | None) -> Decision:
        """Return the decision for a question: the query to answer, or the answer itself if there is no such query.

        If the question names the asker's own place (我市), the answer asks which place that is, and the decision offers
        the query.
        """
        if context is not None and not names_subject(found.reading):
            found = replace(found, is_fragment=True)
        decision = self._settled(found, context)
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
                return Decision(*(self._continued(reading, context) or self._doubtful(found)), reading)
            reading = with_field
        reading = self._of_their_notices(reading, context)
        alone = context is not None and self._index.evaluate(context.query.where).bit_count() == 1
        if context is not None and (context.card or context.listing or alone) and self._asks_who(reading):
            reading = self._of_card(found.text) or reading
        if reading.query.ask != "notice" and asks_why(reading):
            return Decision(None, self.refuse(found), reading)
        rule, changed = self._changed(reading, context) if context is not None else (None, None)
        if changed is not None:
            unread = reading.dropped if changed is not UNCLEAR else reading.unaccounted or reading.dropped
            meant = reading.query if changed is UNCLEAR else changed
            doubtful = context is not None and context.is_doubtful and not _is_of_its_own(rule, changed, reading)
            if unread or changed is UNCLEAR or doubtful:
                return Decision(None, self._unread(found, unread, meant), reading, rule, meant)
            return Decision(self._meant(reading, changed), None, reading, rule)
        if is_elsewhere(reading):
            return Decision(None, self.refuse(found), reading, rule)
        unread = (*reading.dropped, *reading.unaccounted)
        nowhere = context is None or (reading.has("that_case") and context.card is None)
        lost = points_nowhere(reading) if nowhere else context is not None and context.is_doubtful and goes_on(reading)
        if unread or lost:
            return Decision(None, self._unread(found, unread, reading.query), reading, rule, reading.query)
        if (offered := self._in_other_words(found, reading)) is not None:
            return Decision(None, offered, reading, rule)
        return Decision(self._meant(reading, reading.query), None, reading, rule)

    def _of_their_notices(self, reading: Reading, context: Context | None) -> Reading:
        """Return the reading with its query restricted to the notices whose own noun it has (书房).

        The reading is returned unchanged if it has no such noun, or if the last query was of these notices alone.
        """
        nouns = [one for mention in reading.mentions if mention.sort == "op" for one in mention.filters]
        last = self._index.evaluate(context.query.where) if context is not None else 0
        if not nouns or (last and not last & ~self._index.evaluate(either(*nouns))):
            return reading
        evaluate, follows = self._index.evaluate, context is not None
        return replace(reading, query=of_their_notices(reading.query, reading.mentions, evaluate, follows=follows))

    def _meant(self, reading: Reading, query: Query) -> Query:
        """Return the query with its tiers and subjects resolved against its notices.

        A ranking of which one position is asked becomes a query for the cases there, or for the units of the first.
        """
        query = in_their_notices(query, self._index.dataset.notices)
        query = of_the_field(query, self._index.dataset.notices, self._index.evaluate)
        place = 1 if reading.asks_of_first else reading.place_asked
        if not place or query.ask != "rank" or query.subject != "cases":
            return query
        values = [value for _, value in self._answerer.ranking(query)]
        if place > len(values):
            return query
        there = [self._answerer.nth(query, at) for at, value in enumerate(values, 1) if value == values[place - 1]]
        return Query("units" if reading.asks_of_first else "cases", either(*there))

    def _asked_back(self, found: Understood, context: Context | None) -> Answer | None:
        """Return the answer to a message that is no single understood question; None if it may be one."""
        if found.questions:
            return clarify(found.questions)
        if found.guesses:
            return self._clarify(found, context)
        if (effect := reply_effect(found.reading)) is not None:
            return reply(self._index, effect)
        if found.talk is not None and (described := self._described(found, found.talk)):
            return clarify((self._describer.question(found.reading.query), *described), found.talk.told)
        if found.beside is not None and not found.reading.unknown:
            return clarify(map(self._describer.question, (found.beside.query, found.reading.query)))
        return None

    def _described(self, found: Understood, talk: Talk) -> list[str]:
        """Return the title of the case that the talk beside a question without a subject may describe, in a list.

        For example 渔民不许下江打鱼，上海参与了吗. The case must be nearest in meaning both to the talk and to the
        whole message: a few words may be near to anything. The list is empty if there is no such case.
        """
        if not talk.aside or any(one.sort == "topic" for one in found.reading.mentions):
            return []
        whole = self._similar(found)[:1]
        near = self._offers.find(normalize(talk.aside), found.reading)[:1] if whole else []
        return [case.title for case in near if near == whole]

    def _changed(self, reading: Reading, context: Context) -> tuple[str, Query | None]:
        """Return the rule for changes that applies, and the last query as it changes it (`changed_query`)."""
        answerer = self._answerer
        return changed_query(
            Change(reading, context, self._index, answerer.nth, answerer.size, answerer.ranking, answerer.agencies)
        )

    def _asks_who(self, reading: Reading) -> bool:
        """Return whether the query asks for a fact whose name begins with a word for “who”: 谁搞的."""
        return "who" in self._lexicon.cues.get(reading.query.fact[:1], ())

    def _of_card(self, text: NormalizedText) -> Reading | None:
        """Return the reading of 谁搞的 beside a card as a question about the case, not about its notice.

        None if a word is then not understood, or if the text has a verb of choosing, so that it means the notice.
        """
        reading = self._understanding.read(text.clean, text.blanks, facts=False)
        chosen = any(verb in text.clean for verb in CLASSES.choosing_verbs)
        return None if reading.unknown or chosen else reading

    def _unread(self, found: Understood, words: Sequence[str], query: Query) -> Answer:
        """Return a clarification of words that steer meaning and that no construction uses (SEMANTICS 14).

        It offers `query`, if that has a result, and the cases nearest in meaning; if there are none, it is a refusal.
        """
        words = tuple(dict.fromkeys(words))
        readings = [self._describer.question(query)] if self._has_result(query) else []
        options = [*readings, *self._nearest(found)]
        return clarify(options, words) if options else refuse(self._index, words)

    def _whose(self, found: Understood, own: Mention, context: Context | None) -> Answer:
        """Return an answer that asks which place is the asker's own, with the question for each place of its level."""
        text, span = found.text, (own.tokens[0].start, own.tokens[-1].end)
        questions = []
        for place in places_like(self._lexicon.cues.get(own.text[-1], ()), self._index):
            meant = self._understanding.understand(text.replace_span(*span, place.short))
            query = self._settled(meant, context).query if place.short not in text.clean else None
            if query is not None:
                questions.append(self._describer.question(query))
        return ask_whose(own.text, questions)

    def _clarify(self, found: Understood, context: Context | None) -> Answer:
        """Return a clarification of which guess is meant, or the case nearest in meaning or place; else a refusal.

        Only guesses that have a result are offered.
        """
        read = [(guess.text.clean, self._settled(guess, context).query) for guess in found.guesses]
        reading, queries = found.reading, [query for _, query in read]
        works = [
            self._describer.question(query) if query == reading.query else text  # 安徽无的 for 安徽玩的 adds nothing
            for text, query in read
            if query is not None and self._has_result(query)
        ]
        if not works:
            return self._clarify_beside(found, found.beside) if found.beside is not None else self.refuse(found)
        beside = bool(reading.groups) and all(len(one.text) == 1 for one in reading.unknown)
        if beside and is_clear_beside(reading) and reading.query not in queries and len(works) < MAX_OPTIONS:
            works.append(self._describer.question(reading.query))  # without the character that is not understood
        nearest = self._nearest(found) or self._placed(reading)
        return clarify([*works[: MAX_OPTIONS - 1], *nearest] if nearest else works)

    def _placed(self, reading: Reading) -> list[str]:
        """Return the title of the one case that has all places a question names, in a list; else []."""
        places = [one for one in reading.mentions if one.sort == "place" and not one.is_either]
        mask = self._index.evaluate(both(*(part for one in places for part in one.filters))) if places else 0
        return [self._index.select(mask)[0].title] if mask.bit_count() == 1 else []

    def _has_result(self, query: Query) -> bool:
        """Return whether a query can be offered: one that names subjects only if it matches a case."""
        named = [leaf for leaf, _ in leaves(query.where) if isinstance(leaf, About | Unknown)]
        if any(isinstance(leaf, Unknown) and leaf.what == "topic" for leaf in named):
            return False  # all cases are without a subject that none has
        return not named or self._index.evaluate(query.where) > 0

    def _nearest(self, found: Understood) -> list[str]:
        """Return the titles of the cases nearest in meaning to a question, as options of a clarification."""
        return [case.title for case in self._similar(found)[: MAX_OPTIONS - 1]]

    def _similar(self, found: Understood) -> list[Case]:
        """Return the cases near in meaning to a question; none for a fragment, which names no subject of its own."""
        return [] if found.is_fragment else self._offers.find(found.text, found.reading)

    def _doubtful(self, found: Understood) -> tuple[Query | None, Answer | None]:
        """Return the query or the answer for a question of which some words are not understood.

        The query is for the card of the one case that the rest points at. The answer offers what the rest means, or the
        cases that it points at, or is a refusal.
        """
        reading = found.reading
        if found.beside is not None:
            return None, self._clarify_beside(found, found.beside)
        topics = [group for group in reading.groups if group.sort == "topic"]
        words = tuple(w for group in topics for one in group.filters if isinstance(one, About) for w in one.words)
        mask = self._index.evaluate(About(words)) if words else 0
        if not topics or not mask or not points_at_cases(reading, self._is_said) or unexplained(reading) > DOUBTFUL:
            if not is_clear_beside(reading):
                return None, self.refuse(found)
            return None, self._clarify_beside(found, reading)
        subjects = [
            one
            for one, after in zip_longest(reading.mentions, reading.mentions[1:])
            if one.sort == "topic" and (len(one.text) >= CLEAR or (after is not None and after.has("point")))
        ]  # 长江禁渔, 叉车那个
        named = any(self._index.evaluate(both(*one.filters)) == mask for one in subjects)
        if reading.points and mask.bit_count() == 1:
            case = self._index.select(mask)[0]
            sure = named or all(map(self._is_said, reading.unknown))
            titled = any(
                before + one in case.title for word in words for before, one in pairwise(word)
            )  # 儿童票, 儿童免票
            if sure or (titled and case in self._similar(found)[:1]):
                return Query("card", IsCase(case.id)), None
        shared = self._index.topics.nearest(found.text.clean, mask, MAX_OPTIONS)
        titles = (self._index.cases[at].title for at in shared)
        return None, clarify((*self._nearest(found), *titles), tuple(mention.text for mention in reading.unknown))

    def _continued(self, reading: Reading, context: Context | None) -> tuple[None, Answer] | None:
        """Return a clarification that offers the last query as a fragment with unknown words changes it.

        For example 前两个听着有意思. None if the fragment changes nothing, or the changed query has no result.
        """
        if context is None or unexplained(reading) > DOUBTFUL or not (reading.groups or reading.asks):
            return None
        _, changed = self._changed(reading, context)
        if changed is None or changed is UNCLEAR or not self._has_result(changed):
            return None
        unknown = tuple(mention.text for mention in reading.unknown)
        return None, clarify([self._describer.question(changed)], unknown)

    def _clarify_beside(self, found: Understood, clear: Reading) -> Answer:
        """Return a clarification that offers the understood part of a question and the cases nearest in meaning.

        The answer is a refusal if the understood part is a subject that no case has.
        """
        unknown = tuple(mention.text for mention in found.reading.unknown)
        if any(isinstance(leaf, Unknown) and leaf.what == "topic" for leaf, _ in leaves(clear.query.where)):
            return self.refuse(found)  # 生活垃圾分类的案例是哪个: what is understood is a subject that none has
        return clarify([self._describer.question(clear.query), *self._nearest(found)], unknown)

    def _is_said(self, mention: Mention) -> bool:
        """Return whether words not understood end with a verb that titles have, too: 研究, 先进做法."""
        word = mention.tokens[-1].text
        return self._index.dictionary.is_verb(word) and self._index.topics.has_words(word)

    def _in_other_words(self, found: Understood, reading: Reading) -> Answer | None:
        """Return an answer with the cases near in meaning, if the reading matches no case or explains too little.

        None if it matches one and explains enough, or if no case is near.
        """
        if lacks_case(reading, found.repairs, self._index):
            return self._offer(found, reading)
        nearest = self._nearest(found) if is_passed_over(reading) else []
        return clarify([self._describer.question(reading.query), *nearest]) if nearest else None

    def _offer(self, found: Understood, reading: Reading) -> Answer | None:
        """Return an answer that offers the cases near in meaning; None if there are none."""
        cases = self._similar(found)
        return offer((case.title for case in cases), (one.text for one in reading.unknown)) if cases else None

    def refuse(self, found: Understood | None = None) -> Answer:
        """Return an answer that offers the cases near in meaning, else a refusal.

        The refusal names the words that were not understood if the question also has words that were.
        """
        if found is not None and (offered := self._offer(found, found.reading)) is not None:
            return offered
        if found is None or not (found.reading.groups or found.reading.asks or found.reading.has("case", "unit")):
            return refuse(self._index)
        known = known_in(found.text, found.reading, self._index, self._describer)
        return refuse(self._index, [mention.text for mention in found.reading.unknown], known)


def _is_of_its_own(rule: str | None, changed: Query, reading: Reading) -> bool:
    """Return whether a fragment names all conditions of the changed query itself, for example 那叉车的.

    If so, it does not matter that the last question was perhaps not understood.
    """
    read = reading.query
    swapped = rule == "swap" and any(group.sort in ("topic", "place", "org") for group in reading.groups)
    return swapped and set(conjuncts(changed.where)) <= set(conjuncts(read.where)) and changed.scope == read.scope
