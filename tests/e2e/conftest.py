"""Fixtures: a bot with a local Bot API server, shared by a session or started for one test."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol

import pytest

from tests.botapi.server import Server
from tests.e2e.harness.bot_process import RUN, TOKEN, BotProcess
from tests.e2e.harness.conversation import Telegram
from tests.postgres import new_postgres

__all__ = ["ADMIN", "StartBot", "new_postgres", "session_bot", "start_bot", "telegram"]

ADMIN = 777000777
"""User id of the administrator of the session's bot."""


class StartBot(Protocol):
    """Start a bot with a server of its own, or with that of the bot `beside`; settings are ANLITONG_… by name."""

    def __call__(
        self,
        *,
        arguments: Sequence[str] = RUN,
        beside: BotProcess | None = None,
        privacy: bool = False,
        flood: bool = False,
        start: bool = True,
        polls: bool = True,
        **environment: str,
    ) -> BotProcess: ...


@pytest.fixture(scope="session")
def session_bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotProcess]:
    """The bot for all tests that need no bot of their own."""
    with Server(TOKEN) as server:
        bot = BotProcess(server, tmp_path_factory.mktemp("state"), {"ANLITONG_ADMINS": str(ADMIN)})
        try:
            bot.start()
            yield bot
            assert bot.stop() == 0, bot.log[-4000:]
            bot.check_log()
        finally:
            bot.close()


@pytest.fixture
def telegram(session_bot: BotProcess) -> Iterator[Telegram]:
    """The server of the session's bot. Afterwards the bot must be running and have sent nothing malformed."""
    before = len(session_bot.log)
    held = len(session_bot.telegram.malformed())
    yield session_bot.telegram
    print(session_bot.log[before:])  # noqa: T201 - shown by pytest where the test failed
    assert session_bot.running, session_bot.log[-4000:]
    assert session_bot.telegram.malformed()[held:] == []


@pytest.fixture
def start_bot(tmp_path: Path) -> Iterator[StartBot]:
    """Start bots for one test; they are stopped and checked after it."""
    started: list[BotProcess] = []
    with ExitStack() as stack:

        def start_bot(
            *,
            arguments: Sequence[str] = RUN,
            beside: BotProcess | None = None,
            privacy: bool = False,
            flood: bool = False,
            start: bool = True,
            polls: bool = True,
            **environment: str,
        ) -> BotProcess:
            server = beside.server if beside else stack.enter_context(Server(TOKEN, privacy=privacy, flood=flood))
            state = tmp_path / f"state{len(started)}"
            bot = BotProcess(server, state, {"ANLITONG_ADMINS": str(ADMIN)} | environment, arguments)
            stack.callback(bot.close)
            started.append(bot)
            if start:
                bot.start(polls=polls)
            return bot

        yield start_bot
        for bot in started:
            print(bot.log)  # noqa: T201 - shown by pytest where the test failed
            if bot.running:
                assert bot.stop() == 0, bot.log[-4000:]
            bot.check_log()
            assert bot.telegram.malformed() == []
