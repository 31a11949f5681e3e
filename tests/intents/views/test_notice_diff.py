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


def unit(name: str) -> Agency:
    return Agency(name, None, name, "")


def notice(*tiers: tuple[str, Sequence[tuple[str, str]]], **others: object) -> Notice:
    """Cases are title and units: ("A", "甲 乙")."""
    made = tuple(
        Tier(
            name,
            (),
            tuple(
                Case(f"n/{t}/{c}", "n", name, c, title, (), tuple(map(unit, units.split())))
                for c, (title, units) in enumerate(cases, 1)
            ),
        )
        for t, (name, cases) in enumerate(tiers, 1)
    )
    return replace(Notice("n", "通知", (), "2024-05-06", (), (), (), made, ""), **others)  # type: ignore[arg-type]


def told(one: CaseChange) -> str:
    parts = [
        f"+{one.after.title}" if one.after and not one.before else "",
        f"-{one.before.title}" if one.before and not one.after else "",
        f"{one.before.title}→{one.after.title}" if one.is_renamed and one.before and one.after else "",
        f"{one.after.title}: {one.before.tier}→{one.after.tier}" if one.is_moved and one.before and one.after else "",
        *(f"{one.after.title}+{unit.name}" for unit in one.added_agencies if one.after),
        *(f"{one.after.title}-{unit.name}" for unit in one.removed_agencies if one.after),
    ]
    return " ".join(part for part in parts if part)


FISH = ("二等", [("长江禁渔", "甲")])
WAS = notice(("一等", [("一件事一次办", "甲 乙"), ("开办企业一网通", "丙")]), FISH)

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
def test_what_became_of_the_cases(now: Notice, expected: str) -> None:
    found = compare_notices(WAS, now)
    assert " ".join(map(told, found.cases)) == expected
    assert (found.title, found.issued, found.rest) == (None, None, False)


OTHERS = {
    "title": (replace(WAS, title="新的通知"), NoticeDiff(title=("通知", "新的通知"))),
    "date": (replace(WAS, issued=None), NoticeDiff(issued=("2024-05-06", None))),
    "issuers": (replace(WAS, issuers=("某局",)), NoticeDiff(rest=True)),
    "addressees": (replace(WAS, addressed_to=("某局",)), NoticeDiff(rest=True)),
    "facts": (replace(WAS, facts=(Fact("参评", (), "共 75 个。", 75),)), NoticeDiff(rest=True)),
    "the order of cases": (
        notice(("一等", [("开办企业一网通", "丙"), ("一件事一次办", "甲 乙")]), FISH),
        NoticeDiff(rest=True),
    ),
    "the order of units": (
        notice(("一等", [("一件事一次办", "乙 甲"), ("开办企业一网通", "丙")]), FISH),
        NoticeDiff(rest=True),
    ),
    "aliases": (replace(WAS, aliases=("简称",)), NoticeDiff()),
}


@pytest.mark.parametrize(("now", "expected"), OTHERS.values(), ids=OTHERS)
def test_what_became_of_the_rest(now: Notice, expected: NoticeDiff) -> None:
    assert compare_notices(WAS, now) == expected
    assert bool(compare_notices(WAS, now)) == (expected != NoticeDiff())


titles = st.sampled_from(["一件事一次办", "一件事一次办好", "开办企业一网通", "长江禁渔", "长江禁渔协同", "叉车"])
units = st.lists(st.sampled_from(["甲", "乙", "丙"]), unique=True, max_size=3).map(" ".join)


@st.composite
def notices(draw: st.DrawFn) -> Notice:
    cases = draw(st.lists(st.tuples(titles, units), unique_by=lambda case: case[0], max_size=5))
    cut = draw(st.integers(0, len(cases)))
    return notice(("一等", cases[:cut]), ("二等", cases[cut:]), issued=draw(st.sampled_from([None, "2024-05-06"])))


@given(notices(), notices())
def test_the_counts_add_up(before: Notice, after: Notice) -> None:
    found = compare_notices(before, after)
    added = [one.after for one in found.cases if one.after and not one.before]
    removed = [one.before for one in found.cases if one.before and not one.after]
    assert len(before.cases) + len(added) - len(removed) == len(after.cases)
    was = {case.title for case in before.cases}
    assert not {case.title for case in added} & was
    assert not {case.title for case in removed} & {case.title for case in after.cases}
    sides = (
        [case.id for one in found.cases if (case := one.before)],
        [case.id for one in found.cases if (case := one.after)],
    )
    assert all(len(set(ids)) == len(ids) for ids in sides)


@given(notices(), notices())
def test_what_is_different_is_told_and_the_way_back_is_as_long(before: Notice, after: Notice) -> None:
    there, back = compare_notices(before, after), compare_notices(after, before)
    said = [json.loads(dumps(one)) for one in (before, after)]
    assert bool(there) == bool(back) == (said[0] != said[1])
    assert len(there.cases) == len(back.cases)
    assert not compare_notices(after, after)


def test_under_a_condition(engine: Engine) -> None:
    """A case that leaves the condition, one that comes to it, one that is gone, and one that it is nothing to."""
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
    found = compare_notices(NOTICE, after)
    worlds = engine.index, CaseIndex.build(replace(DATASET, notices=(after,)))
    assert len(found.cases) == 4

    def titles(one: NoticeDiff) -> set[str]:
        return {case.title for changed in one.cases if (case := changed.after or changed.before)}

    both = {best[anhui][0], best[left][0]}
    in_anhui = titles(restrict_cases(found, InRegion("340000"), *worlds))
    assert both <= in_anhui
    assert (best[other][0] in in_anhui) == any("安徽" in name for name in best[other][2])
    assert both <= titles(restrict_cases(found, Not(InRegion("340000")), *worlds))
    assert titles(restrict_cases(found, InTier("优秀实践案例"), *worlds)) == {gone[0]}
    assert not restrict_cases(replace(found, rest=True), InRegion("360000"), *worlds)
