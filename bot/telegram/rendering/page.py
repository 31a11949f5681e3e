"""What a message shows: a reply as HTML, with its buttons."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import InlineKeyboardMarkup, User

from bot.telegram.conversations.answerer import Reply
from bot.telegram.rendering import photo_buttons, share_links
from bot.telegram.rendering.html import MAX_MESSAGE_LENGTH, escape, render_answer, truncate
from bot.telegram.rendering.keyboards import answer_keyboard


@dataclass(frozen=True, slots=True)
class Page:
    """What a message shows."""

    html: str
    keyboard: InlineKeyboardMarkup | None = None
    number: int = 1
    """Which page of a list it is, from 1."""


def render_text(text: str) -> Page:
    """Words without markup, as much of them as a message holds."""
    return Page(escape(truncate(text, MAX_MESSAGE_LENGTH)))


def render_page(reply: Reply, me: User, number: int = 1) -> Page:
    """Page `number` of a reply, the nearest there is; `me` is who links to it lead to."""
    shown = render_answer(reply.answer, reply.engine.dataset, number, reply.matched)
    buttons = answer_keyboard(reply.answer, reply.exchange.id, shown, reply.refinements, back=reply.has_back)
    rows = buttons.inline_keyboard if buttons else ()
    if passing_on := (*share_links.reply_buttons(reply, me), *photo_buttons.reply_buttons(reply)):
        rows = (*rows, passing_on)
    return Page(shown.html, InlineKeyboardMarkup(rows) if rows else None, shown.page)
