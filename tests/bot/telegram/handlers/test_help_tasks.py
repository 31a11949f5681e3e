"""What the handlers say of a notice whose cases have another noun."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.pictures.content import build_map
from bot.store import Store
from bot.telegram.handlers.export import send_export_help
from bot.telegram.handlers.help_tasks import TASKS
from bot.telegram.handlers.subscribe import subscribe
from bot.telegram.rendering.captions import render_caption
from data.model import Dataset
from intents.engine import Engine
from intents.model.query import Query
from tests.bot.telegram.fake_services import FakeServices, fake_services, incoming


@pytest.fixture(scope="module")
def projects(dataset: Dataset) -> Engine:
    notices = tuple(replace(notice, noun="工程", measure="件") for notice in dataset.notices)
    return Engine(replace(dataset, notices=notices))


@pytest.fixture
def fake(store: Store, projects: Engine) -> FakeServices:
    return fake_services(store, projects)


def test_examples_of_the_help(projects: Engine) -> None:
    examples = {task.name: task.example(projects) for task in TASKS}
    assert examples["export"] == "导出安徽的工程"
    assert examples["compare"] == "哪个省参与的工程最多"
    assert projects.ask(examples["compare"])[0].kind == "rank"


def test_the_caption_of_a_map(projects: Engine) -> None:
    picture = build_map(Query(), projects)
    assert picture is not None
    caption = render_caption(picture, ())
    assert "工程与地区对照图" in caption
    assert "各省市参与的工程：" in caption


async def test_texts(fake: FakeServices) -> None:
    await send_export_help(fake.services, incoming(""))
    await subscribe(fake.services, incoming("每日 00:00 安徽"))
    await subscribe(fake.services, incoming("每日 23:59 没有浙江"))
    exporting, first, second = fake.texts()
    assert "导出安徽的工程" in exporting
    assert "这样的工程有 17 件" in first
    assert "没有符合条件的工程" in second
