"""2,000 seeded random updates of every type with odd fields: the bot keeps answering. `make soak` has 10,000."""

from __future__ import annotations

import pytest

from tests.e2e.conftest import StartBot
from tests.e2e.harness.odd_updates import bases, odd_updates

SEEDS = (20261124, 2)
"""The second one once found a bug."""
COUNT = 2000


@pytest.mark.parametrize("seed", SEEDS)
def test_the_bot_survives_odd_updates(start_bot: StartBot, seed: int) -> None:
    bot = start_bot(start=False)
    telegram = bot.telegram
    updates = list(odd_updates(telegram, seed, COUNT))
    assert {name for update in updates for name in update} >= bases({"id": 1, "username": ""}).keys()
    for update in updates[: COUNT // 2]:  # the backlog contains kinds that the bot did not ask for
        telegram.raw(**update)
    bot.start()
    for number, update in enumerate(updates[COUNT // 2 :]):
        telegram.raw(**update)
        if number % 100 == 0:
            li = telegram.user("李")
            li.asks("安徽参与了哪些案例")
            assert "共 17 个案例" in li.next(60).text
    telegram.settle()
    assert " trouble " not in bot.log
    assert "update_unreadable" in bot.log
    telegram.forgive("chat not found", "query is too old", "user not found")
    assert bot.stop() == 0
