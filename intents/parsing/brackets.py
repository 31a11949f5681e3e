"""Read what stands in brackets as one condition."""

from __future__ import annotations

from intents.index.case_index import CaseIndex
from intents.model.query import EVERYTHING, with_themes
from intents.parsing.mention import Mention
from intents.parsing.operators import OperatorScope

_COUNTED_IN = ("算", "也算", "算上", "在内")
"""What a remark says of what a condition covers anyway: 上海市局（下属的处室都算）."""
_BRACKETS = 16
"""Pairs of brackets that are read; more are passed over."""


def unbracketed(index: CaseIndex, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions with each pair of brackets, innermost first, read as one condition."""
    if not any(mention.text in ("(", ")") for mention in mentions):
        return mentions
    if sum(mention.text == "(" for mention in mentions) > _BRACKETS:
        mentions = tuple(mention for mention in mentions if mention.text not in ("(", ")"))
    outer: list[list[Mention]] = [[]]
    for mention in mentions:
        if mention.text == "(":
            outer.append([])
        elif mention.text == ")" and len(outer) > 1:
            inner = outer.pop()
            where = OperatorScope(index, inner).combine().where
            if any(one.has("about") for one in inner):
                where = with_themes(where)
            counted_in = any(one.text in _COUNTED_IN for one in inner) and not any(one.has("neg") for one in inner)
            if where != EVERYTHING and not counted_in:  # else it is a remark
                tokens = tuple(token for one in inner for token in one.tokens)
                outer[-1].append(Mention("bracket", tokens, (where,)))
        elif mention.text not in ("(", ")"):
            outer[-1].append(mention)
    return tuple(mention for level in outer for mention in level)
