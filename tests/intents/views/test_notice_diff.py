from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.model import Agency, Case, Fact, Notice, Tier
from data.snapshot import dumps, loads
from intents.engine import Engine
from intents.index.case_index import CaseIndex
from intents.model.query import InRegion, InTier, Not
from intents.views.notice_diff import CaseChange, NoticeDiff, compare_notices, restrict_cases
from tests.intents.names import DATASET

(NOTICE,) = DATASET.notices


def agency(name: str) -> Agency:
    return Agency(name, None, name, "")


def notice(*tiers: tuple[str, Sequence[tuple[str, str]]], **others: object) -> Notice:
    """Build a notice; cases are title and agencies: ("A", "甲 乙")."""
    built_tiers = tuple(
        Tier(
            name,
            (),
            tuple(
                Case(f"n/{t}/{c}", "n", name, c, title, (), tuple(map(agency, units.split())))
                for c, (title, units) in enumerate(cases, 1)
            ),
        )
        for t, (name, cases) in enumerate(tiers, 1)
    )
    return replace(Notice("n", "通知", (), "2024-05-06", (), (), (), built_tiers, ""), **others)  # type: ignore[arg-type]


def format_change(change: CaseChange) -> str:
    parts = [
        f"+{change.after.title}" if change.after and not change.before else "",
        f"-{change.before.title}" if change.before and not change.after else "",
        f"{change.before.title}→{change.after.title}" if change.is_renamed and change.before and change.after else "",
        f"{change.after.title}: {change.before.tier}→{change.after.tier}"
        if change.is_moved and change.before and change.after
        else "",
        *(f"{change.after.title}+{agency.name}" for agency in change.added_agencies if change.after),
        *(f"{change.after.title}-{agency.name}" for agency in change.removed_agencies if change.after),
    ]
    return " ".join(part for part in parts if part)


FISH = ("二等", [("长江禁渔", "甲")])
BEFORE = notice(("一等", [("一件事一次办", "甲 乙"), ("开办企业一网通", "丙")]), FISH)

CASES = {
    "added": (
        notice(("一等", [("一件事一次办", "甲 乙"), ("开办企业一网通", "丙"), ("新的", "丁")]), FISH),
        "+新的",
    ),
    "added before others": (
        notice(("一等", [("新的", "丁"), ("一件事一次办", "甲 乙"), ("开办企业一网通", "丙")]), FISH),
        "+新的",
    ),
    "removed": (notice(("一等", [("开办企业一网通", "丙")]), FISH), "-一件事一次办"),
    "all removed": (notice(("一等", []), ("二等", [])), "-一件事一次办 -开办企业一网通 -长江禁渔"),
    "another in its place": (
        notice(("一等", [("完全不同", "甲 乙"), ("开办企业一网通", "丙")]), FISH),
        "+完全不同 -一件事一次办",
    ),
    "renamed, with its units": (
        notice(("一等", [("开办企业一网通", "丙"), ("一件事一次办好", "甲 乙")]), FISH),
        "一件事一次办→一件事一次办好",
    ),
    "renamed, with other units": (
        notice(("一等", [("一件事一次办好", "甲 丁"), ("开办企业一网通", "丙")]), FISH),
        "一件事一次办→一件事一次办好 一件事一次办好+丁 一件事一次办好-乙",
    ),
    "other units": (
        notice(("一等", [("一件事一次办", "乙 丁"), ("开办企业一网通", "")]), FISH),
        "一件事一次办+丁 一件事一次办-甲 开办企业一网通-丙",
    ),
    "another tier": (
        notice(("一等", [("一件事一次办", "甲 乙")]), ("二等", [("开办企业一网通", "丙"), ("长江禁渔", "甲")])),
        "开办企业一网通: 一等→二等",
    ),
    "titles exchanged": (
        notice(("一等", [("一件事一次办", "丙"), ("开办企业一网通", "甲 乙")]), FISH),
        "一件事一次办+丙 一件事一次办-甲 一件事一次办-乙 开办企业一网通+甲 开办企业一网通+乙 开办企业一网通-丙",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("now", "expected"), CASES.values(), ids=CASES)
def test_changes_of_cases(now: Notice, expected: str) -> None:
    diff = compare_notices(BEFORE, now)
    assert " ".join(map(format_change, diff.cases)) == expected
    assert (diff.title, diff.issued, diff.rest) == (None, None, False)


OTHERS = {
    "title": (replace(BEFORE, title="新的通知"), NoticeDiff(title=("通知", "新的通知"))),
    "date": (replace(BEFORE, issued=None), NoticeDiff(issued=("2024-05-06", None))),
    "issuers": (replace(BEFORE, issuers=("某局",)), NoticeDiff(rest=True)),
    "addressees": (replace(BEFORE, addressed_to=("某局",)), NoticeDiff(rest=True)),
    "facts": (replace(BEFORE, facts=(Fact("参评", (), "共 75 个。", 75),)), NoticeDiff(rest=True)),
    "the order of cases": (
        notice(("一等", [("开办企业一网通", "丙"), ("一件事一次办", "甲 乙")]), FISH),
        NoticeDiff(rest=True),
    ),
    "the order of units": (
        notice(("一等", [("一件事一次办", "乙 甲"), ("开办企业一网通", "丙")]), FISH),
        NoticeDiff(rest=True),
    ),
    "aliases": (replace(BEFORE, aliases=("简称",)), NoticeDiff()),
}


@pytest.mark.parametrize(("now", "expected"), OTHERS.values(), ids=OTHERS)
def test_changes_outside_the_cases(now: Notice, expected: NoticeDiff) -> None:
    assert compare_notices(BEFORE, now) == expected
    assert bool(compare_notices(BEFORE, now)) == (expected != NoticeDiff())


titles = st.sampled_from(["一件事一次办", "一件事一次办好", "开办企业一网通", "长江禁渔", "长江禁渔协同", "叉车"])
units = st.lists(st.sampled_from(["甲", "乙", "丙"]), unique=True, max_size=3).map(" ".join)


@st.composite
def notices(draw: st.DrawFn) -> Notice:
    cases = draw(st.lists(st.tuples(titles, units), unique_by=lambda case: case[0], max_size=5))
    cut = draw(st.integers(0, len(cases)))
    return notice(("一等", cases[:cut]), ("二等", cases[cut:]), issued=draw(st.sampled_from([None, "2024-05-06"])))


@given(notices(), notices())
def test_the_counts_add_up(before: Notice, after: Notice) -> None:
    diff = compare_notices(before, after)
    added = [change.after for change in diff.cases if change.after and not change.before]
    removed = [change.before for change in diff.cases if change.before and not change.after]
    assert len(before.cases) + len(added) - len(removed) == len(after.cases)
    was = {case.title for case in before.cases}
    assert not {case.title for case in added} & was
    assert not {case.title for case in removed} & {case.title for case in after.cases}
    sides = (
        [case.id for change in diff.cases if (case := change.before)],
        [case.id for change in diff.cases if (case := change.after)],
    )
    assert all(len(set(ids)) == len(ids) for ids in sides)


@given(notices(), notices())
def test_differences_are_found_in_both_directions(before: Notice, after: Notice) -> None:
    forward, backward = compare_notices(before, after), compare_notices(after, before)
    contents = [json.loads(dumps(revision)) for revision in (before, after)]
    assert bool(forward) == bool(backward) == (contents[0] != contents[1])
    assert len(forward.cases) == len(backward.cases)
    assert not compare_notices(after, after)


def test_restricted_to_a_condition(engine: Engine) -> None:
    """One case stops matching, one starts to, one is removed, and one never matches."""
    value = json.loads(dumps(NOTICE))
    best = value[3][0][2]
    anhui = next(n for n, case in enumerate(best) if all("安徽" not in name for name in case[2]))
    best[anhui][2].append("安徽省市场监督管理局")
    left = next(n for n, case in enumerate(best) if n != anhui and any("安徽" in name for name in case[2]))
    best[left][2] = [name for name in best[left][2] if "安徽" not in name]
    other = next(n for n, case in enumerate(best) if n not in (anhui, left))
    best[other][2].append("江苏省南京市市场监督管理局")
    gone = value[3][1][2].pop()
    after = loads(json.dumps(value), DATASET.regions)
    diff = compare_notices(NOTICE, after)
    indexes = engine.index, CaseIndex.build(replace(DATASET, notices=(after,)))
    assert len(diff.cases) == 4

    def titles(diff: NoticeDiff) -> set[str]:
        return {case.title for change in diff.cases if (case := change.after or change.before)}

    both = {best[anhui][0], best[left][0]}
    in_anhui = titles(restrict_cases(diff, InRegion("340000"), *indexes))
    assert both <= in_anhui
    assert (best[other][0] in in_anhui) == any("安徽" in name for name in best[other][2])
    assert both <= titles(restrict_cases(diff, Not(InRegion("340000")), *indexes))
    assert titles(restrict_cases(diff, InTier("优秀实践案例"), *indexes)) == {gone[0]}
    assert not restrict_cases(replace(diff, rest=True), InRegion("360000"), *indexes)
