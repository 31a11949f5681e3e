"""Plain questions in every form that speech gives them, filled with the names of a notice, and what is right for each.

A table says what is asked (the cases of a place in a tier, whether all have it, …), how that is computed from the cases
alone, and the forms of the question. `{p}` and `{q}` are places, `{t}` is a tier with its noun, `{N}` the notice's noun
and `{M}` its measure word, `{n}` a number. Some forms are of two turns. No form was made for a notice: the same ones
are asked of any.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from data.model import Case, Dataset, Notice, Region
from data.nouns import DEFAULT
from intents.engine import Engine
from intents.language.numerals import to_hanzi
from intents.model.answer import Answer
from intents.model.context import Context
from tests.questions.plain.tables import TABLES, TURN, Filling

_AMBIGUOUS = {"家": ("有{n}{M}", "几{M}", "多少{M}"), "处": ("有{n}{M}", "几{M}", "多少{M}"), "名": ("一{M}",)}
"""Measure word → what it makes ambiguous: 兰州参与的工作站有两家吗 may mean agencies, 第一名 the first of a ranking."""
_PLACES = 3
"""The number of places of a notice that are asked about."""


def fillings(dataset: Dataset, notice: Notice) -> Iterator[Filling]:
    """Yield what a notice fills into the forms: its most and least frequent places, two at a time, and its tiers."""
    agencies = {case.id: frozenset(unit.name for unit in case.agencies) for case in notice.cases}
    tiers = [
        (tier.name, frozenset(case.id for case in tier.cases))
        for tier in notice.tiers
        if tier.name and _names_one(dataset, tier.name)
    ]
    others = (case for other in dataset.notices if other is not notice for case in other.cases)
    elsewhere = {place for case in others for unit in case.agencies for place in unit.regions}
    places = [place for place in _places(notice) if place not in elsewhere]
    for at, place in enumerate(places):
        here, other = _cases_in(notice, place), places[at - 1]
        there = _cases_in(notice, other)
        for name, in_tier in tiers or [("", frozenset())]:
            noun = f"{name.removesuffix(notice.noun)}{notice.noun}" if name else ""
            for number in (len(here), len(here) + 1):
                words = {"p": place.short, "q": other.short, "t": noun, "N": notice.noun, "M": notice.measure}
                words["n"] = _spoken(number)
                found = (frozenset(agencies), here, there, in_tier)
                yield Filling(words, *found, number, agencies, _units_of(notice, place), _units_of(notice, other))


def asked(table: str, filling: Filling) -> Iterator[tuple[str, str, Any]]:
    """Yield the questions of a table, what is compared and what it must be; none if a tier or a place is missing."""
    gold, forms = TABLES[table]
    needed = "".join(forms)
    if ("{t}" in needed and not filling.t) or ("{q}" in needed and filling.words["p"] == filling.words["q"]):
        return
    for form in forms:
        if any(part in form.rpartition(TURN)[2] for part in _AMBIGUOUS.get(filling.words["M"], ())):
            continue
        yield (form.format(**filling.words), *gold(filling))


def is_right(answer: Answer, compared: str, wanted: object) -> bool:
    """Return whether an answer is the one wanted."""
    if isinstance(wanted, frozenset) and compared == "first":
        leaders = {case.id for case in answer.cases[: len(wanted)]}
        return answer.kind in ("rank", "card", "cases") and leaders == wanted
    found: dict[str, object] = {
        "cases": {case.id for case in answer.cases},
        "agencies": {unit.name for unit in answer.agencies},
        "value": answer.value,
        "yes": answer.yes,
    }
    return found[compared] == wanted


def wrong(engine: Engine, notice: Notice, table: str) -> list[str]:
    """Return the questions of a table that are not answered rightly, each with what was understood."""
    questions = {one for filling in fillings(engine.dataset, notice) for one in asked(table, filling)}
    contexts: dict[str, Context | None] = {"": None}

    def answer(turns: str) -> Answer:
        before, _, last = turns.rpartition(TURN)
        if before not in contexts:
            answer(before)
        found, contexts[turns] = engine.ask(last, contexts[before], 0.0)
        return found

    answers = ((question, answer(question), *gold) for question, *gold in sorted(questions, key=str))
    return [f"{question}: {got.understood}" for question, got, *gold in answers if not is_right(got, *gold)]


def has_own_noun(dataset: Dataset, notice: Notice) -> bool:
    """Return whether the noun of a notice means its cases alone, so that a question with it is about these."""
    others = [other.noun for other in dataset.notices if other is not notice]
    return notice.noun != DEFAULT.noun and not any(notice.noun in other or other in notice.noun for other in others)


def _places(notice: Notice) -> list[Region]:
    """Return a few places of a notice, the most frequent first, then the rarest; none that is named as another is."""
    counts = Counter(place for case in notice.cases for place in {p for unit in case.agencies for p in unit.regions})
    bearers = Counter(place.short for place in counts)
    some = [place for place in counts if bearers[place.short] == 1 and counts[place] < len(notice.cases)]
    ordered = sorted(some, key=lambda place: (-counts[place], place.code))
    return [*ordered[: _PLACES - 1], *ordered[-1:]] if len(ordered) >= _PLACES else ordered


def _cases_in(notice: Notice, place: Region) -> frozenset[str]:
    return frozenset(case.id for case in notice.cases if _takes_part(case, place))


def _units_of(notice: Notice, place: Region) -> frozenset[str]:
    return frozenset(unit.name for case in notice.cases for unit in case.agencies if place in unit.regions)


def _takes_part(case: Case, place: Region) -> bool:
    return any(place in unit.regions for unit in case.agencies)


def _names_one(dataset: Dataset, name: str) -> bool:
    return sum(tier.name == name for notice in dataset.notices for tier in notice.tiers) == 1


def _spoken(number: int) -> str:
    """Return a number as it is said before a measure word."""
    return "两" if number == 2 else to_hanzi(number)
