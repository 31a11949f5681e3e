from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.store import Announced, Chat, Store, Subscription
from bot.telegram.subscriptions.content import OutboxRenderer
from bot.telegram.subscriptions.outgoing import OutdatedError, OutgoingMessage
from data.model import Notice
from data.snapshot import dumps, loads
from intents.engine import Engine
from tests.bot.telegram.fake_services import NOW, FakeServices, fake_services

ANHUI = "1cr34"


@pytest.fixture
def here(store: Store, engine: Engine) -> FakeServices:
    return fake_services(store, engine)


@pytest.fixture
def summaries() -> OutboxRenderer:
    return OutboxRenderer()


async def subscribes(here: FakeServices, query: str | None = None, **more: object) -> Subscription:
    new = {"id": 0, "chat": 7, "kind": "notice", "by": 7, "at": NOW} | more
    return await here.store.subscribers.subscribe(Subscription(query=query, **new))  # type: ignore[arg-type]


def revised(notice: Notice, change: Callable[[list[list[list[str | list[str]]]]], None], revision: str) -> Notice:
    """The notice with its cases (title, aliases, units), by tiers, changed."""
    value = json.loads(dumps(notice))
    change([tier[2] for tier in value[3]])
    value[0][1] = revision
    return loads(json.dumps(value), ())


def told(outgoing: OutgoingMessage | None) -> list[str]:
    assert outgoing is not None
    return re.sub("<[^>]*>", "", outgoing.page.html).splitlines()


async def announces(here: FakeServices, notice: Notice, at: float) -> str:
    """Announce it, and make it the data."""
    dataset = here.services.answerer.engine.dataset
    here.services.answerer.engine = Engine(replace(dataset, notices=(notice,)))
    row = Announced(notice=notice.id, revision=notice.revision, said=dumps(notice), at=at)
    await here.store.outbox.announce([row])
    return row.occasion


async def sends(here: FakeServices, subscription: Subscription, occasion: str) -> None:
    """It has been sent."""
    for row in await here.store.outbox.pending(100, NOW + 1e9):
        if (row.subscription.id, row.occasion) == (subscription.id, occasion):
            await here.store.outbox.sent(row.id, 5, NOW)


def renames(cases: list[list[list[str | list[str]]]]) -> None:
    cases[0][0][0] = f"{cases[0][0][0]}（一）"


def drops(cases: list[list[list[str | list[str]]]]) -> None:
    renames(cases)
    del cases[1][-1]


async def test_a_new_notice(here: FakeServices, engine: Engine, summaries: OutboxRenderer) -> None:
    (notice,) = engine.dataset.notices
    everyone = await subscribes(here)
    anhui, sichuan, gone = [await subscribes(here, query) for query in (ANHUI, "1cr51", "1ct特等")]
    occasion = await announces(here, notice, NOW + 1)
    outgoing = await summaries.render(here.services, everyone, occasion)
    assert told(outgoing)[:3] == [f"新通知：《{notice.title}》", "75 个参评案例中选出 22 个。", ""]
    outgoing = await summaries.render(here.services, anhui, occasion)
    assert told(outgoing)[1] == "75 个参评案例中选出 22 个，其中符合“地区：安徽”的 17 个。"
    assert await summaries.render(here.services, sichuan, occasion) is None
    assert await summaries.render(here.services, gone, occasion) is None


async def test_its_exchange_answers_replies_and_buttons(
    here: FakeServices, engine: Engine, summaries: OutboxRenderer
) -> None:
    (notice,) = engine.dataset.notices
    topic = await subscribes(here, ANHUI, chat=-1007, topic=3)
    outgoing = await summaries.render(here.services, topic, await announces(here, notice, NOW + 1))
    assert outgoing is not None
    assert outgoing.exchange is not None
    assert outgoing.page.keyboard is not None
    row = outgoing.exchange
    assert (row.chat, row.topic, row.kind, row.question) == (-1007, 3, "summary", None)
    buttons = [button for line in outgoing.page.keyboard.inline_keyboard for button in line]
    assert len(row.options) == len(buttons)
    for question, button in zip(row.options, buttons, strict=True):
        found = re.search(r" (\d+)", button.text)
        assert found is not None
        assert len(engine.ask(question)[0].cases) == int(found[1])


async def test_in_a_channel_buttons_are_links(here: FakeServices, engine: Engine, summaries: OutboxRenderer) -> None:
    (notice,) = engine.dataset.notices
    await here.store.see(Chat(id=-1008, type="channel", at=NOW))
    for query in (None, "1c(r34,t最佳实践案例)", "1c(!r34,a+长江*,r31,r32,t优秀实践案例)"):
        one = await subscribes(here, query, chat=-1008)
        outgoing = await summaries.render(here.services, one, await announces(here, notice, NOW + 1))
        if query and "长江" in query:
            assert outgoing is None
            continue
        assert outgoing is not None
        assert outgoing.page.keyboard is not None
        urls = [button.url or "" for line in outgoing.page.keyboard.inline_keyboard for button in line]
        assert urls
        assert all(re.fullmatch(r"https://t\.me/anlitong_bot\?start=[A-Za-z0-9_-]{1,64}", url) for url in urls)


async def test_a_revision_for_who_knows_the_one_before(
    here: FakeServices, engine: Engine, summaries: OutboxRenderer
) -> None:
    (notice,) = engine.dataset.notices
    everyone, ningbo = await subscribes(here), await subscribes(here, "1cr3302")
    first = await announces(here, notice, NOW - 1)
    second = await announces(here, revised(notice, renames, "2"), NOW + 2)
    title = notice.tiers[0].cases[0].title
    changed = f"· 改名 1 个案例：{title} → {title}（一）"
    outgoing = await summaries.render(here.services, everyone, second)
    assert told(outgoing)[0] == f"有修订：《{notice.title}》"
    assert told(outgoing)[3:6] == ["这次改了什么", changed, ""]
    with pytest.raises(OutdatedError):
        await summaries.render(here.services, everyone, first)
    assert await summaries.render(here.services, ningbo, second) is None


async def test_whoever_missed_one_is_told_of_all_since_the_last_they_have(
    here: FakeServices, engine: Engine, summaries: OutboxRenderer
) -> None:
    """Three revisions: who was sent the first, who the second, who came after it, and who was sent nothing yet."""
    (notice,) = engine.dataset.notices
    has_first, has_second, has_none = [await subscribes(here, chat=chat, at=NOW) for chat in (1, 2, 3)]
    first = await announces(here, notice, NOW + 1)
    await sends(here, has_first, first)
    await sends(here, has_second, first)
    second = await announces(here, revised(notice, renames, "2"), NOW + 2)
    await sends(here, has_second, second)
    came_after = await subscribes(here, chat=4, at=NOW + 3)
    third = await announces(here, revised(notice, drops, "3"), NOW + 4)
    gone = f"· 删去 1 个案例：{notice.tiers[1].cases[-1].title}"
    title = notice.tiers[0].cases[0].title
    renamed = f"· 改名 1 个案例：{title} → {title}（一）"
    for one, expected in ((has_first, [gone, renamed]), (has_second, [gone]), (came_after, [gone])):
        lines = told(await summaries.render(here.services, one, third))
        assert lines[4 : lines.index("", 4)] == expected
    assert told(await summaries.render(here.services, has_none, third))[0].startswith("新通知：")


async def test_under_a_condition_what_left_it_counts(
    here: FakeServices, engine: Engine, summaries: OutboxRenderer
) -> None:
    def leaves(cases: list[list[list[str | list[str]]]]) -> None:
        for tier in cases:
            for case in tier:
                case[2] = [unit for unit in case[2] if "宁波" not in unit]

    (notice,) = engine.dataset.notices
    ningbo, anhui = await subscribes(here, "1cr3302"), await subscribes(here, ANHUI)
    await announces(here, notice, NOW - 1)
    other = loads(dumps(revised(notice, leaves, "2")), engine.dataset.regions)
    occasion = await announces(here, other, NOW + 1)
    lines = told(await summaries.render(here.services, ningbo, occasion))
    assert lines[1] == "现在没有符合“地区：宁波”的案例了。"
    assert lines[4].startswith("· 变动单位 1 个案例：打造沪甬")
    assert await summaries.render(here.services, anhui, occasion) is None


async def test_what_was_kept_in_another_form(here: FakeServices, engine: Engine, summaries: OutboxRenderer) -> None:
    (notice,) = engine.dataset.notices
    everyone = await subscribes(here)
    await here.store.outbox.announce([Announced(notice=notice.id, revision="0", said="?", at=NOW - 1)])
    outgoing = await summaries.render(here.services, everyone, await announces(here, notice, NOW + 1))
    assert told(outgoing)[:2] == [f"有修订：《{notice.title}》", "75 个参评案例中选出 22 个。"]


async def test_the_case_of_a_day(here: FakeServices, summaries: OutboxRenderer) -> None:
    one = await subscribes(here, ANHUI, kind="daily", minute=0)
    titles = set()
    for number in range(17):
        here.now[0] = NOW + number * 86400
        day = datetime.fromtimestamp(here.now[0], here.services.settings.timezone).date()
        outgoing = await summaries.render(here.services, one, f"daily:{day}")
        lines = told(outgoing)
        assert lines[0] == f"每日一例 · {day.month} 月 {day.day} 日"
        assert any("安徽" in line for line in lines)
        titles.add(lines[2])
        assert outgoing is not None
        assert outgoing.holds()
        here.now[0] += 86400
        assert not outgoing.holds()
        here.now[0] -= 86400
        for other in (day - timedelta(1), day + timedelta(1)):
            assert await summaries.render(here.services, one, f"daily:{other}") is None
    assert len(titles) == 17
    assert outgoing is not None
    assert outgoing.exchange is not None
    assert outgoing.exchange.kind == "card"
    nothing = await subscribes(here, "1cr51", kind="daily", minute=0)
    assert await summaries.render(here.services, nothing, f"daily:{day}") is None


async def test_what_is_no_occasion(here: FakeServices, summaries: OutboxRenderer) -> None:
    one = await subscribes(here)
    with pytest.raises(ValueError, match="weekly"):
        await summaries.render(here.services, one, "weekly:1")
    with pytest.raises(OutdatedError):
        await summaries.render(here.services, one, "notice:nothing@1")
