from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.store import Announcement, Store, StoreError, Subscription
from bot.telegram.subscriptions.data_watcher import (
    BROKEN,
    FIXED,
    LEFT_OUT,
    MAX_FAULTS,
    POLL_SECONDS,
    RETRY_SECONDS,
    DataWatcher,
    announce,
    file_states,
)
from data.load import load
from data.snapshot import loads
from intents.engine import Engine
from tests.bot.telegram.fake_services import FakeServices, fake_services
from tests.data.folder import NOTICE, SMALL, make_folder

OTHER = NOTICE.replace("gz-2024", "gz-2025")


@pytest.fixture(autouse=True)
def short_settling(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shorten the wait: these tests write files at once."""
    monkeypatch.setattr("bot.telegram.subscriptions.data_watcher.SETTLE_SECONDS", 0.1)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "data"
    path.mkdir()
    return make_folder(path, **SMALL)


@pytest.fixture
async def fake(store: Store, data: Path) -> FakeServices:
    fake = fake_services(store, Engine(load(data)), data=data, admins=(1, 2))
    await store.subscriptions.subscribe(Subscription(id=0, chat=7, kind="notice", by=7, at=0))
    return fake


def move(path: Path, name: str) -> None:
    path.rename(path.with_name(name))


def make_other_folder(path: Path) -> None:
    """Create a folder with the other notice only."""
    path.mkdir()
    make_folder(path, OTHER, "gz-2025.yaml", **SMALL)


async def raise_error(error: Exception) -> None:
    raise error


async def pending_events(fake: FakeServices) -> list[str]:
    return [row.event for row in await fake.store.outbox.list_due(100, fake.now[0])]


def names(fake: FakeServices) -> list[str]:
    return [notice.id for notice in fake.services.answerer.engine.dataset.notices]


async def test_a_new_database_announces_nothing(fake: FakeServices, data: Path) -> None:
    watcher = DataWatcher(fake.services, file_states(data), raise_error)
    await watcher.check()
    assert await pending_events(fake) == []
    known = await fake.store.outbox.latest_announcements()
    (notice,) = fake.services.answerer.engine.dataset.notices
    assert [(one.notice, one.revision) for one in known.values()] == [(notice.id, notice.revision)]
    assert loads(known["gz-2024"].snapshot, fake.services.answerer.engine.dataset.regions) == notice


async def test_new_and_revised_notices_are_announced_once(fake: FakeServices, data: Path) -> None:
    watcher = DataWatcher(fake.services, file_states(data), raise_error)
    await watcher.check()
    make_folder(data, OTHER, "gz-2025.yaml")
    for _ in range(2):
        await watcher.check()
        assert names(fake) == ["gz-2024", "gz-2025"]
        assert [one.partition("@")[0] for one in await pending_events(fake)] == ["notice:gz-2025"]
    make_folder(data, NOTICE.replace("开办企业", "注销企业"))
    await watcher.check()
    make_folder(data, NOTICE.replace("开办企业", "注销企业") + "# a comment\n")
    await watcher.check()
    await DataWatcher(fake.services, file_states(data), raise_error).check()
    assert [one.partition("@")[0] for one in await pending_events(fake)] == ["notice:gz-2025", "notice:gz-2024"]
    (data / "notices" / "gz-2025.yaml").unlink()
    await watcher.check()
    make_folder(data, OTHER, "gz-2025.yaml")
    await watcher.check()
    assert len(await pending_events(fake)) == 2


async def test_changes_while_the_bot_was_stopped_are_announced(fake: FakeServices, data: Path) -> None:
    await announce(fake.services, fake.services.answerer.engine.dataset)
    make_folder(data, OTHER, "gz-2025.yaml")
    again = fake_services(fake.store, Engine(load(data)), data=data)
    await DataWatcher(again.services, file_states(data), raise_error).check()
    assert [one.partition("@")[0] for one in await pending_events(fake)] == ["notice:gz-2025"]


async def test_changes_during_startup_are_read(fake: FakeServices, data: Path) -> None:
    """The states of the files are taken before the data is read."""
    seen = file_states(data)
    make_folder(data, OTHER, "gz-2025.yaml")
    await DataWatcher(fake.services, seen, raise_error).check()
    assert names(fake) == ["gz-2024", "gz-2025"]


async def test_a_file_is_read_when_it_no_longer_changes(
    fake: FakeServices, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The beginning of a notice may be a notice, and what is announced cannot be taken back."""
    watcher = DataWatcher(fake.services, file_states(data), raise_error)
    await watcher.check()
    parts = iter((OTHER[: OTHER.index("- name: 二等")], OTHER))

    async def write_more(_: float) -> None:
        if part := next(parts, None):
            make_folder(data, part, "gz-2025.yaml")

    make_folder(data, OTHER[: OTHER.index("  - title: 开办企业")], "gz-2025.yaml")
    monkeypatch.setattr("bot.telegram.subscriptions.data_watcher.asyncio.sleep", write_more)
    await watcher.check()
    (announced,) = (
        known for known in (await fake.store.outbox.latest_announcements()).values() if known.notice == "gz-2025"
    )
    assert [notice.revision for notice in load(data).notices if notice.id == "gz-2025"] == [announced.revision]
    assert len(await pending_events(fake)) == 1


async def test_a_faulty_notice_is_left_out_and_reported_once(fake: FakeServices, data: Path) -> None:
    watcher = DataWatcher(fake.services, file_states(data), raise_error)
    await watcher.check()
    make_folder(data, OTHER.replace("issued:", "isued:"), "gz-2025.yaml")
    await watcher.check()
    await watcher.check()
    assert names(fake) == ["gz-2024"]
    message, again = fake.texts()
    assert message == again
    assert message.splitlines()[:2] == [LEFT_OUT, ""]
    assert all(line.startswith("notices/gz-2025.yaml: ") for line in message.splitlines()[2:])
    make_folder(data, OTHER, "gz-2025.yaml")
    await watcher.check()
    assert names(fake) == ["gz-2024", "gz-2025"]
    assert fake.texts() == [FIXED, FIXED]


async def test_what_is_left_out_at_the_start_is_reported(fake: FakeServices, data: Path) -> None:
    make_folder(data, OTHER.replace("issued:", "isued:"), "gz-2025.yaml")
    again = fake_services(fake.store, Engine(load(data)), data=data, admins=(1,))
    await DataWatcher(again.services, file_states(data), raise_error).check()
    assert [text.splitlines()[0] for text in again.texts()] == [LEFT_OUT]


async def test_each_fault_is_reported_once_and_the_old_data_stays(fake: FakeServices, data: Path) -> None:
    watcher = DataWatcher(fake.services, file_states(data), raise_error)
    await watcher.check()
    old = fake.services.answerer.engine
    make_folder(data, NOTICE.replace("issued:", "isued:"))
    await watcher.check()
    await watcher.check()
    assert fake.services.answerer.engine is old
    assert [chat for chat, _ in fake.sent] == [1, 2]
    message, again = fake.texts()
    assert message == again
    assert message.splitlines()[:2] == [BROKEN, ""]
    assert all(line.startswith("notices/gz-2024.yaml: ") for line in message.splitlines()[2:])
    make_folder(data, NOTICE.replace("issued:", "isued:") + "\n")
    await watcher.check()
    assert fake.texts() == []
    make_folder(data, NOTICE.replace("issued:", "isued:").replace("aliases: [头等]", "alias: [头等]"))
    await watcher.check()
    new = fake.texts()[0].splitlines()[2:]
    assert new
    assert not set(new) & set(message.splitlines()[2:])
    make_folder(data)
    await watcher.check()
    assert fake.texts() == [FIXED, FIXED]
    make_folder(data, NOTICE.replace("issued:", "isued:"))
    await watcher.check()
    assert fake.texts() == [message, message]


async def test_only_the_first_of_many_faults_are_reported(fake: FakeServices, data: Path) -> None:
    cases = "".join(f"  - titel: 案例{number}\n    agencies: [深圳市市场监督管理局]\n" for number in range(40))
    make_folder(data, NOTICE.split("- name: 二等")[0] + cases)
    await DataWatcher(fake.services, {}, raise_error).check()
    message = fake.texts()[0].splitlines()
    assert len(message) == 2 + MAX_FAULTS + 1
    assert message[-1].startswith("……还有 ")


async def test_a_folder_is_removed_and_restored(fake: FakeServices, data: Path) -> None:
    watcher = DataWatcher(fake.services, file_states(data), raise_error)
    move(data, "away")
    await watcher.check()
    assert names(fake) == ["gz-2024"]
    assert "没有这个文件夹" in fake.texts()[0]
    move(data.with_name("away"), data.name)
    make_folder(data, OTHER, "gz-2025.yaml")
    await watcher.check()
    assert names(fake) == ["gz-2024", "gz-2025"]


async def test_an_announcement_is_repeated_after_a_database_error(
    fake: FakeServices, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watcher = DataWatcher(fake.services, file_states(data), raise_error)
    await watcher.check()

    async def fails(*_: object, **__: object) -> int:
        raise StoreError("disk full")

    make_folder(data, OTHER, "gz-2025.yaml")
    with monkeypatch.context() as patched:
        patched.setattr(fake.store.outbox, "announce", fails)
        await watcher.check()
    assert names(fake) == ["gz-2024", "gz-2025"]
    assert await pending_events(fake) == []
    await watcher.check()
    assert len(await pending_events(fake)) == 1


async def test_unexpected_errors_are_reported(fake: FakeServices, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reported: list[Exception] = []

    async def report(error: Exception) -> None:
        reported.append(error)

    def fails(_: Path) -> Engine:
        raise RecursionError

    watcher = DataWatcher(fake.services, file_states(data), report)
    old = fake.services.answerer.engine
    make_folder(data, OTHER, "gz-2025.yaml")
    monkeypatch.setattr("bot.telegram.subscriptions.data_watcher.engine_cache.open_engine", fails)
    await watcher.check()
    assert [type(error) for error in reported] == [RecursionError]
    assert fake.services.answerer.engine is old
    monkeypatch.undo()
    monkeypatch.setattr("bot.telegram.subscriptions.data_watcher.SETTLE_SECONDS", 0.1)
    await watcher.check()
    assert fake.services.answerer.engine is old  # not at every check
    fake.now[0] += RETRY_SECONDS
    await watcher.check()
    assert names(fake) == ["gz-2024", "gz-2025"]


def test_every_kind_of_change_is_detected(data: Path) -> None:
    states = [file_states(data)]
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
        states.append(file_states(data))
    assert all(a != b for number, a in enumerate(states) for b in states[:number])
    assert file_states(data) == states[-1]
    assert file_states(None) == {} == file_states(data / "nowhere")


@asynccontextmanager
async def running(watcher: DataWatcher) -> AsyncIterator[None]:
    task = asyncio.create_task(watcher.run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def eventually(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(POLL_SECONDS * 10):
        while not condition():  # noqa: ASYNC110 - there is no event to wait for
            await asyncio.sleep(0.05)


async def test_changes_are_noticed_while_running(fake: FakeServices, data: Path) -> None:
    async with running(DataWatcher(fake.services, file_states(data), raise_error)):
        make_folder(data, OTHER, "gz-2025.yaml")
        await eventually(lambda: len(names(fake)) == 2)
        move(data, "away")
        await eventually(lambda: bool(fake.sent))
        make_other_folder(data)
        await eventually(lambda: len(names(fake)) == 1)


async def test_bundled_data_is_announced_and_not_watched(
    store: Store, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.subscriptions.data_watcher.POLL_SECONDS", 3600.0)
    fake = fake_services(store, engine)
    await store.outbox.announce([Announcement(notice="x", revision="1", at=0)])
    await store.subscriptions.subscribe(Subscription(id=0, chat=7, kind="notice", by=7, at=0))
    async with asyncio.timeout(60):
        await DataWatcher(fake.services, {}, raise_error).run()
    (notice,) = engine.dataset.notices
    assert await pending_events(fake) == [f"notice:{notice.id}@{notice.revision}"]


async def test_offers_are_prepared_in_the_background(
    fake: FakeServices, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared = threading.Event()
    monkeypatch.setattr(fake.services.answerer.engine.offers, "prepare", prepared.set)
    task = asyncio.create_task(DataWatcher(fake.services, file_states(data), raise_error).run())
    assert await asyncio.to_thread(prepared.wait, 10)
    task.cancel()
