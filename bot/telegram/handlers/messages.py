"""Messages: what is asked in private chats, groups and topics, and what is edited afterwards."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import structlog
from telegram import Message, Update
from telegram.constants import UpdateType as Kind
from telegram.ext import MessageHandler, filters

from bot.store import Exchange
from bot.telegram.conversations.answerer import Question
from bot.telegram.conversations.incoming import IncomingMessage, parse_message
from bot.telegram.handlers.commands import Command, brief
from bot.telegram.handlers.membership import KnownGroups
from bot.telegram.rendering.page import render_page
from bot.telegram.replies import is_allowed, send_reply, send_text
from bot.telegram.services import MAX_AGE_SECONDS, Feature, Handler, Services

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

TEXT_ONLY = "我只看得懂文字，请把问题打出来。"
_ASK = "ask"
_ENDS = "。.!！?？~～ \n"
_WITH_MORE = re.compile(r"(\w+?)(?:[\s:：,，]+|(?=每[日天]))(\S.*)", re.DOTALL)
"""A word, and what is said with it: 订阅 安徽, 订阅每日 09:00."""


def feature(commands: Sequence[Command]) -> Feature:
    """Questions, and these commands."""

    def handlers(services: Services) -> list[Handler]:
        questions = MessageHandlers(services, commands)
        return [
            MessageHandler(filters.UpdateType.MESSAGE, questions.message),
            MessageHandler(filters.UpdateType.EDITED_MESSAGE, questions.edited),
        ]

    return Feature(frozenset({Kind.MESSAGE, Kind.EDITED_MESSAGE}), handlers)


class MessageHandlers:
    """Hears, asks the door, answers."""

    def __init__(self, services: Services, commands: Sequence[Command]) -> None:
        self._services = services
        self._acquaintances = KnownGroups(services)
        self._commands: Mapping[str, Command] = {command.name: command for command in commands}
        self._words = {word: command for command in commands for word in command.words}

    async def message(self, update: Update, _context: Any) -> None:
        """A new message."""
        message = update.message
        if message is not None:
            await self._new(message)

    async def edited(self, update: Update, _context: Any) -> None:
        """A message that says something else now: so does its answer. If it had none, it is as if new."""
        message, services = update.edited_message, self._services
        if message is None or not services.is_recent(message):
            return
        row = await services.store.find_by_question(message.chat.id, message.message_id)
        if row is None:
            if message.date.timestamp() >= services.clock() - MAX_AGE_SECONDS:
                await self._new(message)
            return
        incoming = parse_message(message, services.me, addressed=True)
        if incoming is None or not incoming.text or incoming.command not in ("", _ASK) or incoming.text == row.question:
            return
        if incoming.command or self._meant(incoming)[0] is None:
            await self._again(incoming, row)

    async def _new(self, message: Message) -> None:
        services = self._services
        incoming = parse_message(message, services.me)
        if incoming is None or (
            incoming.command and incoming.command not in self._commands and not incoming.conversation.private
        ):
            return
        if not services.is_recent(message):
            log.info("too_old", chat=incoming.conversation.kind)
            return
        if not incoming.conversation.private:
            await self._acquaintances.meet(message.chat)
        if not incoming.text and not incoming.command and incoming.conversation.private:
            await self._no_text(message, incoming)
        elif await is_allowed(services, incoming):
            await self._admitted(incoming)

    async def _no_text(self, message: Message, incoming: IncomingMessage) -> None:
        """A picture, a sticker, a voice; of an album, only the words are read."""
        said = message.effective_attachment is not None and message.media_group_id is None
        if said and await is_allowed(self._services, incoming):
            await send_text(self._services, incoming, TEXT_ONLY)

    async def _admitted(self, incoming: IncomingMessage) -> None:
        services = self._services
        command, incoming = self._meant(incoming)
        if command is not None and not (incoming.text and command.name == _ASK):
            await command.run(services, incoming)
        elif incoming.command and command is None:
            await send_text(
                services, incoming, f"没有 /{incoming.command} 这个命令。直接用中文问就行，怎么问见 /help。"
            )
        elif not incoming.text:
            await send_reply(services, incoming, await brief(services, incoming))
        else:
            await self._ask(incoming)

    def _meant(self, incoming: IncomingMessage) -> tuple[Command | None, IncomingMessage]:
        """The command that was given, if it is one, be it in a word; and what was said with it."""
        if incoming.command:
            return self._commands.get(incoming.command), incoming
        said = incoming.text.strip(_ENDS)
        if command := self._words.get(said):
            return command, replace(incoming, text="")
        word, rest = found.groups() if (found := _WITH_MORE.fullmatch(said)) else ("", "")
        command = self._words.get(word)
        return (command, replace(incoming, text=rest)) if command and command.takes else (None, incoming)

    async def _ask(self, incoming: IncomingMessage) -> None:
        reply = await self._services.answerer.ask(_question(incoming))
        if reply.answer.kind == "refuse" and not incoming.direct:
            log.info("let_pass", chat=incoming.conversation.kind)  # chit-chat below one of our messages
            return
        await send_reply(self._services, incoming, reply)

    async def _again(self, incoming: IncomingMessage, row: Exchange) -> None:
        """Answer what a question says now, in the message that answered it before; in a new one where that is gone."""
        services = self._services
        if not await is_allowed(services, incoming):
            return
        reply = await services.answerer.answer_edit(_question(incoming), row)
        there = row.answer_message
        if there is None or not await services.sender.edit(render_page(reply, services.me), row.chat, there):
            await send_reply(services, incoming, reply)
            return
        services.release_slot()
        await services.store.revise(reply.exchange)
        log.info("answer_edited", chat=incoming.conversation.kind, kind=reply.answer.kind, exchange=row.id)


def _question(incoming: IncomingMessage) -> Question:
    return Question(incoming.conversation, incoming.text, incoming.at, incoming.message, incoming.reply_to)
