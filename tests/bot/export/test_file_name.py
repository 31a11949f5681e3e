from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.export.file_name import file_name
from tests.bot.export.tables import table
from tests.bot.sample import NOTICE


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("安徽参与的案例", "安徽参与的案例.csv"),
        ("《关于公布“案例”的通知》", "《关于公布“案例”的通知》.csv"),
        ("甲/乙:丙?", "甲 乙 丙.csv"),
        ("../..", "案例.csv"),
        ("长" * 99, f"{'长' * 60}.csv"),
    ],
)
def test_names(title: str, name: str) -> None:
    assert file_name(table(title=title), "csv") == name


@pytest.mark.parametrize(("noun", "name"), [("工程", "工程.xlsx"), ("/", "案例.xlsx")])
def test_a_title_that_no_system_takes(noun: str, name: str) -> None:
    assert file_name(table(title="../..", notice=replace(NOTICE, noun=noun)), "xlsx") == name


@given(st.text(max_size=200))
def test_every_system_takes_the_name(title: str) -> None:
    name = file_name(table(title=title.encode("utf-8", "replace").decode()), "xlsx")
    assert len(name.encode()) <= 255
    assert not set('<>:"/\\|?*\0\n') & set(name)
    assert not name.startswith((".", " "))
