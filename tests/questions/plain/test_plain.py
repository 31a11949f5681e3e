from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from data.load import load
from intents.engine import Engine
from tests.questions.other_fields import DATA
from tests.questions.plain import fillings, has_own_noun, wrong
from tests.questions.plain.tables import TABLES

ALONE = sorted(folder.name for folder in DATA.iterdir() if len(list((folder / "notices").glob("*.yaml"))) == 1)
TOGETHER = 12
"""The number of folders of four notices, drawn from the others, in which each notice is asked about by its noun."""
KNOWN = {
    "axcl-2019": "a measure word that is a kind of agency: 一处景区",
    "lsjs-2024": "a place that is cut as a part of another word: 中共|和参与了哪些",
    "hkcss-2021": "tiers with brackets in their names, which the general noun does not follow",
    "jinzhi-25": "a tier and its noun that are cut as another name: 水利類|特優工程",
    "tongwei-2021": "all its cases have the same places, so that no form can be filled",
    "tyss-2018": "a place that ends as a word for the next begins: 历下|一项",
}
"""Notices whose names are not read in all forms, and why."""


@pytest.mark.parametrize("table", TABLES)
def test_the_shipped_notice(table: str) -> None:
    engine = Engine(load(), eager=False)
    assert wrong(engine, engine.dataset.notices[0], table) == []


@pytest.mark.parametrize("name", [name for name in ALONE if name not in KNOWN])
def test_a_notice_of_another_field(tmp_path: Path, name: str) -> None:
    engine = together(tmp_path, [name])
    (notice,) = engine.dataset.notices
    assert next(fillings(engine.dataset, notice), None) is not None
    assert [one for table in TABLES for one in wrong(engine, notice, table)] == []


@pytest.mark.parametrize("seed", range(TOGETHER))
def test_four_notices_together(tmp_path: Path, seed: int) -> None:
    engine = together(tmp_path, random.Random(seed).sample([name for name in ALONE if name not in KNOWN], 4))
    named = [notice for notice in engine.dataset.notices if has_own_noun(engine.dataset, notice)]
    assert any(next(fillings(engine.dataset, notice), None) for notice in named)
    assert [one for notice in named for table in TABLES for one in wrong(engine, notice, table)] == []


def together(folder: Path, names: list[str]) -> Engine:
    """Return an engine over the notices of some folders."""
    (folder / "notices").mkdir()
    for name in names:
        for file in (DATA / name / "notices").glob("*.yaml"):
            shutil.copy(file, folder / "notices")
    return Engine(load(folder), eager=False)
