"""Read the nouns that only some notices have for their cases: 路段 and 书房 mean the cases of their notices."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from data.model import Notice
from data.nouns import DEFAULT, quoted_nouns, short_noun
from intents.language.normalize import normalize_name
from intents.language.word_classes import CLASSES
from intents.model.query import EVERYTHING, Filter, InNotice, InTier, Query, both, either, leaves
from intents.parsing.mention import Mention


def own_nouns(notices: Sequence[Notice]) -> dict[str, Filter]:
    """Return noun → condition on its notices, for the nouns for cases that some notices have, but not all.

    A word for “which” or “how many” with a notice's measure word counts as a noun, and so does what all titles of a
    notice end with, and no other title has: 研学基地. The default noun, which anybody uses for any case, is left out.
    """
    held: dict[str, list[InNotice]] = {}
    asked = (*CLASSES.which_determiners, *CLASSES.howmany_determiners)
    for notice in notices:
        nouns = (normalize_name(notice.noun), short_noun(notice.noun), *quoted_nouns(notice.title))
        # 几座 asks for what one notice counts so, but nobody means anything by 几条.
        measures = () if notice.measure in CLASSES.measure_words else (f"{word}{notice.measure}" for word in asked)
        for noun in dict.fromkeys(filter(None, (*nouns, *measures, *title_endings(notice, notices)))):
            held.setdefault(noun, []).append(InNotice(notice.id))
    return {noun: either(*of) for noun, of in held.items() if len(of) < len(notices) and noun != DEFAULT.noun}


def title_endings(notice: Notice, notices: Sequence[Notice]) -> Iterator[str]:
    """Yield what all titles of a notice's cases end with, before its noun, if no other notice has it in a title."""
    noun, first = normalize_name(notice.noun), next(iter(notice.cases), None)
    ending = normalize_name(first.title) if first else ""
    for case in notice.cases:
        title = normalize_name(case.title)
        ending = next((ending[at:] for at in range(len(ending)) if title.endswith(ending[at:])), "")
        if len(ending) <= len(noun):  # soon, in nearly all notices
            return
    others = (normalize_name(case.title) for other in notices if other is not notice for case in other.cases)
    if len(notice.cases) > 1 and ending.endswith(noun) and not any(ending in title for title in others):
        yield ending


def of_their_notices(query: Query, mentions: Iterable[Mention], evaluate: Callable[[Filter], int]) -> Query:
    """Return the query restricted to the notices whose noun the question has, where they have cases that it may mean.

    The condition stays where the query matches the same cases without it: what follows is of these notices: 其余的呢.
    A noun goes before a measure word, which notices with other nouns may have, too: 有几件工程.
    """
    own = [mention for mention in mentions if mention.sort == "op" and mention.filters]
    own = [mention for mention in own if mention.has("case")] or own
    named = [one for mention in own for one in mention.filters]
    named = [one for one in dict.fromkeys(named) if one not in query.items]
    meant = either(*named) if named else EVERYTHING
    within = both(query.where, meant)
    others = any(isinstance(leaf, InNotice | InTier) for leaf, _ in leaves(query.where))
    if not named or query.subject == "notices" or (others and query.ask == "notice"):
        return query
    if others and evaluate(query.where) and not evaluate(within):
        return query  # 湖北那份的项目, whatever it calls them
    return query.with_(where=within, every=query.every if query.every is None else both(query.every, meant))
