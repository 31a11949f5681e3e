"""The words for which a typing error may stand."""

from __future__ import annotations

from collections.abc import Iterator

from intents.index.case_index import CaseIndex
from intents.language.word_classes import CLASSES
from intents.model.query import ByAgency
from intents.parsing.lexicon import Lexicon

_IDLE = ("filler", "renewed", "attain")
"""The effects of words that change no answer, or hardly any: few typing errors are meant for them."""
_HALF = 0.2
"""The weight of half a word of a title."""
_SHORT, _PAIR = 2, 2
"""The length of an agency's short name that is similar to many other words, and that of most words."""


def vocabulary(index: CaseIndex, lexicon: Lexicon) -> dict[str, float]:
    """Return word → weight: how readily a typing error is repaired to it.

    The dataset's own words have the highest weights, places that no notice has the lowest.
    """
    words: dict[str, float] = {}
    for word, terms in lexicon.terms.items():
        weight = 0.0
        for term in terms:
            if term.kind == "cue" and term.value in ("function", "latest", "earliest"):
                continue  # no typing error in a question about cases means these
            if term.kind == "fact" and len(word) < len(str(term.value)):
                continue  # 背景, short for 评选背景
            if isinstance(term.value, ByAgency) and len(word) == _SHORT and not index.evaluate(term.value):
                continue  # 财大, which no notice has
            if term.kind == "cue":
                weight = max(weight, 0.3 if len(word) == 1 else 0.4 if term.value in _IDLE else 0.7)
            elif term.kind == "place":
                own = any(code in index.regions for code in term.value)  # type: ignore[attr-defined]
                upper = lexicon.region(term.value[0]).level != "county"  # type: ignore[index]
                weight = max(weight, 1.0 if own else 0.05 if upper else 0.0)
            elif term.kind != "field" or len(word) > 2:
                whole = term.kind in ("tier", "area", "group", "org")
                weight = max(weight, 1.0 if whole else 0.9 if len(word) > 3 else 0.6)
        if weight and len(word) <= 12 and not word.startswith(CLASSES.attributives):
            words[word] = weight
    subjects = list(index.topics.words())
    words |= {subject: 0.9 for subject in subjects if subject not in words}
    words |= {half: _HALF for subject in subjects for half in _halves(subject, index) if half not in words}
    return words


def _halves(subject: str, index: CaseIndex) -> Iterator[str]:
    """Yield the two halves of a word of four characters that are words of the general dictionary: 监督, 抽查."""
    for half in (subject[:_PAIR], subject[_PAIR:]) if len(subject) == 2 * _PAIR else ():
        if index.dictionary.has_word(half) and index.topics.has_words(half):
            yield half
