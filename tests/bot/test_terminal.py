from __future__ import annotations

import os
import pty
import re
import select
import stat
import sys
import time
from collections.abc import Iterator, Mapping
from io import StringIO
from pathlib import Path

import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory, InMemoryHistory
from rich.console import Console

from bot.cards import Card, Row, Section
from bot.completion import Words
from bot.terminal import draw, history
from data.model import Dataset
from tests.bot.conftest import ROOT


class Terminal:
    """The chat as a child of a terminal of ours."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.seen = b""
        self.pid, self.master = pty.fork()
        if self.pid == 0:
            os.chdir(ROOT)
            os.environ.update(environment)
            os.execv(sys.executable, [sys.executable, "-m", "bot", "chat"])

    def until(self, awaited: str, seconds: float = 20) -> str:
        """All that was shown since the last call, when `awaited` has been shown; sequences of control left out."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            shown = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", self.seen.decode(errors="replace"))
            if awaited in shown:
                self.seen = b""
                return shown
            if select.select([self.master], [], [], 0.1)[0]:
                self.seen += os.read(self.master, 65536)
        pytest.fail(f"{awaited!r} was not shown, but {self.seen!r}")

    def type(self, keys: str | bytes) -> None:
        os.write(self.master, keys if isinstance(keys, bytes) else keys.encode())

    def end(self) -> int:
        """The status that the chat has left with."""
        _, status = os.waitpid(self.pid, 0)
        os.close(self.master)
        return os.waitstatus_to_exitcode(status)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    chat = Terminal({"TERM": "xterm-256color", "XDG_STATE_HOME": str(tmp_path)})
    chat.until("问：")
    yield chat


def test_it_greets_answers_remembers_and_leaves(tmp_path: Path) -> None:
    chat = Terminal({"TERM": "xterm-256color", "XDG_STATE_HOME": str(tmp_path)})
    greeting = chat.until("问：")
    assert "案例通知道 1 份通知、22 个案例、88 个单位" in greeting
    choices = re.findall(r"^ ?(\d)\. (\S+)", greeting, re.MULTILINE)
    assert [number for number, _ in choices] == ["1", "2", "3"]
    chat.type("安徽参与了哪些案例\r")
    assert "17. “一地六县”" in chat.until("问：")
    chat.type(b"\xff\xfe\r")  # not even characters
    chat.until("问：")
    chat.type("/help\r")
    chat.until("问：")
    chat.type("1\r")
    assert f"→ {choices[0][1]}" in chat.until("问：")
    chat.type("\r退出\r")
    chat.until("再见。")
    assert chat.end() == 0
    file = tmp_path / "anlitong" / "history"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "安徽参与了哪些案例" in file.read_text("utf-8")


@pytest.mark.parametrize(
    "keys", ["/quit\r", "\x03", "安徽\x03", "\x04"], ids=["/quit", "Ctrl-C", "Ctrl-C while typing", "Ctrl-D"]
)
def test_ways_to_leave(tmp_path: Path, keys: str) -> None:
    chat = Terminal({"TERM": "xterm-256color", "XDG_STATE_HOME": str(tmp_path)})
    chat.until("问：")
    chat.type(keys)
    chat.until("再见。")
    assert chat.end() == 0


@pytest.mark.parametrize(("environment", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_colour_unless_it_is_not_wanted(tmp_path: Path, environment: dict[str, str], coloured: bool) -> None:
    chat = Terminal({"TERM": "xterm-256color", "XDG_STATE_HOME": str(tmp_path)} | environment)
    chat.until("问：")
    chat.type("安徽参与了哪些案例\r")
    while b"17." not in chat.seen:
        chat.seen += os.read(chat.master, 65536)
    assert bool(re.search(rb"\x1b\[[0-9;]*3[1-7]m", chat.seen)) == coloured
    chat.type("\x04")
    chat.until("再见。")
    assert chat.end() == 0


def test_history_stays_in_memory_where_no_file_can_be(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert isinstance(history({"XDG_STATE_HOME": str(tmp_path / "file")}), InMemoryHistory)
    assert isinstance(history({"XDG_STATE_HOME": str(tmp_path)}), FileHistory)


def test_an_old_history_becomes_private(tmp_path: Path) -> None:
    (tmp_path / "anlitong").mkdir()
    file = tmp_path / "anlitong" / "history"
    file.touch(0o644)
    history({"XDG_STATE_HOME": str(tmp_path)})
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("", []),
        ("/", [("/help", -1), ("/quit", -1)]),
        ("/q", [("/quit", -2)]),
        ("合", [("合肥", -1)]),
        ("那么合", [("合肥", -1)]),
        ("合肥", []),
        ("关于叉车", [("构建长三角地区叉车检验标准体系", -2)]),
        ("安徽 ", []),
        ("qwerty", []),
    ],
)
def test_completion(dataset: Dataset, typed: str, offered: list[tuple[str, int]]) -> None:
    found = Words(dataset).get_completions(Document(typed), CompleteEvent())
    assert [(completion.text, completion.start_position) for completion in found] == offered


def test_a_card_is_drawn_with_a_hanging_indent_and_no_markup() -> None:
    out = StringIO()
    it = Card(
        heading="[red]共 2 个案例：",
        trail=("理解为：\x1b[31m甲",),
        sections=(Section("最佳（2 个）", (Row("甲甲甲甲甲甲甲甲甲", "9.", "乙"), Row("[b]丙", "10."))),),
        notes=("说明",),
        choices=Section("也可以问：", (Row("丁", "1."),)),
    )
    draw(it, Console(file=out, width=16, highlight=False))
    assert [line.rstrip() for line in out.getvalue().splitlines()] == [
        "[red]共 2",
        "个案例：",
        "理解为：[31m甲",
        "",
        "最佳（2 个）",
        " 9. 甲甲甲甲甲甲",
        "    甲甲甲（乙）",
        "10. [b]丙",
        "",
        "说明",
        "",
        "也可以问：",
        "1. 丁",
        "",
    ]
