"""Tell the question of a message from the talk around it: clauses that ask nothing and name nothing of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from intents.language.dictionary import Dictionary
from intents.model.query import Filter, Unknown
from intents.parsing.discourse.clause import Clause, clauses_of
from intents.parsing.discourse.words import is_degree, is_of_the_field
from intents.parsing.mention import STOP, Mention

_TOLD = 3
"""The most words of talk that an answer names."""


class Talk(NamedTuple):
    """The talk beside a question: what the asker says besides it."""

    spans: tuple[tuple[int, int], ...]
    """The positions where the clauses of the question begin and end."""
    told: tuple[str, ...]
    """The content words of the talk that are not about people: an answer names them (SEMANTICS 14)."""
    aside: str
    """The talk with unknown words that is not about people: it may describe a case in other words."""
    of_people: str
    """The talk with unknown words that is about people."""
    is_needed: bool
    """Whether the talk has words that nothing explains, or that would steer meaning."""


class Talks:
    """Finds the talk of messages over one dataset."""

    def __init__(self, dictionary: Dictionary, covers: Callable[[Filter, Sequence[Filter]], bool]) -> None:
        """Keep `covers`, which tells whether a condition says no more than those of its kind in the question."""
        self._dictionary, self._covers = dictionary, covers

    def find(self, mentions: Sequence[Mention]) -> Talk | None:
        """Return the talk beside the question of a message; None if there is no talk, or nothing else."""
        clauses = clauses_of(mentions, self._dictionary)
        if len(clauses) < 2:
            return None
        wanted = [clause.asks or (clause.names and not clause.is_unread) for clause in clauses]
        asides = [clause.is_talk(wanted=sum(wanted) > own) for clause, own in zip(clauses, wanted, strict=True)]
        asides[-1] = asides[-1] and not (clauses[-1].is_latin and len(clauses[-1].mentions) == 1)  # …，right
        said = list(zip(clauses, asides, strict=True))
        rest = [one for clause, aside in said if not aside for one in clause.mentions]
        is_asked = any(clause.asks for clause, aside in said if not aside)
        is_named = any(one.filters for one in rest)
        kept, left = list[Clause](), list[tuple[Clause, list[Mention]]]()
        for clause, aside in said:
            lost = self._lost(clause, rest) if aside and not clause.says_why else []
            refers = is_named and bool(lost) and any(one.has("those", "inside_those") for one in rest)
            if not aside or refers or (lost and _may_be_condition(clause, lost, is_named=is_named, is_asked=is_asked)):
                kept.append(clause)
            elif lost and not is_named and not (is_asked and clause.supposes):  # 刚才聊到叉车检验，这个案例谁参与的
                kept.append(Clause(clause.referred, self._dictionary))
                others = [one for one in clause.mentions if not one.filters]
                left += [(Clause(others, self._dictionary), [])] if others else []
            else:
                left.append((clause, lost))
        verified = not is_named and any(clause.has("tag") for clause in kept)  # 他说安徽参与了，对吗
        if verified or not left or not any(clause.asks or clause.names for clause in kept):
            return None
        is_clear = any(one.sort == "topic" for one in rest)
        unread = [clause for clause, _ in left if clause.is_unread]
        return Talk(
            tuple((clause.mentions[0].tokens[0].start, clause.mentions[-1].tokens[-1].end) for clause in kept),
            told_in(left, is_clear=is_clear),
            "，".join(clause.text for clause in unread if not clause.speaks),
            "，".join(clause.text for clause in unread if clause.speaks),
            bool(unread) or any(clause.steers or clause.supposes for clause, _ in left),
        )

    def _lost(self, clause: Clause, rest: Sequence[Mention]) -> list[Mention]:
        """Return the mentions of a clause with names that the rest does not say, too; not 很满意 or 一组数据."""
        parts = clause.parts_of_words if clause.speaks else ()
        return [
            mention
            for before, mention in pairwise((STOP, *clause.mentions))
            if mention in clause.named
            and mention not in parts
            and not (is_of_the_field(mention) or is_degree(before) or before.has("all"))
            for part in mention.filters
            if not (clause.speaks and isinstance(part, Unknown) and part.what == "unit")  # 我在街道办
            if not self._covers(part, [other for one in rest if one.sort == mention.sort for other in one.filters])
        ]


def told_in(left: Iterable[tuple[Clause, list[Mention]]], *, is_clear: bool) -> tuple[str, ...]:
    """Return the content words of clauses that are left out, given with the names that only they have (`Talk.told`).

    `is_clear` is whether the question has a subject.
    """
    told = dict.fromkeys(word for clause, lost in left for word in clause.told(lost=lost, is_clear=is_clear))
    return tuple(told)[:_TOLD]


def _may_be_condition(clause: Clause, lost: Sequence[Mention], *, is_named: bool, is_asked: bool) -> bool:
    """Return whether names that only a clause of talk has may be meant as conditions of the question.

    They are not if the clause also names what the question does (我在芜湖卖食品，芜湖参与了什么).
    """
    if not (clause.is_unread or clause.speaks):
        return True
    if is_named:
        subjects = all(mention.sort == "topic" for mention in lost)
        return not (clause.speaks and subjects and len(lost) < len(clause.named))
    content = [one for one in clause.mentions if one.effects != {"function"}]  # 双|随即|一公开
    sides = [{one.sort, after.sort} for one, after in pairwise(content)]
    slip = any("topic" in side and not side.isdisjoint(("unknown", "verb")) for side in sides)  # 长江|禁鱼
    return slip or not is_asked or clause.has("neg", "neg_left", "and")
