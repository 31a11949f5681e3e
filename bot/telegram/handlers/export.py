"""Send the cases of answers as files: /export and its words, the button 导出, the other form below a file."""

from __future__ import annotations

from dataclasses import dataclass, replace

import structlog
from telegram.error import BadRequest

from bot.export.file_name import Form
from bot.export.table import Table
from bot.pictures.renderer import BusyError
from bot.store import Exchange
from bot.telegram.conversations.answerer import ConversationKey, Reply
from bot.telegram.conversations.callback_actions import GONE, STALE, UPDATED, find_exchange, restore_reply
from bot.telegram.conversations.callback_data import Operation
from bot.telegram.conversations.dataset_version import has_changed
from bot.telegram.conversations.export_request import parse_argument
from bot.telegram.conversations.incoming import IncomingMessage
from bot.telegram.delivery.messages import MediaForbiddenError
from bot.telegram.delivery.tables import TooLargeError, fitting_form
from bot.telegram.rendering.export_buttons import file_buttons, render_file_caption, reply_table
from bot.telegram.rendering.html import escape
from bot.telegram.rendering.page import Page, render_text
from bot.telegram.replies import send_message, send_reply, send_text
from bot.telegram.services import Services
from data.nouns import shared_noun
from intents.engine import Engine

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

KIND = "export"
"""The kind of exchanges whose answer is a file."""

FAILED = "表格没有做成，请过一会儿再要。"
NOT_HERE = "这里不让我发文件。要表格，请私聊我再要一次。"
TOO_LARGE = "案例太多，一个文件装不下。请加上条件再导出，例如：{example}。"
BUSY = "要的文件还在做，请过一会儿再要。"
NO_CASES = "这个回答里没有案例，没有可以导出的。"
NOTHING_SHOWN = f"{NO_CASES}请先问出案例，再说“导出”；也可以一次说完：{{example}}。"
NO_NOTICE = "还没有任何通知。"
HOW_TO = (
    "导出成 Excel 或者 CSV 表格：\n· 发“导出”，导出刚才的回答；列表和案例下面也有“导出”的按钮\n"
    "· 发“{example}”，一次说完\n· 要 CSV：<code>/export csv</code>"
)
"""HTML: a link would drop what stands after the command, code is copied."""


@dataclass(frozen=True, slots=True)
class _File:
    """A file to write and send."""

    table: Table
    form: Form
    exchange: Exchange
    conversation: ConversationKey
    reply_to: int | None


async def send_export(services: Services, incoming: IncomingMessage) -> None:
    """Send the cases of a question's answer as a file; without a question, of what was just answered.

    That is the message replied to, or else the last answer while it can be followed up, or else the latest notice.
    """
    request = parse_argument(incoming.text)
    if request.question:
        reply: Reply | None = await services.answerer.ask(replace(incoming.question, text=request.question))
    elif services.answerer.engine.dataset.notices:
        reply = await _shown_reply(services, incoming)
    else:
        await send_text(services, incoming, NO_NOTICE)
        return
    table = reply_table(reply) if reply is not None else None
    if reply is None or table is None:
        await _send_without_cases(services, incoming, reply if request.question else None)
        return
    # not linked to its question: a file cannot be edited to text when the question is edited
    exchange = replace(reply.exchange, kind=KIND, question_message=None, parent=None)
    reply_to = None if incoming.conversation.private else incoming.message
    try:
        _start(services, _File(table, request.form, exchange, incoming.conversation, reply_to))
    except BusyError:
        await send_text(services, incoming, BUSY)


async def send_export_help(services: Services, incoming: IncomingMessage) -> None:
    """Explain how to export."""
    html = HOW_TO.format(example=escape(example_request(services.answerer.engine)))
    await send_message(services, incoming, Page(html))


def example_request(engine: Engine) -> str:
    """Return a message that asks for a file: 导出安徽的案例."""
    noun = shared_noun(engine.dataset.notices).noun
    places = engine.index.places("province")
    return f"导出{places[-1].short}的{noun}" if places else "导出"


async def send_export_below(
    services: Services, operation: Operation, form: Form, conversation: ConversationKey, query: str, message: int
) -> None:
    """Send the cases of what a message shows as a file below it. `query` is the id of the callback query."""
    source = await find_exchange(operation.exchange, conversation, services.answerer)
    reply = await restore_reply(source, services.answerer, services.answerer.engine) if source else None
    if source is None or reply is None:
        await services.sender.answer_callback(query, GONE if source else STALE)
        return
    table = reply_table(reply)
    if table is None:
        await services.sender.answer_callback(query, NO_CASES)
        return
    exchange = _new_exchange(services, reply, conversation)
    try:
        _start(services, _File(table, form, exchange, conversation, None if conversation.private else message))
    except BusyError:
        await services.sender.answer_callback(query, BUSY)
    else:
        outdated = has_changed(source.revision, services.answerer.engine.dataset)
        await services.sender.answer_callback(query, UPDATED if outdated else "")


async def _shown_reply(services: Services, incoming: IncomingMessage) -> Reply | None:
    """Return the reply whose cases a request without a question means; None if it cannot be given again."""
    answerer, conversation = services.answerer, incoming.conversation
    row = await answerer.find_shown(incoming.question)
    if row is None:
        return await answerer.answer_latest_notice(conversation)
    reply = await restore_reply(row, answerer, answerer.engine)
    return replace(reply, exchange=_new_exchange(services, reply, conversation)) if reply is not None else None


async def _send_without_cases(services: Services, incoming: IncomingMessage, reply: Reply | None) -> None:
    """Say that there is nothing to export; below the answer to the question, if one was asked."""
    if reply is None:
        await send_text(services, incoming, NOTHING_SHOWN.format(example=example_request(services.answerer.engine)))
    elif reply.query is None:  # it asks back, or refuses
        await send_reply(services, incoming, reply)
    else:
        answer = reply.answer
        await send_reply(services, incoming, replace(reply, answer=answer.with_(notes=(*answer.notes, NO_CASES))))


def _new_exchange(services: Services, reply: Reply, conversation: ConversationKey) -> Exchange:
    """Return the exchange of a file with what an earlier reply showed; nobody typed its question."""
    return replace(
        reply.exchange,
        id=services.store.next_id(),
        topic=conversation.topic,
        asker=conversation.asker,
        question=None,
        question_message=None,
        parent=None,
        kind=KIND,
        at=services.telegram_clock(),
    )


def _start(services: Services, file: _File) -> None:
    """Write and send in a task of its own; the exchange is stored at once for follow-ups. Raises `BusyError`."""
    # first: it raises where too many files are on their way, and then nothing may be stored
    services.photos.start(file.conversation.chat, _send(services, file))
    services.store.remember(file.exchange)


async def _send(services: Services, file: _File) -> None:
    conversation, form = file.conversation, fitting_form(file.table, file.form)
    buttons = file_buttons(form, file.exchange.id) if fitting_form(file.table, "xlsx") == "xlsx" else None
    page = Page(render_file_caption(file.table), buttons)
    try:
        sent = await services.tables.send(file.table, form, page, conversation, file.reply_to)
    except TooLargeError:
        await _say(services, file, TOO_LARGE.format(example=example_request(services.answerer.engine)))
    except MediaForbiddenError:
        await _say(services, file, NOT_HERE)
    except BadRequest:
        await _say(services, file, FAILED)
        # administrators should know: the file itself may be invalid
        raise
    else:
        services.answerer.save_sent(
            file.exchange, sent.message if sent else None, sent.chat if sent else conversation.chat
        )
        if sent:
            services.measurements.note_answer(conversation.kind, KIND)
        log.info("table_sent" if sent else "not_answered", chat=conversation.kind, form=form)


async def _say(services: Services, file: _File, text: str) -> None:
    """Say in the file's place why there is none."""
    await services.sender.send(
        render_text(text), file.conversation.chat, topic=file.conversation.topic, reply_to=file.reply_to
    )
