"""What the bot sets about itself: commands by scope and language, name, descriptions, menu button."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from tests.botapi.errors import JSON, bad
from tests.botapi.messages.text import units
from tests.botapi.parameters import Params
from tests.botapi.telegram.telegram_state import World

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")

_SCOPES = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}


def _language(params: Params) -> str:
    language = params.text("language_code")
    if language and not re.fullmatch("[a-z]{2}", language):
        raise bad("invalid language code specified")
    return language


def _scope(world: World, params: Params) -> str:
    """Return the scope as one word: its type and ids."""
    scope = params.object("scope") or {"type": "default"}
    if not isinstance(scope, dict) or scope.get("type") not in _SCOPES:
        raise bad("can't parse BotCommandScope: unsupported type specified")
    needed = _SCOPES[scope["type"]]
    if any(name not in scope for name in needed):
        raise bad("can't parse BotCommandScope: a field is missing")
    if "chat_id" in needed:
        world.chat(scope["chat_id"])
    return ":".join([scope["type"], *(str(scope[name]) for name in needed)])


def set_commands(world: World, params: Params) -> bool:
    """setMyCommands."""
    commands = params.object("commands")
    if not isinstance(commands, list) or not all(isinstance(command, dict) for command in commands):
        raise bad("can't parse commands: expected an Array of BotCommand")
    if len(commands) > 100:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not _COMMAND.fullmatch(str(command.get("command", "")).removeprefix("/")):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= units(str(command.get("description", "")).strip()) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    world.commands[_scope(world, params), _language(params)] = [
        {"command": command["command"].removeprefix("/"), "description": command["description"].strip()}
        for command in commands
    ]
    return True


def get_commands(world: World, params: Params) -> list[JSON]:
    """getMyCommands, for exactly this scope and language."""
    return world.commands.get((_scope(world, params), _language(params)), [])


def delete_commands(world: World, params: Params) -> bool:
    """deleteMyCommands."""
    world.commands.pop((_scope(world, params), _language(params)), None)
    return True


def setter(name: str, longest: int) -> Callable[[World, Params], bool]:
    """Return the method that sets one of the bot's texts."""

    def put(world: World, params: Params) -> bool:
        text = params.text(name).strip()
        if units(text) > longest:
            raise bad(f"{name.replace('_', ' ')} is too long")
        language = _language(params)
        world.texts[name, language] = text
        if not text:
            del world.texts[name, language]
        return True

    return put


def getter(name: str) -> Callable[[World, Params], JSON]:
    """Return the method that gets one of the bot's texts: that of the language, else the default."""

    def get(world: World, params: Params) -> JSON:
        fallback = world.me.first_name if name == "name" else ""
        found = world.texts.get((name, _language(params))) or world.texts.get((name, "")) or fallback
        return {name: found}

    return get


def set_menu(world: World, params: Params) -> bool:
    """setChatMenuButton; only the default for all chats is stored."""
    button: Any = params.object("menu_button") or {"type": "default"}
    if not isinstance(button, dict) or button.get("type") not in {"commands", "web_app", "default"}:
        raise bad("can't parse menu button: unsupported type specified")
    world.menu = button
    return True


def get_menu(world: World, _: Params) -> JSON:
    """getChatMenuButton."""
    return world.menu


def nothing(_: World, __: Params) -> bool:
    """Accept a method without storing anything."""
    return True
