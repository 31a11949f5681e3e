"""Accounts that flood the bot delay no others."""

from __future__ import annotations

import time

import pytest

from tests.e2e.conftest import StartBot
from tests.e2e.harness.replies import BUSY

HONEST, ANSWER = "安徽参与了哪些案例", "共 17 个案例"
DELAY = 2.0
"""Seconds within which an honest question is answered."""

HOSTILE = {
    "dense": "长三角禁鱼和没有或者除了至少三个省的单位最佳优秀第一" * 18,
    "document": "这是一段很长的话。" * 450,
    "short": HONEST,
}


@pytest.mark.parametrize(("accounts", "texts", "kind"), [(10, 30, "dense"), (10, 30, "document"), (1, 1500, "short")])
def test_an_honest_question_is_answered_amid_a_flood(start_bot: StartBot, accounts: int, texts: int, kind: str) -> None:
    bot = start_bot(flood=True)
    hostile = [bot.telegram.user(f"敌{number}") for number in range(accounts)]
    honest = [bot.telegram.user(f"王{number}") for number in range(8)]
    for _ in range(texts):
        for one in hostile:
            one.asks(HOSTILE[kind])
    for one in honest:
        since = time.monotonic()
        one.asks(HONEST)
        assert ANSWER in one.next(30).text
        assert time.monotonic() - since < DELAY + BUSY
