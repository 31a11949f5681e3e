"""The environment of a run: a server in its own process, the real bot, its data and database, subscribed chats."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from bot.store import Store, Subscription
from tests.botapi.remote_control import Remote
from tests.botapi.server import Server
from tests.e2e.harness.bot_process import ROOT, BotProcess

DELAY = 0.05
"""Seconds of round trip that the server adds to every call."""

NEW = ROOT / "tests" / "questions" / "data" / "both" / "notices" / "jjj-2023.yaml"
"""The notice that is announced."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the outbox."""

    chat: int
    state: str
    unanswered: int
    under_way: bool


@dataclass(frozen=True, slots=True)
class Send:
    """A message that arrived."""

    chat: int
    at: float
    """Seconds on the server's clock."""


class Environment:
    """A bot that has been running for a while without having sent anything."""

    def __init__(self, server: Remote, folder: Path, chats: int) -> None:
        """`chats` groups have subscribed."""
        self.server = server
        self.data = folder / "data"
        shutil.copytree(ROOT / "data" / "notices", self.data / "notices")
        self.bot = BotProcess(cast("Server", server), folder / "state", {"ANLITONG_DATA_DIR": str(self.data)})
        made = (server.call("chat", kind="supergroup", title=f"处室{number}") for number in range(chats))
        self.chats = frozenset(chat["id"] for chat in made)
        # Notices present at the first start are not announced; only the new one is to be sent.
        self.bot.start()
        wait_until(lambda: self._count("announced"), 30, "it takes down what is there")
        assert self.bot.stop() == 0, self.bot.log
        # Subscribing by messages would take minutes and use up the limits.
        asyncio.run(self._subscribe())

    def announce(self) -> None:
        """Add the new notice atomically."""
        shutil.copy(NEW, self.data / "new.part")
        # The bot must not read half a file.
        (self.data / "new.part").rename(self.data / "notices" / NEW.name)

    def _count(self, table: str) -> int:
        with closing(sqlite3.connect(self.bot.state / "anlitong.db")) as connection:
            found: int = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - ours
            return found

    def rows(self) -> list[Row]:
        """Return the rows of the outbox in the database."""
        query = "SELECT chat, o.state, unanswered, under_way FROM outbox o JOIN subscriptions s ON s.id = subscription"
        with closing(sqlite3.connect(self.bot.state / "anlitong.db")) as connection:
            return [Row(chat, state, lost, since is not None) for chat, state, lost, since in connection.execute(query)]

    def sends(self) -> list[Send]:
        """Return the messages that arrived in the subscribed chats, in order."""
        calls: list[dict[str, Any]] = self.server.call("calls", method="sendMessage")
        there = (call for call in calls if call["status"] == 200 and call["params"]["chat_id"] in self.chats)
        return [Send(call["params"]["chat_id"], call["at"]) for call in there]

    async def _subscribe(self) -> None:
        store = await Store.open(f"sqlite+aiosqlite:///{self.bot.state / 'anlitong.db'}")
        for chat in sorted(self.chats):
            await store.subscriptions.subscribe(Subscription(id=0, chat=chat, kind="notice", by=1, at=time.time()))
        await store.close()


@contextmanager
def environment(folder: Path, chats: int) -> Iterator[Environment]:
    """Yield an environment; everything in it is stopped afterwards."""
    command = [sys.executable, "-m", "tests.botapi", "--delay", str(DELAY), "--flood"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        remote = Remote(process.stdout.readline().strip())
        made = Environment(remote, folder, chats)
        try:
            yield made
        finally:
            made.bot.close()
            remote.close()
    finally:
        process.kill()
        process.wait()


def wait_until(sure: Callable[[], object], seconds: float, what: str) -> None:
    """Wait until a condition holds. Raises AssertionError after `seconds`."""
    deadline = time.monotonic() + seconds
    while not sure():
        assert time.monotonic() < deadline, f"not within {seconds} s: {what}"
        time.sleep(0.02)
