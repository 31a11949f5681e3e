"""From a reading to a query: what is asked of the dataset, or what is asked back."""

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
    """Decides what a question asks, over one dataset."""

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
        """Return what is asked of the dataset, or the answer where nothing is; whose own place is meant is asked."""
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
        """The same, whosever places it is of."""
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
        """The reading about the notices whose noun it has (书房), but where the last question was of these alone."""
        nouns = [one for mention in reading.mentions if mention.sort == "op" for one in mention.filters]
        last = self._index.evaluate(context.query.where) if context is not None else 0
        if not nouns or (last and not last & ~self._index.evaluate(either(*nouns))):
            return reading
        evaluate, follows = self._index.evaluate, context is not None
        return replace(reading, query=of_their_notices(reading.query, reading.mentions, evaluate, follows=follows))

    def _meant(self, reading: Reading, query: Query) -> Query:
        """The query with the tiers of its notices; of a ranking, the place or the units that are asked for."""
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
        """The answer to what is no single question that is understood; None to one that is, or may be."""
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
        """The case that talk beside a question without a subject may describe: 渔民不许下江打鱼，上海参与了吗.

        Both the talk and the whole message must be nearest to it: a few words may be near to anything.
        """
        if not talk.aside or any(one.sort == "topic" for one in found.reading.mentions):
            return []
        whole = self._similar(found)[:1]
        near = self._offers.find(normalize(talk.aside), found.reading)[:1] if whole else []
        return [case.title for case in near if near == whole]

    def _changed(self, reading: Reading, context: Context) -> tuple[str, Query | None]:
        """The rule that decides, and the last query as a fragment changes it, as for `changed_query`."""
        answerer = self._answerer
        return changed_query(
            Change(reading, context, self._index, answerer.nth, answerer.size, answerer.ranking, answerer.agencies)
        )

    def _asks_who(self, reading: Reading) -> bool:
        """Whether it asks for a fact that is named by a question: 谁搞的."""
        return "who" in self._lexicon.cues.get(reading.query.fact[:1], ())

    def _of_card(self, text: NormalizedText) -> Reading | None:
        """谁搞的, beside a card: who did that case, not who chose it; None where it can mean nothing else."""
        reading = self._understanding.read(text.clean, text.blanks, facts=False)
        chosen = any(verb in text.clean for verb in CLASSES.choosing_verbs)
        return None if reading.unknown or chosen else reading

    def _unread(self, found: Understood, words: Sequence[str], query: Query) -> Answer:
        """Ask about words that steer meaning and that no construction holds (SEMANTICS 14)."""
        words = tuple(dict.fromkeys(words))
        readings = [self._describer.question(query)] if self._has_result(query) else []
        options = [*readings, *self._nearest(found)]
        return clarify(options, words) if options else refuse(self._index, words)

    def _whose(self, found: Understood, own: Mention, context: Context | None) -> Answer:
        """Ask which place is the asker's own: the question as it reads with one of its level instead."""
        text, span = found.text, (own.tokens[0].start, own.tokens[-1].end)
        questions = []
        for place in places_like(self._lexicon.cues.get(own.text[-1], ()), self._index):
            meant = self._understanding.understand(text.replace_span(*span, place.short))
            query = self._settled(meant, context).query if place.short not in text.clean else None
            if query is not None:
                questions.append(self._describer.question(query))
        return ask_whose(own.text, questions)

    def _clarify(self, found: Understood, context: Context | None) -> Answer:
        """Ask which of the readings that have an answer is meant, or the case that is nearest in meaning or place."""
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
        """The title of the one case that has all the places that a question names beside what is not understood."""
        places = [one for one in reading.mentions if one.sort == "place" and not one.is_either]
        mask = self._index.evaluate(both(*(part for one in places for part in one.filters))) if places else 0
        return [self._index.select(mask)[0].title] if mask.bit_count() == 1 else []

    def _has_result(self, query: Query) -> bool:
        """Whether it is of a case, where it names subjects: to offer a question that finds nothing helps nobody."""
        named = [leaf for leaf, _ in leaves(query.where) if isinstance(leaf, About | Unknown)]
        if any(isinstance(leaf, Unknown) and leaf.what == "topic" for leaf in named):
            return False  # all cases are without a subject that none has
        return not named or self._index.evaluate(query.where) > 0

    def _nearest(self, found: Understood) -> list[str]:
        """The titles of the cases that a question is nearest to in meaning, to stand beside what letters give."""
        return [case.title for case in self._similar(found)[: MAX_OPTIONS - 1]]

    def _similar(self, found: Understood) -> list[Case]:
        """The cases near in meaning; a fragment that names nothing is of what was shown."""
        return [] if found.is_fragment else self._offers.find(found.text, found.reading)

    def _doubtful(self, found: Understood) -> tuple[Query | None, Answer | None]:
        """A question of which some words are not understood: offer what the rest means or points at, else refuse."""
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
        """Offer how a fragment changes the last question beside words not understood: 前两个听着有意思."""
        if context is None or unexplained(reading) > DOUBTFUL or not (reading.groups or reading.asks):
            return None
        _, changed = self._changed(reading, context)
        if changed is None or changed is UNCLEAR or not self._has_result(changed):
            return None
        unknown = tuple(mention.text for mention in reading.unknown)
        return None, clarify([self._describer.question(changed)], unknown)

    def _clarify_beside(self, found: Understood, clear: Reading) -> Answer:
        """Ask whether what is understood is meant, or the case that the whole is nearest to in meaning."""
        unknown = tuple(mention.text for mention in found.reading.unknown)
        if any(isinstance(leaf, Unknown) and leaf.what == "topic" for leaf, _ in leaves(clear.query.where)):
            return self.refuse(found)  # 生活垃圾分类的案例是哪个: what is understood is a subject that none has
        return clarify([self._describer.question(clear.query), *self._nearest(found)], unknown)

    def _is_said(self, mention: Mention) -> bool:
        """Whether words not understood come to a verb that titles have, too: 研究, 先进做法."""
        word = mention.tokens[-1].text
        return self._index.dictionary.is_verb(word) and self._index.topics.has_words(word)

    def _in_other_words(self, found: Understood, reading: Reading) -> Answer | None:
        """The cases near in meaning where what was read leaves none, or explains too little; None if none is near."""
        if lacks_case(reading, found.repairs, self._index):
            return self._offer(found, reading)
        nearest = self._nearest(found) if is_passed_over(reading) else []
        return clarify([self._describer.question(reading.query), *nearest]) if nearest else None

    def _offer(self, found: Understood, reading: Reading) -> Answer | None:
        """The cases near in meaning; None if it is elsewhere."""
        cases = self._similar(found)
        return offer((case.title for case in cases), (one.text for one in reading.unknown)) if cases else None

    def refuse(self, found: Understood | None = None) -> Answer:
        """Return an offer of the cases near in meaning, else a refusal.

        What was not understood is named where something else was.
        """
        if found is not None and (offered := self._offer(found, found.reading)) is not None:
            return offered
        if found is None or not (found.reading.groups or found.reading.asks or found.reading.has("case", "unit")):
            return refuse(self._index)
        known = known_in(found.text, found.reading, self._index, self._describer)
        return refuse(self._index, [mention.text for mention in found.reading.unknown], known)


def _is_of_its_own(rule: str | None, changed: Query, reading: Reading) -> bool:
    """Whether a fragment names all that it is about, 那叉车的, after what was perhaps not understood."""
    read = reading.query
    swapped = rule == "swap" and any(group.sort in ("topic", "place", "org") for group in reading.groups)
    return swapped and set(conjuncts(changed.where)) <= set(conjuncts(read.where)) and changed.scope == read.scope
