"""The judging of answers, the imports of the measured processes, and a small whole run."""

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from intents.engine import Engine
from intents.model.answer import Answer, Option
from tests.tools.bench import __main__ as command
from tests.tools.bench.questions.query import TargetQuestion
from tests.tools.bench.questions.question_file import StoredQuestion, digest, read, store
from tests.tools.bench.runs.cold_start import ROOT
from tests.tools.bench.runs.engine import judge, miss

ONE, TWO = (cast("Any", SimpleNamespace(id=f"n/1/{number}", title=f"第 {number} 个")) for number in (1, 2))
FIRST = StoredQuestion("问", "title", "问", first=(ONE.id,), size=1)
EXACT = StoredQuestion("问", "place", "问", exactly=digest((ONE.id, TWO.id)), size=2)


class Parrot:
    """A fake engine: answers 一 with the first case, everything else with the second."""

    def ask(self, text: str) -> tuple[Answer, None]:
        return Answer("card", "", cases=(ONE if text == "一" else TWO,)), None


@pytest.mark.parametrize(
    ("question", "answer", "expected"),
    [
        (FIRST, Answer("cases", "", cases=(ONE, TWO)), "right"),
        (FIRST, Answer("cases", "", cases=(TWO, ONE)), "listed"),
        (FIRST, Answer("cases", "", cases=(*[TWO] * 10, ONE)), "wrong"),
        (FIRST, Answer("refuse", ""), "wrong"),
        (FIRST, Answer("clarify", "", options=(Option("一", "一"), Option("二", "二"))), "asked"),
        (FIRST, Answer("clarify", "", options=(Option("二", "二"), Option("一", "一"))), "wrong"),
        (FIRST, Answer("clarify", ""), "wrong"),
        (EXACT, Answer("cases", "", cases=(TWO, ONE)), "right"),
        (EXACT, Answer("cases", "", cases=(ONE,)), "wrong"),
        (EXACT, Answer("cases", "", cases=(ONE, ONE)), "wrong"),
    ],
)
def test_an_answer_is_right_or_asks_or_is_wrong(question: StoredQuestion, answer: Answer, expected: str) -> None:
    assert judge(question, answer, cast("Engine", Parrot())) == expected


def test_a_miss_names_expected_and_actual() -> None:
    lines = miss(FIRST, Answer("cases", "", cases=(TWO,), understood="主题：问 → 1 个案例"), "wrong").splitlines()
    assert [line.split() for line in lines] == [
        ["wrong", "title:", "问"],
        ["want", "1:", "n/1/1"],
        ["got", "cases", "1", "cases", "主题：问", "→", "1", "个案例"],
        ["n/1/2", "第", "2", "个"],
    ]


def test_questions_are_stored_with_what_is_right(tmp_path: Path) -> None:
    one = TargetQuestion("问", "title", frozenset({ONE.id}), "问")
    every = TargetQuestion("问", "place", frozenset({TWO.id, ONE.id}), "问")
    store(tmp_path / "questions.json", [one], [every])
    assert read(tmp_path / "questions.json") == [FIRST, EXACT]


def test_the_measured_process_does_not_import_the_generators() -> None:
    code = "import sys, tests.tools.bench.runs.engine, tests.tools.bench.runs.startup; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, cwd=ROOT).stdout
    assert not {b"pypinyin", b"tantivy", b"tests.questions"} & set(loaded.split())


@pytest.mark.parametrize(
    ("only", "expected"),
    [
        ("engine", ["| what | 60 |", "| title | 2 |"]),
        ("peers", ["| 60 | tantivy + bigrams | 30 |", "| title | 100.0 |"]),
    ],
)
def test_a_small_run(only: str, expected: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "misses.txt"
    arguments = ["--sizes", "60", "--queries", "2", "--only", only, "--misses", str(file)]
    assert command.main(arguments) == 0
    text = capsys.readouterr().out
    assert f"`python -m tests.tools.bench --sizes 60 --queries 2 --only {only}`" in text
    assert all(line in text for line in expected)
    assert file.read_text(encoding="utf-8").startswith("===== 60 cases =====")


def test_a_partial_run_is_not_written(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        command.main(["--only", "engine", "--write"])
    assert "--write needs everything" in capsys.readouterr().err
