from __future__ import annotations

from dataclasses import replace

import pytest

from bot.telegram.rendering.notice_changes import change_rows
from data.model import Agency, Case
from intents.views.notice_diff import CaseChange, NoticeDiff


def case(title: str, *units: str, tier: str | None = "一等") -> Case:
    return Case("n/1/1", "n", tier, 1, title, (), tuple(Agency(name, None, name, "") for name in units))


ONE = case("甲案", "甲局", "乙局")
NEW = [CaseChange(None, case(f"新{number}")) for number in range(5)]

TOLD = {
    "nothing": (NoticeDiff(), []),
    "title": (NoticeDiff(title=("旧", "新")), ["标题：《旧》 → 《新》"]),
    "date": (NoticeDiff(issued=("2024-05-06", "2024-05-07")), ["发布日期：2024-05-06 → 2024-05-07"]),
    "date given": (NoticeDiff(issued=(None, "2024-05-07")), ["发布日期：没有写明 → 2024-05-07"]),
    "date taken": (NoticeDiff(issued=("2024-05-06", None)), ["发布日期：2024-05-06 → 没有写明"]),
    "added": (NoticeDiff(cases=tuple(NEW[:1])), ["新增 1 个案例：新0"]),
    "as many as are named": (NoticeDiff(cases=tuple(NEW[:3])), ["新增 3 个案例：新0；新1；新2"]),
    "more than are named": (NoticeDiff(cases=tuple(NEW)), ["新增 5 个案例：新0；新1；新2……"]),
    "removed": (NoticeDiff(cases=(CaseChange(ONE, None),)), ["删去 1 个案例：甲案"]),
    "renamed": (NoticeDiff(cases=(CaseChange(ONE, replace(ONE, title="乙案")),)), ["改名 1 个案例：甲案 → 乙案"]),
    "moved": (
        NoticeDiff(cases=(CaseChange(ONE, replace(ONE, tier="二等")),)),
        ["改列等次 1 个案例：甲案（一等 → 二等）"],
    ),
    "out of tiers": (
        NoticeDiff(cases=(CaseChange(ONE, replace(ONE, tier=None)),)),
        ["改列等次 1 个案例：甲案（一等 → 不分等次）"],
    ),
    "one unit each": (
        NoticeDiff(cases=(CaseChange(ONE, case("甲案", "甲局", "丙局")),)),
        ["变动单位 1 个案例：甲案（增加 丙局，减少 乙局）"],
    ),
    "several units": (
        NoticeDiff(cases=(CaseChange(ONE, case("甲案")),)),
        ["变动单位 1 个案例：甲案（减少 2 个单位）"],
    ),
    "all at once": (
        NoticeDiff(cases=(CaseChange(ONE, case("乙案", "甲局", tier="二等")), NEW[0])),
        [
            "新增 1 个案例：新0",
            "改名 1 个案例：甲案 → 乙案",
            "改列等次 1 个案例：乙案（一等 → 二等）",
            "变动单位 1 个案例：乙案（减少 乙局）",
        ],
    ),
    "the rest": (NoticeDiff(rest=True), ["通知的其他内容也有改动：说明、发文或主送单位、等次名称，或者排列的顺序"]),
    "a long title": (NoticeDiff(cases=(CaseChange(None, case("长" * 60)),)), [f"新增 1 个案例：{'长' * 38}……"]),
}


@pytest.mark.parametrize(("found", "expected"), TOLD.values(), ids=TOLD)
def test_change_rows(found: NoticeDiff, expected: list[str]) -> None:
    assert [row.text for row in change_rows(found)] == expected
