"""The entry point: a question goes in, an exact answer comes out."""

from __future__ import annotations

import functools
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from data.hanzi import Hanzi
from data.model import Dataset
from intents.answers.fallback import quote, reply
from intents.answers.query_answerer import QueryAnswerer
from intents.answers.title_places import in_parts, in_titles, not_among_units
from intents.clarifier import Clarifier
from intents.decider import Decider
from intents.dialogue.kinds import NAMED, kinds_of
from intents.index.case_index import CaseIndex
from intents.interpreter import Interpreter, Understood
from intents.language import cues
from intents.language.normalize import normalize
from intents.meaning.offers import Offers, Stored
from intents.model.answer import Answer, Repair
from intents.model.context import MAX_AGE_SECONDS, MAX_EARLIER, Context
from intents.model.query import (
    About,
    IsCase,
    Or,
    Query,
    Unknown,
    both,
    conjuncts,
    leaves,
)
from intents.outcome import Decision, Outcome
from intents.parsing.lexicon import Lexicon
from intents.parsing.reading import Reading
from intents.parsing.relevance import (
    reply_effect,
    settled,
)
from intents.parsing.tokenizer import Tokenizer
from intents.phrasing.description import Describer
from intents.phrasing.spoken import means_same, spoken_phrases
from intents.phrasing.words import TAKE_PART
from intents.serialization.codec import is_answerable
from intents.serialization.validity import check_query

if TYPE_CHECKING:
    from intents.explanation import Explanation

MAX_LENGTH = 500
"""The most characters of a question that is read; a longer text is refused, so that no part of it is ignored."""

_DENIALS = frozenset(("neg", "neg_left", "neg_right", "negated", "only", "narrowed", "except", "not_only"))
"""The kinds of events that turn a query into its contrary; a question that is offered may leave them out."""


class Engine:
    """Answers questions about one dataset; immutable, safe from many threads."""

    def __init__(self, data: Dataset | CaseIndex, *, eager: bool = True, vectors: Stored | None = None) -> None:
        """Build the indexes of a dataset; if not `eager`, spelling repair is built when a question first needs it.

        `vectors` stores the vectors that offers by meaning need; None if each process computes them.
        """
        self.index = data if isinstance(data, CaseIndex) else CaseIndex.build(data)
        self.dataset = self.index.dataset
        self.dictionary = dictionary = self.index.dictionary
        self.cues = cues.read_cues()
        self.lexicon = Lexicon(self.index, self.cues, dictionary)
        self.describer = Describer(self.index, self.lexicon)
        tokenizer = Tokenizer(self.index, self.lexicon, dictionary)
        self._understanding = Interpreter(self.index, self.lexicon, tokenizer, dictionary, Hanzi.load())
        self._answerer = QueryAnswerer(self.index, self.describer)
        self.offers = Offers(self.index, vectors)
        self._clarifier = Clarifier(self.index, self.describer, self.offers)
        self._decider = Decider(
            self.index, self.lexicon, self.describer, self._understanding, self._answerer, self._clarifier
        )
        self.say = functools.lru_cache(1024)(self._say)
        """Return a question that means a query, as a person would type it, where one is known: 安徽的食品案例."""
        if eager:
            self._understanding.warm()
            self.index.plain_alias  # noqa: B018 - every alias is looked at, and a refusal needs it

    def ask(self, text: str, context: Context | None = None, now: float | None = None) -> tuple[Answer, Context | None]:
        """Answer `text`.

        `context` is what the conversation's last call returned; `now` is in seconds, on the clock of that call. Returns
        the answer and the context for the next question. Never raises on any text.
        """
        outcome = self._outcome(text, context, now)
        return outcome.answer, outcome.context

    def explain(self, text: str, context: Context | None = None, now: float | None = None) -> Explanation:
        """Return how `ask` comes to its answer, for the same arguments. Never raises on any text."""
        from intents.explanation import explain  # noqa: PLC0415 - no answer needs it

        return explain(self._outcome(text, context, now), self.describer)

    def _outcome(self, text: str, context: Context | None, now: float | None) -> Outcome:
        """Return the answer to `text`, with the reading and the decision that led to it."""
        now = time.time() if now is None else now
        if context is not None and context.at is not None and now - context.at > MAX_AGE_SECONDS:
            context = None
        written = normalize(text)
        if not written.clean:
            query = Query("help") if any(char in text for char in "?？") else None
            answer = (self._answerer.answer(query) if query else self._clarifier.refuse()).with_(question=text)
            return Outcome(answer, context, Decision(query, None, None))
        if len(written.clean) > MAX_LENGTH:
            return Outcome(reply(self.index, "too_long").with_(question=text), context, Decision(None, None, None))
        found = self._understanding.understand(written, context.conditions if context is not None else None)
        anew = found.reading.has("anew") or found.reading.says("anew")
        picks = {group.sort for group in found.reading.groups} == {"number"}  # 算了，看第三个
        if anew and not picks and not found.reading.says("undo", "given_up", "instead"):
            context = None
        last = context.query if context is not None else None
        undoes = found.reading.says("undo") and not found.reading.groups
        if undoes and context is not None and not context.earlier:
            context = None
        if undoes and context is not None and (back := self._undone(found.reading, context)):
            query, *earlier = back
            answer = self._answerer.answer(query).with_(question=text)
            after = replace(self._after(query, answer, None, now, followed=False), earlier=tuple(earlier))
            return Outcome(answer, after, Decision(query, None, found.reading, "undo"), found, last)
        decision = self._decider.decide(found, context)
        query = decision.query
        answered = query is not None and query is not found.reading.query
        if query is not None and not answered:
            query = in_parts(query, self.index) or query
        titled = in_titles(found.reading, self.index, query) if query is not None and decision.rule is None else None
        query = titled.query if titled else query
        answer = decision.answer or (self._answerer.answer(query, found.reading) if query else self._clarifier.refuse())
        if titled:
            answer = answer.with_(notes=(*answer.notes, not_among_units(titled.places)))
        if unused := self._unused(found, answer, decision):
            answer = answer.with_(unused=unused, notes=(*answer.notes, f"未用到：{quote(unused)}。"))
        answer = answer.with_(notes=(*filter(None, (decision.note,)), *answer.notes))
        repairs = (*found.repairs, *(Repair(verb, TAKE_PART) for verb in found.reading.verbs))
        answer = answer.with_(question=text, repairs=() if answer.kind == "refuse" else repairs)
        if query is not None and answer.kind not in ("help", "refuse") and not _past_the_end(query):
            said = conjuncts(found.reading.query.where) if decision.rule == "swap" else ()
            context = replace(self._after(query, answer, context, now, followed=answered), said=said)
        elif decision.answer is not None:
            context = self._after_unanswered(decision, found, context, now)
        return Outcome(answer, context, decision, found, last, repairs)

    def _undone(self, reading: Reading, context: Context) -> Sequence[Query]:
        """Return the queries from that which is gone back to: the last, or as many steps or cases back as are said.

        For example 返回前两步, or 回到刚才那四个 for the last list of four; empty if there was none.
        """
        numbers = [at for at, mention in enumerate(reading.mentions) if mention.sort == "num"]
        if not numbers:
            return context.earlier
        number = reading.mentions[numbers[0]].tokens[0].number or 1
        if any(mention.has("times") for mention in reading.mentions[numbers[0] + 1 : numbers[0] + 2]):
            return context.earlier[number - 1 :]
        before = (*context.earlier, *((context.listing,) if context.listing is not None else ()))
        sizes = [self.index.evaluate(query.where).bit_count() for query in before]
        return before[sizes.index(number) :] if number in sizes else ()

    def _unused(self, found: Understood, answer: Answer, decision: Decision) -> tuple[str, ...]:
        """Return the content words of a question that its answer does not use (SEMANTICS 14)."""
        words: tuple[str, ...] = ()
        answered = answer.kind in ("card", "cases", "units", "count")
        if found.reading.unknown and answered and settled(found.reading) is None:
            words = tuple(mention.text for mention in found.reading.unknown)
        if found.talk is None or decision.answer is not None or answer.kind in ("help", "refuse"):
            return words
        return (*words, *found.talk.told)

    def answer(self, query: Query, context: Context | None = None, now: float | None = None) -> tuple[Answer, Context]:
        """Answer a query as it is, for example a stored one or that of a button.

        The answer's `question` states the query in words. `context` and `now` are as for `ask`. Raises `Gone` where the
        query names what this dataset does not have.
        """
        check_query(query, self.index, self.lexicon)
        answer = self._answerer.answer(query).with_(question=self.describer.question(query))
        now = time.time() if now is None else now
        return answer, self._after(query, answer, context, now, followed=True)

    def _say(self, query: Query) -> str:
        question = self.describer.question(query)
        if "（" not in question and query.ask != "card":
            return question
        for phrase in spoken_phrases(query, self.index, self.describer):
            answer, after = self.ask(phrase)
            picked = answer.kind == "card" and query.where == IsCase(answer.cases[0].id)
            means_it = picked or (after is not None and means_same(after.query, query, self.index))
            if means_it and not answer.repairs and not answer.unused:
                return phrase
        return question

    def _after(self, query: Query, answer: Answer, context: Context | None, now: float, *, followed: bool) -> Context:
        """Return the context for the next question; `followed` is whether the query continues the last one."""
        asked, query = query, self._without_choice(query)
        lists = answer.kind in ("cases", "count") or (answer.kind == "rank" and query.subject == "cases")
        listing = query if lists and len(answer.cases) else None
        of_units = answer.kind == "count" and query.subject != "cases"
        of_cases = answer.kind in ("units", "count", "yes_no") or query.by == "absence"
        keeps = of_units or (of_cases and answer.kind != "count") or answer.kind == "card"
        if listing is None and context is not None and keeps:
            listing = context.listing
        evidence = answer.kind == "yes_no" and len(answer.cases) > 1 and query.every is None
        if evidence and query.by != "number" and not (listing and followed):
            listing = query  # the cases that are evidence for the answer
        shown = query if answer.kind == "card" or query is not asked else self._first(query, answer)
        denied = answer.kind == "none" and query.ask == "yes_no"  # 八城联动里有没有南通
        if shown is None and (of_cases or denied):
            still = context is not None and followed and _still_about(context.card, query)
            shown = context.card if context is not None and still else self._named_case(query)
        earlier = (context.query, *context.earlier)[:MAX_EARLIER] if context is not None else ()
        return Context(query, listing, shown, self.dataset.revision, now, earlier)

    def _without_choice(self, query: Query) -> Query:
        """Return the query without the tiers to choose from, if it asks which the tier of one case is: 最佳还是优秀."""
        parts = conjuncts(query.where)
        named = [part for part in parts if not isinstance(part, Or) or kinds_of(part) != {"tier"}]
        one = len(named) < len(parts) and bool(named) and self.index.evaluate(both(*named)).bit_count() == 1
        return query.with_(where=both(*named)) if one and query.ask in ("cases", "card") else query

    def _after_unanswered(
        self, decision: Decision, found: Understood, context: Context | None, now: float
    ) -> Context | None:
        """Return the context after a question that was answered by a clarification or a refusal.

        Its query is the one offered, or what could be read of the question. The context is returned unchanged if the
        message is no question about the notices, is two questions, or what could be read is no whole query.
        """
        reading = found.guesses[0].reading if found.guesses else found.reading
        decision = decision._replace(offered=decision.offered or self._only_offer(decision.answer, reading))
        named = reading.groups or decision.offered or (context is not None and reading.has("unit", "case"))
        if reply_effect(reading) is not None or found.questions or not named:
            return context  # the message is no question about the notices, or is two questions
        words = decision.answer.unused if decision.answer is not None else ()
        unread = any(one.kind in _DENIALS and one.text in words for one in reading.events) or bool(reading.unaccounted)
        told = reading.query.ask if reading.query.ask in ("rank", "compare", "count") and not reading.groups else None
        unlike = decision.offered is not None and told not in (None, decision.offered.ask)  # offered by meaning alone
        doubtful = decision.offered is None or unread or unlike or self._is_void(decision.offered)
        listing = decision.offered if decision.offered and decision.offered.ask in ("cases", "count") else None
        if context is not None and not (reading.asks and reading.groups):
            query, listing = decision.offered or context.query, listing or context.listing
            alone = decision.offered in (None, reading.query)  # it takes nothing over from the last query
            doubtful = doubtful or (context.is_doubtful and alone)
            card = self._named_case(decision.offered) if decision.offered else context.card
            return replace(context, query=query, listing=listing, card=card, at=now, is_doubtful=doubtful)
        query = decision.offered or reading.query
        if not is_answerable(query):
            return context
        card = self._named_case(decision.offered) if decision.offered else None
        return Context(query, listing, card, self.dataset.revision, now, is_doubtful=doubtful)

    def _only_offer(self, answer: Answer | None, reading: Reading) -> Query | None:
        """Return the query that a clarification offers alone, if it has all that the question names; else None.

        An asker who goes on without choosing it means it (SEMANTICS 12).
        """
        if answer is None or answer.kind != "clarify" or len(answer.options) != 1:
            return None
        offered = self._understanding.understand(normalize(answer.options[0].question)).reading.query
        held = {leaf for leaf, _ in leaves(offered.where)}
        named = {leaf for leaf, _ in leaves(reading.query.where) if not isinstance(leaf, About)}
        names = bool(held) or offered.ask not in ("cases", "units", "card")  # 所有案例 is hardly what was meant
        return offered if names and named <= held else None

    def _is_void(self, query: Query) -> bool:
        """Return whether no case matches the query, though the dataset has all that the query names."""
        named = (leaf for leaf, _ in leaves(query.where))
        return not self.index.evaluate(query.where) and not any(isinstance(leaf, Unknown) for leaf in named)

    def _named_case(self, query: Query) -> Query | None:
        """Return the query for the card of the one case that a query names, whatever it asks of it; else None.

        For example 八城联动里有没有苏州.
        """
        if query.ask == "yes_no" and query.subject == "cases" and len(query.items) == 1:
            return Query("card", query.items[0])  # 参与单位最多的是不是G60那个
        parts = [part for part in conjuncts(query.where) if kinds_of(part) <= _NAMING]
        named = [part for part in parts if kinds_of(part) == {"topic"}] or parts
        where = both(*named)
        alone = any(kinds_of(part) & NAMED for part in named)
        return Query("card", where) if alone and self.index.evaluate(where).bit_count() == 1 else None

    @staticmethod
    def _first(query: Query, answer: Answer) -> Query | None:
        """Return the query for the card of the case that alone is first in a ranking of cases, as what 它 means.

        None for other answers and for a tie.
        """
        lines = answer.ranking
        if query.ask != "rank" or query.subject != "cases" or not answer.cases:
            return None
        alone = len(lines) == 1 or (len(lines) > 1 and lines[0].value != lines[1].value)
        return Query("card", IsCase(answer.cases[0].id)) if alone else None


_NAMING = NAMED | {"tier", "notice"}
"""The kinds of conditions that name a case, as opposed to those that are asked of it."""


def _past_the_end(query: Query) -> bool:
    """Return whether the query picks a position that the last list does not have."""
    return any(isinstance(leaf, Unknown) and leaf.what == "number" for leaf, _ in leaves(query.where))


def _still_about(shown: Query | None, query: Query) -> bool:
    """Return whether a query still has all conditions of the case that was shown."""
    return shown is not None and set(conjuncts(shown.where)) <= set(conjuncts(query.where))
