"""A small language for conversations with the bot: who says what in which chat, and what comes back.

telegram (here): the world, what goes wrong in it, and what the bot did; people and chats are in `talking`, what comes
back from the bot in `replies`.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from tests.e2e.harness.replies import JSON, PATIENCE, Guest, Inline, Press, Reply
from tests.e2e.harness.users import Chat, Said, User

__all__ = ["PATIENCE", "Call", "Chat", "Control", "Guest", "Inline", "Press", "Reply", "Said", "Telegram", "User"]


LATE = 0.15
"""Seconds by which an answer may come later than one that was asked for after it."""


class Control(Protocol):
    """The way to the server's other side, where people, groups and faults are: in this process or over HTTP."""

    def call(self, name: str, /, **arguments: Any) -> Any:
        """Carry out one of the functions of tests.botapi.control.FUNCTIONS and return what it gives."""


class Telegram:
    """One Bot API server, with the people and groups of a test; ids are never used twice.

    telegram = …; li = telegram.user("李"); li.asks("安徽有哪些案例"); assert "安徽" in li.next().text
    """

    def __init__(self, control: Control, log: Callable[[], str] = lambda: "") -> None:
        self.control = control
        self.log = log
        """What the bot has written so far: shown with what went wrong."""
        me = control.call("me")
        self.username: str = me["username"]
        self.bot_id: int = me["id"]
        self.sentinel = "帮助"
        """A question that the bot answers with something; see `settle`."""

    def user(
        self,
        name: str,
        *,
        language: str | None = "zh-hans",
        username: str | None = None,
        identity: int | None = None,
    ) -> User:
        """Someone new; or, with an id that was used before, someone who comes back and has read everything so far."""
        made = self.control.call("user", name=name, language=language, username=username, identity=identity)
        return User(self, made["id"], name, Chat(self, made["id"], "private", _taken=made["taken"]))

    def other_bot(self, name: str, username: str) -> User:
        """Another bot."""
        made = self.control.call("user", name=name, language=None, username=username, is_bot=True)
        return User(self, made["id"], name, Chat(self, made["id"], "private"))

    def group(self, title: str, *, bot: str | None = "member", privacy: bool | None = None) -> Chat:
        """A basic group that the bot is in (as "member" or "administrator"; None: not in it), without having been told.

        With privacy, the bot gets what privacy mode lets through, as if it had been added with that mode on; None: as
        getMe says now.
        """
        return self._chat("group", title, bot=bot, privacy=privacy)

    def supergroup(
        self,
        title: str,
        *,
        bot: str | None = "member",
        privacy: bool | None = None,
        forum: bool = False,
        username: str = "",
    ) -> Chat:
        """A supergroup that the bot is in, like `group`; a forum has topics (`Chat.topic`)."""
        return self._chat("supergroup", title, bot=bot, privacy=privacy, forum=forum, username=username)

    def channel(self, title: str, *, bot: str | None = "administrator", username: str = "") -> Chat:
        """A channel that the bot is in."""
        return self._chat("channel", title, bot=bot, username=username)

    def _chat(self, kind: str, title: str, **more: Any) -> Chat:
        return Chat(self, self.control.call("chat", kind=kind, title=title, **more)["id"], kind)

    def raw(self, **fields: Any) -> int:
        """An update with these fields, whatever they are (message=…, poll=…); its update_id."""
        identity: int = self.control.call("raw", update=fields)
        return identity

    def fails(
        self,
        method: str = "*",
        kind: str = "status",
        *,
        chat: Chat | None = None,
        times: int = 1,
        **details: Any,
    ) -> None:
        """Make the next calls of a method (in one chat) fail; see `scripted_faults.Fault` for the kinds and details.

        telegram.fails("sendMessage", status=429, retry_after=2), telegram.fails("sendMessage", "dropped"),
        "unanswered" (carried out, but the connection is cut after `seconds`), "slow" (`seconds`), "html" (502).
        """
        self.control.call("fault", method=method, kind=kind, chat=chat.id if chat else None, times=times, **details)

    def calls(self, method: str | None = None, *, chat: Chat | None = None) -> list[Call]:
        """Every call that the bot made so far, in order; getUpdates only if asked for by name."""
        return [Call(**call) for call in self.control.call("calls", method=method, chat=chat.id if chat else None)]

    def awaits(self, method: str, *, after: int = -1, timeout: float = PATIENCE) -> Call:
        """The first call of a method with a number above `after`: waited for."""
        call = self.control.call("await_call", method=method, after=after, within=timeout)
        if call is None:
            raise AssertionError(f"no {method} within {timeout} s\n{self.seen()}")
        return Call(**call)

    def settle(self) -> None:
        """Wait until what was sent so far has been dealt with: someone else asks something, twice, and is answered.

        Their answers may overtake one that is dearer, so a moment more is waited: without it `silent` hears next to
        nothing of what a group is answered.
        """
        for _ in range(2):
            someone = self.user("哨兵")
            someone.asks(self.sentinel)
            someone.next()
        time.sleep(LATE)

    def malformed(self) -> list[str]:
        """What the bot sent that Telegram would not take, or that no bot should send; tests fail on it."""
        found: list[str] = self.control.call("malformed")
        return found

    def forgive(self, *words: str) -> None:
        """What holds one of these words is no longer held against the bot."""
        self.control.call("forgive", words=list(words))

    def refused(self) -> int:
        """How many calls flood control refused."""
        found: int = self.control.call("refused")
        return found

    def commands(self, scope: str = "default", language: str = "") -> dict[str, str]:
        """The bot's menu of commands for a type of scope and a language: name → description."""
        found: list[JSON] = self.control.call("profile")["commands"].get(f"{scope}|{language}", [])
        return {command["command"]: command["description"] for command in found}

    def profile(self) -> JSON:
        """Everything the bot set about itself: name, description, short_description (by language), commands, menu."""
        found: JSON = self.control.call("profile")
        return found

    def sent_inline(self, inline_message_id: str) -> JSON:
        """A message sent via the bot or as a guest, as it is now: message, html, edition."""
        found: JSON = self.control.call("inline_message", inline_message=inline_message_id)
        return found

    def seen(self) -> str:
        """The last of what went to and fro, for messages of failure."""
        lines: list[str] = self.control.call("seen")
        return "\n".join(["what the bot was told and did:", *lines, "what it wrote:", self.log()[-4000:]])


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the bot."""

    number: int
    method: str
    params: JSON
    at: float
    """time.monotonic of the server when it came in."""
    status: int
    """What it was answered with; 0 while it was not."""
    result: Any
    """The result, or the description of the error."""
