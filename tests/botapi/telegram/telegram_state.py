"""The state of the server: one bot's view of Telegram."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable
from itertools import count
from typing import Any, TypeVar

from tests.botapi.errors import JSON, bad_request, forbidden
from tests.botapi.telegram.flood_control import FloodControl
from tests.botapi.telegram.model import Call, Chat, Member, Query, StoredMessage, User
from tests.botapi.telegram.scripted_faults import Fault
from tests.botapi.telegram.update_queue import UpdateQueue

_T = TypeVar("_T")

USERNAME = "anlitong_bot"


class TelegramState:
    """The state of Telegram for one bot. Only the server's event loop accesses it."""

    def __init__(self, bot_id: int, *, privacy: bool = False, flood: FloodControl | None = None) -> None:
        self.me = User(bot_id, "案例通", USERNAME, is_bot=True)
        self.privacy = privacy
        """The setting that getMe returns; each chat keeps the one at the time the bot was added."""
        self.flood = flood
        self.people: dict[int, User] = {bot_id: self.me}
        self.chats: dict[int, Chat] = {}
        self.updates = UpdateQueue()
        self.calls: list[Call] = []
        self.polls: list[Call] = []
        """The latest getUpdates calls; there are too many to keep all."""
        self.queries: dict[str, Query] = {}
        self.inline: dict[str, tuple[int | None, int | None, StoredMessage]] = {}
        """Inline messages by inline_message_id, with chat and message id if the bot may know them."""
        self.files: dict[str, bytes] = {}
        self.texts: dict[tuple[str, str], str] = {}
        """Texts that the bot set about itself, by (name, description or short_description; language)."""
        self.commands: dict[tuple[str, str], list[JSON]] = {}
        self.menu: JSON = {"type": "commands"}
        self.faults: list[Fault] = []
        self.violations: list[str] = []
        """Violations: what the bot should not have sent."""
        self.forgiven: list[str] = []
        self.history: deque[tuple[Any, ...]] = deque(maxlen=100)
        """The latest events."""
        self.people_ids = count(1_000_001)
        self.chat_ids = count(1)
        self.numbers = count(1)
        self.tokens = count(1)
        self.watch: Callable[[int], object] | None = None
        """Called with the chat of every message that the bot sends."""
        self._message_ids = count(1)
        self._waiting: set[asyncio.Future[None]] = set()

    def changed(self) -> None:
        """Wake those who wait for a change."""
        while self._waiting:
            waiting = self._waiting.pop()
            if not waiting.done():
                waiting.set_result(None)

    async def wait(self, find: Callable[[], _T | None], within: float) -> _T | None:
        """Return the value of `find` as soon as it is not None; None after `within` seconds."""
        deadline = time.monotonic() + within
        while (found := find()) is None:
            left = deadline - time.monotonic()
            if left <= 0:
                return None
            waiting = asyncio.get_running_loop().create_future()
            self._waiting.add(waiting)
            await asyncio.wait({waiting}, timeout=left)
            self._waiting.discard(waiting)
        return found

    def note(self, *what: Any) -> None:
        """Record an event for failure messages."""
        self.history.append(what)

    def token(self) -> str:
        """Return a new id for a query, an inline message and the like."""
        return f"{self.me.id % 1000}{next(self.tokens):015d}"

    def chat(self, identity: int | str | None) -> Chat:
        """Return a chat by its id or @username. Raises the 400 for one that the bot cannot know."""
        if identity is None or identity == "":
            raise bad_request("chat_id is empty")
        if isinstance(identity, str) and identity.startswith("@"):
            names = (chat for chat in self.chats.values() if chat.type != "private" and chat.username)
            found = next((chat for chat in names if chat.username.casefold() == identity[1:].casefold()), None)
        else:
            try:
                found = self.chats.get(int(identity))
            except ValueError:
                found = None
        if found is None:
            raise bad_request("chat not found")
        return found

    def writable_chat(self, identity: int | str | None) -> Chat:
        """Return the chat. Raises Telegram's error if the bot may not write there now."""
        chat = self.chat(identity)
        if chat.migrated_to:
            raise bad_request("group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to)
        member = chat.member(self.me.id)
        if chat.type == "private":
            if member.status == "kicked":
                raise forbidden("bot was blocked by the user")
            if not member.inside:
                raise forbidden("bot can't initiate conversation with a user")
        elif member.status == "kicked":
            raise forbidden(f"bot was kicked from the {chat.type} chat")
        elif not member.inside:
            raise forbidden(f"bot is not a member of the {chat.type} chat")
        elif not member.may_write() or (chat.type == "channel" and not member.leads):
            raise bad_request("not enough rights to send text messages to the chat")
        return chat

    def message_id(self, chat: Chat) -> int:
        """Return the next message id: supergroups and channels number separately, all other chats together."""
        # As in Telegram; a bot must not take ids for unique across chats.
        chat.last_id = chat.last_id + 1 if chat.type in {"supergroup", "channel"} else next(self._message_ids)
        return chat.last_id

    def post(self, chat: Chat, fields: JSON, *, sender: JSON | None) -> StoredMessage:
        """Put a message into a chat; the bot's own messages get a number."""
        message: JSON = {"message_id": self.message_id(chat), "date": int(time.time())}
        message["chat"] = chat.json()
        if sender:
            message["from"] = sender
        message |= fields
        # Only the bot's messages have numbers, by which tests take them one by one.
        mine = bool(sender) and sender is not None and sender["id"] == self.me.id
        found = StoredMessage(message, number=next(self.numbers) if mine else 0, is_addressed_to_bot=mine)
        chat.posts[message["message_id"]] = found
        if sender and sender["is_bot"]:
            chat.last_bot = sender["id"]
        if mine and self.watch:
            self.watch(chat.id)
        self.changed()
        return found

    def send_update(self, **update: Any) -> int:
        """Queue an update for the bot if it asked for its kind."""
        number = self.updates.add(update)
        self.note("  told:" if number else "  not told, as it did not ask for it:", update)
        self.changed()
        return number

    def set_member(self, chat: Chat, user: int, member: Member) -> None:
        """Set someone's membership of a chat."""
        chat.members[user] = member
