"""The environment of a run: a server in its own process, the real bot, its data and database, subscribed chats."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from sqlalchemy import create_engine, text

from bot.store import Store, Subscription
from tests.botapi.remote_control import Remote
from tests.botapi.server import Server
from tests.e2e.harness.bot_process import ROOT, RUN, BotProcess

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

    def __init__(
        self, server: Remote, folder: Path, chats: int, *, url: str | None = None, arguments: Sequence[str] = RUN
    ) -> None:
        """`chats` groups have subscribed. `url` is that of the database; None for SQLite in the state directory."""
        self.server = server
        self.folder = folder
        self.data = folder / "data"
        shutil.copytree(ROOT / "data" / "notices", self.data / "notices")
        self.url = url or f"sqlite:///{folder / 'state' / 'anlitong.db'}"
        self._arguments = arguments
        self._bots: list[BotProcess] = []
        self.bot = self.new_bot()
        made = (server.call("chat", kind="supergroup", title=f"处室{number}") for number in range(chats))
        self.chats = frozenset(chat["id"] for chat in made)
        # Notices present at the first start are not announced; only the new one is to be sent.
        self.bot.start()
        wait_until(lambda: self.select("SELECT count(*) FROM announced")[0][0], 30, "it takes down what is there")
        assert self.bot.stop() == 0, self.bot.log
        # Subscribing by messages would take minutes and use up the limits.
        asyncio.run(self._subscribe())

    def new_bot(self) -> BotProcess:
        """Return another process of the bot, not started, with the same data and database."""
        settings = {"ANLITONG_DATA_DIR": str(self.data), "ANLITONG_DATABASE_URL": self.url}
        state = self.folder / f"state{len(self._bots) or ''}"
        self._bots.append(BotProcess(cast("Server", self.server), state, settings, self._arguments))
        return self._bots[-1]

    def close(self) -> None:
        """Stop every process."""
        for bot in self._bots:
            bot.close()

    def announce(self) -> None:
        """Add the new notice atomically."""
        shutil.copy(NEW, self.data / "new.part")
        # The bot must not read half a file.
        (self.data / "new.part").rename(self.data / "notices" / NEW.name)

    def select(self, query: str) -> list[Any]:
        """Return the rows of a query."""
        engine = create_engine(self.url.replace("postgresql:", "postgresql+psycopg:"))
        try:
            with engine.connect() as connection:
                return list(connection.execute(text(query)))
        finally:
            engine.dispose()

    def rows(self) -> list[Row]:
        """Return the rows of the outbox in the database."""
        query = "SELECT chat, o.state, unanswered, under_way FROM outbox o JOIN subscriptions s ON s.id = subscription"
        return [Row(chat, state, lost, since is not None) for chat, state, lost, since in self.select(query)]

    def sends(self) -> list[Send]:
        """Return the messages that arrived in the subscribed chats, in order."""
        calls: list[dict[str, Any]] = self.server.call("calls", method="sendMessage")
        there = (call for call in calls if call["status"] == 200 and call["params"]["chat_id"] in self.chats)
        return [Send(call["params"]["chat_id"], call["at"]) for call in there]

    def arrived(self) -> Counter[int]:
        """Return the number of messages that arrived, by chat."""
        return Counter(send.chat for send in self.sends())

    async def _subscribe(self) -> None:
        drivers = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+psycopg"}
        kind, _, rest = self.url.partition("://")
        store = await Store.open(f"{drivers.get(kind, kind)}://{rest}")
        for chat in sorted(self.chats):
            await store.subscriptions.subscribe(Subscription(id=0, chat=chat, kind="notice", by=1, at=time.time()))
        await store.close()


@contextmanager
def environment(
    folder: Path, chats: int, *, url: str | None = None, limited: bool = True, arguments: Sequence[str] = RUN
) -> Iterator[Environment]:
    """Yield an environment (see `Environment`); everything in it is stopped afterwards.

    Unless `limited`, the server neither enforces Telegram's limits nor adds a round trip.
    """
    command = [sys.executable, "-m", "tests.botapi", *(("--delay", str(DELAY), "--flood") if limited else ())]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        remote = Remote(process.stdout.readline().strip())
        made = Environment(remote, folder, chats, url=url, arguments=arguments)
        try:
            yield made
        finally:
            made.close()
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
