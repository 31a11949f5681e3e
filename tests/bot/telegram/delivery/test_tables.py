from __future__ import annotations

import subprocess
import sys
from types import SimpleNamespace
from typing import Any, cast

import pytest

from bot.telegram.conversations.answerer import ConversationKey
from bot.telegram.delivery import tables
from bot.telegram.delivery.messages import MessageSender, SentMessage
from bot.telegram.delivery.tables import MAX_WORKBOOK_CASES, TableSender, TooLargeError, fitting_form
from bot.telegram.rendering.page import Page
from tests.bot.conftest import ROOT
from tests.bot.export.tables import table
from tests.bot.sample import Lazy

PLACE = ConversationKey(-7, 3, 1)


def recording() -> tuple[TableSender, list[tuple[Any, ...]]]:
    sent: list[tuple[Any, ...]] = []

    async def send_document(content: bytes, name: str, chat: int, page: Page, **place: Any) -> SentMessage:
        sent.append((content[:2], name, chat, page.html, place))
        return SentMessage(chat, 1)

    return TableSender(cast("MessageSender", SimpleNamespace(send_document=send_document))), sent


async def test_both_forms() -> None:
    sender, sent = recording()
    await sender.send(table(), "xlsx", Page("甲"), PLACE, None)
    await sender.send(table(), "csv", Page("乙"), PLACE, 5)
    assert sent == [
        (b"PK", "最佳案例.xlsx", -7, "甲", {"topic": 3, "reply_to": None}),
        (b"\xef\xbb", "最佳案例.csv", -7, "乙", {"topic": 3, "reply_to": 5}),
    ]


async def test_a_file_beyond_what_telegram_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_BYTES", 100)
    sender, sent = recording()
    with pytest.raises(TooLargeError):
        await sender.send(table(), "xlsx", Page(""), PLACE, None)
    assert sent == []


@pytest.mark.parametrize(("count", "form"), [(MAX_WORKBOOK_CASES, "xlsx"), (MAX_WORKBOOK_CASES + 1, "csv")])
def test_many_cases_are_sent_as_csv(count: int, form: str) -> None:
    assert fitting_form(table(Lazy(count)), "xlsx") == form


def test_the_library_is_imported_for_the_first_workbook() -> None:
    script = "import sys, bot.telegram.app; print('xlsxwriter' in sys.modules, 'bot.export.xlsx_file' in sys.modules)"
    result = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stdout.split() == ["False", "True"]
