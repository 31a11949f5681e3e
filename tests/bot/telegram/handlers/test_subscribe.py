from __future__ import annotations

import pytest

from bot.store import Store
from bot.telegram.handlers.subscribe import MAX_CONDITION, store_subscription, subscribe
from bot.telegram.handlers.subscriptions import MAX_SUBSCRIPTIONS, send_subscriptions
from bot.telegram.subscriptions.schedule import parse_request
from bot.telegram.subscriptions.targets import Target
from intents.engine import Engine
from intents.views.subscription_filter import parse_filter
from tests.bot.telegram.fake_services import NOW, FakeServices, fake_services, incoming

CHANNEL = -1001


@pytest.fixture
def fake(store: Store, engine: Engine) -> FakeServices:
    return fake_services(store, engine)


async def answer_to(fake: FakeServices, text: str) -> str:
    await subscribe(fake.services, incoming(text))
    (answer,) = fake.texts()
    return answer


async def test_subscriptions_are_stored(fake: FakeServices) -> None:
    await answer_to(fake, "每日 09:30 最佳 安徽")
    await answer_to(fake, "全部案例")
    stored = await fake.store.subscriptions.list_in_chat(7)
    assert [(one.kind, one.query, one.minute, one.by, one.at) for one in stored] == [
        ("daily", "1c(r34,t最佳实践案例)", 570, 7, NOW),
        ("notice", None, None, 7, NOW),
    ]


async def test_a_condition_in_other_words_is_the_same_subscription(fake: FakeServices) -> None:
    assert (await answer_to(fake, "安徽 最佳")).startswith("<b>已订阅：")
    assert (await answer_to(fake, "最佳 安徽")).startswith("<b>这里已经订阅过了：")
    assert len(await fake.store.subscriptions.list_in_chat(7)) == 1


async def test_the_number_of_subscriptions_is_limited(fake: FakeServices) -> None:
    for number in range(MAX_SUBSCRIPTIONS):
        assert "已订阅" in await answer_to(fake, f"至少{number + 1}个单位参与的")
    assert f"已经有 {MAX_SUBSCRIPTIONS} 个订阅" in await answer_to(fake, "安徽")
    assert "已经订阅过了" in await answer_to(fake, "至少3个单位参与的")
    assert len(await fake.store.subscriptions.list_in_chat(7)) == MAX_SUBSCRIPTIONS
    await send_subscriptions(fake.services, incoming(""))
    (listed,) = fake.texts()
    assert f"{MAX_SUBSCRIPTIONS}. " in listed


async def test_one_can_take_the_place_of_another_when_the_limit_is_reached(fake: FakeServices, engine: Engine) -> None:
    for number in range(MAX_SUBSCRIPTIONS):
        await answer_to(fake, f"至少{number + 1}个单位参与的")
    kept, former = (await fake.store.subscriptions.list_in_chat(7))[-2:]
    anhui = parse_filter("安徽", engine)
    assert anhui is not None
    request, target = parse_request("安徽"), Target(incoming("安徽").conversation, "安徽")
    assert await store_subscription(fake.services, target, request, anhui) is None
    stored = await store_subscription(fake.services, target, request, anhui, former.id)
    assert stored is not None
    subscriptions = await fake.store.subscriptions.list_in_chat(7)
    assert len(subscriptions) == MAX_SUBSCRIPTIONS
    assert subscriptions[-2:] == [kept, stored[0]]


async def test_a_subscribed_channel_is_known_as_one(fake: FakeServices) -> None:
    fake.answers["getChat"] = {"id": CHANNEL, "type": "channel", "title": "公告"}
    fake.answers["getChatAdministrators"] = [{"user": {"id": 7}}]
    assert "频道《公告》已订阅" in await answer_to(fake, "@gonggao 安徽")
    chat = await fake.store.find_chat(CHANNEL)
    assert chat is not None
    assert (chat.type, chat.title) == ("channel", "公告")


async def test_who_may_not_subscribe_a_channel_leaves_no_trace(fake: FakeServices) -> None:
    fake.answers["getChat"] = {"id": CHANNEL, "type": "channel", "title": "公告"}
    fake.answers["getChatAdministrators"] = [{"user": {"id": 8}}]
    assert (await answer_to(fake, "@gonggao 安徽")).startswith("您不是频道《公告》的管理员")
    assert await fake.store.find_chat(CHANNEL) is None
    assert await fake.store.subscriptions.list_in_chat(CHANNEL) == []


async def test_the_length_of_a_condition_is_limited(fake: FakeServices) -> None:
    longest = "安徽" + "或者安徽" * (MAX_CONDITION // 4)
    assert "太长" in await answer_to(fake, longest)
    assert "已订阅" in await answer_to(fake, longest[: MAX_CONDITION - 2])
