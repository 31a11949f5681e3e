from __future__ import annotations

from bot.store import Store
from bot.telegram.handlers.export import send_export_help
from intents.engine import Engine
from tests.bot.telegram.fake_services import fake_services, incoming


async def test_the_help_has_the_noun_of_the_notice(store: Store, projects: Engine) -> None:
    fake = fake_services(store, projects)
    await send_export_help(fake.services, incoming(""))
    (text,) = fake.texts()
    assert "导出安徽的工程" in text
