"""The bot's replies: messages, and answers to callback queries, inline queries and guest messages."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.bot.telegram.html_reader import breakable

if TYPE_CHECKING:
    from tests.e2e.harness.conversation import Telegram
    from tests.e2e.harness.users import Chat, User

JSON = dict[str, Any]

PATIENCE = 30.0
"""Seconds that anything is waited for. No measure of speed: a busy machine may need most of them."""

BUSY = 3.0
"""Seconds by which a busy machine may exceed a time limit that a test measures."""


class Reply:
    """A message of the bot, in the state in which it was taken."""

    def __init__(self, chat: Chat, found: JSON) -> None:
        self.chat = chat
        self.message: JSON = found["message"]
        """The Message object."""
        self.html: str = found["html"]
        """The text or caption as the bot sent it."""
        self.edition: int = found["edition"]
        """The number of its edits."""
        self.number: int = found["number"]

    def __repr__(self) -> str:
        return f"<{self.text!r} {self.buttons}>"

    @property
    def id(self) -> int:
        """message_id."""
        identity: int = self.message["message_id"]
        return identity

    @property
    def text(self) -> str:
        """The text or caption without markup and without marks for the breaking of lines."""
        text: str = self.message.get("text") or self.message.get("caption") or ""
        return breakable(text)

    @property
    def entities(self) -> list[JSON]:
        """Its entities; offsets and lengths in UTF-16 code units."""
        return self.message.get("entities") or self.message.get("caption_entities") or []

    @property
    def links(self) -> list[str]:
        """The URLs of its links."""
        return [entity["url"] for entity in self.entities if entity["type"] == "text_link"]

    @property
    def keyboard(self) -> list[list[JSON]]:
        """The rows of the inline keyboard."""
        rows: list[list[JSON]] = self.message.get("reply_markup", {}).get("inline_keyboard", [])
        return rows

    @property
    def buttons(self) -> list[list[str]]:
        """The labels of its buttons, row by row."""
        return [[button["text"] for button in row] for row in self.keyboard]

    @property
    def labels(self) -> list[str]:
        """The labels of its buttons in one list."""
        return [label for row in self.buttons for label in row]

    @property
    def reply_to(self) -> int | None:
        """The id of the message that it replies to, unless that is the first message of a topic."""
        to: JSON = self.message.get("reply_to_message", {})
        identity: int | None = None if "forum_topic_created" in to else to.get("message_id")
        return identity

    @property
    def topic(self) -> int | None:
        """The forum topic that it is in; None: the general topic, or no forum."""
        thread: int | None = self.message.get("message_thread_id") if self.message.get("is_topic_message") else None
        return thread

    @property
    def photo(self) -> str | None:
        """The file_id of its photo."""
        sizes: Sequence[JSON] = self.message.get("photo", ())
        return sizes[-1]["file_id"] if sizes else None

    @property
    def file_name(self) -> str:
        """The name of its file; "" if it has none."""
        name: str = self.message.get("document", {}).get("file_name", "")
        return name

    def now(self) -> Reply | None:
        """Return the message in its present state; None if it was deleted."""
        found = self.chat.telegram.control.call("message", chat=self.chat.id, message=self.id)
        return Reply(self.chat, found) if found else None

    def edited(self, timeout: float = PATIENCE) -> Reply:
        """Wait for its next edit and return the message."""
        telegram = self.chat.telegram
        found = telegram.control.call(
            "next_edition", chat=self.chat.id, message=self.id, after=self.edition, within=timeout
        )
        if found is None:
            raise AssertionError(f"not edited within {timeout} s: {self.text!r}\n{telegram.seen()}")
        return Reply(self.chat, found)

    def with_text(self, part: str, timeout: float = PATIENCE) -> Reply:
        """Wait until its text has this part, now or after edits, and return the message."""
        deadline = time.monotonic() + timeout
        reply = self
        while part not in reply.text:
            reply = reply.edited(max(deadline - time.monotonic(), 0.0))
        return reply

    def deleted(self, timeout: float = PATIENCE) -> None:
        """Wait until the bot has deleted it."""
        deadline = time.monotonic() + timeout
        while self.now() is not None:
            if time.monotonic() > deadline:
                raise AssertionError(f"not deleted within {timeout} s: {self.text!r}")
            time.sleep(0.02)


@dataclass(frozen=True, slots=True)
class ButtonPress:
    """A pressed button."""

    telegram: Telegram
    id: str
    url: str | None = None
    """The URL of a button that opens one; such a press never reaches the bot."""

    def answer(self, timeout: float = PATIENCE) -> JSON:
        """Wait for the parameters of answerCallbackQuery: text, show_alert, url …."""
        return _answer(self.telegram, "callback", self.id, timeout)

    def notification(self, timeout: float = PATIENCE) -> str:
        """Wait for the text shown to the user; "" if the bot only acknowledged the press."""
        text: str = self.answer(timeout).get("text", "")
        return text


@dataclass(frozen=True, slots=True)
class InlineQuery:
    """A typed inline query."""

    telegram: Telegram
    user: User
    id: str

    def answer(self, timeout: float = PATIENCE) -> JSON:
        """Wait for the parameters of answerInlineQuery: results, next_offset, cache_time, is_personal, button."""
        return _answer(self.telegram, "inline", self.id, timeout)

    def choose(self, result: JSON, chat: Chat | None = None) -> str | None:
        """Choose a result, which is posted to the chat. Returns the inline_message_id if it has a keyboard."""
        found = self.telegram.control.call(
            "choose", user=self.user.id, query=self.id, result=result["id"], chat=chat.id if chat else None
        )
        identity: str | None = found.get("inline_message_id")
        return identity


@dataclass(frozen=True, slots=True)
class GuestQuery:
    """A message that summoned the bot to a chat where it is a guest."""

    telegram: Telegram
    id: str

    def answer(self, timeout: float = PATIENCE) -> JSON:
        """Wait for the InlineQueryResult given to answerGuestQuery."""
        return _answer(self.telegram, "guest", self.id, timeout)


def _answer(telegram: Telegram, kind: str, query: str, timeout: float) -> JSON:
    found: JSON | None = telegram.control.call("await_answer", kind=kind, query=query, within=timeout)
    if found is None:
        raise AssertionError(f"no answer to the {kind} query within {timeout} s\n{telegram.seen()}")
    return found
