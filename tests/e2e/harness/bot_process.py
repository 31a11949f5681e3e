"""The bot as a process of its own, connected to a local Bot API server."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from signal import SIGKILL, SIGTERM

from tests.botapi.server import Server
from tests.e2e.harness.conversation import PATIENCE, Telegram

ROOT = Path(__file__).parents[3]

TOKEN = "7000000001:AAF-local_server-token-that-opens-nothing0"  # noqa: S105 - it opens the local server alone

START = 60.0
"""Seconds that the bot may take until it polls."""

RUN = ("-m", "bot", "run")
"""Arguments of Python for the real bot."""

SLOW_REFILL = ("-m", "tests.e2e.harness.slow_refill")
"""The same for one whose limits of questions are not lifted again while a test runs."""


class BotProcess:
    """A bot process; `restart` starts it again with the same settings."""

    def __init__(
        self,
        server: Server,
        state: Path,
        environment: Mapping[str, str],
        arguments: Sequence[str] = RUN,
    ) -> None:
        self.server = server
        self.telegram = Telegram(server, lambda: self.log)
        """The server that it is connected to."""
        self.state = state
        """Its ANLITONG_STATE_DIR."""
        self.folder = ROOT
        """The folder of its program."""
        self.arguments = tuple(arguments)
        self.environment = dict(environment)
        self.tracebacks = False
        """Whether it may log tracebacks: set by tests that provoke an unexpected error."""
        self.log_file = state.with_name(f"{state.name}.log")
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> str:
        """Return its standard output and standard error since the first start."""
        return self.log_file.read_text("utf-8", "replace") if self.log_file.exists() else ""

    @property
    def pid(self) -> int:
        """The process id."""
        assert self._process is not None, "not started"
        return self._process.pid

    @property
    def running(self) -> bool:
        """True if the process is alive."""
        return self._process is not None and self._process.poll() is None

    def start(self, *, polls: bool = True, **changes: str) -> None:
        """Start it and wait until it polls. `changes` change its settings from now on."""
        assert not self.running, "already running"
        self.environment |= changes
        self.state.mkdir(parents=True, exist_ok=True)
        polled = self.server.call("polls")
        with self.log_file.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, *self.arguments],
                cwd=self.folder,
                env=self._settings(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        deadline = time.monotonic() + START
        while polls and self.server.call("polls") == polled:
            if not self.running:
                raise AssertionError(f"the bot ended with status {self._process.returncode}:\n{self.log}")
            if time.monotonic() > deadline:
                raise AssertionError(f"the bot does not poll after {START} s:\n{self.log}")
            time.sleep(0.02)

    def wait(self, timeout: float = PATIENCE) -> int:
        """Wait until it ends. Returns its exit status."""
        assert self._process is not None, "not started"
        try:
            return self._process.wait(timeout)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"the bot still runs after {timeout} s:\n{self.log[-4000:]}") from None

    def wait_for_log(self, text: str, timeout: float = PATIENCE, *, times: int = 1) -> None:
        """Wait until its log contains a text, so many times."""
        deadline = time.monotonic() + timeout
        while self.log.count(text) < times:
            if time.monotonic() > deadline:
                raise AssertionError(f"{text!r} is not in the log {times}× after {timeout} s:\n{self.log[-4000:]}")
            time.sleep(0.02)

    def wait_for_signal_handlers(self, timeout: float = PATIENCE) -> None:
        """Wait until the process catches SIGTERM. On a busy machine the interpreter needs a while to get there."""
        assert self._process is not None, "not started"
        status = Path(f"/proc/{self._process.pid}/status")
        deadline = time.monotonic() + timeout
        while not int(status.read_text().partition("SigCgt:")[2].split()[0], 16) >> (SIGTERM - 1) & 1:
            assert time.monotonic() < deadline, f"SIGTERM is not caught after {timeout} s"
            time.sleep(0.005)

    def wait_for_rows(self, count: int, selection: str, timeout: float = PATIENCE) -> None:
        """Wait until its SQLite database has so many rows of a selection: "outbox WHERE state = 'sent'"."""
        deadline = time.monotonic() + timeout
        with closing(sqlite3.connect(self.state / "anlitong.db", timeout=timeout)) as database:
            while (found := database.execute(f"SELECT count(*) FROM {selection}").fetchone()[0]) != count:  # noqa: S608
                assert time.monotonic() < deadline, f"{found} rows, not {count}, of {selection} after {timeout} s"
                time.sleep(0.02)

    def signal(self, number: int = SIGTERM) -> None:
        """Send it a signal."""
        assert self._process is not None, "not started"
        self._process.send_signal(number)

    def stop(self, number: int = SIGTERM, timeout: float = PATIENCE) -> int:
        """Stop it with SIGTERM or SIGINT. Returns its exit status."""
        self.signal(number)
        return self.wait(timeout)

    def kill(self) -> None:
        """Kill it, as a power failure would."""
        self.signal(SIGKILL)
        self.wait()

    def restart(self, *, polls: bool = True, **changes: str) -> None:
        """Stop it if it runs, and start it again."""
        if self.running:
            assert self.stop() == 0, self.log[-4000:]
        self.start(polls=polls, **changes)

    def close(self) -> None:
        """Kill it if it still runs."""
        if self.running:
            self.kill()

    def check_log(self) -> None:
        """Check that its log contains no secret and, unless allowed, no traceback."""
        log = self.log
        secret = TOKEN.partition(":")[2]
        assert secret not in log, "the token is in the log"
        assert self.tracebacks or "Traceback (most recent call last)" not in log, log[-8000:]

    def _settings(self) -> dict[str, str]:
        # Settings of the developer's own bot must not reach the test.
        kept = {name: value for name, value in os.environ.items() if not name.startswith("ANLITONG_")}
        own = {
            "ANLITONG_TOKEN": TOKEN,
            "ANLITONG_API_BASE_URL": f"{self.server.url}/bot",
            "ANLITONG_API_FILE_URL": f"{self.server.url}/file/bot",
            "ANLITONG_STATE_DIR": str(self.state),
            "NO_PROXY": "127.0.0.1",  # the machine's proxy must not be used for local calls
            "PYTHONUNBUFFERED": "1",
        }
        return kept | own | self.environment
