from __future__ import annotations

import pytest

from bot.store import Store
from bot.telegram.handlers.subscribe import subscribe
from intents.engine import Engine
from tests.bot.telegram.fake_services import fake_services, incoming


@pytest.mark.parametrize(
    ("text", "confirmed"),
    [
        ("每日 00:00 安徽", "这样的工程有 17 件"),
        ("每日 23:59 没有浙江", "现在没有符合条件的工程"),
        ("没有浙江", "里没有符合条件的工程，以后有了就发。"),
    ],
)
async def test_confirmations_have_the_noun_of_the_notice(
    store: Store, projects: Engine, text: str, confirmed: str
) -> None:
    fake = fake_services(store, projects)
    await subscribe(fake.services, incoming(text))
    assert confirmed in fake.texts()[0]


@pytest.mark.parametrize(
    ("before", "after", "replaced"),
    [
        ("每日 09:00", "每日 10:30", "原来的每天 09:00 不再发。"),
        ("每周三 18:00", "每周五 18:00", "原来的每周三 18:00 不再发。"),
    ],
)
async def test_the_time_that_is_replaced_is_named(
    store: Store, engine: Engine, before: str, after: str, replaced: str
) -> None:
    fake = fake_services(store, engine)
    for text in (before, after):
        await subscribe(fake.services, incoming(text))
    first, second = fake.texts()
    assert "不再发" not in first
    assert second.splitlines()[1] == replaced
