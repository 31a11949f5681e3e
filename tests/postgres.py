"""A temporary PostgreSQL server for tests, if PostgreSQL is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import URL

DEBIAN = Path("/usr/lib/postgresql")
"""Where Debian installs the server's programs, outside PATH."""


class Postgres:
    """A server; call it to create an empty database and get its URL."""

    def __init__(self, folder: str, control: Callable[..., None]) -> None:
        self._folder, self._control = folder, control
        self._names = (f"test_{number}" for number in count())

    def __call__(self) -> str:
        name = next(self._names)
        with psycopg.connect(host=self._folder, user="anlitong", dbname="postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        url = URL.create("postgresql+psycopg", "anlitong", database=name, query={"host": self._folder})
        return url.render_as_string(hide_password=False)

    def start(self) -> None:
        options = f"-k '{self._folder}' -c listen_addresses='' -c fsync=off"
        self._control("start", "--wait", "--log", f"{self._folder}/log", "--options", options)

    def stop(self) -> None:
        self._control("stop", "--wait", "--mode", "fast")


@contextmanager
def postgres_server() -> Iterator[Postgres]:
    """Start a server, and stop it afterwards. Raises LookupError if PostgreSQL is not installed."""
    initdb = shutil.which("initdb") or max(map(str, DEBIAN.glob("*/bin/initdb")), default=None)
    if initdb is None:
        raise LookupError("PostgreSQL is not installed")
    user = "postgres" if os.geteuid() == 0 else None  # the server refuses to run as root

    def control(*arguments: str) -> None:
        command = [str(Path(initdb).with_name("pg_ctl")), "--pgdata", f"{folder}/data", "--silent", *arguments]
        subprocess.run(command, cwd=folder, user=user, group=user, check=True)

    # Not within pytest's own directory: other users cannot enter it, and its path is too long for a socket.
    with tempfile.TemporaryDirectory() as folder:
        if user:
            shutil.chown(folder, user)
        control("initdb", "--options", "--auth=trust --username=anlitong --encoding=UTF8 --locale=C")
        postgres = Postgres(folder, control)
        postgres.start()
        try:
            yield postgres
        finally:
            postgres.stop()


@pytest.fixture(scope="session")
def new_postgres() -> Iterator[Postgres]:
    """Start a server for the session."""
    with ExitStack() as stack:
        try:
            postgres = stack.enter_context(postgres_server())
        except LookupError as error:
            pytest.skip(str(error))
        yield postgres
