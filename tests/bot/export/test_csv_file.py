"""CSV: its form, and texts that a spreadsheet might take for formulas."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.export.csv_file import HEADER, guarded, to_csv
from tests.bot.export.tables import named, table
from tests.bot.sample import ANHUI_OFFICE, BEST

FORMULAS = "=+-@＝＋－＠"


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), strict=True))


def test_rows_of_cases() -> None:
    content = to_csv(table())
    assert content.startswith("\ufeff等次,序号,".encode())
    assert content.count(b"\r\n") == content.count(b"\n") == 3
    header, *rows = read(content)
    assert tuple(header) == HEADER
    agencies, places = "江苏省某局计量处；安徽省合肥市某局；安徽省某局", "江苏省；安徽省合肥市；安徽省"
    source = ["关于公布“案例”的通知", "最佳案例有哪些", "0a1b2c"]
    assert rows == [
        ["最佳案例", "1", "甲", agencies, places, *source],
        ["最佳案例", "2", "乙", "琼山市某局", "", *source],
    ]


def test_rows_of_the_agencies_that_were_asked_for() -> None:
    rows = read(to_csv(table(BEST, agencies=frozenset([ANHUI_OFFICE]))))[1:]
    assert [row[2:5] for row in rows] == [["甲", "安徽省某局", "安徽省"]]


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        (" +1", "' +1"),
        ("＝1", "'＝1"),
        ("\t=1", "'\t=1"),
        ("\t甲", "\t甲"),
        ("安徽=皖", "安徽=皖"),
        ("“满意消费”", "“满意消费”"),
        ("", ""),
    ],
)
def test_what_may_be_a_formula_gets_an_apostrophe(text: str, cell: str) -> None:
    assert guarded(text) == cell


@given(st.text(alphabet=st.sampled_from(f"{FORMULAS} \t\r\n\"',;甲1\ufeff\x00"), max_size=8) | st.text(max_size=20))
def test_no_cell_begins_a_formula_and_no_text_breaks_the_table(text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    rows = read(to_csv(named(text)))
    assert [len(row) for row in rows] == [len(HEADER)] * 2
    for cell in rows[1]:
        assert not cell.lstrip().startswith(tuple(FORMULAS))
        assert len(cell.splitlines()) <= 1
