"""People and chats, as tests use them."""

from __future__ import annotations

import base64
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.e2e.harness.replies import JSON, PATIENCE, ButtonPress, GuestQuery, InlineQuery, Reply

if TYPE_CHECKING:
    from tests.e2e.harness.conversation import Telegram


@dataclass(frozen=True, slots=True)
class SentMessage:
    """A message of a user, or a service message."""

    chat: Chat
    id: int
    by: User | None = None


@dataclass(slots=True)
class Chat:
    """A chat as a test sees it: it takes the bot's messages one by one. A forum topic is a chat, too."""

    telegram: Telegram
    id: int
    type: str
    thread: int | None = None
    _taken: int = field(default=0, repr=False)

    def topic(self, name: str) -> Chat:
        """Create a topic in this forum."""
        made = self.telegram.control.call("topic", chat=self.id, name=name)
        return Chat(self.telegram, self.id, self.type, made["message_thread_id"])

    def close(self) -> None:
        """Close this topic (administrators may still write)."""
        self.telegram.control.call("close_topic", chat=self.id, topic=self.thread)

    def delete_topic(self) -> None:
        """Delete this topic."""
        self.telegram.control.call("close_topic", chat=self.id, topic=self.thread, delete=True)

    def next(self, timeout: float = PATIENCE) -> Reply:
        """Wait for the bot's next message here that was not taken yet."""
        found = self.telegram.control.call(
            "next_message", chat=self.id, topic=self.thread, after=self._taken, within=timeout
        )
        if found is None:
            raise AssertionError(f"nothing came in chat {self.id} within {timeout} s\n{self.telegram.seen()}")
        self._taken = found["number"]
        return Reply(self, found)

    def next_with(self, part: str, timeout: float = PATIENCE) -> Reply:
        """Take the bot's messages here until the text of one has this part, and return that one."""
        deadline = time.monotonic() + timeout
        while part not in (reply := self.next(max(deadline - time.monotonic(), 0.0))).text:
            pass
        return reply

    def waiting(self) -> list[Reply]:
        """Return the bot's messages here that were not taken yet, in their present state, without taking them."""
        found = self.telegram.control.call("messages", chat=self.id, topic=self.thread, after=self._taken)
        return [Reply(self, message) for message in found]

    def silent(self) -> None:
        """Check that nothing (more) comes here while later questions elsewhere are answered."""
        self.telegram.settle()
        if came := self.waiting():
            raise AssertionError(f"not silent: {[reply.text for reply in came]}\n{self.telegram.seen()}")

    def migrate(self) -> Chat:
        """Upgrade this group to a supergroup; the bot gets both service messages. Returns the new chat."""
        made = self.telegram.control.call("migrate", chat=self.id)
        return Chat(self.telegram, made["id"], "supergroup")

    def posts(self, text: str, **more: Any) -> SentMessage:
        """Post in this channel."""
        return self._said(self.telegram.control.call("post", chat=self.id, text=text, more=more))

    def forwards(self, text: str, channel: Chat, **more: Any) -> SentMessage:
        """Forward a post of the linked channel to this group automatically (is_automatic_forward)."""
        call = self.telegram.control.call
        return self._said(call("automatic_forward", chat=self.id, channel=channel.id, text=text, more=more))

    def anonymous(self, text: str, **more: Any) -> SentMessage:
        """Write as an anonymous administrator of this group (sender_chat)."""
        return self._said(
            self.telegram.control.call("anonymous", chat=self.id, topic=self.thread, text=text, more=more)
        )

    def _said(self, message: JSON) -> SentMessage:
        return SentMessage(self, message["message_id"])


@dataclass(slots=True)
class User:
    """A person who talks to the bot. The private chat is implied: li.asks(…), li.next()."""

    telegram: Telegram
    id: int
    name: str
    private: Chat

    def asks(self, text: str, **more: Any) -> SentMessage:
        """Write to the bot in private; see `says`."""
        return self.says(self.private, text, **more)

    def says(
        self, chat: Chat, text: str, *, reply_to: Reply | SentMessage | None = None, ago: float = 0, **more: Any
    ) -> SentMessage:
        """Write in a chat, joining it if necessary, `ago` seconds ago; entities are detected as Telegram does.

        `more` adds fields of the message (caption, photo, via_bot …); text "" omits the text.
        """
        message = self.telegram.control.call(
            "says",
            user=self.id,
            chat=chat.id,
            topic=chat.thread,
            text=text,
            reply_to=reply_to.id if reply_to else None,
            more=({"date": int(time.time() - ago)} if ago else {}) | more,
        )
        return SentMessage(chat, message["message_id"], self)

    def sends(self, name: str | None, content: bytes, *, stated_size: int | None = None, **more: Any) -> SentMessage:
        """Send the bot a file in private; `stated_size` is the size that the message states; `more`: see `says`."""
        document = self.telegram.control.call(
            "upload", name=name, content=base64.b64encode(content).decode(), stated_size=stated_size
        )
        return self.says(self.private, "", document=document, **more)

    def taps(self, reply: Reply, number: int) -> SentMessage:
        """Tap a link of a message, counted from 1, that opens something in the bot's private chat."""
        address, _, payload = reply.links[number - 1].partition("?start=")
        assert address == f"https://t.me/{self.telegram.username}"
        assert 1 <= len(payload) <= 64
        return self.asks(f"/start {payload}")

    def edits(self, said: SentMessage, text: str, **more: Any) -> None:
        """Edit a message of theirs."""
        self.telegram.control.call("edits", chat=said.chat.id, message=said.id, text=text, more=more)

    def next(self, timeout: float = PATIENCE) -> Reply:
        """Wait for the bot's next message to them in private."""
        return self.private.next(timeout)

    def silent(self) -> None:
        """Check that nothing (more) comes to them in private."""
        self.private.silent()

    def presses(self, reply: Reply, label: str | None = None, *, data: str | None = None) -> ButtonPress:
        """Press a button of a message in its present state: by label, or a unique part of it; or send forged data."""
        found = self.telegram.control.call(
            "press", user=self.id, chat=reply.chat.id, message=reply.id, label=label, data=data
        )
        return ButtonPress(self.telegram, found["id"], found.get("url"))

    def presses_inline(self, inline_message_id: str, data: str) -> ButtonPress:
        """Press a button of an inline or guest message."""
        call = self.telegram.control.call
        return ButtonPress(
            self.telegram, call("press_inline", user=self.id, inline_message=inline_message_id, data=data)["id"]
        )

    def types(self, query: str, *, offset: str = "", chat_type: str | None = "sender") -> InlineQuery:
        """Type an inline query: @bot query."""
        found = self.telegram.control.call(
            "inline_query", user=self.id, query=query, offset=offset, chat_type=chat_type
        )
        return InlineQuery(self.telegram, self, found["id"])

    def summons(self, chat: Chat, text: str, *, reply_to: Reply | SentMessage | None = None, **more: Any) -> GuestQuery:
        """Mention the bot in a chat where it is a guest."""
        found = self.telegram.control.call(
            "guest_message",
            user=self.id,
            chat=chat.id,
            text=text,
            reply_to=reply_to.id if reply_to else None,
            more=more,
        )
        return GuestQuery(self.telegram, found["guest_query_id"])

    def joins(self, chat: Chat) -> None:
        """Join a group (with a service message)."""
        self.telegram.control.call("joins", user=self.id, chat=chat.id)

    def leaves(self, chat: Chat) -> None:
        """Leave a group (with a service message)."""
        self.telegram.control.call("leaves", user=self.id, chat=chat.id)

    def becomes(self, chat: Chat, status: str, **rights: Any) -> None:
        """Become "creator", "administrator" or "member" of a chat."""
        self.telegram.control.call("becomes", user=self.id, chat=chat.id, status=status, rights=rights)

    def makes_bot(self, chat: Chat, status: str, **rights: Any) -> None:
        """Add the bot to a chat, or change its status there: member, administrator, restricted, left, kicked.

        The bot gets my_chat_member with both, and a service message if Telegram sends one.
        """
        self.telegram.control.call("makes_bot", user=self.id, chat=chat.id, status=status, rights=rights)

    def blocks(self) -> None:
        """Block the bot."""
        self.telegram.control.call("makes_bot", user=self.id, chat=self.id, status="kicked", rights={})

    def unblocks(self) -> None:
        """Unblock the bot."""
        self.telegram.control.call("makes_bot", user=self.id, chat=self.id, status="member", rights={})
