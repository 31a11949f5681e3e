"""Names from the shipped data that questions are composed of, and short forms of results for assertions."""

from __future__ import annotations

from collections.abc import Iterable

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
    InTitle,
    IsCase,
    Leaf,
    Not,
    Numbered,
    OnlyAgencies,
    OnlyRegions,
    Or,
    PlaceCount,
    UnitCount,
    UnitLevel,
    Unknown,
)
from intents.parsing.lexicon import Lexicon

"""The same examples on every run, without a time limit."""

DATASET = load()
REGIONS = tuple(dict.fromkeys(place for case in DATASET.cases for unit in case.agencies for place in unit.regions))
"""The places that take part in a case."""
PLACES = tuple(dict.fromkeys(name for place in REGIONS for name in (place.short, place.name)))
"""Their short and full names."""
TIERS = tuple(tier.name for notice in DATASET.notices for tier in notice.tiers if tier.name)
AGENCIES = tuple(dict.fromkeys(unit for case in DATASET.cases for unit in case.agencies))
AGENCY_NAMES = ("计量处", "市监局", "药监局", "消保委", "标准化处", "浙江计量处", "上海药监局", "金华市局")
"""Agencies by a recognizable part of their names."""
SUBJECTS = tuple(dict.fromkeys(alias for case in DATASET.cases for alias in case.aliases))
"""Aliases of the cases."""
ALL_CASE_IDS = frozenset(case.id for case in DATASET.cases)


def format_cases(cases: Iterable[Case]) -> str:
    """Return the cases by tier and number: 1/1 2/4."""
    return " ".join(case.id.partition("/")[2] for case in cases)


def case_ids(answer: Answer) -> frozenset[str]:
    """Return the ids of an answer's cases."""
    return frozenset(case.id for case in answer.cases)


def answer_content(answer: Answer) -> tuple[object, ...]:
    """Return everything that an answer states, independent of its wording."""
    units = frozenset(unit.name for unit in answer.agencies)
    return answer.kind, format_cases(answer.cases), units, answer.value, answer.yes, answer.ranking


def format_filter(where: Filter, lexicon: Lexicon) -> str:
    """Return a filter on one line: 上海 & !江苏 & (最佳实践案例 | 叉车)."""
    match where:
        case And(parts):
            return " & ".join(_format_inner(part, lexicon) for part in parts) or "all"
        case Or(parts):
            return " | ".join(_format_inner(part, lexicon) for part in parts)
        case Not(part):
            return "!" + _format_inner(part, lexicon)
    return _format_leaf(where, lexicon)


def _format_inner(part: Filter, lexicon: Lexicon) -> str:
    text = format_filter(part, lexicon)
    return f"({text})" if isinstance(part, And | Or) and part.parts else text


def _format_leaf(leaf: Leaf, lexicon: Lexicon) -> str:
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
        case OnlyAgencies(parts):
            return f"only({' '.join(_format_leaf(part, lexicon) for part in parts)})"
        case OnlyRegions(codes):
            return f"only({' '.join(map(name, codes))})"
        case Unknown(text, what):
            return f"?{what}:{text}"
    return _format_count(leaf)


def _format_count(leaf: Leaf) -> str:
    match leaf:
        case PlaceCount(level, op, count, code):
            return f"{level}{op}{count}{code and ' in '}{code}"
        case UnitCount(op, count, code):
            return f"units{op}{count}{code and ' in '}{code}"
        case InTitle(words):
            return f"title:{words}"
        case UnitLevel(level, code):
            return f"units of a {level}{code and ' in '}{code}"
    return str(leaf)
