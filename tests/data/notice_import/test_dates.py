from __future__ import annotations

import pytest

from data.notice_import.dates import date_of_page, date_of_printing, date_of_publication, is_date, parse_date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022年12月9日", "2022-12-09"),
        ("2022 年 12 月 9 日", "2022-12-09"),
        ("二〇二二年十二月九日", "2022-12-09"),
        ("二○一九年十月三十一日", "2019-10-31"),
        ("中華民國114年12月27日", "2025-12-27"),
        ("民國一百一十五年一月二十一日", "2026-01-21"),
        ("113/11/08", "2024-11-08"),
        ("2023-03-08", "2023-03-08"),
        ("2023.3.8", "2023-03-08"),
        ("2017年7月", None),
        ("2023年2月30日", None),
        ("12年1月1日", None),
        ("电话 0571-8876-5432", None),
    ],
)
def test_dates_in_all_their_forms(text: str, expected: str | None) -> None:
    assert parse_date(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2022年12月9日", True), ("（2022年12月9日）", True), ("2022年12月9日印发", False), ("", False)],
)
def test_a_line_that_is_a_date(text: str, expected: bool) -> None:  # noqa: FBT001 - what the table says
    assert is_date(text) is expected


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("信息来源:本站   发布日期:2022-03-21   浏览次数: 1532", "2022-03-21"),
        ("公佈日期：2022-03-21", "2022-03-21"),
        ("發佈：2022-03-21", "2022-03-21"),
        ("2023年12月28日，某某市法学会公布了评选结果。", "2023-12-28"),
        ("2023年12月28日，某某基金會公佈了評選結果。", "2023-12-28"),
        ("2023年12月28日，某某基金會發佈評選結果。", "2023-12-28"),
        ("2023年12月28日，评选启动。", None),
        ("评选自2021年3月1日启动", None),
    ],
)
def test_dates_of_publication_are_told_by_their_words(text: str, date: str | None) -> None:
    assert date_of_publication(text) == date


def test_dates_of_pages_and_of_printing_are_told_by_their_words() -> None:
    assert date_of_page("2023-07-11 17:20   来源：某某网") == "2023-07-11"
    assert date_of_printing("某某办公室   2023年11月9日印发") == "2023-11-09"
    assert date_of_printing("2023年11月9日") is None
