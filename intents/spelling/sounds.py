"""Find names of which a part was typed as homophonous function words: 浙将 for 浙江, 规范提系 for 规范体系."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from data.hanzi import Hanzi
from intents.index.case_index import CaseIndex
from intents.parsing.mention import Mention

_TITLES = 64
"""The maximum number of titles with a topic that are compared."""
_CHARACTERS = 2
"""The maximum number of one-character mentions after a name that are compared."""


def sounding_like(mentions: Sequence[Mention], index: CaseIndex, hanzi: Hanzi) -> Iterator[tuple[str, str]]:
    """Yield (misspelt name, name meant) for each name followed by characters that ask for nothing by themselves."""
    for at, mention in enumerate(mentions):
        if mention.sort not in ("place", "topic"):
            continue
        following = mentions[at + 1 : at + 1 + _CHARACTERS]
        run = "".join(one.text for one in itertools.takewhile(_says_nothing, following))
        for name in _names(mention, index) if run else ():
            _, _, rest = name.partition(mention.text)
            typed = run[:1] if mention.sort == "place" else run
            meant = rest[: len(typed)]
            whole = mention.sort == "place" or index.topics.has_words(mention.text + meant)  # 纠纷示 ends within a word
            if whole and len(meant) == len(typed) and meant != typed and all(map(hanzi.sound_alike, typed, meant)):
                yield mention.text + typed, mention.text + meant


def _names(mention: Mention, index: CaseIndex) -> Iterator[str]:
    """Yield the names that a mention may begin: places for a single character, titles for a topic."""
    if mention.sort == "place" and len(mention.text) == 1:
        yield from (place.short for place in index.regions.values() if place.short[0] == mention.text)
    elif mention.sort == "topic":
        yield from (case.title for case in itertools.islice(index.topics.candidate_cases(mention.text), _TITLES))


def _says_nothing(mention: Mention) -> bool:
    return len(mention.text) == 1 and mention.has("filler", "give", "show")
