"""Plain questions in every form that speech gives them, filled with the names of a notice, and what is right for each.

A table says what is asked (the cases of a place in a tier, whether all have it, …), how that is computed from the cases
alone, and the forms of the question. `{p}` and `{q}` are places, `{t}` is a tier with its noun, `{N}` the notice's noun
and `{M}` its measure word, `{n}` a number. No form was made for a notice: the same ones are asked of any.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from data.model import Case, Dataset, Notice, Region
from data.nouns import DEFAULT
from intents.engine import Engine
from intents.language.numerals import to_hanzi
from intents.model.answer import Answer

AGENCY_MEASURES = ("家", "处")
"""Measure words that count agencies, too."""
_PLACES = 3
"""The number of places of a notice that are asked about."""


@dataclass(frozen=True)
class Filling:
    """What stands in the places of a form, and the ids of the cases that its names mean."""

    words: dict[str, str]
    cases: frozenset[str]
    p: frozenset[str]
    q: frozenset[str]
    t: frozenset[str]
    n: int


Gold = Callable[[Filling], tuple[str, Any]]
"""What of an answer is compared (cases, value or yes), and what it must be."""

TABLES: dict[str, tuple[Gold, tuple[str, ...]]] = {
    "cases of a place": (
        lambda f: ("cases", f.p),
        ("{p}参与了哪些{N}", "{p}参与的{N}有哪些", "有{p}的{N}", "哪些{N}有{p}参与", "{p}有哪些{N}入选"),
    ),
    "number of a place": (
        lambda f: ("value", len(f.p)),
        ("{p}参与了几{M}{N}", "{p}参与的{N}有多少{M}", "{p}一共参与了多少{M}{N}", "有{p}的{N}有几{M}"),
    ),
    "cases without a place": (
        lambda f: ("cases", f.cases - f.p),
        ("没有{p}参与的{N}", "{p}没参与的{N}有哪些", "哪些{N}没有{p}"),
    ),
    "number without a place": (
        lambda f: ("value", len(f.cases - f.p)),
        ("{p}没参与的{N}有几{M}", "有几{M}{N}没有{p}", "{p}一共缺席了几{M}{N}"),
    ),
    "a claimed number": (
        lambda f: ("yes", len(f.p) == f.n),
        (
            "{p}参与了{n}{M}{N}吗",
            "{p}是不是参与了{n}{M}{N}",
            "{p}参与了{n}{M}{N}，对吗",
            "{p}参与的{N}有{n}{M}吗",
            "{p}参与的{N}是{n}{M}吧",
            "{p}只参与了{n}{M}{N}吗",
            "{p}是不是只参与了{n}{M}{N}",
            "{p}才参与了{n}{M}{N}吗",
            "{p}参与了{n}{M}{N}，这话靠谱吗",
        ),
    ),
    "a claimed bound": (
        lambda f: ("yes", len(f.p) >= f.n),
        ("{p}至少参与了{n}{M}{N}吗", "{p}参与的{N}不少于{n}{M}吧"),
    ),
    "cases of a place in a tier": (
        lambda f: ("cases", f.p & f.t),
        (
            "{p}参与了哪些{t}",
            "{p}参与的{t}有哪些",
            "{t}里{p}参与的有哪些",
            "{t}中{p}参与了哪些",
            "{p}在{t}里参与了哪些",
            "哪些{t}{p}参与了",
            "哪些{t}是{p}参与的",
        ),
    ),
    "number of a place in a tier": (
        lambda f: ("value", len(f.p & f.t)),
        ("{p}参与了几{M}{t}", "{p}参与的{t}有几{M}", "{t}里{p}参与了几{M}", "{t}中有几{M}是{p}参与的"),
    ),
    "cases of a tier without a place": (
        lambda f: ("cases", f.t - f.p),
        ("{p}没参与哪些{t}", "{t}里{p}没参与的有哪些", "哪些{t}没有{p}", "没有{p}参与的{t}", "{p}缺席了哪些{t}"),
    ),
    "number of a tier without a place": (
        lambda f: ("value", len(f.t - f.p)),
        ("{p}没参与几{M}{t}", "{t}里{p}没参与的有几{M}", "{p}缺席了几{M}{t}", "有多少{M}{t}{p}没参与"),
    ),
    "any of a tier": (
        lambda f: ("yes", bool(f.p & f.t)),
        ("{p}参与了{t}吗", "{p}有没有参与{t}", "{p}是不是参与了{t}", "{t}里有{p}吗", "{p}参与过{t}没有"),
    ),
    "any of a tier without a place": (
        lambda f: ("yes", bool(f.t - f.p)),
        ("{p}有{t}没参与吗", "有没有{p}没参与的{t}", "{t}里有没有{p}没参与的", "有{p}没参与的{t}吗"),
    ),
    "all of a tier": (
        lambda f: ("yes", f.t <= f.p),
        ("{t}{p}都参与了吗", "{p}是不是参与了所有{t}", "每{M}{t}都有{p}吗", "{t}是不是都有{p}", "{t}个个都有{p}吗"),
    ),
    "only of a tier": (
        lambda f: ("yes", f.p <= f.t),
        ("{p}只参与了{t}吗", "{p}参与的都是{t}吗", "{p}是不是只参与了{t}", "{p}只有{t}吗"),
    ),
    "none of a tier": (
        lambda f: ("yes", not f.p & f.t),
        (
            "{p}一{M}{t}都没参与吗",
            "{p}没参与任何{t}吗",
            "{p}是不是没参与过{t}",
            "{t}里没有{p}吧",
            "{t}没有一{M}是{p}参与的吗",
            "{p}没参与{t}吗",
            "{p}没参与{t}，对吗",
            "{p}没有参与{t}，是不是",
            "是不是没有{p}参与的{t}",
            "没有{p}参与的{t}，对吗",
        ),
    ),
    "cases of two places": (
        lambda f: ("cases", f.p & f.q),
        (
            "{p}和{q}都参与的{N}有哪些",
            "{p}跟{q}一起参与的{N}",
            "哪些{N}{p}和{q}都参与了",
            "既有{p}又有{q}的{N}",
            "{p}参与的{N}里{q}也参与的有哪些",
        ),
    ),
    "cases of either place": (
        lambda f: ("cases", f.p | f.q),
        ("{p}或者{q}参与的{N}有哪些", "有{p}或者有{q}的{N}", "{p}和{q}至少有一个参与的{N}"),
    ),
    "cases of one place without another": (
        lambda f: ("cases", f.p - f.q),
        (
            "{p}参与但{q}没参与的{N}",
            "有{p}没有{q}的{N}",
            "哪些{N}{p}参与了{q}没参与",
            "{p}参与的{N}里没有{q}的",
            "{p}参与的{N}，去掉有{q}的",
        ),
    ),
    "cases of neither place": (
        lambda f: ("cases", f.cases - f.p - f.q),
        ("{p}和{q}都没参与的{N}", "既没有{p}也没有{q}的{N}", "哪些{N}{p}和{q}都没参与"),
    ),
    "all of one place have another": (
        lambda f: ("yes", f.p <= f.q),
        ("{p}参与的{N}{q}都参与了吗", "有{p}的{N}都有{q}吗", "凡是{p}参与的，{q}都参与了吗"),
    ),
    "any of one place without another": (
        lambda f: ("yes", bool(f.p - f.q)),
        ("有没有{p}参与{q}没参与的{N}", "{p}参与的{N}里有没有{q}没参与的"),
    ),
}


def fillings(dataset: Dataset, notice: Notice) -> Iterator[Filling]:
    """Yield what a notice fills into the forms: its most and least frequent places, two at a time, and its tiers."""
    cases = frozenset(case.id for case in notice.cases)
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
                yield Filling({**words, "n": _spoken(number)}, cases, here, there, in_tier, number)


def asked(table: str, filling: Filling) -> Iterator[tuple[str, str, Any]]:
    """Yield the questions of a table, what is compared and what it must be; none if a tier or a place is missing."""
    gold, forms = TABLES[table]
    needed = "".join(forms)
    if ("{t}" in needed and not filling.t) or ("{q}" in needed and filling.words["p"] == filling.words["q"]):
        return
    for form in forms:
        if "有{n}{M}" in form and filling.words["M"] in AGENCY_MEASURES:
            continue  # 兰州参与的工作站有两家吗: the agencies may be meant
        yield (form.format(**filling.words), *gold(filling))


def is_right(answer: Answer, compared: str, wanted: object) -> bool:
    """Return whether an answer is the one wanted."""
    found: dict[str, object] = {
        "cases": {case.id for case in answer.cases},
        "value": answer.value,
        "yes": answer.yes,
    }
    return found[compared] == wanted


def wrong(engine: Engine, notice: Notice, table: str) -> list[str]:
    """Return the questions of a table that are not answered rightly, each with what was understood."""
    questions = {one for filling in fillings(engine.dataset, notice) for one in asked(table, filling)}
    answers = ((question, engine.ask(question, None, 0.0)[0], *gold) for question, *gold in sorted(questions, key=str))
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


def _takes_part(case: Case, place: Region) -> bool:
    return any(place in unit.regions for unit in case.agencies)


def _names_one(dataset: Dataset, name: str) -> bool:
    return sum(tier.name == name for notice in dataset.notices for tier in notice.tiers) == 1


def _spoken(number: int) -> str:
    """Return a number as it is said before a measure word."""
    return "两" if number == 2 else to_hanzi(number)
