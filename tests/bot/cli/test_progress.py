from __future__ import annotations

import time
from io import StringIO

from bot.cli.progress import show_progress


class Screen(StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_shown_on_a_terminal() -> None:
    screen = Screen()
    with show_progress("正在读取数据", screen, 0.01) as progress:
        assert progress
        while "2 秒" not in screen.getvalue():
            time.sleep(0.01)
        progress(1, 3)
        while "……1/3，" not in screen.getvalue():
            time.sleep(0.01)
    assert screen.getvalue().startswith("\r正在读取数据……1 秒\r正在读取数据……2 秒")
    assert screen.getvalue().endswith(" 秒\n")


def test_a_short_activity_shows_no_progress() -> None:
    screen = Screen()
    with show_progress("正在读取数据", screen, 60):
        pass
    assert screen.getvalue() == ""


def test_no_progress_is_written_to_a_file() -> None:
    out = StringIO()
    with show_progress("正在读取数据", out, 0) as progress:
        assert progress is None
    assert out.getvalue() == ""
