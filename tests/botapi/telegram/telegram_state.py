"""Everything that the server knows, and how the bot is told of it."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable
from itertools import count
from typing import Any, TypeVar

from tests.botapi.errors import JSON, bad, forbidden
from tests.botapi.telegram.flood_control import Flood
from tests.botapi.telegram.model import Call, Chat, Member, Person, Post, Query
from tests.botapi.telegram.scripted_faults import Fault
from tests.botapi.telegram.update_queue import Updates

_T = TypeVar("_T")

USERNAME = "anlitong_bot"


class World:
    """One bot's Telegram. Only the server's own loop touches it."""

    def __init__(self, bot_id: int, *, privacy: bool = False, flood: Flood | None = None) -> None:
        self.me = Person(bot_id, "案例通", USERNAME, is_bot=True)
        self.privacy = privacy
        """What getMe says; a chat has its own, as it was when the bot was added."""
        self.flood = flood
        self.people: dict[int, Person] = {bot_id: self.me}
        self.chats: dict[int, Chat] = {}
        self.updates = Updates()
        self.calls: list[Call] = []
        self.polls: list[Call] = []
        """The last calls of getUpdates, which are too many to keep."""
        self.queries: dict[str, Query] = {}
        self.inline: dict[str, tuple[int | None, int | None, Post]] = {}
        """Messages sent via the bot, by inline_message_id; where they stand: chat and message, if the bot may know."""
        self.files: dict[str, bytes] = {}
        self.texts: dict[tuple[str, str], str] = {}
        """What the bot set about itself: (name, description or short_description, language)."""
        self.commands: dict[tuple[str, str], list[JSON]] = {}
        self.menu: JSON = {"type": "commands"}
        self.faults: list[Fault] = []
        self.held: list[str] = []
        """What the bot sent that it should not have sent."""
        self.forgiven: list[str] = []
        self.history: deque[tuple[Any, ...]] = deque(maxlen=100)
        """The last of what went to and fro."""
        self.people_ids = count(1_000_001)
        self.chat_ids = count(1)
        self.numbers = count(1)
        self.tokens = count(1)
        self.watch: Callable[[int], object] | None = None
        """Told of the chat of every message that the bot sends."""
        self._message_ids = count(1)
        self._waiting: set[asyncio.Future[None]] = set()

    def changed(self) -> None:
        """Tell those who wait that something happened."""
        while self._waiting:
            waiting = self._waiting.pop()
            if not waiting.done():
                waiting.set_result(None)

    async def wait(self, find: Callable[[], _T | None], within: float) -> _T | None:
        """What `find` gives as soon as it gives something; None after so many seconds."""
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
        """Remember something for messages of failure."""
        self.history.append(what)

    def token(self) -> str:
        """An identity for a query, an inline message …."""
        return f"{self.me.id % 1000}{next(self.tokens):015d}"

    def chat(self, identity: int | str | None) -> Chat:
        """A chat by its id or @username; raises the 400 for one that the bot can't know."""
        if identity is None or identity == "":
            raise bad("chat_id is empty")
        if isinstance(identity, str) and identity.startswith("@"):
            names = (chat for chat in self.chats.values() if chat.type != "private" and chat.username)
            found = next((chat for chat in names if chat.username.casefold() == identity[1:].casefold()), None)
        else:
            try:
                found = self.chats.get(int(identity))
            except ValueError:
                found = None
        if found is None:
            raise bad("chat not found")
        return found

    def writable(self, identity: int | str | None) -> Chat:
        """The chat, if the bot may write there now; raises what Telegram says if not."""
        chat = self.chat(identity)
        if chat.migrated_to:
            raise bad("group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to)
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
            raise bad("not enough rights to send text messages to the chat")
        return chat

    def message_id(self, chat: Chat) -> int:
        """The next message's id: supergroups and channels count by themselves, all others together."""
        chat.last_id = chat.last_id + 1 if chat.type in {"supergroup", "channel"} else next(self._message_ids)
        return chat.last_id

    def post(self, chat: Chat, fields: JSON, *, sender: JSON | None) -> Post:
        """Put a message into a chat; the bot's own ones get a number."""
        message: JSON = {"message_id": self.message_id(chat), "date": int(time.time())}
        message["chat"] = chat.json()
        if sender:
            message["from"] = sender
        message |= fields
        mine = bool(sender) and sender is not None and sender["id"] == self.me.id
        found = Post(message, number=next(self.numbers) if mine else 0, meant=mine)
        chat.posts[message["message_id"]] = found
        if sender and sender["is_bot"]:
            chat.last_bot = sender["id"]
        if mine and self.watch:
            self.watch(chat.id)
        self.changed()
        return found

    def tell(self, **update: Any) -> int:
        """Give the bot an update, if it asked for its kind."""
        number = self.updates.add(update)
        self.note("  told:" if number else "  not told, as it did not ask for it:", update)
        self.changed()
        return number

    def appoint(self, chat: Chat, user: int, member: Member) -> None:
        """Make someone something in a chat."""
        chat.members[user] = member
