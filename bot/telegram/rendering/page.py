"""Render a reply as the content of a message: HTML and buttons."""

from __future__ import annotations

from dataclasses import dataclass, replace

from telegram import InlineKeyboardMarkup, User

from bot.cards.card import as_shown
from bot.telegram.conversations.answerer import Reply
from bot.telegram.rendering import export_buttons, feedback_buttons, photo_buttons, share_links
from bot.telegram.rendering.html import MAX_MESSAGE_LENGTH, escape, message_length, render_answer, truncate
from bot.telegram.rendering.keyboards import answer_rows, lay_out


@dataclass(frozen=True, slots=True)
class Page:
    """The content of a message."""

    html: str
    keyboard: InlineKeyboardMarkup | None = None
    number: int = 1
    """The number of the page that it shows of a list, from 1."""

    def below(self, text: str) -> Page:
        """Return the page below a text without markup; the page alone if both are too long for a message."""
        html = f"{escape(text)}\n\n{self.html}"
        return replace(self, html=html) if message_length(html) <= MAX_MESSAGE_LENGTH else self


def render_text(text: str) -> Page:
    """Return a page with text without markup, truncated to the length of a message."""
    return Page(escape(truncate(text, MAX_MESSAGE_LENGTH)))


def render_page(reply: Reply, me: User, number: int = 1) -> Page:
    """Render page `number` of a reply, or the nearest page; links lead to the bot `me`."""
    answer = as_shown(reply.answer)
    # other answers list only the units that were asked for
    has_marks = answer.kind in ("card", "yes_no") and len(answer.cases) == 1
    message = render_answer(
        answer,
        reply.engine.dataset,
        number,
        reply.matched if has_marks else frozenset(),
        link=lambda case: share_links.case_link(case, reply, me),
        query=reply.query,
    )
    use = [
        *photo_buttons.reply_buttons(reply, me),
        *export_buttons.reply_buttons(reply),
        *share_links.reply_buttons(reply, me),
        *feedback_buttons.reply_buttons(reply),
    ]
    rows = answer_rows(reply.answer, reply.exchange.id, message, reply.refinements, use, back=reply.has_back)
    return Page(message.html, lay_out(rows), message.page)
