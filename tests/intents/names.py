"""The shipped data's own names, of which questions are composed, and a short hand for what comes back."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import settings

from data.load import load
from data.model import Case
from intents.model.answer import Answer
from intents.model.query import (
    About,
    And,
    ByAgency,
    Filter,
    InArea,
    InNotice,
    InRegion,
    InTier,
    IsCase,
    Leaf,
    Not,
    Numbered,
    OnlyRegions,
    Or,
    PlaceCount,
    UnitCount,
    UnitLevel,
    Unknown,
)
from intents.parsing.lexicon import Lexicon

STEADY = settings(derandomize=True, deadline=None, max_examples=150)
"""The same examples on every run, however slow the machine."""

DATASET = load()
REGIONS = tuple(dict.fromkeys(place for case in DATASET.cases for unit in case.agencies for place in unit.regions))
"""The places that some case has."""
PLACES = tuple(dict.fromkeys(name for place in REGIONS for name in (place.short, place.name)))
"""What they are called, short and in full."""
TIERS = tuple(tier.name for notice in DATASET.notices for tier in notice.tiers if tier.name)
AGENCIES = tuple(dict.fromkeys(unit for case in DATASET.cases for unit in case.agencies))
OFFICES = ("计量处", "市监局", "药监局", "消保委", "标准化处", "浙江计量处", "上海药监局", "金华市局")
"""Units by a recognisable part of their names."""
SUBJECTS = tuple(dict.fromkeys(alias for case in DATASET.cases for alias in case.aliases))
"""What people call the cases' subjects."""
EVERY = frozenset(case.id for case in DATASET.cases)


def short(cases: Iterable[Case]) -> str:
    """The cases by tier and number: 1/1 2/4."""
    return " ".join(case.id.partition("/")[2] for case in cases)


def ids(answer: Answer) -> frozenset[str]:
    """The ids of an answer's cases."""
    return frozenset(case.id for case in answer.cases)


def said(answer: Answer) -> tuple[object, ...]:
    """All that an answer answers, whatever words it was asked in."""
    units = frozenset(unit.name for unit in answer.agencies)
    return answer.kind, short(answer.cases), units, answer.value, answer.yes, answer.ranking


def written(where: Filter, lexicon: Lexicon) -> str:
    """A filter on one line: 上海 & !江苏 & (最佳实践案例 | 叉车)."""
    match where:
        case And(parts):
            return " & ".join(_inner(part, lexicon) for part in parts) or "all"
        case Or(parts):
            return " | ".join(_inner(part, lexicon) for part in parts)
        case Not(part):
            return "!" + _inner(part, lexicon)
    return _leaf(where, lexicon)


def _inner(part: Filter, lexicon: Lexicon) -> str:
    text = written(part, lexicon)
    return f"({text})" if isinstance(part, And | Or) and part.parts else text


def _leaf(leaf: Leaf, lexicon: Lexicon) -> str:
    def name(code: str) -> str:
        return lexicon.region(code).short if code else ""

    match leaf:
        case InRegion(code):
            return name(code)
        case ByAgency(part, code):
            return f"{name(code)}[{part}]"
        case InTier(text) | InArea(text) | InNotice(text) | IsCase(text):
            return text
        case Numbered(number, until):
            return f"#{number}" + (f"-{until}" if until else "")
        case About(words, theme):
            return "+".join(words) + ("*" if theme else "")
        case OnlyRegions(codes):
            return f"only({' '.join(map(name, codes))})"
        case Unknown(text, what):
            return f"?{what}:{text}"
    return _counted(leaf)


def _counted(leaf: Leaf) -> str:
    match leaf:
        case PlaceCount(level, op, count):
            return f"{level}{op}{count}"
        case UnitCount(op, count):
            return f"units{op}{count}"
        case UnitLevel(level):
            return f"units of a {level}"
    return str(leaf)
