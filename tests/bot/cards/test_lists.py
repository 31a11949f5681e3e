"""Windows of an answer's lists. test_card.py tests whole lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cards.lists import CHECK_MARK, MAX_LISTED, MAX_SUPPORTING, Section, build_sections, main_list, name_notice
from data.model import Agency, Dataset
from intents.model.answer import Answer, RankedItem
from tests.bot.sample import ANHUI, BARE, BEST, GOOD, HEFEI_OFFICE, JIANGSU, JIANGSU_OFFICE, NOTICE, ONE, TWO, Lazy


def joined(sections: Sequence[Section]) -> str:
    """Join sections on one line: 最佳案例（2 个）: 1. 甲 2. 乙 …"""
    texts = []
    for section in sections:
        texts.append(f"{section.title}:" if section.title else ":")
        texts += [f"{row.label}{row.text}{row.tail}" for row in section.rows]
    return " ".join(texts)


def windowed(answer: Answer, start: int, stop: int, dataset: Dataset = ONE) -> str:
    return joined([section for section in build_sections(answer, dataset, range(start, stop)) if section.rows])


OFFICES = tuple(Agency(f"局{at}", (JIANGSU, ANHUI)[at % 2], "", "") for at in range(7))
RANKED = tuple(RankedItem(name, value) for name, value in zip("甲乙丙丁戊己", (9, 7, 7, 7, 2, 1), strict=True))

WINDOWS = {
    "cases from the start": (
        Answer("cases", "", cases=(*BEST, *GOOD)),
        0,
        3,
        "最佳案例（2 个）: 1.甲 2.乙 优秀案例（2 个）: 3.丙",
    ),
    "cases, a tier goes on": (Answer("cases", "", cases=(*BEST, *GOOD)), 3, 6, "优秀案例（2 个，续）: 4.丁"),
    "cases, a tier begins": (Answer("cases", "", cases=(*BEST, *GOOD)), 2, 4, "优秀案例（2 个）: 3.丙 4.丁"),
    "tiers mixed": (Answer("cases", "", cases=(GOOD[0], *BEST, GOOD[1])), 2, 4, ": 3.乙 4.丁"),
    "past the end": (Answer("cases", "", cases=BEST), 2, 4, ""),
    "units by province": (Answer("card", "", agencies=OFFICES), 0, 3, "江苏（4 个）: ·局0 ·局2 ·局4"),
    "units over two provinces": (
        Answer("card", "", agencies=OFFICES),
        3,
        6,
        "江苏（4 个，续）: ·局6 安徽（3 个）: ·局1 ·局3",
    ),
    "the last units": (Answer("card", "", agencies=OFFICES), 6, 9, "安徽（3 个，续）: ·局5"),
    "a ranking": (Answer("rank", "", ranking=RANKED), 0, 3, ": 1.甲：9 个 2.乙：7 个 2.丙：7 个"),
    "a tie over two pages": (Answer("rank", "", ranking=RANKED), 2, 5, ": 2.丙：7 个 2.丁：7 个 5.戊：2 个"),
    "a tie, least first": (Answer("rank", "", ranking=RANKED[::-1]), 3, 6, ": 3.丙：7 个 3.乙：7 个 6.甲：9 个"),
    "all alike": (Answer("rank", "", ranking=RANKED[1:4]), 1, 3, ": 1.丙：7 个 1.丁：7 个"),
    "of units, the cases at the end": (
        Answer("units", "", agencies=OFFICES, cases=BEST),
        6,
        9,
        "安徽（3 个，续）: ·局5 出自最佳案例（2 个）: 1.甲 2.乙",
    ),
    "of units, not before": (Answer("units", "", agencies=OFFICES, cases=BEST), 0, 2, "江苏（4 个）: ·局0 ·局2"),
    "of a yes, the units at the end": (
        Answer("yes_no", "", cases=(*BEST, *GOOD), agencies=(JIANGSU_OFFICE,)),
        2,
        4,
        "优秀案例（2 个）: 3.丙 4.丁 江苏: ·江苏省某局计量处",
    ),
    "of a yes, not before": (
        Answer("yes_no", "", cases=(*BEST, *GOOD), agencies=(JIANGSU_OFFICE,)),
        0,
        2,
        "最佳案例（2 个）: 1.甲 2.乙",
    ),
}


@pytest.mark.parametrize(("answer", "start", "stop", "expected"), WINDOWS.values(), ids=WINDOWS)
def test_a_window(answer: Answer, start: int, stop: int, expected: str) -> None:
    assert windowed(answer, start, stop) == expected


NAMES = {
    "关于公布年度案例的通知": ("《关于公布年度案例的通知》", "《关于公布年度案例的通知》"),
    "关于公布二〇二四年度特种设备安全监管创新案例名单的通知": (
        "《二〇二四年度特种设备安全监管创…》",
        "《关于公布二〇二四年度特种设备安全监管创新案例名单的通知》",
    ),
}


@pytest.mark.parametrize(("title", "names"), NAMES.items())
def test_names_of_notices_without_aliases(title: str, names: tuple[str, str]) -> None:
    notice = replace(NOTICE, id="o", title=title, aliases=())
    same_beginning = replace(notice, id="p", title=title.replace("案例名单", "范例名单"))
    for others, name in zip(((NOTICE,), (NOTICE, same_beginning)), names, strict=True):
        assert name_notice(notice, replace(ONE, notices=(*others, notice))) == name


def test_a_notice_without_aliases_is_named_only_beside_others() -> None:
    nameless = replace(TWO, notices=(replace(NOTICE, aliases=()), *TWO.notices[1:]))
    assert windowed(Answer("cases", "", cases=GOOD), 0, 5, nameless) == "优秀案例（2 个）: 1.丙 2.丁"
    both = Answer("cases", "", cases=(*GOOD, *BARE))
    assert windowed(both, 0, 5, nameless).startswith(
        "《关于公布“案例”的通知》 · 优秀案例（2 个）: 1.丙 2.丁 《另一份通知》"
    )


def test_marked_units() -> None:
    sections = build_sections(
        Answer("card", "", agencies=(JIANGSU_OFFICE, HEFEI_OFFICE)), ONE, range(5), {HEFEI_OFFICE}
    )
    assert joined(list(sections)) == f"江苏: ·江苏省某局计量处 安徽: {CHECK_MARK}安徽省合肥市某局"


@settings(max_examples=60)
@given(size=st.integers(1, 9), count=st.integers(0, 30), kind=st.sampled_from(("cases", "units", "rank")))
def test_windows_side_by_side_have_every_row_once_in_order(size: int, count: int, kind: str) -> None:
    offices = tuple(Agency(str(at), (JIANGSU, ANHUI, None)[at % 3], "", "") for at in range(count))
    answer = {
        "cases": Answer("cases", "", cases=((*BEST, *GOOD) * 8)[:count]),
        "units": Answer("units", "", agencies=offices),
        "rank": Answer("rank", "", ranking=tuple(RankedItem(str(at), 9 - at // 4) for at in range(count))),
    }[kind]
    assert len(main_list(answer)) == count

    def rows(window: range) -> list[tuple[str, str, str]]:
        return [
            (row.label, row.text, row.remark) for section in build_sections(answer, TWO, window) for row in section.rows
        ]

    windows = [row for start in range(0, count, size) for row in rows(range(start, start + size))]
    assert windows == rows(range(count))
    assert len(windows) == count


def test_a_window_far_into_a_very_long_list() -> None:
    cases = Lazy()
    sections = list(build_sections(Answer("cases", "", cases=cases), ONE, range(50_000, 50_012)))
    assert joined(sections).startswith("最佳案例（续）: 50001.第50000 50002.")
    assert [len(section.rows) for section in sections] == [12]
    assert cases.looked == {*range(MAX_LISTED), *range(49_999, 50_012)}


def test_very_many_units_keep_their_order() -> None:
    offices = tuple(Agency(str(at), (JIANGSU, ANHUI)[at % 2], "", "") for at in range(MAX_LISTED + 1))
    assert windowed(Answer("units", "", agencies=offices), 100, 104) == "江苏: ·100 ·102 安徽: ·101 ·103"


@pytest.mark.parametrize("kind", ["units", "yes_no"])
def test_supporting_rows_are_listed_if_they_are_few(kind: str) -> None:
    for count in (MAX_SUPPORTING, MAX_SUPPORTING + 1):
        cases, agencies = (
            (BEST[0],) * (count if kind == "units" else 1),
            OFFICES[:1] * (1 if kind == "units" else count),
        )
        text = windowed(Answer(kind, "", cases=cases, agencies=agencies), 0, MAX_LISTED)  # type: ignore[arg-type]
        assert ("甲" in text and "局0" in text) == (count == MAX_SUPPORTING)
