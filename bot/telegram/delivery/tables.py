"""Write the tables of answers as files, one at a time, and send them."""

from __future__ import annotations

import asyncio

from bot.export.csv_file import to_csv
from bot.export.file_name import Form, file_name
from bot.export.table import Table
from bot.export.xlsx_file import to_xlsx
from bot.telegram.conversations.answerer import ConversationKey
from bot.telegram.delivery.messages import MessageSender, SentMessage
from bot.telegram.rendering.page import Page
from bot.telegram.threads import run_in_thread

MAX_WORKBOOK_CASES = 5_000
"""A workbook of so many takes a second of the processor and 80 MB of memory; more cases go into CSV."""
MAX_BYTES = 50 * 1000 * 1000
"""The largest file that a bot can send: https://core.telegram.org/bots/api#sending-files."""


class TooLargeError(Exception):
    """The file is larger than Telegram allows."""


class TableSender:
    """Sends tables. It writes one file at a time: in a thread, which shares the processor with answers."""

    def __init__(self, sender: MessageSender) -> None:
        self._sender = sender
        self._turn = asyncio.Lock()

    async def send(
        self, table: Table, form: Form, page: Page, conversation: ConversationKey, reply_to: int | None
    ) -> SentMessage | None:
        """Send a table with `page` as its caption; return None if the chat accepts no messages from the bot.

        Raises `TooLargeError`, `MediaForbiddenError`, `TelegramError`.
        """
        async with self._turn:
            content = await run_in_thread(to_xlsx if form == "xlsx" else to_csv, table)
        if len(content) > MAX_BYTES:
            raise TooLargeError
        return await self._sender.send_document(
            content, file_name(table, form), conversation.chat, page, topic=conversation.topic, reply_to=reply_to
        )


def fitting_form(table: Table, form: Form) -> Form:
    """Return the form in which a table is sent when this one is asked for."""
    return "csv" if len(table.cases) > MAX_WORKBOOK_CASES else form
