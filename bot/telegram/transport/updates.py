"""Validate and parse each update on its own, so that a malformed one cannot block the rest of its batch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from inspect import signature
from typing import Annotated, Any

import structlog
from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, StrictStr, ValidationError
from telegram import ChatMember, ChatMemberAdministrator, ChatMemberBanned, ChatMemberRestricted, Update
from telegram.constants import ChatMemberStatus as Status
from telegram.ext import ExtBot

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

_MAX_ID = 1 << 53
Id = Annotated[StrictInt, Field(ge=-_MAX_ID, le=_MAX_ID)]
"""Telegram's ids have at most 52 significant bits (https://core.telegram.org/bots/api#chat)."""


_MEMBERS: Mapping[str, type[ChatMember]] = {
    Status.ADMINISTRATOR: ChatMemberAdministrator,
    Status.RESTRICTED: ChatMemberRestricted,
    Status.BANNED: ChatMemberBanned,
}
"""Kinds of members for which the library requires fields besides `user` and `status`."""


class _Shape(BaseModel):
    """The fields of an object that handlers rely on, None where absent; the library parses the others."""

    model_config = ConfigDict(extra="ignore")


class _User(_Shape):
    id: Id
    is_bot: StrictBool
    username: StrictStr | None = None


class _Chat(_Shape):
    id: Id
    type: StrictStr
    title: StrictStr | None = None
    is_forum: StrictBool | None = None


class _Entity(_Shape):
    type: StrictStr
    offset: StrictInt
    length: StrictInt
    user: _User | None = None


class _Document(_Shape):
    file_id: StrictStr
    file_unique_id: StrictStr
    file_name: StrictStr | None = None
    file_size: Id | None = None


class _Message(_Shape):
    message_id: Id
    date: Id
    chat: _Chat
    sender: _User | None = Field(None, alias="from")
    sender_chat: _Chat | None = None
    text: StrictStr | None = None
    caption: StrictStr | None = None
    entities: list[_Entity] | None = None
    caption_entities: list[_Entity] | None = None
    document: _Document | None = None
    message_thread_id: Id | None = None
    is_topic_message: StrictBool | None = None
    is_automatic_forward: StrictBool | None = None
    via_bot: _User | None = None
    media_group_id: StrictStr | None = None
    migrate_to_chat_id: Id | None = None
    migrate_from_chat_id: Id | None = None
    guest_query_id: StrictStr | None = None
    reply_to_message: _Message | None = None


class _CallbackQuery(_Shape):
    id: StrictStr
    sender: _User = Field(alias="from")
    data: StrictStr | None = None
    message: _Message | None = None
    inline_message_id: StrictStr | None = None


class _InlineQuery(_Shape):
    id: StrictStr
    sender: _User = Field(alias="from")
    query: StrictStr
    offset: StrictStr


class _Member(_Shape):
    user: _User
    status: StrictStr


class _MemberChange(_Shape):
    chat: _Chat
    date: Id
    sender: _User = Field(alias="from")
    new_chat_member: _Member
    old_chat_member: _Member


class _Update(_Shape):
    """The kinds of updates that are handled; others come as an empty update."""

    update_id: Id
    message: _Message | None = None
    edited_message: _Message | None = None
    callback_query: _CallbackQuery | None = None
    inline_query: _InlineQuery | None = None
    guest_message: _Message | None = None
    channel_post: _Message | None = None
    my_chat_member: _MemberChange | None = None


def parse_update(raw: Any, bot: ExtBot[Any] | None) -> Update | None:
    """Parse an update. Returns one with nothing but its id if it is malformed, None if it has not even an id."""
    identity = raw.get("update_id") if isinstance(raw, Mapping) else None
    if type(identity) is not int or not 0 <= identity <= _MAX_ID:
        log.warning("update_unreadable", fault="update_id")
        return None
    try:
        _Update.model_validate(raw)  # only a check: the library parses the same dictionary below
        # a kind that is not handled could make the library's parser fail
        kept = {kind: raw[kind] for kind in _Update.model_fields if kind in raw}
        if change := kept.get("my_chat_member"):
            members = {name: _with_all_fields(change[name]) for name in ("old_chat_member", "new_chat_member")}
            kept["my_chat_member"] = change | members
        return Update.de_json(kept, bot)
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False, include_context=False)[0]
        log.warning("update_unreadable", update=identity, fault=_dotted(fault["loc"]), what=fault["type"])
    except Exception as error:  # noqa: BLE001 - the library's parser raises all kinds, and the next update has to come
        log.warning("update_unreadable", update=identity, fault=type(error).__name__)
    return Update(identity)


def _with_all_fields(member: Mapping[str, Any]) -> dict[str, Any]:
    """Return the member with all fields that the library requires; one that another version lacks is false."""
    return dict.fromkeys(_required_rights(member["status"]), 0) | dict(member)


@cache
def _required_rights(status: str) -> tuple[str, ...]:
    names = signature(_MEMBERS[status]).parameters if status in _MEMBERS else ()
    return tuple(name for name in names if name.startswith(("can_", "is_", "until_")))


def _dotted(path: Sequence[int | str]) -> str:
    return ".".join(map(str, path))
