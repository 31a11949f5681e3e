from __future__ import annotations

import pytest

from bot.telegram.status import span

MINUTE, HOUR, DAY = 60, 3600, 86400


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (-5, "不到一分钟"),
        (59.9, "不到一分钟"),
        (MINUTE, "1 分钟"),
        (HOUR - 1, "59 分钟"),
        (HOUR, "1 小时 0 分钟"),
        (DAY - 1, "23 小时 59 分钟"),
        (DAY, "1 天 0 小时"),
        (400 * DAY + 5 * HOUR + 59 * MINUTE, "400 天 5 小时"),
    ],
)
def testspans(seconds: float, said: str) -> None:
    assert span(seconds) == said
