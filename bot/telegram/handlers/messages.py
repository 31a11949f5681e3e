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
from bot.telegram.conversations.incoming import Heard, hear
from bot.telegram.handlers.commands import Command, brief
from bot.telegram.handlers.membership import Acquaintances
from bot.telegram.rendering.page import page
from bot.telegram.replies import admitted, answer, say
from bot.telegram.services import STALE, Feature, Handler, House

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

TEXT_ONLY = "我只看得懂文字，请把问题打出来。"
_ASK = "ask"
_ENDS = "。.!！?？~～ \n"
_WITH_MORE = re.compile(r"(\w+?)(?:[\s:：,，]+|(?=每[日天]))(\S.*)", re.DOTALL)
"""A word, and what is said with it: 订阅 安徽, 订阅每日 09:00."""


def feature(commands: Sequence[Command]) -> Feature:
    """Questions, and these commands."""

    def handlers(house: House) -> list[Handler]:
        questions = Questions(house, commands)
        return [
            MessageHandler(filters.UpdateType.MESSAGE, questions.message),
            MessageHandler(filters.UpdateType.EDITED_MESSAGE, questions.edited),
        ]

    return Feature(frozenset({Kind.MESSAGE, Kind.EDITED_MESSAGE}), handlers)


class Questions:
    """Hears, asks the door, answers."""

    def __init__(self, house: House, commands: Sequence[Command]) -> None:
        self._house = house
        self._acquaintances = Acquaintances(house)
        self._commands: Mapping[str, Command] = {command.name: command for command in commands}
        self._words = {word: command for command in commands for word in command.words}

    async def message(self, update: Update, _context: Any) -> None:
        """A new message."""
        message = update.message
        if message is not None:
            await self._new(message)

    async def edited(self, update: Update, _context: Any) -> None:
        """A message that says something else now: so does its answer. If it had none, it is as if new."""
        message, house = update.edited_message, self._house
        if message is None or not house.fresh(message):
            return
        row = await house.store.of_question(message.chat.id, message.message_id)
        if row is None:
            if message.date.timestamp() >= house.clock() - STALE:
                await self._new(message)
            return
        heard = hear(message, house.me, addressed=True)
        if heard is None or not heard.text or heard.command not in ("", _ASK) or heard.text == row.question:
            return
        if heard.command or self._meant(heard)[0] is None:
            await self._again(heard, row)

    async def _new(self, message: Message) -> None:
        house = self._house
        heard = hear(message, house.me)
        if heard is None or (heard.command and heard.command not in self._commands and not heard.where.private):
            return
        if not house.fresh(message):
            log.info("too_old", chat=heard.where.kind)
            return
        if not heard.where.private:
            await self._acquaintances.meet(message.chat)
        if not heard.text and not heard.command and heard.where.private:
            await self._no_text(message, heard)
        elif await admitted(house, heard):
            await self._admitted(heard)

    async def _no_text(self, message: Message, heard: Heard) -> None:
        """A picture, a sticker, a voice; of an album, only the words are read."""
        said = message.effective_attachment is not None and message.media_group_id is None
        if said and await admitted(self._house, heard):
            await say(self._house, heard, TEXT_ONLY)

    async def _admitted(self, heard: Heard) -> None:
        house = self._house
        command, heard = self._meant(heard)
        if command is not None and not (heard.text and command.name == _ASK):
            await command.run(house, heard)
        elif heard.command and command is None:
            await say(house, heard, f"没有 /{heard.command} 这个命令。直接用中文问就行，怎么问见 /help。")
        elif not heard.text:
            await answer(house, heard, await brief(house, heard))
        else:
            await self._ask(heard)

    def _meant(self, heard: Heard) -> tuple[Command | None, Heard]:
        """The command that was given, if it is one, be it in a word; and what was said with it."""
        if heard.command:
            return self._commands.get(heard.command), heard
        said = heard.text.strip(_ENDS)
        if command := self._words.get(said):
            return command, replace(heard, text="")
        word, rest = found.groups() if (found := _WITH_MORE.fullmatch(said)) else ("", "")
        command = self._words.get(word)
        return (command, replace(heard, text=rest)) if command and command.takes else (None, heard)

    async def _ask(self, heard: Heard) -> None:
        reply = await self._house.door.ask(_question(heard))
        if reply.answer.kind == "refuse" and not heard.direct:
            log.info("let_pass", chat=heard.where.kind)  # chit-chat below one of our messages
            return
        await answer(self._house, heard, reply)

    async def _again(self, heard: Heard, row: Exchange) -> None:
        """Answer what a question says now, in the message that answered it before; in a new one where that is gone."""
        house = self._house
        if not await admitted(house, heard):
            return
        reply = await house.door.again(_question(heard), row)
        there = row.answer_message
        if there is None or not await house.courier.edit(page(reply, house.me), row.chat, there):
            await answer(house, heard, reply)
            return
        house.step_aside()
        await house.store.revise(reply.exchange)
        log.info("answer_edited", chat=heard.where.kind, kind=reply.answer.kind, exchange=row.id)


def _question(heard: Heard) -> Question:
    return Question(heard.where, heard.text, heard.at, heard.message, heard.reply_to)
