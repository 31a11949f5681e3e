"""/unanswered: the questions without an answer, with buttons that make them aliases of cases; for administrators."""

from __future__ import annotations

import asyncio
import re

import structlog
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import UpdateType as Kind

from bot.telegram.callback_queries import ButtonPress, PatternCallbackHandler, answering
from bot.telegram.conversations.alias_suggestions import AliasSuggestion, suggest_aliases
from bot.telegram.conversations.answerer import ConversationKey, Question
from bot.telegram.conversations.incoming import IncomingMessage
from bot.telegram.handlers.admin import FOR_ADMINS
from bot.telegram.handlers.status import first_recent, list_unanswered, unanswered_text
from bot.telegram.rendering.html import MAX_LABEL_CHARACTERS
from bot.telegram.rendering.keyboards import NO, YES, yes_or_no
from bot.telegram.rendering.page import Page, render_text
from bot.telegram.replies import send_reply_below, send_text
from bot.telegram.services import Feature, Handler, Services
from bot.telegram.threads import run_in_thread
from data.publication import PublicationError, add_alias
from intents.engine import Engine

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

_PATTERN = re.compile(rf"a\.(?P<digest>[A-Z2-7]{{8}})(?:\.(?P<answer>[{YES}{NO}]))?")
"""Callback data that asks whether to write an alias, and its answers."""
RELOAD_SECONDS = 15.0
"""Time within which the data is read again; it takes about four seconds."""

STALE = "这个按钮已经失效，请重新发送 /unanswered。"
ADDED = "已经写成别名。数据重新读入以后，再答一遍原来的问题。"
NOT_ADDED = "别名没有写成：{}。"
NOT_READ_YET = "别名已经写好，但数据还没有重新读入。请过一会儿再问“{}”。"
CONFIRM = "把“{alias}”写成《{title}》的别名吗？以后这样问，就答这个案例。"
NOT_WANTED = "好的，没有写成别名。"
INVITATION = "这些说法可能是案例的别名，点下面的按钮写进数据："


async def send_unanswered(services: Services, incoming: IncomingMessage) -> None:
    """Send the questions without an answer, with a button for each that an alias would answer."""
    if incoming.conversation.asker not in services.settings.admins:
        await send_text(services, incoming, FOR_ADMINS)
        return
    text = await unanswered_text(services)
    suggestions = await _suggestions(services) if incoming.conversation.private else []
    if not suggestions:
        await send_text(services, incoming, text)
        return
    rows = [f"· “{one.alias}”是《{one.case.title}》的别名" for one in suggestions]
    keyboard = InlineKeyboardMarkup([[_button(one)] for one in suggestions])
    html = render_text("\n".join((text, "", INVITATION, *rows))).html
    await services.sender.send(Page(html, keyboard), incoming.conversation.chat)


def create_handlers(services: Services) -> list[Handler]:
    """Return the handler of the buttons."""

    async def handle(press: ButtonPress) -> None:
        query, chat = press.query, press.conversation.chat
        found = {one.digest: one for one in await _suggestions(services)}
        suggestion = found.get(press.match["digest"])
        if suggestion is None:
            await services.sender.answer_callback(query.id, STALE)
            return
        if press.match["answer"] is None:
            async with answering(services, query):
                await services.sender.send(_question(suggestion), chat)
            return
        if press.match["answer"] == NO:
            async with answering(services, query):
                await services.sender.edit(render_text(NOT_WANTED), chat, press.message)
            return
        engine = services.answerer.engine
        try:
            await run_in_thread(
                add_alias, suggestion.case, suggestion.alias, services.settings.data_dir, label=suggestion.digest
            )
        except PublicationError as error:
            log.warning("alias_not_added", why=type(error.__cause__ or error).__name__)
            await services.sender.answer_callback(query.id, NOT_ADDED.format(error))
            return
        log.info("alias_added")
        async with answering(services, query):
            await services.sender.edit(render_text(ADDED), chat, press.message)
        await _ask_again(services, suggestion, press.conversation, press.message, engine)

    return [PatternCallbackHandler(services, handle, _PATTERN, stale=STALE, admins_only=True)]


FEATURE = Feature(frozenset({Kind.CALLBACK_QUERY}), create_handlers)


async def _suggestions(services: Services) -> list[AliasSuggestion]:
    if services.settings.data_dir is None:  # nothing can be written
        return []
    rows = await list_unanswered(services)
    chosen = await services.store.question_log.list_chosen(first_recent(services))
    return await run_in_thread(suggest_aliases, rows, services.answerer.engine, chosen)


async def _ask_again(
    services: Services, suggestion: AliasSuggestion, conversation: ConversationKey, message: int, before: Engine
) -> None:
    """Answer the question once the data is read again."""
    answerer = services.answerer
    services.release_slot()
    for _ in range(int(RELOAD_SECONDS / 0.1)):
        if answerer.engine is not before:
            break
        await asyncio.sleep(0.1)
    else:
        await services.sender.send(render_text(NOT_READ_YET.format(suggestion.question)), conversation.chat)
        return
    question = Question(conversation, suggestion.question, answerer.clock())
    reply = await answerer.answer_question(question, answerer.engine, None, answerer.store.next_id())
    await send_reply_below(services, conversation, message, reply)


def _question(suggestion: AliasSuggestion) -> Page:
    """Return the question whether to write an alias, which is hard to take back."""
    text = CONFIRM.format(alias=suggestion.alias, title=suggestion.case.title)
    return Page(render_text(text).html, yes_or_no(f"a.{suggestion.digest}", "写成别名", "不写"))


def _button(suggestion: AliasSuggestion) -> InlineKeyboardButton:
    room = MAX_LABEL_CHARACTERS - len(f"“{suggestion.alias}”是…的别名")
    title = suggestion.case.title
    label = f"“{suggestion.alias}”是{title if len(title) <= room + 1 else f'{title[:room]}…'}的别名"
    return InlineKeyboardButton(label, callback_data=f"a.{suggestion.digest}")
