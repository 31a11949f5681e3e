from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.store import Announced, Store, StoreError, Subscription
from bot.telegram.subscriptions.data_watcher import BROKEN, EVERY, MENDED, SHOWN, Watcher, announce, look
from data.load import load
from data.snapshot import loads
from intents.engine import Engine
from tests.bot.telegram.rooms import Room, room
from tests.data.folder import NOTICE, SMALL, make_folder

OTHER = NOTICE.replace("gz-2024", "gz-2025")


@pytest.fixture(autouse=True)
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files here are written at once."""
    monkeypatch.setattr("bot.telegram.subscriptions.data_watcher.SETTLED", 0.1)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "data"
    path.mkdir()
    return make_folder(path, **SMALL)


@pytest.fixture
async def here(store: Store, data: Path) -> Room:
    here = room(store, Engine(load(data)), data=data, admins=(1, 2))
    await store.subscribers.subscribe(Subscription(id=0, chat=7, kind="notice", by=7, at=0))
    return here


def move(path: Path, name: str) -> None:
    path.rename(path.with_name(name))


def another(path: Path) -> None:
    """A folder with the other notice alone."""
    path.mkdir()
    make_folder(path, OTHER, "gz-2025.yaml", **SMALL)


async def failed(error: Exception) -> None:
    raise error


async def occasions(here: Room) -> list[str]:
    return [row.occasion for row in await here.store.outbox.pending(100, here.now[0])]


def names(here: Room) -> list[str]:
    return [notice.id for notice in here.services.answerer.engine.dataset.notices]


async def test_what_is_old_when_the_database_is_new_is_not_announced(here: Room, data: Path) -> None:
    watcher = Watcher(here.services, look(data), failed)
    await watcher.check()
    assert await occasions(here) == []
    known = await here.store.outbox.announced()
    (notice,) = here.services.answerer.engine.dataset.notices
    assert [(one.notice, one.revision) for one in known.values()] == [(notice.id, notice.revision)]
    assert loads(known["gz-2024"].said, here.services.answerer.engine.dataset.regions) == notice


async def test_what_is_new_and_what_is_revised_is_announced_once(here: Room, data: Path) -> None:
    watcher = Watcher(here.services, look(data), failed)
    await watcher.check()
    make_folder(data, OTHER, "gz-2025.yaml")
    for _ in range(2):
        await watcher.check()
        assert names(here) == ["gz-2024", "gz-2025"]
        assert [one.partition("@")[0] for one in await occasions(here)] == ["notice:gz-2025"]
    make_folder(data, NOTICE.replace("开办企业", "注销企业"))
    await watcher.check()
    make_folder(data, NOTICE.replace("开办企业", "注销企业") + "# a comment\n")
    await watcher.check()
    await Watcher(here.services, look(data), failed).check()
    assert [one.partition("@")[0] for one in await occasions(here)] == ["notice:gz-2025", "notice:gz-2024"]
    (data / "notices" / "gz-2025.yaml").unlink()
    await watcher.check()
    make_folder(data, OTHER, "gz-2025.yaml")
    await watcher.check()
    assert len(await occasions(here)) == 2


async def test_what_came_while_it_was_down(here: Room, data: Path) -> None:
    await announce(here.services, here.services.answerer.engine.dataset)
    make_folder(data, OTHER, "gz-2025.yaml")
    again = room(here.store, Engine(load(data)), data=data)
    await Watcher(again.services, look(data), failed).check()
    assert [one.partition("@")[0] for one in await occasions(here)] == ["notice:gz-2025"]


async def test_what_changed_while_it_started_is_read(here: Room, data: Path) -> None:
    """The files are looked at before the data is read."""
    seen = look(data)
    make_folder(data, OTHER, "gz-2025.yaml")
    await Watcher(here.services, seen, failed).check()
    assert names(here) == ["gz-2024", "gz-2025"]


async def test_each_fault_is_told_once_and_the_old_data_stays(here: Room, data: Path) -> None:
    watcher = Watcher(here.services, look(data), failed)
    await watcher.check()
    old = here.services.answerer.engine
    make_folder(data, NOTICE.replace("issued:", "isued:"))
    await watcher.check()
    await watcher.check()
    assert here.services.answerer.engine is old
    assert [chat for chat, _ in here.sent] == [1, 2]
    told, again = here.texts()
    assert told == again
    assert told.splitlines()[:2] == [BROKEN, ""]
    assert all(line.startswith("notices/gz-2024.yaml: ") for line in told.splitlines()[2:])
    make_folder(data, NOTICE.replace("issued:", "isued:") + "\n")
    await watcher.check()
    assert here.texts() == []
    make_folder(data, NOTICE.replace("issued:", "isued:").replace("aliases: [头等]", "alias: [头等]"))
    await watcher.check()
    new = here.texts()[0].splitlines()[2:]
    assert new
    assert not set(new) & set(told.splitlines()[2:])
    make_folder(data)
    await watcher.check()
    assert here.texts() == [MENDED, MENDED]
    make_folder(data, NOTICE.replace("issued:", "isued:"))
    await watcher.check()
    assert here.texts() == [told, told]


async def test_many_faults_are_told_by_their_first(here: Room, data: Path) -> None:
    cases = "".join(f"  - titel: 案例{number}\n    agencies: [深圳市市场监督管理局]\n" for number in range(40))
    make_folder(data, NOTICE.split("- name: 二等")[0] + cases)
    await Watcher(here.services, {}, failed).check()
    told = here.texts()[0].splitlines()
    assert len(told) == 2 + SHOWN + 1
    assert told[-1].startswith("……还有 ")


async def test_a_folder_that_is_gone_and_comes_back(here: Room, data: Path) -> None:
    watcher = Watcher(here.services, look(data), failed)
    move(data, "away")
    await watcher.check()
    assert names(here) == ["gz-2024"]
    assert "没有这个文件夹" in here.texts()[0]
    move(data.with_name("away"), data.name)
    make_folder(data, OTHER, "gz-2025.yaml")
    await watcher.check()
    assert names(here) == ["gz-2024", "gz-2025"]


async def test_a_database_that_fails_is_tried_again(here: Room, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    watcher = Watcher(here.services, look(data), failed)
    await watcher.check()

    async def fails(*_: object, **__: object) -> int:
        raise StoreError("disk full")

    make_folder(data, OTHER, "gz-2025.yaml")
    with monkeypatch.context() as patched:
        patched.setattr(here.store.outbox, "announce", fails)
        await watcher.check()
    assert names(here) == ["gz-2024", "gz-2025"]
    assert await occasions(here) == []
    await watcher.check()
    assert len(await occasions(here)) == 1


async def test_what_nobody_foresaw_is_reported(here: Room, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reported: list[Exception] = []

    async def report(error: Exception) -> None:
        reported.append(error)

    def fails(_: Path) -> Engine:
        raise RecursionError

    watcher = Watcher(here.services, look(data), report)
    old = here.services.answerer.engine
    make_folder(data, OTHER, "gz-2025.yaml")
    monkeypatch.setattr("bot.telegram.subscriptions.data_watcher.engine_cache.open_engine", fails)
    await watcher.check()
    assert [type(error) for error in reported] == [RecursionError]
    assert here.services.answerer.engine is old


def test_whatever_changes_is_seen(data: Path) -> None:
    states = [look(data)]
    file = data / "notices" / "gz-2024.yaml"
    beside = file.with_suffix(".new")
    for change in (
        lambda: file.write_text(NOTICE + "#\n", "utf-8"),
        lambda: os.utime(file, ns=(1, 1)),
        lambda: beside.write_text(NOTICE + "#\n", "utf-8"),
        lambda: beside.replace(file),
        lambda: (data / "topics.yaml").write_text("{a: [b]}\n", "utf-8"),
        (data / "aliases.yaml").unlink,
        file.unlink,
    ):
        change()
        states.append(look(data))
    assert all(a != b for number, a in enumerate(states) for b in states[:number])
    assert look(data) == states[-1]
    assert look(None) == {} == look(data / "nowhere")


@asynccontextmanager
async def running(watcher: Watcher) -> AsyncIterator[None]:
    task = asyncio.create_task(watcher.run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def eventually(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(EVERY * 10):
        while not holds():  # noqa: ASYNC110 - nothing tells of it
            await asyncio.sleep(0.05)


async def test_it_watches(here: Room, data: Path) -> None:
    async with running(Watcher(here.services, look(data), failed)):
        make_folder(data, OTHER, "gz-2025.yaml")
        await eventually(lambda: len(names(here)) == 2)
        move(data, "away")
        await eventually(lambda: bool(here.sent))
        another(data)
        await eventually(lambda: len(names(here)) == 1)


async def test_what_comes_along_is_announced_and_not_watched(store: Store, engine: Engine) -> None:
    here = room(store, engine)
    await store.outbox.announce([Announced(notice="x", revision="1", at=0)])
    await store.subscribers.subscribe(Subscription(id=0, chat=7, kind="notice", by=7, at=0))
    async with asyncio.timeout(EVERY):
        await Watcher(here.services, {}, failed).run()
    (notice,) = engine.dataset.notices
    assert await occasions(here) == [f"notice:{notice.id}@{notice.revision}"]
