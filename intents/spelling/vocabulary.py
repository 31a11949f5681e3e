"""The words for which a typing error may stand."""

from __future__ import annotations

from intents.index.case_index import CaseIndex
from intents.language.word_classes import CLASSES
from intents.model.query import ByAgency
from intents.parsing.lexicon import Lexicon

_IDLE = ("filler", "renewed", "attain")
"""The effects of words that change no answer, or hardly any: few typing errors are meant for them."""
_SHORT = 2
"""The length of an agency's short name that is similar to many other words."""


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
    for subject in index.topics.words():
        words.setdefault(subject, 0.9)
    return words
