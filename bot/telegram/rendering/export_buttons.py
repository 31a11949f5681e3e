"""The buttons that ask for an answer as a file, the table that they ask for, and the caption of the file."""

from __future__ import annotations

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.cards.card import as_shown
from bot.export.file_name import Form
from bot.export.table import Table, build_table
from bot.telegram.conversations.answerer import Reply, is_chat
from bot.telegram.conversations.callback_data import Operation, encode_action
from bot.telegram.rendering.captions import MAX_CAPTION_LENGTH
from bot.telegram.rendering.html import escape, truncate
from data.nouns import shared_noun

EXPORT, CSV = "export", "csv"
"""The operations of the buttons 导出 and CSV 版. They send a message of their own, so `callback_actions` does not
handle them."""

_FORMS: dict[str, Form] = {EXPORT: "xlsx", CSV: "csv"}
_OTHER_FORM = {"xlsx": ("CSV 版", CSV), "csv": ("Excel 版", EXPORT)}
"""By form, the label and the operation of the button for the other."""
_LISTS = ("cases", "count", "rank", "units")
_OTHERS = ("card", "compare")
"""Kinds of answers, besides lists, that are about cases."""


def reply_buttons(reply: Reply) -> list[InlineKeyboardButton]:
    """Return the button 导出 for lists, comparisons and cards; none for inline messages, whose chats get no files."""
    exchange, answer = reply.exchange, as_shown(reply.answer)
    is_list = answer.kind in _LISTS and max(len(answer.cases), len(answer.agencies)) > 1
    if reply.query is None or not (is_list or answer.kind in _OTHERS) or not is_chat(exchange.chat):
        return []
    return [_button("导出", exchange.id, EXPORT)]


def parse_form(op: str) -> Form | None:
    """Return the form of the file that an operation asks for; None for any other operation."""
    return _FORMS.get(op)


def reply_table(reply: Reply) -> Table | None:
    """Return the cases of a reply as a table; None if it is about none."""
    return build_table(reply.answer, reply.query, reply.engine) if reply.query is not None else None


def render_file_caption(table: Table) -> str:
    """Return the caption of a file as HTML: what its cases are, how the question was understood, the revision."""
    title, *lines = (
        f"{table.title}（{shared_noun(table.notices).counted(len(table.cases))}）",
        *table.explanation,
        f"数据版本：{table.revision}",
    )
    room = MAX_CAPTION_LENGTH // (len(lines) + 1) - 1
    html = [f"<b>{escape(truncate(title, room))}</b>", *(f"<i>{escape(truncate(line, room))}</i>" for line in lines)]
    return "\n".join(html)


def file_buttons(form: Form, exchange: int) -> InlineKeyboardMarkup:
    """Return the button below a file of this form that asks for the other form."""
    label, op = _OTHER_FORM[form]
    return InlineKeyboardMarkup([[_button(label, exchange, op)]])


def _button(label: str, exchange: int, op: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=encode_action(Operation(exchange, op)))
