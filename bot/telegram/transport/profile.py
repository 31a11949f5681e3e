"""Set the bot's command menus and descriptions, where they differ from what Telegram has."""

from __future__ import annotations

from collections.abc import Awaitable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import structlog
from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import BadRequest, TelegramError
from telegram.ext import ExtBot

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

PRIVATE, GROUPS, GROUP_ADMINS, ADMINISTRATORS = "private", "groups", "group_admins", "admins"
"""The menus: of private chats, of groups, of administrators of groups, and of the bot's own administrators."""

DESCRIPTION = {
    "zh": (
        "用中文问官方的案例名单通知，得到完整、准确的答案：谁参与了、有哪些案例、多少个、怎么评的。\n\n"
        "每个答案都写明问题是怎样理解的；通知里没有的，就说没有。可以私聊，也可以拉进群里 @ 我。\n\n"
        "例如：安徽参与了哪些案例"
    ),
    "": (
        "Ask in Chinese about official case-list notices, and get complete, exact answers: who took part, which cases, "
        "how many.\n\n"
        "Each answer says how the question was understood; what the notices do not say, it says they do not say. "
        "Talk to it here, or mention it in a group.\n\n"
        "For example: 安徽参与了哪些案例"
    ),
}
SHORT_DESCRIPTION = {
    "zh": "问官方案例名单，答案完整、准确，并写明怎样理解了问题。",
    "": "Exact answers, in Chinese, about official case-list notices.",
}
"""Both by language ("" for all others). Limits of the Bot API: 512 and 120 characters."""


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A command in a menu, with its descriptions in Chinese and English."""

    name: str
    zh: str
    en: str
    menus: frozenset[str]


async def publish_profile(bot: ExtBot[Any], entries: Sequence[MenuEntry], admins: Iterable[int]) -> None:
    """Set what differs. What Telegram refuses is logged and left unchanged until the next start."""
    scopes: list[tuple[str, BotCommandScope]] = [
        (PRIVATE, BotCommandScopeAllPrivateChats()),
        (GROUPS, BotCommandScopeAllGroupChats()),
        (GROUP_ADMINS, BotCommandScopeAllChatAdministrators()),
        *((ADMINISTRATORS, BotCommandScopeChat(admin)) for admin in sorted(admins)),
    ]
    for language in ("", "zh"):
        for menu, scope in scopes:
            await _log_errors(menu, _update_commands(bot, _menu_commands(entries, menu, language), scope, language))
        await _log_errors("description", _update_description(bot, language))
        await _log_errors("short_description", _update_short_description(bot, language))


def _menu_commands(entries: Sequence[MenuEntry], menu: str, language: str) -> list[BotCommand]:
    return [BotCommand(entry.name, entry.zh if language else entry.en) for entry in entries if menu in entry.menus]


async def _update_commands(bot: ExtBot[Any], wanted: list[BotCommand], scope: BotCommandScope, language: str) -> bool:
    if list(await bot.get_my_commands(scope, language)) == wanted:
        return False
    return await bot.set_my_commands(wanted, scope, language)


async def _update_description(bot: ExtBot[Any], language: str) -> bool:
    if (await bot.get_my_description(language)).description == DESCRIPTION[language]:
        return False
    return await bot.set_my_description(DESCRIPTION[language], language)


async def _update_short_description(bot: ExtBot[Any], language: str) -> bool:
    if (await bot.get_my_short_description(language)).short_description == SHORT_DESCRIPTION[language]:
        return False
    return await bot.set_my_short_description(SHORT_DESCRIPTION[language], language)


async def _log_errors(what: str, update: Awaitable[bool]) -> None:
    try:
        if await update:
            log.info("profile_set", what=what)
    except BadRequest as error:  # an administrator who never started the bot has no chat for a menu
        log.info("profile_not_set", what=what, why=error.message)
    except TelegramError as error:
        log.warning("profile_not_set", what=what, why=type(error).__name__)
