"""Percentiles, tables, and their place in the document."""

import pytest

from tests.tools.bench.figures import (
    ClassFigures,
    EngineFigures,
    ListFigures,
    PeerFigures,
    SizeFigures,
    StartupFigures,
    class_figures,
    percentile,
)
from tests.tools.bench.report import BEGIN, DOCUMENT, END, insert_tables, report
from tests.tools.bench.runs.cold_start import ColdStartFigures

ONE = ClassFigures(200, 197, 1, 1, 0.5, 2.0)


@pytest.mark.parametrize(
    ("times", "percent", "expected"),
    [((), 50, 0.0), ((3.0,), 99, 3.0), ((3.0, 1.0, 2.0), 50, 2.0), (tuple(range(200)), 99, 198)],
)
def test_percentile(times: tuple[float, ...], percent: int, expected: float) -> None:
    assert percentile(times, percent) == expected


def test_a_class_counts_what_is_right_and_what_is_asked() -> None:
    assert class_figures(["right", "asked", "wrong", "right", "listed"], [0.004, 0.001, 0.002, 0.003, 0.005]) == (
        ClassFigures(5, 2, 1, 1, 3.0, 5.0)
    )


def size(cases: int, p50: float) -> SizeFigures:
    asked = EngineFigures(
        300, 320, {"title": ONE}, ClassFigures(1600, 1500, 0, 0, p50, 4.0), (ListFigures(20_000, 0.6, 0.01, 9.0),)
    )
    return SizeFigures(
        cases,
        StartupFigures(6.0, 200),
        StartupFigures(0.5, 150),
        asked,
        (
            PeerFigures(
                "grep", 0.1, {"title": ClassFigures(8, 4, 0, 0, 5.0, 9.0)}, ClassFigures(80, 40, 0, 0, 50.0, 90.0)
            ),
        ),
    )


def test_the_tables_contain_every_figure() -> None:
    text = report(
        ColdStartFigures(0.2, 0.5, 0.4, 45, 81), [0.001] * 100, [size(10_000, 0.5), size(100_000, 1.0)], "the command"
    )
    for line in (
        "Measured by `the command`.",
        "| ratio, pair by pair (at most 0.5) | 0.40 |",
        "| what | 10,000 | 100,000 |",
        "| ready from the compiled form, s (at most 5) | 0.50 | 0.50 |",
        "| p50, ratio to the previous size |  | 2.0 |",
        "| title | 200 | 98.5 | 99.5 | 0.50 | 2.00 | 98.5 | 99.5 | 0.50 | 2.00 |",
        "| title | 98.5 | 99.5 | 50.0 |",
        "| 100,000 | 20,000 | 0.60 | 0.010 | 9.00 |",
        "| 100,000 | anlitong | 1600 | 93.8 | 1.00 | 4.00 | 1.0 |",
        "| 100,000 | grep | 80 | 50.0 | 50.00 | 90.00 | 50.0 |",
    ):
        assert line in text.splitlines()


def test_only_what_was_measured_has_a_table() -> None:
    text = report(None, (), [SizeFigures(1_000, peers=(PeerFigures("grep", 0.1, {}, ONE),))], "…")
    assert text.count("###") == 1
    assert "| 1,000 | grep | 200 | 98.5 | 0.50 | 2.00 |  |" in text


def test_text_outside_the_markers_stays() -> None:
    document = f"# Title\n\nBy hand.\n\n{BEGIN}\n\nold\n\n{END}\n\nMore by hand.\n"
    once = insert_tables(document, "| new |\n")
    assert once == document.replace("old", "| new |")
    assert insert_tables(once, "| new |") == once
    with pytest.raises(ValueError, match="needs the lines"):
        insert_tables("# Title\n", "| new |")


def test_the_document_has_the_markers() -> None:
    assert "| new |" in insert_tables(DOCUMENT.read_text(encoding="utf-8"), "| new |")
