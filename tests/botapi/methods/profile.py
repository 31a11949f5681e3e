"""The profile that the bot sets: commands by scope and language, name, descriptions, menu button."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from tests.botapi.errors import JSON, bad_request
from tests.botapi.messages.text import utf16_length
from tests.botapi.parameters import Parameters
from tests.botapi.telegram.telegram_state import TelegramState

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


def _language(parameters: Parameters) -> str:
    language = parameters.text("language_code")
    if language and not re.fullmatch("[a-z]{2}", language):
        raise bad_request("invalid language code specified")
    return language


def _scope(state: TelegramState, parameters: Parameters) -> str:
    """Return the scope as one word: its type and ids."""
    scope = parameters.object("scope") or {"type": "default"}
    if not isinstance(scope, dict) or scope.get("type") not in _SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    needed = _SCOPES[scope["type"]]
    if any(name not in scope for name in needed):
        raise bad_request("can't parse BotCommandScope: a field is missing")
    if "chat_id" in needed:
        state.chat(scope["chat_id"])
    return ":".join([scope["type"], *(str(scope[name]) for name in needed)])


def set_commands(state: TelegramState, parameters: Parameters) -> bool:
    """setMyCommands."""
    commands = parameters.object("commands")
    if not isinstance(commands, list) or not all(isinstance(command, dict) for command in commands):
        raise bad_request("can't parse commands: expected an Array of BotCommand")
    if len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not _COMMAND.fullmatch(str(command.get("command", "")).removeprefix("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= utf16_length(str(command.get("description", "")).strip()) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    state.commands[_scope(state, parameters), _language(parameters)] = [
        {"command": command["command"].removeprefix("/"), "description": command["description"].strip()}
        for command in commands
    ]
    return True


def get_commands(state: TelegramState, parameters: Parameters) -> list[JSON]:
    """getMyCommands, for exactly this scope and language."""
    return state.commands.get((_scope(state, parameters), _language(parameters)), [])


def delete_commands(state: TelegramState, parameters: Parameters) -> bool:
    """deleteMyCommands."""
    state.commands.pop((_scope(state, parameters), _language(parameters)), None)
    return True


def setter(name: str, longest: int) -> Callable[[TelegramState, Parameters], bool]:
    """Return the method that sets one of the bot's texts."""

    def put(state: TelegramState, parameters: Parameters) -> bool:
        text = parameters.text(name).strip()
        if utf16_length(text) > longest:
            raise bad_request(f"{name.replace('_', ' ')} is too long")
        language = _language(parameters)
        state.texts[name, language] = text
        if not text:
            del state.texts[name, language]
        return True

    return put


def getter(name: str) -> Callable[[TelegramState, Parameters], JSON]:
    """Return the method that gets one of the bot's texts: that of the language, else the default."""

    def get(state: TelegramState, parameters: Parameters) -> JSON:
        fallback = state.me.first_name if name == "name" else ""
        found = state.texts.get((name, _language(parameters))) or state.texts.get((name, "")) or fallback
        return {name: found}

    return get


def set_menu(state: TelegramState, parameters: Parameters) -> bool:
    """setChatMenuButton; only the default for all chats is stored."""
    button: Any = parameters.object("menu_button") or {"type": "default"}
    if not isinstance(button, dict) or button.get("type") not in {"commands", "web_app", "default"}:
        raise bad_request("can't parse menu button: unsupported type specified")
    state.menu = button
    return True


def get_menu(state: TelegramState, _: Parameters) -> JSON:
    """getChatMenuButton."""
    return state.menu


def nothing(_: TelegramState, __: Parameters) -> bool:
    """Accept a method without storing anything."""
    return True
