"""A notice in short, as it is shown to who asks for it: with buttons that pass it on."""

from __future__ import annotations

from dataclasses import replace

from telegram import InlineKeyboardMarkup

from bot.store import Exchange
from bot.telegram.conversations.answerer import ConversationKey
from bot.telegram.rendering import notice_summary, share_links
from bot.telegram.rendering.page import Page
from bot.telegram.services import Services
from data.model import Notice
from intents.engine import Engine
from intents.views.summary import summarize_notice


def brief(
    notice: Notice, conversation: ConversationKey, message: int | None, services: Services, engine: Engine
) -> tuple[Page, Exchange] | None:
    """The message that shows a notice of the engine's, and the exchange that it is; None for one without cases."""
    summary = summarize_notice(notice, None, engine)
    if summary is None:
        return None
    page, exchange = notice_summary.shown(summary, conversation, message, services.answerer, engine)
    rows = page.keyboard.inline_keyboard if page.keyboard else ()
    passing_on = share_links.notice_buttons(notice, engine.dataset, services.me)
    return replace(page, keyboard=InlineKeyboardMarkup([*rows, passing_on])), exchange


def latest(
    conversation: ConversationKey, message: int | None, services: Services, engine: Engine
) -> tuple[Page, Exchange] | None:
    """The same of the latest notice; None where there is none."""
    notices_ = engine.dataset.notices
    return brief(notices_[-1], conversation, message, services, engine) if notices_ else None
