"""The edge: what getUpdates brings is checked and read one update at a time, so that an odd one stops no other."""

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

Id = Annotated[StrictInt, Field(ge=-(1 << 53), le=1 << 53)]
"""Telegram's ids have at most 52 significant bits (https://core.telegram.org/bots/api#chat)."""


_MEMBERS: Mapping[str, type[ChatMember]] = {
    Status.ADMINISTRATOR: ChatMemberAdministrator,
    Status.RESTRICTED: ChatMemberRestricted,
    Status.BANNED: ChatMemberBanned,
}
"""Those that have more to them than who they are."""


class _Shape(BaseModel):
    """What is relied on of an object; the library reads the rest, and None stands for what is not there."""

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
    message_thread_id: Id | None = None
    is_topic_message: StrictBool | None = None
    is_automatic_forward: StrictBool | None = None
    via_bot: _User | None = None
    media_group_id: StrictStr | None = None
    migrate_to_chat_id: Id | None = None
    migrate_from_chat_id: Id | None = None
    guest_query_id: StrictStr | None = None
    reply_to_message: _Message | None = None


class _Press(_Shape):
    id: StrictStr
    sender: _User = Field(alias="from")
    data: StrictStr | None = None
    message: _Message | None = None
    inline_message_id: StrictStr | None = None


class _Typed(_Shape):
    id: StrictStr
    sender: _User = Field(alias="from")
    query: StrictStr
    offset: StrictStr


class _Member(_Shape):
    user: _User
    status: StrictStr


class _Change(_Shape):
    chat: _Chat
    date: Id
    sender: _User = Field(alias="from")
    new_chat_member: _Member
    old_chat_member: _Member


class _Update(_Shape):
    """Kinds that are not here come as an update without anything in it."""

    update_id: Id
    message: _Message | None = None
    edited_message: _Message | None = None
    callback_query: _Press | None = None
    inline_query: _Typed | None = None
    guest_message: _Message | None = None
    channel_post: _Message | None = None
    my_chat_member: _Change | None = None


def parse_update(raw: Any, bot: ExtBot[Any] | None) -> Update | None:
    """One update; without anything but its id where what it holds is not sound, None where not even that is."""
    if not isinstance(raw, Mapping) or not isinstance(raw.get("update_id"), int):
        log.warning("update_unreadable", fault="update_id")
        return None
    try:
        _Update.model_validate(raw)
        kept = {kind: raw[kind] for kind in _Update.model_fields if kind in raw}
        if change := kept.get("my_chat_member"):
            members = {name: _completed(change[name]) for name in ("old_chat_member", "new_chat_member")}
            kept["my_chat_member"] = change | members
        return Update.de_json(kept, bot)
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False, include_context=False)[0]
        log.warning("update_unreadable", update=raw["update_id"], fault=_where(fault["loc"]), what=fault["type"])
    except Exception as error:  # noqa: BLE001 - whatever it is, the library cannot read it, and the next one has to come
        log.warning("update_unreadable", update=raw["update_id"], fault=type(error).__name__)
    return Update(raw["update_id"])


def _completed(member: Mapping[str, Any]) -> dict[str, Any]:
    """The member with all that the library insists on: what another version of the Bot API does not tell is not so."""
    return dict.fromkeys(_rights(member["status"]), 0) | dict(member)


@cache
def _rights(status: str) -> tuple[str, ...]:
    names = signature(_MEMBERS[status]).parameters if status in _MEMBERS else ()
    return tuple(name for name in names if name.startswith(("can_", "is_", "until_")))


def _where(path: Sequence[int | str]) -> str:
    return ".".join(map(str, path))
