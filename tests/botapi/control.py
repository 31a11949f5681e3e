"""Control functions of the server: what tests do and observe, by name. Arguments and results are JSON."""

from __future__ import annotations

from typing import Any

from tests.botapi import load_generator
from tests.botapi.errors import JSON
from tests.botapi.telegram import memberships, user_actions
from tests.botapi.telegram.model import StoredMessage
from tests.botapi.telegram.scripted_faults import Fault
from tests.botapi.telegram.telegram_state import TelegramState


def me(state: TelegramState) -> JSON:
    """Return the bot's User."""
    return state.me.json()


def polls(state: TelegramState) -> int:
    """Return the number of getUpdates calls."""
    return state.updates.polls


def _found(post: StoredMessage) -> JSON:
    return {"message": post.message, "html": post.html, "number": post.number, "edition": post.edition}


def messages(state: TelegramState, *, chat: int, topic: int | None = None, after: int = 0) -> list[JSON]:
    """Return the bot's messages in a chat (and topic) with a number above `after`."""
    found = (post for post in state.chats[chat].posts.values() if post.number > after)
    return [_found(post) for post in found if topic is None or post.message.get("message_thread_id") == topic]


async def next_message(state: TelegramState, *, chat: int, topic: int | None, after: int, within: float) -> JSON | None:
    """Wait for the first message of the bot with a number above `after`. Returns None after `within` seconds."""
    return await state.wait(lambda: next(iter(messages(state, chat=chat, topic=topic, after=after)), None), within)


def message(state: TelegramState, *, chat: int, message: int) -> JSON | None:
    """Return a message in its present state."""
    post = state.chats[chat].posts.get(message)
    return _found(post) if post else None


async def next_edition(state: TelegramState, *, chat: int, message: int, after: int, within: float) -> JSON | None:
    """Wait until a message has been edited more than `after` times."""

    def edited() -> JSON | None:
        post = state.chats[chat].posts.get(message)
        return _found(post) if post and post.edition > after else None

    return await state.wait(edited, within)


async def await_answer(state: TelegramState, *, kind: str, query: str, within: float) -> JSON | None:
    """Wait for the bot's answer to a query."""
    asked = state.queries[query]
    assert asked.kind == kind, asked
    return await state.wait(lambda: asked.answer, within)


def inline_message(state: TelegramState, *, inline_message: str) -> JSON:
    """Return an inline or guest message in its present state."""
    return _found(state.inline[inline_message][2])


def calls(state: TelegramState, *, method: str | None = None, chat: int | None = None) -> list[JSON]:
    """Return the bot's calls, optionally of one method or in one chat."""
    kept = state.polls if (method or "").casefold() == "getupdates" else state.calls
    return [
        call.json()
        for call in kept
        if (method is None or call.method.casefold() == method.casefold())
        and (chat is None or call.params.get("chat_id") == chat)
    ]


async def await_call(state: TelegramState, *, method: str, after: int, within: float) -> JSON | None:
    """Wait for the first completed call of a method with a number above `after`."""

    def called() -> JSON | None:
        later = state.calls[after + 1 :]
        found = (call for call in later if call.status and call.method.casefold() == method.casefold())
        return next((call.json() for call in found), None)

    return await state.wait(called, within)


def fault(state: TelegramState, **details: Any) -> None:
    """Add a fault for the next calls."""
    state.faults.append(Fault(**details))


def no_faults(state: TelegramState) -> int:
    """Remove the faults that are left. Returns their number."""
    left = len(state.faults)
    state.faults.clear()
    return left


def malformed(state: TelegramState) -> list[str]:
    """Return what the bot sent that Telegram would refuse or that no bot should send."""
    return [line for line in state.violations if not any(word in line for word in state.forgiven)]


def forgive(state: TelegramState, *, words: list[str]) -> None:
    """Ignore violations that contain one of these words."""
    state.forgiven += words


def profile(state: TelegramState) -> JSON:
    """Return the texts, commands and menu that the bot set about itself."""
    return {
        "commands": {f"{scope}|{language}": listed for (scope, language), listed in state.commands.items()},
        "menu": state.menu,
        **{
            name: {language: text for (some, language), text in state.texts.items() if some == name}
            for name in ("name", "description", "short_description")
        },
    }


def seen(state: TelegramState) -> list[str]:
    """Return the latest events, for failure messages."""
    return [_brief(" ".join(map(str, what))) for what in state.history]


def _brief(line: str) -> str:
    return line if len(line) < 800 else f"{line[:800]}…"


def refused(state: TelegramState) -> int:
    """Return the number of calls that flood control refused."""
    return state.flood.refused if state.flood else 0


FUNCTIONS = {
    function.__name__: function
    for function in (
        me,
        polls,
        messages,
        next_message,
        message,
        next_edition,
        await_answer,
        inline_message,
        calls,
        await_call,
        fault,
        no_faults,
        malformed,
        forgive,
        profile,
        seen,
        refused,
        user_actions.user,
        user_actions.says,
        user_actions.upload,
        user_actions.anonymous,
        user_actions.automatic_forward,
        user_actions.post,
        user_actions.edits,
        user_actions.press,
        user_actions.press_inline,
        user_actions.inline_query,
        user_actions.choose,
        user_actions.guest_message,
        user_actions.raw,
        memberships.chat,
        memberships.topic,
        memberships.close_topic,
        memberships.joins,
        memberships.leaves,
        memberships.becomes,
        memberships.makes_bot,
        memberships.migrate,
        load_generator.offer,
    )
}
