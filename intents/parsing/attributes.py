"""Words that stand as an attribute of cases and say nothing of one (SEMANTICS 14): 叉车全文的案例, 叉车名单的案例."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from intents.language.word_classes import CLASSES
from intents.parsing.mention import Mention

_IDLE = frozenset(
    ("filler", "show", "notice", "roster", "source", "verify", "condition_noun", "card", "title", "choose")
)
"""Effects of what asks, or says nothing, elsewhere; between a subject and its cases it has none of them."""


def idle_attributes(mentions: Sequence[Mention]) -> Iterator[str]:
    """Yield what stands between a topic and 的案例 without an effect there; 带“标准”字样的案例 says what they have."""
    for at, (topic, word, of, noun) in enumerate(zip(mentions, mentions[1:], mentions[2:], mentions[3:], strict=False)):
        is_attribute = topic.sort == "topic" and of.text in CLASSES.attributives and noun.has("case")
        idle = len(word.text) > 1 and bool(word.effects) and word.effects <= _IDLE
        if is_attribute and idle and not any(one.has("have") for one in mentions[:at]):
            yield word.text
