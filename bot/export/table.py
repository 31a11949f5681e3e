"""The cases of an answer as a table: which cases and units it has, and what its cells say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from bot.cards.card import describe_repairs
from bot.text import printable
from data.model import Agency, Case, Notice
from intents.engine import Engine
from intents.model.answer import Answer
from intents.model.query import EVERYTHING, Query, both, either
from intents.views.matrix import select_cases

_UNANSWERED = ("clarify", "refuse", "help", "none")
"""Kinds of answers that are about no cases."""
_OF_UNITS = ("units", "count", "rank")
"""Kinds whose agencies, if there are any, are what was asked for."""


@dataclass(frozen=True, slots=True)
class Table:
    """The cases of an answer, and where they come from."""

    title: str
    """What the cases are: 安徽参与的案例; of a single case its title."""
    question: str
    """The question that the query asks."""
    explanation: tuple[str, ...]
    """Lines on how the question was understood and which spellings were repaired."""
    cases: Sequence[Case]
    agencies: AbstractSet[Agency] | None
    """The agencies that were asked for; None if cases were, and all their agencies count."""
    notices: tuple[Notice, ...]
    """The notices that the cases belong to."""
    revision: str
    """The revision of the dataset."""


@dataclass(frozen=True, slots=True)
class Record:
    """A case and its agencies, or one of them."""

    notice: str
    tier: str
    """Empty if the notice has no tiers."""
    number: int
    title: str
    agencies: tuple[Agency, ...]

    @property
    def agency_names(self) -> list[str]:
        """The full names, each on one line."""
        return [one_line(agency.name) for agency in self.agencies]

    @property
    def places(self) -> list[str]:
        """The places of the agencies, each once: 浙江省杭州市."""
        places = ("".join(region.name for region in agency.regions) for agency in self.agencies)
        return list(dict.fromkeys(place for place in places if place))


def build_table(answer: Answer, query: Query, engine: Engine) -> Table | None:
    """Return the table of an answer of `engine` to `query`; None if it is about no cases."""
    if answer.kind in _UNANSWERED:
        return None
    cases = answer.cases if len(answer.cases) else select_cases(query, engine.index)
    if not len(cases) or (answer.kind in ("cases", "yes_no") and not len(answer.cases)):
        return None
    of_units = answer.kind in _OF_UNITS and len(answer.agencies) > 0
    named = dict.fromkeys(case.notice for case in cases)
    notices = tuple(notice for notice in engine.dataset.notices if notice.id in named)
    return Table(
        title=_title(query, cases, notices, engine),
        question=engine.describer.question(query),
        explanation=(
            *((f"理解为：{answer.understood}",) if answer.understood else ()),
            *((describe_repairs(answer.repairs),) if answer.repairs else ()),
        ),
        cases=cases,
        agencies=frozenset(answer.agencies) if of_units else None,
        notices=notices,
        revision=engine.dataset.revision,
    )


def records(table: Table, *, by_agency: bool) -> Iterator[Record]:
    """Yield a record for each case; `by_agency`, one for each agency of it that was asked for."""
    titles = {notice.id: one_line(notice.title) for notice in table.notices}
    for case in table.cases:
        whole = Record(titles[case.notice], one_line(case.tier or ""), case.number, one_line(case.title), case.agencies)
        if not by_agency:
            yield whole
            continue
        for agency in dict.fromkeys(case.agencies):
            if table.agencies is None or agency in table.agencies:
                yield replace(whole, agencies=(agency,))


def one_line(text: str) -> str:
    """Return the text on one line, without spaces at its ends and control characters."""
    return printable(" ".join(text.split()))


def _title(query: Query, cases: Sequence[Case], notices: tuple[Notice, ...], engine: Engine) -> str:
    if len(cases) == 1:
        return one_line(cases[0].title)
    where = both(query.where, either(*query.items)) if query.items else query.where
    where = where if query.every is None else query.every
    if where == EVERYTHING and len(notices) == 1:
        return f"《{one_line(notices[0].title)}》"
    return engine.describer.case_phrase(where)
