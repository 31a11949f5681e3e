from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from bot.cli.json_lines import NO_TEXT, NOT_AN_OBJECT
from bot.cli.sessions import NOT_UTF_8
from bot.text import TOO_LONG
from tests.bot.conftest import ROOT, Run
from tests.data.folder import NOTICE, make_folder

ANHUI = "安徽参与了哪些案例"

NASTY: list[tuple[bytes, str, str]] = [  # a line, its question as it comes back, its error
    (b"\xef\xbb\xbf" + ANHUI.encode(), ANHUI, ""),
    (b"", "", ""),
    (b"\xff\xfe", "\ufffd\ufffd", NOT_UTF_8),
    (b"\x00\x1b[31m", "\x00\x1b[31m", ""),
    (f"{ANHUI}\r".encode(), ANHUI, ""),
    ("安徽\r江苏".encode(), "安徽\r江苏", ""),
    ("安徽\u2028江苏\u0085".encode(), "安徽\u2028江苏\u0085", ""),
    (b"x" * 100_000, "x" * 60 + "……", TOO_LONG),
    ("鱼".encode() * 100_000, "鱼" * 60 + "……", TOO_LONG),
    ("鱼".encode() * 5_000, "鱼" * 60 + "……", TOO_LONG),
    (b"[1, 2]", "[1, 2]", ""),
    (b"{", "{", NOT_AN_OBJECT),
    (b'{"text": 5}', '{"text": 5}', NO_TEXT),
    (b'{"text": "\\ud800", "chat": "c"}', "\ufffd", ""),
    (f'{{"text": "{ANHUI}"}}'.encode(), ANHUI, ""),
]


def answers(stdout: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stdout.decode().splitlines()]


def test_every_input_line_gets_an_output_line(run: Run) -> None:
    result = run(["ask", "--json"], b"\n".join(line for line, _, _ in NASTY))
    records = answers(result.stdout)
    assert [(a["question"], a.get("error", "")) for a in records] == [(question, error) for _, question, error in NASTY]
    assert all(a["kind"] == "refuse" for a in records if "error" in a)
    assert [len(a["cases"]) for a in records if a["question"] == ANHUI] == [17, 17, 17]
    assert (result.returncode, result.stderr) == (0, b"")


def test_a_line_is_answered_before_the_next_arrives() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "ask", "--json"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin
        assert process.stdout
        for text, count in ((ANHUI, 17), ("最佳案例有哪些", 10)):
            process.stdin.write(f"{text}\n".encode())
            process.stdin.flush()
            assert len(json.loads(process.stdout.readline())["cases"]) == count
        process.stdin.close()
        assert process.wait(10) == 0


def test_lines_with_the_same_chat_are_one_conversation(run: Run) -> None:
    asked = [(f"最佳案例里{ANHUI}", "a"), (ANHUI, "b"), ("那江苏呢", "a"), ("那江苏呢", "b")]
    lines = [json.dumps({"text": text, "chat": chat}, ensure_ascii=False) for text, chat in asked]
    _, _, best, all_of_them = answers(run(["ask", "--json"], "\n".join(lines).encode()).stdout)
    assert 0 < len(best["cases"]) < len(all_of_them["cases"])


def test_as_text_each_card_is_followed_by_a_blank_line(run: Run) -> None:
    card = run(["ask", ANHUI]).stdout.decode()
    assert card.endswith("\n")
    assert not card.endswith("\n\n")
    assert run(["ask"], f"{ANHUI}\n{ANHUI}\n".encode()).stdout.decode() == f"{card}\n{card}\n"


@pytest.mark.parametrize(
    ("arguments", "question", "error"),
    [
        ([ANHUI], ANHUI, ""),
        (["安徽", "参与了哪些案例"], "安徽 参与了哪些案例", ""),
        (["--", "--json"], "--json", ""),
        ([""], "", ""),
        (['{"text": 5}'], '{"text": 5}', ""),
        ([b"\xff\xfe"], "\ufffd\ufffd", NOT_UTF_8),
        (["安徽".encode("gbk")], "\ufffd\ufffd\ufffd\ufffd", NOT_UTF_8),
        (["x" * 5000], "x" * 60 + "……", TOO_LONG),
    ],
)
@pytest.mark.parametrize(
    "locale", [{}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}], ids=["utf-8", "ascii"]
)
def test_a_question_from_the_shell(
    run: Run, arguments: list[str | bytes], question: str, error: str, locale: dict[str, str]
) -> None:
    result = run(["ask", "--json", *arguments], **locale)
    (answer,) = answers(result.stdout)
    assert (answer["question"], answer.get("error", "")) == (question, error)
    assert (result.returncode, result.stderr) == (0, b"")


def test_broken_data_is_reported_with_every_fault(run: Run, tmp_path: Path) -> None:
    notices = tmp_path / "notices"
    notices.mkdir()
    (notices / "a.yaml").write_text("id: a\n\ttitle: 甲\n", "utf-8")
    (notices / "b.yaml").write_text("id: c\ntitle: 5\n", "utf-8")
    checked = run(["check", str(tmp_path)])
    *faults, summary = checked.stdout.decode().splitlines()
    assert len(faults) >= 3
    assert all(re.fullmatch(r"notices/[ab]\.yaml: [^:]+: .+", fault) for fault in faults)
    assert summary == f"{len(faults)} 个错误。"
    assert checked.returncode == 2
    for arguments in (
        ["ask", "--data", str(tmp_path), ANHUI],
        ["ask", "--data", str(tmp_path)],
        ["chat", "--data", str(tmp_path)],
    ):
        result = run(arguments, b"x\n")
        assert (result.returncode, result.stdout) == (2, b"")
        assert result.stderr.decode().splitlines() == faults


def test_the_shipped_data_has_no_fault(run: Run) -> None:
    result = run(["check"])
    assert (result.stderr, result.returncode) == (b"", 0)
    summary, hint = result.stdout.decode().splitlines()
    assert summary == "没有问题。"
    assert re.fullmatch("[1-9][0-9]* 个案例还有日常说法可以加为别名：anlitong aliases", hint)


def test_aliases_are_suggested(run: Run, tmp_path: Path) -> None:
    result = run(["aliases"])
    assert (result.stderr, result.returncode) == (b"", 0)
    assert result.stdout.decode().startswith("# csj-2022/")
    broken = run(["aliases", str(tmp_path / "none")])
    assert (broken.stdout, broken.returncode) == (b"", 2)


def test_a_missing_data_directory_is_a_fault(run: Run, tmp_path: Path) -> None:
    result = run(["check", str(tmp_path / "none")])
    assert result.returncode == 2
    assert result.stdout.decode().endswith("\n1 个错误。\n")


def test_another_data_directory_replaces_the_shipped_data(run: Run, tmp_path: Path) -> None:
    (tmp_path / "notices").mkdir()
    (tmp_path / "notices" / "hn-2020.yaml").write_text(
        """\
id: hn-2020
title: 关于公布典型案例的通知
issued: 2020-05-06
issuers: [海南省市场监督管理局]
tiers:
- name: null
  cases:
  - title: 推行电梯智慧监管
    agencies: [云汐市市场监督管理局]
""",
        "utf-8",
    )
    checked = run(["check", str(tmp_path)])
    assert checked.returncode == 0
    assert "（提醒）\n1 个提醒。\n" in checked.stdout.decode()
    result = run(["ask", "--json", "--data", str(tmp_path), "电梯"])
    (answer,) = answers(result.stdout)
    assert [case["id"] for case in answer["cases"]] == ["hn-2020/1/1"]
    assert result.stderr == b""


def test_a_faulty_notice_is_left_out_and_told(run: Run, tmp_path: Path) -> None:
    make_folder(tmp_path)
    make_folder(tmp_path, NOTICE.replace("gz-2024", "gz-2025").replace("issued:", "isued:"), "gz-2025.yaml")
    result = run(["ask", "--json", "--data", str(tmp_path), "开办企业"])
    (answer,) = answers(result.stdout)
    assert [case["id"] for case in answer["cases"]] == ["gz-2024/1/2"]
    assert "notices/gz-2025.yaml: isued: 不认识的键" in result.stderr.decode()
    assert run(["check", str(tmp_path)]).returncode == 2


@pytest.mark.parametrize(
    "arguments", [["--help"], ["ask", "--help"], ["chat", "-h"], ["run", "-h"], ["check", "--help"]]
)
def test_help_is_in_chinese(run: Run, arguments: list[str]) -> None:
    result = run(arguments)
    text = result.stdout.decode()
    assert text.startswith("用法：anlitong ")
    assert not re.search(r"usage|option|argument|show this|exit|error", text)
    assert (result.returncode, result.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ([], "要写明命令：ask、chat、run、check、import、aliases、backup、restore、health、doctor"),
        (["ask", "--data"], "选项 --data 后面要有一个目录（用法：anlitong ask --help）"),
    ],
)
def test_misuse_is_reported_in_chinese(run: Run, arguments: list[str], complaint: str) -> None:
    result = run(arguments)
    assert (result.returncode, result.stdout) == (2, b"")
    assert result.stderr.decode() == f"anlitong: {complaint}\n"


def shell(command: str) -> subprocess.CompletedProcess[str]:
    """Run `command` in a shell whose `$ask` is the ask command."""
    return subprocess.run(  # noqa: S602 - the commands stand below
        command,
        shell=True,
        executable="/bin/bash",
        cwd=ROOT,
        env=os.environ | {"ask": f"{sys.executable} -m bot ask"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("command", "status", "complaint"),
    [
        ("yes 最佳案例有哪些 | $ask | head -n 1 >/dev/null; exit ${PIPESTATUS[1]}", 141, ""),
        (f"$ask {ANHUI} >/dev/full", 1, "anlitong: 读写出错：No space left on device\n"),
        (f"$ask {ANHUI} >&-", 0, ""),
        ("$ask <&-", 0, ""),
        ("$ask </dev/null", 0, ""),
    ],
)
def test_closed_and_full_streams(command: str, status: int, complaint: str) -> None:
    result = shell(command)
    assert (result.returncode, result.stderr) == (status, complaint)


def test_ctrl_c_ends_without_output() -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)  # background jobs and their children ignore it
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "ask", "--json"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdin.write(b"\n")
        process.stdin.flush()
        process.stdout.readline()
        time.sleep(0.1)  # it waits for the next line now
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 130
        assert process.stderr.read() == b""


def rows(stdout: bytes) -> list[str]:
    return [line for line in stdout.decode().splitlines() if re.match(r"\d+\. ", line)]


def test_a_piped_chat_is_one_conversation(run: Run) -> None:
    questions = [f"最佳案例里{place}参与了哪些案例" for place in ("安徽", "江苏")]
    expected = [row for question in questions for row in rows(run(["ask", question]).stdout)]
    result = run(["chat"], f"{questions[0]}\n\n那江苏呢\n退出\n{questions[0]}\n".encode())
    assert rows(result.stdout) == expected
    assert (result.returncode, result.stderr) == (0, b"")


def test_a_piped_chat_continues_after_invalid_utf_8(run: Run) -> None:
    result = run(["chat"], b"\xff\n" + ANHUI.encode())
    assert NOT_UTF_8 in result.stdout.decode()
    assert result.stdout.decode().endswith(f"\n\n{run(['ask', ANHUI]).stdout.decode()}")


def test_a_piped_chat_takes_choices_by_number(run: Run) -> None:
    helped = answers(run(["ask", "--json", "怎么用"]).stdout)[0]
    chosen = helped["options"][1]["question"]
    both = run(["chat"], "/help\n２\n".encode()).stdout.decode()
    heading, examples = helped["text"].split("\n\n")
    shown, answer = both.split(f"\n\n{examples}\n\n")
    assert shown.startswith(f"{heading}\n\n能做的：")
    assert answer == run(["ask", chosen]).stdout.decode()


def test_a_question_from_the_shell_imports_nothing_of_the_chat() -> None:
    script = f"""\
import io, sys
from bot.cli.main import main
main(["ask", "{ANHUI}"], io.BytesIO(), io.StringIO(), io.StringIO())
print(*sys.modules)
"""
    result = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(result.stdout.split())
    assert "intents.engine" in loaded
    assert not loaded & {"rich", "prompt_toolkit", "typer", "asyncio", "pypinyin", "numpy", "pkg_resources"}
    assert not loaded & {"telegram", "httpx", "sqlalchemy", "alembic", "structlog", "pydantic_settings", "dotenv"}
    assert not loaded & {"xlsxwriter", "bot.export"}
    assert not loaded & {
        "selectolax",
        "docx",
        "lxml",
        "python_calamine",
        "pypdfium2",
        "pdfplumber",
        "data.notice_import",
    }


def test_an_unexpected_error_is_one_line_without_what_was_typed() -> None:
    program = "import bot.cli.main as m\ndef fails(*_): raise KeyError('安徽')\nm.main = fails\nm.run()"
    result = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=False)
    assert result.returncode == 1
    assert re.fullmatch(r"anlitong: 程序出错：KeyError \(bot\.cli\.main:\d+\)\n", result.stderr.decode())
