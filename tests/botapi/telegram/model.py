"""The objects of Telegram: users, chats, members, topics, messages, calls."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.botapi.errors import JSON
from tests.botapi.parameters import Parameters

RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
"""Rights that an administrator may have in any chat."""

PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
    "can_edit_tag",
)
"""Permissions that a restricted member may have."""


@dataclass(frozen=True, slots=True)
class User:
    """A user or a bot."""

    id: int
    first_name: str
    username: str | None = None
    language_code: str | None = None
    is_bot: bool = False

    def json(self) -> JSON:
        """Return it as a User."""
        optional = {"username": self.username, "language_code": self.language_code}
        return {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name} | {
            name: value for name, value in optional.items() if value
        }


@dataclass(frozen=True, slots=True)
class Member:
    """Someone's membership of a chat."""

    status: str = "left"
    rights: JSON = field(default_factory=dict)

    @property
    def inside(self) -> bool:
        """True if they are in the chat."""
        if self.status == "restricted":
            return bool(self.rights.get("is_member", True))
        return self.status in {"member", "administrator", "creator"}

    @property
    def leads(self) -> bool:
        """True if they are an administrator of it."""
        return self.status in {"administrator", "creator"}

    def may_write(self) -> bool:
        """Return whether they may send text."""
        return self.inside and (self.status != "restricted" or bool(self.rights.get("can_send_messages")))

    def json(self, user: JSON) -> JSON:
        """Return it as a ChatMember."""
        found: JSON = {"user": user, "status": self.status}
        match self.status:
            case "creator":
                found["is_anonymous"] = False
            case "administrator":
                found |= {"can_be_edited": False, "is_anonymous": False} | dict.fromkeys(RIGHTS, False)
                found["can_manage_chat"] = True
            case "restricted":
                found |= {"is_member": True, "until_date": 0} | dict.fromkeys(PERMISSIONS, False)
            case "kicked":
                found["until_date"] = 0
        return found | self.rights


@dataclass(slots=True)
class StoredMessage:
    """A message in a chat."""

    message: JSON
    html: str = ""
    """The text or caption as the bot sent it."""
    number: int = 0
    """Its number among the bot's messages in all chats; 0 if it is not the bot's."""
    edition: int = 0
    """The number of its edits."""
    is_addressed_to_bot: bool = False
    """True if it is addressed to the bot; then replies to it are, too."""


@dataclass(slots=True)
class Topic:
    """A topic of a forum."""

    name: str
    closed: bool = False


@dataclass(slots=True)
class Chat:
    """A chat with its content."""

    id: int
    type: str
    title: str
    username: str = ""
    forum: bool = False
    privacy: bool = False
    """True if the bot gets only what privacy mode lets through."""
    members: dict[int, Member] = field(default_factory=dict)
    posts: dict[int, StoredMessage] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    last_id: int = 0
    """The newest message's id, in chats that number messages separately."""
    last_bot: int | None = None
    """The bot that wrote here last."""
    migrated_to: int | None = None

    def json(self) -> JSON:
        """Return it as a Chat."""
        found: JSON = {"id": self.id, "type": self.type}
        found["first_name" if self.type == "private" else "title"] = self.title
        if self.username:
            found["username"] = self.username
        if self.forum:
            found["is_forum"] = True
        return found

    def member(self, user: int) -> Member:
        """Return the membership of a user."""
        return self.members.get(user, Member())


@dataclass(slots=True)
class Call:
    """A call that the bot made."""

    number: int
    method: str
    given: Parameters
    at: float
    status: int = 0
    result: Any = None
    _params: JSON | None = None

    @property
    def params(self) -> JSON:
        """The parameters, with JSON decoded."""
        if self._params is None:
            self._params = self.given.shown()
        return self._params

    def json(self) -> JSON:
        """Return it for the control functions."""
        told = {name: getattr(self, name) for name in ("number", "method", "at", "status", "result")}
        return told | {"params": self.params}

    def __str__(self) -> str:
        told = (
            self.result.get("message_id", "") if self.status == 200 and isinstance(self.result, dict) else self.result
        )
        return f"{self.method} {self.params} = {self.status} {told}"


@dataclass(slots=True)
class Query:
    """A query that wants one answer: a callback query, an inline query or a guest message."""

    kind: str
    user: int
    at: float
    answer: JSON | None = None
    """The answer, once given."""
