"""A small language for conversations with the bot: who says what in which chat, and what the bot replies.

`Telegram` is the server, its faults and the bot's calls; `users` has people and chats, `replies` the bot's messages.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from tests.e2e.harness.replies import JSON, PATIENCE, ButtonPress, GuestQuery, InlineQuery, Reply
from tests.e2e.harness.users import Chat, SentMessage, User

__all__ = [
    "PATIENCE",
    "ButtonPress",
    "Call",
    "Chat",
    "Control",
    "GuestQuery",
    "InlineQuery",
    "Reply",
    "SentMessage",
    "Telegram",
    "User",
]


LATE = 0.15
"""Seconds by which an answer may come later than one that was requested after it."""


class Control(Protocol):
    """Access to the control functions of the server, in this process or over HTTP."""

    def call(self, name: str, /, **arguments: Any) -> Any:
        """Run a function of `tests.botapi.control.FUNCTIONS` and return its result."""


class Telegram:
    """A Bot API server with the people and groups of a test; ids are never reused.

    telegram = …; li = telegram.user("李"); li.asks("安徽有哪些案例"); assert "安徽" in li.next().text
    """

    def __init__(self, control: Control, log: Callable[[], str] = lambda: "") -> None:
        self.control = control
        self.log = log
        """Returns the bot's log, which is shown with a failure."""
        me = control.call("me")
        self.username: str = me["username"]
        self.bot_id: int = me["id"]
        self.sentinel = "帮助"
        """A question that the bot always answers; see `settle`."""

    def user(
        self,
        name: str,
        *,
        language: str | None = "zh-hans",
        username: str | None = None,
        identity: int | None = None,
    ) -> User:
        """Create a user; with a known id, that user again, who has read everything so far."""
        made = self.control.call("user", name=name, language=language, username=username, identity=identity)
        return User(self, made["id"], name, Chat(self, made["id"], "private", _taken=made["taken"]))

    def other_bot(self, name: str, username: str) -> User:
        """Create another bot."""
        made = self.control.call("user", name=name, language=None, username=username, is_bot=True)
        return User(self, made["id"], name, Chat(self, made["id"], "private"))

    def group(self, title: str, *, bot: str | None = "member", privacy: bool | None = None) -> Chat:
        """Create a basic group with the bot as "member" or "administrator" (None: without it), but without an update.

        With privacy, the bot gets what privacy mode lets through, as if it had been added with that mode on; None: the
        setting that getMe returns now.
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
        """Create a supergroup, like `group`; a forum has topics (`Chat.topic`)."""
        return self._chat("supergroup", title, bot=bot, privacy=privacy, forum=forum, username=username)

    def channel(self, title: str, *, bot: str | None = "administrator", username: str = "") -> Chat:
        """Create a channel with the bot in it."""
        return self._chat("channel", title, bot=bot, username=username)

    def _chat(self, kind: str, title: str, **more: Any) -> Chat:
        return Chat(self, self.control.call("chat", kind=kind, title=title, **more)["id"], kind)

    def raw(self, **fields: Any) -> int:
        """Send the bot an update with any fields (message=…, poll=…). Returns its update_id."""
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
        """Make the next calls of a method (in one chat) fail; `scripted_faults.Fault` has the kinds and details.

        telegram.fails("sendMessage", status=429, retry_after=2), telegram.fails("sendMessage", "dropped"),
        "unanswered" (carried out, but the connection is cut after `seconds`), "slow" (`seconds`), "html" (502).
        """
        self.control.call("fault", method=method, kind=kind, chat=chat.id if chat else None, times=times, **details)

    def calls(self, method: str | None = None, *, chat: Chat | None = None) -> list[Call]:
        """Return the bot's calls in order; getUpdates only if asked for by name."""
        return [Call(**call) for call in self.control.call("calls", method=method, chat=chat.id if chat else None)]

    def awaits(self, method: str, *, after: int = -1, timeout: float = PATIENCE) -> Call:
        """Wait for the first call of a method with a number above `after`."""
        call = self.control.call("await_call", method=method, after=after, within=timeout)
        if call is None:
            raise AssertionError(f"no {method} within {timeout} s\n{self.seen()}")
        return Call(**call)

    def settle(self) -> None:
        """Wait until everything sent so far is handled: another user asks something, twice, and is answered.

        Their answers may overtake a slower one, so it waits a little longer; without that, `silent` would miss most of
        what the bot sends to a group.
        """
        # Two questions: the first may be answered while an earlier update is still in progress.
        for _ in range(2):
            someone = self.user("哨兵")
            someone.asks(self.sentinel)
            someone.next()
        time.sleep(LATE)

    def malformed(self) -> list[str]:
        """Return what the bot sent that Telegram would refuse or that no bot should send; tests fail on it."""
        found: list[str] = self.control.call("malformed")
        return found

    def forgive(self, *words: str) -> None:
        """Ignore violations that contain one of these words."""
        self.control.call("forgive", words=list(words))

    def refused(self) -> int:
        """Return the number of calls that flood control refused."""
        found: int = self.control.call("refused")
        return found

    def commands(self, scope: str = "default", language: str = "") -> dict[str, str]:
        """Return the bot's menu for a type of scope and a language: name → description."""
        found: list[JSON] = self.control.call("profile")["commands"].get(f"{scope}|{language}", [])
        return {command["command"]: command["description"] for command in found}

    def profile(self) -> JSON:
        """Return what the bot set about itself: name, description, short_description (by language), commands, menu."""
        found: JSON = self.control.call("profile")
        return found

    def sent_inline(self, inline_message_id: str) -> JSON:
        """Return an inline or guest message in its present state: message, html, edition."""
        found: JSON = self.control.call("inline_message", inline_message=inline_message_id)
        return found

    def seen(self) -> str:
        """Return the latest events, for failure messages."""
        lines: list[str] = self.control.call("seen")
        return "\n".join(["what the bot was told and did:", *lines, "what it wrote:", self.log()[-4000:]])


@dataclass(frozen=True, slots=True)
class Call:
    """A call of the bot."""

    number: int
    method: str
    params: JSON
    at: float
    """time.monotonic of the server when it came in."""
    status: int
    """The response status; 0 while there is none."""
    result: Any
    """The result, or the description of the error."""
