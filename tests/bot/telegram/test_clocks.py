from __future__ import annotations

from bot.telegram.clocks import SteadyClock, TelegramClock


def test_the_steady_clock_does_not_jump() -> None:
    wall, monotonic = [1000.0], [5.0]
    clock = SteadyClock(lambda: wall[0], lambda: monotonic[0])
    assert clock() == 1000
    wall[0], monotonic[0] = -2600.0, 8.0
    assert clock() == 1003


def test_telegrams_clock_follows_its_messages() -> None:
    wall, monotonic = [100_000.0], [5.0]
    clock = TelegramClock(lambda: wall[0], lambda: monotonic[0])
    assert (clock(), clock.started_at()) == (100_000, 100_000)
    monotonic[0] += 2
    clock.note([89_000.0, 90_000.0], backlog=True)  # the machine's clock is wrong
    assert (clock(), clock.started_at()) == (90_000, 89_998)
    clock.note([91_000.0], backlog=True)  # more of what waited for the bot
    assert (clock(), clock.started_at()) == (91_000, 90_998)
    monotonic[0] += 10
    clock.note([92_000.0, 91_008.0, 1 << 31], backlog=False)
    wall[0] = 0
    assert (clock(), clock.started_at()) == (91_008, 90_998)
    clock.note([], backlog=True)
    monotonic[0] += 1
    assert (clock(), clock.started_at()) == (91_009, 90_998)


def test_without_a_backlog_the_first_message_shows_the_start() -> None:
    monotonic = [5.0]
    clock = TelegramClock(lambda: 100_000.0, lambda: monotonic[0])
    monotonic[0] += 60
    clock.note([90_000.0], backlog=False)
    assert clock.started_at() == 89_940
