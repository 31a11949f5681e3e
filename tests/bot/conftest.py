from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from bot.cli.sessions import Sessions
from data.load import load
from data.model import Dataset
from intents.engine import Engine

ROOT = Path(__file__).parents[2]

Run = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture(scope="session")
def dataset() -> Dataset:
    return load()


@pytest.fixture
def sessions(dataset: Dataset) -> Sessions:
    return Sessions(Engine(dataset))


@pytest.fixture(scope="session")
def run() -> Run:
    """Run the real command line with bytes as standard input."""

    def run(
        arguments: Sequence[str | bytes], stdin: bytes = b"", **environment: str
    ) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            input=stdin,
            capture_output=True,
            cwd=ROOT,
            env=os.environ | environment,
            timeout=60,
            check=False,
        )

    return run
