from __future__ import annotations

import pytest

from bot.store import Store
from bot.telegram.handlers.subscribe import LONGEST, subscribe
from bot.telegram.handlers.subscriptions import MOST, subscriptions
from intents.engine import Engine
from tests.bot.telegram.fake_services import NOW, FakeServices, fake_services, incoming


@pytest.fixture
def here(store: Store, engine: Engine) -> FakeServices:
    return fake_services(store, engine)


async def said(here: FakeServices, text: str) -> str:
    await subscribe(here.services, incoming(text))
    (answer,) = here.texts()
    return answer


async def test_what_is_kept(here: FakeServices) -> None:
    await said(here, "每日 09:30 最佳 安徽")
    await said(here, "全部案例")
    kept = await here.store.subscribers.of(7)
    assert [(one.kind, one.query, one.minute, one.by, one.at) for one in kept] == [
        ("daily", "1c(r34,t最佳实践案例)", 570, 7, NOW),
        ("notice", None, None, 7, NOW),
    ]


async def test_the_same_in_other_words_is_the_same(here: FakeServices) -> None:
    assert (await said(here, "安徽 最佳")).startswith("<b>已订阅：")
    assert (await said(here, "最佳 安徽")).startswith("<b>这里已经订阅过了：")
    assert len(await here.store.subscribers.of(7)) == 1


async def test_there_is_a_limit(here: FakeServices) -> None:
    for number in range(MOST):
        assert "已订阅" in await said(here, f"至少{number + 1}个单位参与的")
    assert f"已经有 {MOST} 个订阅" in await said(here, "安徽")
    assert "已经订阅过了" in await said(here, "至少3个单位参与的")
    assert len(await here.store.subscribers.of(7)) == MOST
    await subscriptions(here.services, incoming(""))
    (listed,) = here.texts()
    assert f"{MOST}. " in listed


async def test_a_condition_is_short(here: FakeServices) -> None:
    longest = "安徽" + "或者安徽" * (LONGEST // 4)
    assert "太长" in await said(here, longest)
    assert "已订阅" in await said(here, longest[: LONGEST - 2])
