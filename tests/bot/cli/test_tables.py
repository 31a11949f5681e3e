"""`anlitong ask --csv`."""

from __future__ import annotations

import csv
import subprocess
import sys
from io import BytesIO, StringIO

import pytest

from bot.cli.arguments import OK
from bot.cli.main import main
from bot.export.csv_file import HEADER
from tests.bot.conftest import ROOT


def asked(*words: str, stdin: str = "") -> tuple[list[list[str]], str]:
    out, err = StringIO(newline=""), StringIO()
    assert main(["ask", "--csv", *words], BytesIO(stdin.encode()), out, err) == OK
    written = out.getvalue()
    assert written.startswith("\ufeff")
    return list(csv.reader(StringIO(written[1:], newline=""), strict=True)), err.getvalue()


def test_the_cases_of_a_question() -> None:
    (header, *rows), err = asked("杭州", "参与了哪些案例")
    assert (tuple(header), err) == (HEADER, "")
    assert [row[:2] for row in rows] == [["优秀实践案例", "8"], ["优秀实践案例", "9"]]
    assert {row[6] for row in rows} == {"杭州参与的案例有哪些"}


def test_several_questions_are_one_table() -> None:
    stdin = '杭州\n今天天气怎么样\n{"text": "安徽的", "chat": "a"}\n{"text": "其中最佳的呢", "chat": "a"}\n'
    (header, *rows), err = asked(stdin=stdin)
    assert tuple(header) == HEADER
    asked_for = list(dict.fromkeys(row[6] for row in rows))
    assert asked_for == ["杭州参与的案例有哪些", "安徽参与的案例有哪些", "安徽参与的最佳实践案例有哪些"]
    assert err.startswith("您好，我是案例通")


@pytest.mark.parametrize("question", ["西藏参与了哪些案例", "江徽", "x" * 501])
def test_an_answer_without_cases_goes_to_standard_error(question: str) -> None:
    rows, err = asked(question)
    assert rows == [list(HEADER)]
    assert err.strip()


def test_it_imports_no_library_for_workbooks() -> None:
    script = """\
import io, sys
from bot.cli.main import main
main(["ask", "--csv", "杭州"], io.BytesIO(), io.StringIO(), io.StringIO())
print(*sys.modules)
"""
    result = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(result.stdout.split())
    assert "bot.export.csv_file" in loaded
    assert not loaded & {"xlsxwriter", "asyncio", "telegram"}
