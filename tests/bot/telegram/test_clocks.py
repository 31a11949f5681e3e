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
    assert clock() == 100_000
    clock.note(90_000)  # the machine's clock is wrong, or the message is old
    assert clock() == 90_000
    monotonic[0] += 10
    clock.note(90_008)  # this one was under way for longer
    assert clock() == 90_010
    clock.note(92_000)
    assert clock() == 92_000
    clock.note(1 << 31)
    wall[0] = 0
    monotonic[0] += 1
    assert clock() == 92_001
