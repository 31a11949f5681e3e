"""Fold long lists of names before the chart, whose cost grows with the cube of the number of words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from intents.parsing.mention import Mention

MIN_FOLDED = 6
"""The fewest names of a list that is folded: a shorter one may be read in several ways."""
_KINDS = ("place", "org", "topic", "tier")


def fold_lists(mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the mentions with each long list of names of one kind as one mention."""
    if sum(mention.sort in _KINDS for mention in mentions) < MIN_FOLDED:
        yield from mentions
        return
    at = 0
    while at < len(mentions):
        end, names, is_either = _list_end(mentions, at)
        if names < MIN_FOLDED:
            yield mentions[at]
            at += 1
            continue
        members = [mention for mention in mentions[at:end] if mention.sort == mentions[at].sort]
        tokens = tuple(token for mention in members for token in mention.tokens)
        filters = tuple(dict.fromkeys(part for mention in members for part in mention.filters))
        yield Mention(mentions[at].sort, tokens, filters, is_either=is_either)
        at = end


def _list_end(mentions: Sequence[Mention], start: int) -> tuple[int, int, bool]:
    """Return where the list that begins at `start` ends, how many names it has, and whether 或 joins them."""
    kind = mentions[start].sort
    if kind not in _KINDS:
        return start + 1, 0, False
    end, names, is_either = start + 1, 1, False
    at = end
    while at < len(mentions):
        mention = mentions[at]
        if mention.sort == kind:
            end, names = at + 1, names + 1
        elif mention.has("or"):
            is_either = True
        elif not mention.has("and", "comma"):
            break
        at += 1
    return end, names, is_either
