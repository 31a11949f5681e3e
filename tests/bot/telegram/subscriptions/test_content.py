from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.store import Announcement, Chat, Store, Subscription
from bot.telegram.subscriptions.content import OutboxRenderer
from bot.telegram.subscriptions.outgoing import OutdatedError, OutgoingMessage
from data.model import Notice
from data.snapshot import dumps, loads
from intents.engine import Engine
from tests.bot.telegram.fake_services import NOW, FakeServices, fake_services
from tests.bot.telegram.html_reader import breakable

ANHUI = "1cr34"


@pytest.fixture
def fake(store: Store, engine: Engine) -> FakeServices:
    return fake_services(store, engine)


@pytest.fixture
def renderer() -> OutboxRenderer:
    return OutboxRenderer()


async def subscribe(fake: FakeServices, query: str | None = None, **more: object) -> Subscription:
    new = {"id": 0, "chat": 7, "kind": "notice", "by": 7, "at": NOW} | more
    return await fake.store.subscriptions.subscribe(Subscription(query=query, **new))  # type: ignore[arg-type]


def revised(notice: Notice, change: Callable[[list[list[list[str | list[str]]]]], None], revision: str) -> Notice:
    """Return the notice with changed cases (title, aliases, agencies), by tiers."""
    value = json.loads(dumps(notice))
    change([tier[2] for tier in value[3]])
    value[0][1] = revision
    return loads(json.dumps(value), ())


def lines_of(outgoing: OutgoingMessage | None) -> list[str]:
    assert outgoing is not None
    return breakable(re.sub("<[^>]*>", "", outgoing.page.html)).splitlines()


async def announce(fake: FakeServices, notice: Notice, at: float) -> str:
    """Announce a notice and put it into the data; return its event."""
    dataset = fake.services.answerer.engine.dataset
    fake.services.answerer.engine = Engine(replace(dataset, notices=(notice,)))
    row = Announcement(notice=notice.id, revision=notice.revision, snapshot=dumps(notice), at=at)
    await fake.store.outbox.announce([row])
    return row.event


async def mark_sent(fake: FakeServices, subscription: Subscription, event: str) -> None:
    """Mark the row of the event as sent."""
    for row in await fake.store.outbox.list_due(100, NOW + 1e9):
        if (row.subscription.id, row.event) == (subscription.id, event):
            await fake.store.outbox.mark_sent(row.id, 5, NOW)


def rename_case(cases: list[list[list[str | list[str]]]]) -> None:
    cases[0][0][0] = f"{cases[0][0][0]}（一）"


def remove_case(cases: list[list[list[str | list[str]]]]) -> None:
    rename_case(cases)
    del cases[1][-1]


async def test_a_new_notice(fake: FakeServices, engine: Engine, renderer: OutboxRenderer) -> None:
    (notice,) = engine.dataset.notices
    everyone = await subscribe(fake)
    anhui, sichuan, gone = [await subscribe(fake, query) for query in (ANHUI, "1cr51", "1ct特等")]
    event = await announce(fake, notice, NOW + 1)
    outgoing = await renderer.render(fake.services, everyone, event)
    assert lines_of(outgoing)[:3] == [f"新通知：《{notice.title}》", "75 个参评案例中选出 22 个。", ""]
    outgoing = await renderer.render(fake.services, anhui, event)
    assert lines_of(outgoing)[1] == "75 个参评案例中选出 22 个，其中符合“地区：安徽”的 17 个。"
    assert await renderer.render(fake.services, sichuan, event) is None
    assert await renderer.render(fake.services, gone, event) is None


async def test_the_exchange_supports_replies_and_buttons(
    fake: FakeServices, engine: Engine, renderer: OutboxRenderer
) -> None:
    (notice,) = engine.dataset.notices
    topic = await subscribe(fake, ANHUI, chat=-1007, topic=3)
    outgoing = await renderer.render(fake.services, topic, await announce(fake, notice, NOW + 1))
    assert outgoing is not None
    assert outgoing.exchange is not None
    assert outgoing.page.keyboard is not None
    row = outgoing.exchange
    assert (row.chat, row.topic, row.kind, row.question) == (-1007, 3, "summary", None)
    *buttons, ending = [button for line in outgoing.page.keyboard.inline_keyboard for button in line]
    assert ending.text == "退订"
    assert len(row.options) == len(buttons)
    for question, button in zip(row.options, buttons, strict=True):
        found = re.search(r" (\d+)", button.text)
        assert found is not None
        assert len(engine.ask(question)[0].cases) == int(found[1])


async def test_in_a_channel_buttons_are_links(fake: FakeServices, engine: Engine, renderer: OutboxRenderer) -> None:
    (notice,) = engine.dataset.notices
    await fake.store.save_chat(Chat(id=-1008, type="channel", at=NOW))
    for query in (None, "1c(r34,t最佳实践案例)", "1c(!r34,a+长江*,r31,r32,t优秀实践案例)"):
        one = await subscribe(fake, query, chat=-1008)
        outgoing = await renderer.render(fake.services, one, await announce(fake, notice, NOW + 1))
        if query and "长江" in query:
            assert outgoing is None
            continue
        assert outgoing is not None
        assert outgoing.page.keyboard is not None
        urls = [button.url or "" for line in outgoing.page.keyboard.inline_keyboard for button in line]
        assert urls
        assert all(re.fullmatch(r"https://t\.me/anlitong_bot\?start=[A-Za-z0-9_-]{1,64}", url) for url in urls)


async def test_a_revision_for_subscribers_of_the_previous_one(
    fake: FakeServices, engine: Engine, renderer: OutboxRenderer
) -> None:
    (notice,) = engine.dataset.notices
    everyone, ningbo = await subscribe(fake), await subscribe(fake, "1cr3302")
    first = await announce(fake, notice, NOW - 1)
    second = await announce(fake, revised(notice, rename_case, "2"), NOW + 2)
    title = notice.tiers[0].cases[0].title
    changed = f"· 改名 1 个案例：{title} → {title}（一）"
    outgoing = await renderer.render(fake.services, everyone, second)
    assert lines_of(outgoing)[0] == f"有修订：《{notice.title}》"
    assert lines_of(outgoing)[3:6] == ["这次改了什么", changed, ""]
    with pytest.raises(OutdatedError):
        await renderer.render(fake.services, everyone, first)
    assert await renderer.render(fake.services, ningbo, second) is None


async def test_a_missed_revision_is_included_in_the_changes(
    fake: FakeServices, engine: Engine, renderer: OutboxRenderer
) -> None:
    """Of three revisions, subscribers received the first, the second, subscribed after it, or received none."""
    (notice,) = engine.dataset.notices
    has_first, has_second, has_none = [await subscribe(fake, chat=chat, at=NOW) for chat in (1, 2, 3)]
    first = await announce(fake, notice, NOW + 1)
    await mark_sent(fake, has_first, first)
    await mark_sent(fake, has_second, first)
    second = await announce(fake, revised(notice, rename_case, "2"), NOW + 2)
    await mark_sent(fake, has_second, second)
    came_after = await subscribe(fake, chat=4, at=NOW + 3)
    third = await announce(fake, revised(notice, remove_case, "3"), NOW + 4)
    gone = f"· 删去 1 个案例：{notice.tiers[1].cases[-1].title}"
    title = notice.tiers[0].cases[0].title
    renamed = f"· 改名 1 个案例：{title} → {title}（一）"
    for one, expected in ((has_first, [gone, renamed]), (has_second, [gone]), (came_after, [gone])):
        lines = lines_of(await renderer.render(fake.services, one, third))
        assert lines[4 : lines.index("", 4)] == expected
    assert lines_of(await renderer.render(fake.services, has_none, third))[0].startswith("新通知：")


async def test_a_case_that_no_longer_matches_is_a_change(
    fake: FakeServices, engine: Engine, renderer: OutboxRenderer
) -> None:
    def leaves(cases: list[list[list[str | list[str]]]]) -> None:
        for tier in cases:
            for case in tier:
                case[2] = [unit for unit in case[2] if "宁波" not in unit]

    (notice,) = engine.dataset.notices
    ningbo, anhui = await subscribe(fake, "1cr3302"), await subscribe(fake, ANHUI)
    await announce(fake, notice, NOW - 1)
    other = loads(dumps(revised(notice, leaves, "2")), engine.dataset.regions)
    event = await announce(fake, other, NOW + 1)
    lines = lines_of(await renderer.render(fake.services, ningbo, event))
    assert lines[1] == "现在没有符合“地区：宁波”的案例了。"
    assert lines[4].startswith("· 变动单位 1 个案例：打造沪甬")
    assert await renderer.render(fake.services, anhui, event) is None


async def test_an_unreadable_snapshot_is_ignored(fake: FakeServices, engine: Engine, renderer: OutboxRenderer) -> None:
    (notice,) = engine.dataset.notices
    everyone = await subscribe(fake)
    await fake.store.outbox.announce([Announcement(notice=notice.id, revision="0", snapshot="?", at=NOW - 1)])
    outgoing = await renderer.render(fake.services, everyone, await announce(fake, notice, NOW + 1))
    assert lines_of(outgoing)[:2] == [f"有修订：《{notice.title}》", "75 个参评案例中选出 22 个。"]


async def test_the_case_of_a_day(fake: FakeServices, renderer: OutboxRenderer) -> None:
    one = await subscribe(fake, ANHUI, kind="daily", minute=0)
    titles = set()
    for number in range(17):
        fake.now[0] = NOW + number * 86400
        day = datetime.fromtimestamp(fake.now[0], fake.services.settings.timezone).date()
        outgoing = await renderer.render(fake.services, one, f"daily:{day}")
        lines = lines_of(outgoing)
        assert lines[0] == f"每日一例 · {day.month} 月 {day.day} 日"
        assert any("安徽" in line for line in lines)
        titles.add(lines[2])
        assert outgoing is not None
        assert outgoing.is_current()
        fake.now[0] += 86400
        assert not outgoing.is_current()
        fake.now[0] -= 86400
        for other in (day - timedelta(1), day + timedelta(1)):
            assert await renderer.render(fake.services, one, f"daily:{other}") is None
    assert len(titles) == 17
    assert outgoing is not None
    assert outgoing.exchange is not None
    assert outgoing.exchange.kind == "card"
    nothing = await subscribe(fake, "1cr51", kind="daily", minute=0)
    assert await renderer.render(fake.services, nothing, f"daily:{day}") is None


@pytest.mark.parametrize(
    ("query", "heading"),
    [(None, "过去一周没有新的通知。看一个案例："), (ANHUI, "过去一周没有符合条件的新通知。看一个案例：")],
)
async def test_a_week_without_news(
    fake: FakeServices, renderer: OutboxRenderer, query: str | None, heading: str
) -> None:
    today = datetime.fromtimestamp(NOW, fake.services.settings.timezone).date()
    outgoing = await renderer.render(fake.services, await subscribe(fake, query, kind="weekly"), f"weekly:{today}")
    assert lines_of(outgoing)[1] == heading


async def test_what_is_delivered_can_be_ended_but_not_in_channels(fake: FakeServices, renderer: OutboxRenderer) -> None:
    await fake.store.save_chat(Chat(id=-1008, type="channel", at=NOW))
    day = datetime.fromtimestamp(NOW, fake.services.settings.timezone).date()
    for chat in (7, -1007, -1008):
        one = await subscribe(fake, kind="daily", minute=0, chat=chat)
        outgoing = await renderer.render(fake.services, one, f"daily:{day}")
        assert outgoing is not None
        assert outgoing.page.keyboard is not None
        data = [button.callback_data for line in outgoing.page.keyboard.inline_keyboard for button in line]
        assert (f"s{one.id}.0" in data) == (chat != -1008)


async def test_a_malformed_event_is_refused(fake: FakeServices, renderer: OutboxRenderer) -> None:
    one = await subscribe(fake)
    with pytest.raises(ValueError, match="monthly"):
        await renderer.render(fake.services, one, "monthly:1")
    with pytest.raises(OutdatedError):
        await renderer.render(fake.services, one, "notice:nothing@1")


async def test_a_daily_case_after_quiet_hours_may_be_a_day_late(fake: FakeServices, renderer: OutboxRenderer) -> None:
    one = await subscribe(fake, kind="daily", minute=23 * 60)
    quiet = replace(one, quiet_from=22 * 60, quiet_until=8 * 60)
    yesterday = datetime.fromtimestamp(NOW, ZoneInfo("Asia/Shanghai")).date() - timedelta(days=1)
    assert await renderer.render(fake.services, one, f"daily:{yesterday}") is None
    assert await renderer.render(fake.services, quiet, f"daily:{yesterday}") is not None
    assert await renderer.render(fake.services, quiet, f"daily:{yesterday - timedelta(days=1)}") is None
