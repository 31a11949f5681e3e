"""The differences between two revisions of a notice: title, date, cases and their agencies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from rapidfuzz.distance import Indel

from data.model import Agency, Case, Notice
from intents.index.case_index import CaseIndex
from intents.model.query import Filter

_MIN_TITLE_SIMILARITY = 0.5
"""The similarity of titles (1 is equal) from which two cases may be the same one, renamed.

They must also share their position or all their agencies.
"""


@dataclass(frozen=True, slots=True)
class CaseChange:
    """A case that differs between the revisions."""

    before: Case | None
    """None if the case is new."""
    after: Case | None
    """None if the case was removed."""

    @property
    def is_renamed(self) -> bool:
        """True if the title differs."""
        return bool(self.before and self.after and self.before.title != self.after.title)

    @property
    def is_moved(self) -> bool:
        """True if the tier differs."""
        return bool(self.before and self.after and self.before.tier != self.after.tier)

    @property
    def added_agencies(self) -> tuple[Agency, ...]:
        """Agencies that joined the case; empty for a new case."""
        return _agencies_only_in(self.after, self.before) if self.before else ()

    @property
    def removed_agencies(self) -> tuple[Agency, ...]:
        """Agencies that left the case; empty for a removed case."""
        return _agencies_only_in(self.before, self.after) if self.after else ()


@dataclass(frozen=True, slots=True)
class NoticeDiff:
    """All differences between two revisions; false if there are none."""

    title: tuple[str, str] | None = None
    """The old and the new title."""
    issued: tuple[str | None, str | None] | None = None
    """The old and the new date."""
    cases: tuple[CaseChange, ...] = ()
    """In the order of the new revision; removed cases come last, in the old order."""
    rest: bool = False
    """True if anything else differs: issuers, addressees, facts, names of tiers, order of cases or agencies."""

    def __bool__(self) -> bool:
        return bool(self.title or self.issued or self.cases or self.rest)


def compare_notices(before: Notice, after: Notice) -> NoticeDiff:
    """Return the differences of `after` from `before`."""
    pairs = _pair_cases(before, after)
    kept = {id(old) for old, _ in pairs if old}
    gone = [CaseChange(case, None) for case in before.cases if id(case) not in kept]
    cases = [change for change in (*(CaseChange(old, new) for old, new in pairs), *gone) if _is_change(change)]
    return NoticeDiff(
        title=(before.title, after.title) if before.title != after.title else None,
        issued=(before.issued, after.issued) if before.issued != after.issued else None,
        cases=tuple(cases),
        rest=_other_content(before) != _other_content(after)
        or (not cases and _case_order(before) != _case_order(after)),  # changed cases explain a changed order
    )


def restrict_cases(diff: NoticeDiff, where: Filter, before: CaseIndex, after: CaseIndex) -> NoticeDiff:
    """Return the differences, but only of the cases that match `where` before or after; without `rest`.

    `before` indexes the old revision of the notice, `after` the new one.
    """
    old, new = before.evaluate(where), after.evaluate(where)
    cases = (
        change for change in diff.cases if _matches(change.before, before, old) or _matches(change.after, after, new)
    )
    return replace(diff, cases=tuple(cases), rest=False)


def _matches(case: Case | None, index: CaseIndex, mask: int) -> bool:
    return case is not None and bool(mask >> index.position_of[case.id] & 1)


def _is_change(change: CaseChange) -> bool:
    return (
        not (change.before and change.after)
        or change.is_renamed
        or change.is_moved
        or bool(change.added_agencies or change.removed_agencies)
    )


def _agencies_only_in(these: Case | None, those: Case | None) -> tuple[Agency, ...]:
    known = set(those.agencies) if those else set()
    return tuple(unit for unit in these.agencies if unit not in known) if these else ()


def _other_content(notice: Notice) -> object:
    """Return the content of the notice other than its cases."""
    facts = [(fact.topic, fact.text, fact.value, fact.unit) for fact in notice.facts]
    return notice.issuers, notice.addressed_to, facts, [tier.name for tier in notice.tiers]


def _case_order(notice: Notice) -> object:
    return [(tier.name, [(case.title, case.agencies) for case in tier.cases]) for tier in notice.tiers]


# Cases are paired by title; those left over with a similar title by agencies, then by position.


def _pair_cases(before: Notice, after: Notice) -> list[tuple[Case | None, Case]]:
    """Return each case of the new revision with its old form; None if it is new."""
    previous: dict[int, Case] = {}
    for matches in (_pair_by_title, _pair_by_agencies, _pair_by_position):
        taken = {id(case) for case in previous.values()}
        new = [case for case in after.cases if id(case) not in previous]
        previous |= matches([case for case in before.cases if id(case) not in taken], new)
    return [(previous.get(id(case)), case) for case in after.cases]


def _pair_by_title(old: Iterable[Case], new: Iterable[Case]) -> dict[int, Case]:
    titled = {case.title: case for case in old}
    return {id(case): titled[case.title] for case in new if case.title in titled}


def _pair_by_agencies(old: Iterable[Case], new: Iterable[Case]) -> dict[int, Case]:
    return _similar_pairs({case.agencies: case for case in old if case.agencies}, {case.agencies: case for case in new})


def _pair_by_position(old: Iterable[Case], new: Iterable[Case]) -> dict[int, Case]:
    return _similar_pairs(
        {(case.tier, case.number): case for case in old}, {(case.tier, case.number): case for case in new}
    )


def _similar_pairs(old: dict[object, Case], new: dict[object, Case]) -> dict[int, Case]:
    both = ((old[key], case) for key, case in new.items() if key in old)
    return {id(b): a for a, b in both if Indel.normalized_similarity(a.title, b.title) >= _MIN_TITLE_SIMILARITY}
