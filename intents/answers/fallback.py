"""Answers that assert nothing: refusals, replies to what is no question, and clarifications."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from intents.answers.help import example_questions
from intents.index.case_index import CaseIndex
from intents.model.answer import Answer, Option

MAX_OPTIONS = 3
"""Options of a clarification."""
MAX_NAMED = 3
"""Words that a refusal names."""
MAX_NAMED_CHARACTERS = 8
"""A longer run of unknown characters is another subject and is not quoted."""
REPLIES = {
    "thanks": "不客气。还可以这样问：",
    "praise": "谢谢夸奖。还可以这样问：",
    "greeting": "您好！可以这样问：",
    "anew": "好的，我们重新开始。可以这样问：",
    "unsupported": "这件事我做不了：我只回答通知里的案例、单位和地区，不导出、不翻译、不代写。可以这样问：",
    "too_long": "问题太长了，请用一两句话来问。可以这样问：",
}
"""What is said to a message that is no question, by the effect of its words (SEMANTICS 13), or that is too long."""
_ELSEWHERE = "您好，我是案例通，只回答通知里的案例、单位和地区。可以这样问："


def refuse(index: CaseIndex, unknown: Iterable[str] = ()) -> Answer:
    """Return a refusal that names what was not understood, with questions that work."""
    words = named(unknown)
    heading = f"没有读懂{quote(words)}：通知里没有这些。可以这样问：" if words else _ELSEWHERE
    return Answer("refuse", heading, options=example_questions(index), unused=words)


def reply(index: CaseIndex, effect: str) -> Answer:
    """Return the reply to thanks, praise, a greeting or a request that is not ours."""
    return Answer("refuse", REPLIES[effect], options=example_questions(index))


def clarify(questions: Iterable[str], unused: Sequence[str] = ()) -> Answer:
    """Return up to three readings, each as a question."""
    options = tuple(Option(question, question) for question in list(dict.fromkeys(questions))[:MAX_OPTIONS])
    heading = f"没有读懂{quote(unused)}，您是不是想问：" if unused else "您是不是想问："
    return Answer("clarify", heading, options=options, unused=tuple(unused))


def offer(titles: Iterable[str], unknown: Iterable[str]) -> Answer:
    """Return the titles of cases that a question may mean in other words (SEMANTICS 16)."""
    answer = clarify(titles, named(unknown))
    return answer.with_(heading="通知里没有这样的说法，您是不是想问：")


def named(unknown: Iterable[str]) -> tuple[str, ...]:
    """Return the words of these that a reply names."""
    return tuple(word for word in dict.fromkeys(unknown) if len(word) <= MAX_NAMED_CHARACTERS)[:MAX_NAMED]


def quote(words: Iterable[str]) -> str:
    """Return words in quotation marks: “改革”、“人员”."""
    return "、".join(f"“{word}”" for word in words)
