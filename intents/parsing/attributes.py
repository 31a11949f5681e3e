"""Find words that stand as an attribute of cases and add no condition (SEMANTICS 14): 叉车全文的案例."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from intents.language.word_classes import CLASSES
from intents.parsing.mention import Mention

_IDLE = frozenset(
    (
        "filler",
        "show",
        "notice",
        "roster",
        "source",
        "verify",
        "condition_noun",
        "card",
        "title",
        "case_title",
        "choose",
    )
)
"""The effects of words that ask or are fillers elsewhere, and have no effect between a subject and its cases."""


def idle_attributes(mentions: Sequence[Mention]) -> Iterator[str]:
    """Yield the words between a topic and 的案例 that have no effect there, for example 名单 in 叉车名单的案例.

    After a word for “have” none are yielded: 带“标准”字样的案例 states what the cases have.
    """
    for at, (topic, word, of, noun) in enumerate(zip(mentions, mentions[1:], mentions[2:], mentions[3:], strict=False)):
        is_attribute = topic.sort == "topic" and of.text in CLASSES.attributives and noun.has("case")
        idle = len(word.text) > 1 and bool(word.effects) and word.effects <= _IDLE
        if is_attribute and idle and not any(one.has("have") for one in mentions[:at]):
            yield word.text
