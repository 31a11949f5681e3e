from __future__ import annotations

import os
import pty
import re
import select
import stat
import sys
from io import StringIO
from pathlib import Path

import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory, InMemoryHistory
from rich.console import Console

from bot.cards.card import Card
from bot.cards.lists import Row, Section
from bot.cli.completion import QuestionCompleter
from bot.cli.terminal import draw_card, open_history
from data.model import Dataset
from tests.bot.conftest import ROOT

ANHUI = "安徽参与了哪些案例"
PROMPT = re.compile(r"\x1b\[\?2004h.*问：", re.DOTALL)  # the prompt begins with taking over the keyboard
COLOUR = re.compile(r"\x1b\[[0-9;]*3[1-7]m")
CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class Chat:
    """The chat in a pseudo-terminal."""

    def __init__(self, state: Path, **environment: str) -> None:
        environment |= {"TERM": "xterm-256color", "PROMPT_TOOLKIT_NO_CPR": "1", "XDG_STATE_HOME": str(state)}
        self._pid, self._terminal = pty.fork()
        if self._pid == 0:
            os.chdir(ROOT)
            os.execve(sys.executable, [sys.executable, "-m", "bot", "chat"], os.environ | environment)  # noqa: S606
        self.greeting = self._until(PROMPT)

    def say(self, keys: str | bytes) -> str:
        """Return the output up to the next prompt, with control sequences."""
        self._type(keys)
        return self._until(PROMPT)

    def leave(self, keys: str) -> int:
        """Return the exit status of the chat."""
        self._type(keys)
        self._until(re.compile("再见。"))
        _, status = os.waitpid(self._pid, 0)
        os.close(self._terminal)
        return os.waitstatus_to_exitcode(status)

    def _type(self, keys: str | bytes) -> None:
        os.write(self._terminal, keys if isinstance(keys, bytes) else keys.encode())

    def _until(self, awaited: re.Pattern[str]) -> str:
        seen = b""
        while not awaited.search(text := seen.decode(errors="replace")):
            assert select.select([self._terminal], [], [], 20)[0], f"{awaited.pattern} is missing: {text[-300:]}"
            seen += os.read(self._terminal, 65536)
        return text


def test_the_chat_greets_answers_remembers_and_ends(tmp_path: Path) -> None:
    chat = Chat(tmp_path)
    assert "案例通知道 1 份通知、22 个案例、88 个单位" in chat.greeting
    choices = re.findall(r"^(\d)\. (\S+)", CONTROL.sub("", chat.greeting), re.MULTILINE)
    assert [number for number, _ in choices] == ["1", "2", "3"]
    assert f"→ {choices[1][1]}" in chat.say("2\r")
    assert "“一地六县”" in chat.say(f"{ANHUI}\r")
    assert "C -> P take" in chat.say("/explain\r")
    chat.say(b"\xff\xfe\r")  # not even characters
    chat.say("\r")
    shown = chat.say("/help\r")
    assert choices[0][1] in shown
    assert "Ctrl-C 清空这一行" in shown
    assert "没有 /foo 这个命令" in chat.say("/foo\r")
    assert f"→ {choices[0][1]}" in chat.say("1\r")
    assert chat.leave("退出\r") == 0
    file = tmp_path / "anlitong" / "history"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert ANHUI in file.read_text("utf-8")


@pytest.mark.parametrize("keys", ["/quit\r", "\x04"], ids=["/quit", "Ctrl-D"])
def test_ways_to_leave(tmp_path: Path, keys: str) -> None:
    assert Chat(tmp_path).leave(keys) == 0


def test_an_interrupt_clears_the_line_and_two_leave(tmp_path: Path) -> None:
    chat = Chat(tmp_path)
    assert "再按一次 Ctrl-C 退出" in chat.say("江苏\x03")
    assert "“一地六县”" in chat.say(f"{ANHUI}\r")
    assert "再按一次 Ctrl-C 退出" in chat.say("\x03")
    assert chat.leave("\x03") == 0


def test_colour_unless_no_color_is_set(tmp_path: Path) -> None:
    for chat, coloured in ((Chat(tmp_path), True), (Chat(tmp_path, NO_COLOR="1"), False)):
        shown = chat.greeting + chat.say(f"{ANHUI}\r")
        assert bool(COLOUR.search(shown)) == coloured
        assert chat.leave("\x04") == 0


def test_history_is_in_memory_without_a_usable_file(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert isinstance(open_history({"XDG_STATE_HOME": str(tmp_path / "file")}), InMemoryHistory)
    assert isinstance(open_history({"XDG_STATE_HOME": str(tmp_path)}), FileHistory)


def test_an_old_history_becomes_private(tmp_path: Path) -> None:
    (tmp_path / "anlitong").mkdir()
    file = tmp_path / "anlitong" / "history"
    file.touch(0o644)
    open_history({"XDG_STATE_HOME": str(tmp_path)})
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("", []),
        ("/", [("/help", -1), ("/explain", -1), ("/quit", -1)]),
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
    completions = QuestionCompleter(dataset).get_completions(Document(typed), CompleteEvent())
    assert [(completion.text, completion.start_position) for completion in completions] == offered


def test_a_card_is_drawn_with_a_hanging_indent_and_no_markup() -> None:
    out = StringIO()
    card = Card(
        heading="[red]共 2 个案例：",
        explanation=("理解为：\x1b[31m甲",),
        sections=(
            Section("最佳（2 个）", (Row("甲甲甲甲甲甲甲甲甲", "9.", "乙"), Row("[b]丙", "10.", tail="：3 个"))),
        ),
        notes=("说明",),
        choices=Section("也可以问：", (Row("丁", "1."),)),
    )
    draw_card(card, Console(file=out, width=16, highlight=False))
    assert [line.rstrip() for line in out.getvalue().splitlines()] == [
        "[red]共 2",
        "个案例：",
        "理解为：[31m甲",
        "",
        "最佳（2 个）",
        " 9. 甲甲甲甲甲甲",
        "    甲甲甲（乙）",
        "10. [b]丙：3 个",
        "",
        "说明",
        "",
        "也可以问：",
        "1. 丁",
        "",
    ]
