"""Ask back where no query is decided: what is meant, which case is near, or that nothing was understood."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, islice, pairwise, zip_longest

from data.model import Case
from intents.answers.fallback import MAX_OPTIONS, clarify, known_in, offer, refuse
from intents.answers.other_words import is_passed_over, lacks_case
from intents.index.case_index import CaseIndex
from intents.interpreter import Understood
from intents.language.normalize import normalize
from intents.meaning.offers import Offers
from intents.model.answer import Answer
from intents.model.query import (
    About,
    Filter,
    InRegion,
    IsCase,
    OnlyRegions,
    Query,
    Unknown,
    both,
    conjuncts,
    leaves,
)
from intents.model.substitution import renamed
from intents.parsing.discourse.talk import Talk
from intents.parsing.mention import Mention
from intents.parsing.reading import Reading, unexplained
from intents.parsing.relevance import (
    CLEAR,
    DOUBTFUL,
    is_clear_beside,
    points_at_cases,
)
from intents.phrasing.description import Describer

_PROVINCE = "0000"
"""The ending of a province's code (GB/T 2260)."""


class Clarifier:
    """Makes clarifications and refusals, over one dataset."""

    def __init__(self, index: CaseIndex, describer: Describer, offers: Offers) -> None:
        self._index, self._describer, self._offers = index, describer, offers

    def unread(self, found: Understood, words: Sequence[str], query: Query) -> Answer:
        """Return a clarification of words that steer meaning and that no construction uses (SEMANTICS 14).

        It offers `query`, if that has a result, and the cases nearest in meaning. If there are none, it is a refusal,
        which names unknown words rather than these.
        """
        words = _joined(words, found.text.clean)
        readings = [self._describer.question(query)] if self.has_result(query) else []
        options = [*readings, *self._nearest(found)]
        if options:
            return clarify(options, words)
        return self.refuse(found) if found.reading.unknown else refuse(self._index, words)

    def which_guess(self, found: Understood, read: Sequence[tuple[str, Query | None]]) -> Answer:
        """Return a clarification of which guess is meant, or the case nearest in meaning or place; else a refusal.

        `read` has the text of each guess, and its query if it has one; only guesses that have a result are offered.
        """
        reading, queries = found.reading, [query for _, query in read]
        works = [
            self._describer.question(query) if query == reading.query else text  # 安徽无的 for 安徽玩的 adds nothing
            for text, query in read
            if query is not None and self.has_result(query)
        ]
        if not works:
            return self.beside(found, found.beside) if found.beside is not None else self.refuse(found)
        beside = bool(reading.groups) and all(len(one.text) == 1 for one in reading.unknown)
        if beside and is_clear_beside(reading) and reading.query not in queries and len(works) < MAX_OPTIONS:
            works.append(self._describer.question(reading.query))  # without the character that is not understood
        nearest = self._nearest(found) or self._placed(reading)
        return clarify([*works[: MAX_OPTIONS - 1], *nearest] if nearest else works)

    def beside(self, found: Understood, clear: Reading) -> Answer:
        """Return a clarification that offers the understood part of a question and the cases nearest in meaning.

        The answer is a refusal if the understood part is a subject that no case has.
        """
        unknown = tuple(mention.text for mention in found.reading.unknown)
        if any(isinstance(leaf, Unknown) and leaf.what == "topic" for leaf, _ in leaves(clear.query.where)):
            return self.refuse(found)  # 生活垃圾分类的案例是哪个: what is understood is a subject that none has
        return clarify([self._describer.question(clear.query), *self._nearest(found)], unknown)

    def doubtful(self, found: Understood) -> tuple[Query | None, Answer | None]:
        """Return the query or the answer for a question of which some words are not understood.

        The query is for the card of the one case that the rest points at. The answer offers what the rest means, or the
        cases that it points at, or is a refusal.
        """
        reading = found.reading
        if absent := _absent_provinces(reading):  # 广东的证照互认案例: whatever its subject, no case is of that place
            return Query("cases", both(*absent)), None
        if found.beside is not None:
            return None, self.beside(found, found.beside)
        topics = [group for group in reading.groups if group.sort == "topic"]
        words = tuple(w for group in topics for one in group.filters if isinstance(one, About) for w in one.words)
        mask = self._index.evaluate(About(words)) if words else 0
        if mask.bit_count() == 1 and self._is_meant(found, reading, self._index.select(mask)[0]):
            return reading.query, None
        if not topics or not mask or not points_at_cases(reading, self._is_said) or unexplained(reading) > DOUBTFUL:
            if not is_clear_beside(reading):
                return None, self.refuse(found)
            return None, self.beside(found, reading)
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

    def _is_meant(self, found: Understood, reading: Reading, case: Case) -> bool:
        """Return whether the words understood and the meaning of all words lead to the same case: 儿童坐车免票那个.

        The words understood must be several, and the others words of the language rather than slips.
        """
        subjects = sum(mention.sort == "topic" for mention in reading.mentions)
        is_verb = self._index.dictionary.is_verb
        words = all(any(token.word for token in one.tokens) or is_verb(one.text) for one in reading.unknown)
        whole = subjects > 1 and words and not (reading.dropped or reading.unaccounted)
        whole = whole and reading.query.ask in ("cases", "card", "units")
        whole = whole and self._index.select(self._index.evaluate(reading.query.where)) == (case,)
        return whole and unexplained(reading) <= DOUBTFUL and self._similar(found)[:1] == [case]

    def in_other_words(self, found: Understood, reading: Reading) -> Answer | None:
        """Return an answer with the cases near in meaning, if the reading matches no case or explains too little.

        None if it matches one and explains enough, or if no case is near.
        """
        if lacks_case(reading, found.repairs, self._index):
            return self._offer(found, reading)
        nearest = self._nearest(found) if is_passed_over(reading) else []
        return clarify([self._describer.question(reading.query), *nearest]) if nearest else None

    def stressed(self, reading: Reading) -> Answer | None:
        """Return a clarification of whether 自己 means alone or only stresses the place: 金华自己参与的案例.

        None unless no case has the place alone, so that it may only be stressed.
        """
        where = reading.query.where
        alone = [leaf for leaf, _ in leaves(where) if isinstance(leaf, OnlyRegions)]
        after_place = any(a.sort == "place" and b.has("itself") for a, b in pairwise(reading.mentions))
        stressed = after_place and not reading.has("only", "alone", "just")  # but not 浙江一个省自己
        if not alone or not stressed or self._index.evaluate(where):
            return None
        present = renamed(where, {one: both(*map(InRegion, one.codes)) for one in alone})
        return clarify(map(self._describer.question, (reading.query.with_(where=present), reading.query)))

    def scattered(self, reading: Reading) -> Answer | None:
        """Return a clarification of which case is meant, if each has but one of the words: 老师让孩子研究G60.

        None for keywords alone or a list, of which each case is a result, and if a case has two of the words.
        """
        words = [word for leaf, _ in leaves(reading.query.where) if isinstance(leaf, About) for word in leaf.words]
        found = self._index.evaluate(reading.query.where)
        listed = reading.bare or not reading.asks or reading.has("and", "or", "comma")
        if listed or len(words) < 2 or found.bit_count() < 2:
            return None
        if any(self._index.topics.positions_with(pair) for pair in combinations(words, 2)):
            return None
        return clarify(case.title for case in islice(self._index.select(found), MAX_OPTIONS))

    def described(self, found: Understood, talk: Talk) -> list[str]:
        """Return the title of the case that the talk beside a question without a subject may describe, in a list.

        For example 渔民不许下江打鱼，上海参与了吗. The case must be nearest in meaning both to the talk and to the
        whole message: a few words may be near to anything. The list is empty if there is no such case.
        """
        reading = found.reading
        named = any(one.sort == "topic" for one in reading.mentions) or (reading.groups and reading.has("case", "list"))
        if not talk.aside or named:
            return []
        whole = self._similar(found)[:1]
        near = self._offers.find(normalize(talk.aside), found.reading)[:1] if whole else []
        return [case.title for case in near if near == whole]

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

    def has_result(self, query: Query) -> bool:
        """Return whether a query can be offered: one that names subjects only if it matches a case."""
        named = [leaf for leaf, _ in leaves(query.where) if isinstance(leaf, About | Unknown)]
        if any(isinstance(leaf, Unknown) and leaf.what == "topic" for leaf in named):
            return False  # all cases are without a subject that none has
        return not named or self._index.evaluate(query.where) > 0

    def _placed(self, reading: Reading) -> list[str]:
        """Return the title of the one case that has all places a question names, in a list; else []."""
        places = [one for one in reading.mentions if one.sort == "place" and not one.is_either]
        mask = self._index.evaluate(both(*(part for one in places for part in one.filters))) if places else 0
        return [self._index.select(mask)[0].title] if mask.bit_count() == 1 else []

    def _nearest(self, found: Understood) -> list[str]:
        """Return the titles of the cases nearest in meaning to a question, as options of a clarification."""
        return [case.title for case in self._similar(found)[: MAX_OPTIONS - 1]]

    def _similar(self, found: Understood) -> list[Case]:
        """Return the cases near in meaning to a question; none for a fragment, which names no subject of its own."""
        return [] if found.is_fragment else self._offers.find(found.text, found.reading)

    def _is_said(self, mention: Mention) -> bool:
        """Return whether words not understood end with a verb that titles have, too: 研究, 先进做法."""
        word = mention.tokens[-1].text
        return self._index.dictionary.is_verb(word) and self._index.topics.has_words(word)

    def _offer(self, found: Understood, reading: Reading) -> Answer | None:
        """Return an answer that offers the cases near in meaning; None if there are none."""
        cases = self._similar(found)
        return offer((case.title for case in cases), (one.text for one in reading.unknown)) if cases else None


def _absent_provinces(reading: Reading) -> list[Filter]:
    """Return the conditions for provinces and groups of them that no notice names, if cases of one are asked for.

    The name of a smaller place and a letter may be a word of the language: 老城, 双城, 又贵又难.
    """
    required = conjuncts(reading.query.where) if reading.has("case") else ()
    named = [one for one in reading.mentions if one.sort == "place" and _is_of_provinces(one)]
    return [part for one in named for part in one.filters if isinstance(part, Unknown) and part in required]


def _is_of_provinces(place: Mention) -> bool:
    """Return whether the mention names a province, or a group of places."""
    term = place.tokens[0].term("place")
    return len(place.text) > 1 and (term is None or str(term.value[0]).endswith(_PROVINCE))  # type: ignore[index]


def _joined(words: Sequence[str], text: str) -> tuple[str, ...]:
    """Return the distinct words, those that stand side by side in the text as one: 跟外省, not 跟, 外 and 省."""
    joined: list[str] = []
    for word in dict.fromkeys(words):
        if joined and joined[-1] + word in text:
            joined[-1] += word
        else:
            joined.append(word)
    return tuple(joined)
