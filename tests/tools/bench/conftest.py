"""Fixtures: small generated directories, shared by the session."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.questions.notices import NoticeIndex, folder
from tests.tools.bench.generator.notices import write
from tests.tools.bench.questions.corpus import Corpus

CASES = 400


@pytest.fixture(scope="session")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("made-up")
    write(directory, CASES, seed=7)
    return directory


@pytest.fixture(scope="session")
def index(made_up: Path) -> NoticeIndex:
    return NoticeIndex(folder(made_up / "notices"))


@pytest.fixture(scope="session")
def corpus(made_up: Path) -> Corpus:
    return Corpus(made_up)
