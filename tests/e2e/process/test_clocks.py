"""A clock that is wrong, or jumps, changes nothing."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.e2e.conftest import ADMIN, StartBot
from tests.e2e.harness.clock_shift import set_shift
from tests.e2e.harness.sample_notices import TITLES, SampleNotices

RUN = ("-m", "tests.e2e.harness.shifted_clock", "run")
QUESTION, ANSWER = "安徽参与了哪些案例", "共 17 个案例"
HOUR = 3600


@pytest.mark.parametrize("hours", [-2, 2])
def test_a_wrong_clock_changes_no_answer(start_bot: StartBot, tmp_path: Path, hours: int) -> None:
    shift = tmp_path / "shift"
    set_shift(shift, hours * HOUR)
    bot = start_bot(start=False, arguments=RUN, SHIFT=str(shift))
    admin = bot.telegram.user("管理员", identity=ADMIN)
    admin.asks("/help")
    bot.start()
    texts = admin.next().text + admin.next().text
    assert f"这台机器的时钟不准：比 Telegram 的时间{'快' if hours > 0 else '慢'} 7" in texts
    li, wang = bot.telegram.user("李"), bot.telegram.user("王")
    li.asks(QUESTION)
    listed = li.next()
    assert ANSWER in listed.text
    li.presses(listed, "最佳").notification()
    listed.edited()
    li.asks("那江苏呢")
    assert "等次：最佳" in li.next().text
    bot.stop()
    wang.asks(QUESTION, ago=HOUR)
    li.asks("那浙江呢", ago=200)
    bot.start()
    assert "个案例" in li.next().text
    wang.silent()


def test_a_clock_that_is_months_fast_deletes_nothing(start_bot: StartBot, tmp_path: Path) -> None:
    shift = tmp_path / "shift"
    set_shift(shift, 0)
    bot = start_bot(arguments=RUN, SHIFT=str(shift))
    li = bot.telegram.user("李")
    li.asks(QUESTION)
    assert ANSWER in li.next().text
    bot.wait_for_log("pruned")
    bot.stop()
    set_shift(shift, 200 * 24 * HOUR)
    bot.start()
    bot.wait_for_log("pruned", times=2)
    bot.wait_for_rows(1, "exchanges WHERE question IS NOT NULL")


@pytest.mark.parametrize("hours", [-1, 4])
def test_a_jump_delays_no_repetition(start_bot: StartBot, tmp_path: Path, hours: int) -> None:
    shift = tmp_path / "shift"
    set_shift(shift, 0)
    news = SampleNotices(tmp_path / "data")
    bot = start_bot(arguments=RUN, SHIFT=str(shift), ANLITONG_DATA_DIR=str(news.folder))
    li, wang = bot.telegram.user("李"), bot.telegram.user("王")
    for one in (li, wang):
        one.asks("/subscribe")
        one.next()
    bot.telegram.fails("sendMessage", chat=li.private, status=500, times=3)
    first, second, *_ = TITLES
    news.add(first)
    wang.next()
    set_shift(shift, hours * HOUR)
    since = time.monotonic()
    li.next()
    news.add(second)
    assert TITLES[second] in wang.next().text
    assert TITLES[second] in li.next().text
    bot.wait_for_rows(4, "outbox WHERE state = 'sent'")
    bot.kill()
    set_shift(shift, 0)
    bot.start()
    li.silent()
    li.asks(QUESTION)
    assert ANSWER in li.next().text
    assert time.monotonic() - since < 60
