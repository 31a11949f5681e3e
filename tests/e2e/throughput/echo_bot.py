"""A bot that repeats every message, built on the same library and settings.

Run it with `python -m tests.e2e.throughput.echo_bot`.
"""

from __future__ import annotations

import os

from telegram import Update
from telegram.ext import Application, CallbackQueryHandler, ContextTypes, MessageHandler, filters

AT_ONCE = 16
"""Concurrent updates and connections: as many as the real bot's."""


async def echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    """Reply with the same text."""
    assert update.effective_message is not None
    await update.effective_message.reply_text(update.effective_message.text or "…")


async def pressed(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    """Answer a callback query with its data."""
    assert update.callback_query is not None
    await update.callback_query.answer(update.callback_query.data)


def main() -> None:
    """Poll until the process is ended, with the bot's settings."""
    application = (
        Application.builder()
        .token(os.environ["ANLITONG_TOKEN"])
        .base_url(os.environ["ANLITONG_API_BASE_URL"])
        .concurrent_updates(AT_ONCE)
        .connection_pool_size(AT_ONCE)
        .build()
    )
    application.add_handler(MessageHandler(filters.UpdateType.MESSAGE & filters.TEXT, echo))
    application.add_handler(CallbackQueryHandler(pressed))
    application.run_polling(allowed_updates=["message", "callback_query"])


if __name__ == "__main__":
    main()
