"""Answers that assert nothing: refusals, replies to messages that are no question, and clarifications."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from intents.answers.help import example_questions
from intents.index.case_index import CaseIndex
from intents.language.normalize import NormalizedText
from intents.model.answer import Answer, Option
from intents.model.query import About, Filter, InTier, Query, both
from intents.parsing.reading import Reading
from intents.phrasing.description import Describer

MAX_OPTIONS = 3
"""The maximum number of options of a clarification."""
MAX_NAMED = 3
"""The maximum number of words that a refusal names."""
MAX_NAMED_CHARACTERS = 8
"""The maximum length of an unknown word that is quoted; a longer run of characters is another subject."""
REPLIES = {
    "thanks": "不客气。还可以这样问：",
    "praise": "谢谢夸奖。还可以这样问：",
    "greeting": "您好！可以这样问：",
    "anew": "好的，我们重新开始。可以这样问：",
    "unsupported": "这件事我做不了：我只回答通知里的案例、单位和地区，不翻译、不代写。可以这样问：",
    "too_long": "问题太长了，请用一两句话来问。可以这样问：",
}
"""Effect of the words of a message that is no question (SEMANTICS 13) → the heading of the reply."""
GREETINGS = frozenset(REPLIES[effect] for effect in ("thanks", "praise", "greeting"))
"""The headings of replies to thanks, praise and greetings."""
_NAMES = ("place", "org", "topic", "tier")
"""The sorts of mentions that a refusal names as understood."""
_OF_A_CASE = ("", "是谁做的", "有几个单位参与")
"""Endings that make a question of a case's title."""
ELSEWHERE = "您好，我是案例通，只回答通知里的案例、单位和地区。可以这样问："
ELSEWHERE_AGAIN = "这个我答不了：我只回答通知里的案例、单位和地区。可以这样问："
"""The heading of a refusal in the middle of a conversation, without a greeting."""


class Known(NamedTuple):
    """The part of a refused question that was understood."""

    words: tuple[str, ...]
    questions: tuple[Option, ...]
    """Questions about these names that have an answer."""


def refuse(index: CaseIndex, unknown: Iterable[str] = (), known: Known | None = None) -> Answer:
    """Return a refusal that names what was not understood and what was, with questions that have an answer."""
    words = named(unknown)
    if known is not None:
        rest = f"{quote(words)}通知里没有" if words else "其余的通知里没有"
        options = dict.fromkeys((*known.questions, *example_questions(index)))
        heading = f"{quote(known.words)}我认得，{rest}。可以这样问："
        return Answer("refuse", heading, options=tuple(options)[:MAX_OPTIONS], unused=words)
    heading = f"没有读懂{quote(words)}：通知里没有这些。可以这样问：" if words else ELSEWHERE
    return Answer("refuse", heading, options=example_questions(index), unused=words)


def known_in(text: NormalizedText, reading: Reading, index: CaseIndex, describer: Describer) -> Known | None:
    """Return the names in a question that the notices have, with questions about them; None if there are none.

    For a single matching case the questions are about this case; otherwise about the cases that meet all the
    conditions, or, if no case does, the first condition.
    """
    named_filters = [
        (mention, one) for mention in reading.mentions if mention.sort in _NAMES for one in mention.filters
    ]
    some = [
        (text.source(mention.tokens[0].start, mention.tokens[-1].end), one)
        for mention, one in named_filters
        if index.evaluate(one)
    ]
    if not some:
        return None
    words = tuple(dict.fromkeys(word for word, _ in some))[:MAX_NAMED]
    filters = tuple(dict.fromkeys(_as_theme(one) for _, one in some))
    where = both(*filters) if index.evaluate(both(*filters)) else filters[0]
    cases = index.select(index.evaluate(where))
    if len(cases) == 1:
        return Known(words, tuple(Option(cases[0].title + more, cases[0].title + more) for more in _OF_A_CASE))
    first = next((tier for tier in _tiers(index) if index.evaluate(both(where, tier)) and tier not in filters), None)
    queries = (Query("cases", where), Query("count", where), Query("cases", both(where, first)) if first else None)
    return Known(words, tuple(_asked(query, describer) for query in queries if query is not None))


def _as_theme(one: Filter) -> Filter:
    return About(one.words, theme=True) if isinstance(one, About) else one


def _tiers(index: CaseIndex) -> Iterable[InTier]:
    return (InTier(tier.name) for notice in index.dataset.notices for tier in notice.tiers if tier.name)


def _asked(query: Query, describer: Describer) -> Option:
    question = describer.question(query)
    return Option(question, question)


def reply(index: CaseIndex, effect: str) -> Answer:
    """Return the reply to thanks, praise, a greeting or an unsupported request, by its effect."""
    return Answer("refuse", REPLIES[effect], options=example_questions(index))


def clarify(questions: Iterable[str], unused: Sequence[str] = ()) -> Answer:
    """Return a clarification with up to three readings, each as a question."""
    options = tuple(Option(question, question) for question in list(dict.fromkeys(questions))[:MAX_OPTIONS])
    heading = f"没有读懂{quote(unused)}，您是不是想问：" if unused else "您是不是想问："
    return Answer("clarify", heading, options=options, unused=tuple(unused))


def offer(titles: Iterable[str], unknown: Iterable[str]) -> Answer:
    """Return a clarification with the titles of cases that a question may mean in other words (SEMANTICS 16)."""
    answer = clarify(titles, named(unknown))
    return answer.with_(heading="通知里没有这样的说法，您是不是想问：")


def named(unknown: Iterable[str]) -> tuple[str, ...]:
    """Return those of the unknown words that a reply names."""
    return tuple(word for word in dict.fromkeys(unknown) if len(word) <= MAX_NAMED_CHARACTERS)[:MAX_NAMED]


def quote(words: Iterable[str]) -> str:
    """Return words in quotation marks: “改革”、“人员”."""
    return "、".join(f"“{word}”" for word in words)
