"""Handle messages and their edits: questions, commands and, from administrators, notices."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import structlog
from telegram import Message, Update
from telegram.constants import UpdateType as Kind
from telegram.ext import MessageHandler, filters

from bot.store import Exchange, StoreError
from bot.telegram.callback_queries import PatternCallbackHandler
from bot.telegram.conversations.answerer import Reply, is_polite
from bot.telegram.conversations.export_request import find_request
from bot.telegram.conversations.incoming import IncomingMessage, parse_message
from bot.telegram.handlers.commands import Command
from bot.telegram.handlers.help_tasks import render_help, short_help
from bot.telegram.handlers.membership import KnownGroups
from bot.telegram.handlers.notice_import import GONE, NoticeImport
from bot.telegram.handlers.phrases import Run, find_phrase
from bot.telegram.rendering.draft_preview import PATTERN
from bot.telegram.rendering.page import Page, render_page
from bot.telegram.replies import is_allowed, send_page, send_reply, send_text
from bot.telegram.services import MAX_AGE_SECONDS, Feature, Handler, Services

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

TEXT_ONLY = "我只看得懂文字，请把问题打出来。"
_ASK, _EXPORT = "ask", "export"
_TRAILING = "。.!！?？~～ \n"
_WORD_AND_ARGUMENT = re.compile(r"(\w+?)(?:[\s:：,，]+|(?=每[日天]))(\S.*)", re.DOTALL)
"""A word with its argument: 订阅 安徽, 订阅每日 09:00."""


def feature(commands: Sequence[Command]) -> Feature:
    """Return the feature that answers questions, runs these commands and takes notices."""

    def create_handlers(services: Services) -> list[Handler]:
        notice_import = NoticeImport(services)
        message_handlers = MessageHandlers(services, commands, notice_import)
        return [
            PatternCallbackHandler(services, notice_import.handle_press, PATTERN, stale=GONE, admins_only=True),
            MessageHandler(filters.UpdateType.MESSAGE, message_handlers.handle_message),
            MessageHandler(filters.UpdateType.EDITED_MESSAGE, message_handlers.handle_edit),
        ]

    return Feature(frozenset({Kind.MESSAGE, Kind.EDITED_MESSAGE, Kind.CALLBACK_QUERY}), create_handlers)


class MessageHandlers:
    """Parses messages, runs commands and answers questions."""

    def __init__(self, services: Services, commands: Sequence[Command], notice_import: NoticeImport) -> None:
        self._services = services
        self._known_groups = KnownGroups(services)
        self._notice_import = notice_import
        self._commands: Mapping[str, Command] = {command.name: command for command in commands}
        self._words = {word: command for command in commands for word in command.words}

    async def handle_message(self, update: Update, _context: Any) -> None:
        """Handle a new message."""
        message = update.message
        if message is not None:
            await self._handle_new(message)

    async def handle_edit(self, update: Update, _context: Any) -> None:
        """Update the answer to an edited question; without an answer, handle the message like a new one."""
        message, services = update.edited_message, self._services
        if message is None or not services.is_recent(message):
            return
        try:
            exchange = await services.store.find_by_question(message.chat.id, message.message_id)
        except StoreError:  # whether it was answered is unknown, and a second answer would be noise
            log.info("edit_ignored")
            return
        if exchange is None:
            # an old message was ignored on purpose, and nobody waits for an answer
            if message.date.timestamp() >= services.telegram_clock() - MAX_AGE_SECONDS:
                await self._handle_new(message)
            return
        # its first version was answered, so it was addressed to the bot
        incoming = parse_message(message, services.me, addressed=True)
        if (
            incoming is None
            or not incoming.text
            or incoming.command not in ("", _ASK)
            or incoming.text == exchange.question
        ):
            return
        if incoming.command or not self._does_something(incoming):
            await self._update_answer(incoming, exchange)

    async def _handle_new(self, message: Message) -> None:
        services = self._services
        incoming = parse_message(message, services.me)
        if incoming is None or (
            # in a group an unknown command is meant for another bot
            incoming.command and incoming.command not in self._commands and not incoming.conversation.private
        ):
            return
        if not services.is_recent(message):
            log.info("too_old", chat=incoming.conversation.kind)
            return
        if not incoming.conversation.private:
            await self._known_groups.register(message.chat)
        has_text = bool(incoming.text or incoming.command or message.document)
        if not has_text and incoming.conversation.private:
            await self._reject_attachment(message, incoming)
        elif await is_allowed(services, incoming) and not await self._notice_import.take(message, incoming):
            await self._handle_allowed(incoming)

    async def _reject_attachment(self, message: Message, incoming: IncomingMessage) -> None:
        """Explain that only text is read. Albums are ignored: each picture is a message of its own."""
        has_single_attachment = message.effective_attachment is not None and message.media_group_id is None
        if has_single_attachment and await is_allowed(self._services, incoming):
            await send_text(self._services, incoming, TEXT_ONLY)

    async def _handle_allowed(self, incoming: IncomingMessage) -> None:
        services = self._services
        command, incoming = self._find_command(incoming)
        if command is not None and not (incoming.text and command.name == _ASK):
            await command.run(services, incoming)
        elif not incoming.command and (found := self._find_phrase(incoming)) is not None:
            await found[0](services, replace(incoming, text=found[1]))
        elif incoming.command and command is None:
            await send_text(
                services, incoming, f"没有 /{incoming.command} 这个命令。直接用中文问就行，怎么问见 /help。"
            )
        elif not incoming.text:
            await send_reply(services, incoming, await short_help(services, incoming))
        else:
            await self._ask(incoming)

    def _find_command(self, incoming: IncomingMessage) -> tuple[Command | None, IncomingMessage]:
        """Return the command or word that the message gives, if any, and the message with its argument as text."""
        if incoming.command:
            return self._commands.get(incoming.command), incoming
        text = incoming.text.strip(_TRAILING)
        if command := self._words.get(text):
            return command, replace(incoming, text="")
        if (request := find_request(text)) is not None:
            return self._commands.get(_EXPORT), replace(incoming, text=request.argument)
        word, argument = match.groups() if (match := _WORD_AND_ARGUMENT.fullmatch(text)) else ("", "")
        command = self._words.get(word)
        return (command, replace(incoming, text=argument)) if command and command.has_argument else (None, incoming)

    def _does_something(self, incoming: IncomingMessage) -> bool:
        """Return whether a message in words is a command rather than a question."""
        return self._find_command(incoming)[0] is not None or self._find_phrase(incoming) is not None

    def _find_phrase(self, incoming: IncomingMessage) -> tuple[Run, str] | None:
        return find_phrase(incoming.text.strip(_TRAILING), self._services.answerer.engine)

    async def _ask(self, incoming: IncomingMessage) -> None:
        reply = await self._services.answerer.ask(incoming.question)
        if is_polite(reply.answer):
            self._services.throttle.give_back(incoming.conversation.asker, incoming.conversation.chat)
        if reply.answer.kind == "refuse" and not incoming.direct:
            # a reply to the bot that is no question is chit-chat
            log.info("let_pass", chat=incoming.conversation.kind)
            return
        await self._send(incoming, reply, self._render(incoming, reply))

    async def _update_answer(self, incoming: IncomingMessage, exchange: Exchange) -> None:
        """Answer an edited question in the message of its answer; in a new one if that was deleted."""
        services = self._services
        if not await is_allowed(services, incoming):
            return
        reply = await services.answerer.answer_edit(incoming.question, exchange)
        answer_message = exchange.answer_message
        page = self._render(incoming, reply)
        if answer_message is None or not await services.sender.edit(page, exchange.chat, answer_message):
            await self._send(incoming, reply, page)
            return
        services.store.remember(reply.exchange)
        services.measurements.note_answer(incoming.conversation.kind, reply.answer.kind, len(reply.answer.repairs))
        log.info("answer_edited", chat=incoming.conversation.kind, kind=reply.answer.kind, exchange=exchange.id)

    def _render(self, incoming: IncomingMessage, reply: Reply) -> Page:
        if reply.answer.kind == "help":
            return render_help(self._services, incoming.conversation, reply)
        return render_page(reply, self._services.me)

    async def _send(self, incoming: IncomingMessage, reply: Reply, page: Page) -> None:
        await send_page(self._services, incoming, page, reply.exchange, len(reply.answer.repairs))
