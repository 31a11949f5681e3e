"""The bot as its systemd unit runs it."""

from __future__ import annotations

import ctypes.util
import shutil
import time

import pytest

from tests.e2e.conftest import StartBot
from tests.e2e.harness.conversation import PATIENCE


@pytest.mark.skipif(
    not (shutil.which("systemd-analyze") and ctypes.util.find_library("seccomp")),
    reason="systemd-analyze or libseccomp is not installed",
)
def test_its_filter_of_system_calls_allows_what_the_bot_does(start_bot: StartBot) -> None:
    bot = start_bot(arguments=("-m", "tests.e2e.harness.unit_filter", "run"))
    li = bot.telegram.user("李")
    deadline = time.monotonic() + PATIENCE
    text = ""
    while "推动长三角儿童免票规则迭代" not in text:  # found by meaning, for which numpy is loaded in the background
        assert time.monotonic() < deadline, text
        time.sleep(0.5)
        asker = bot.telegram.user("王")
        asker.asks("娃娃乘车不买票")
        text = str(asker.next())
    li.asks("/map 杭州")
    assert "案例与地区对照图" in li.next().text
    li.asks("/export 安徽")
    assert "17 个案例" in li.next().text
