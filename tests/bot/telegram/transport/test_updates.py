from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram.ext import ExtBot

from bot.telegram.handlers.membership import can_write
from bot.telegram.transport.updates import parse_update

CHAT = {"id": -100, "type": "supergroup", "title": "处室"}
LI = {"id": 11, "is_bot": False, "first_name": "李"}
MESSAGE: dict[str, Any] = {
    "message_id": 5,
    "date": 1_700_000_000,
    "chat": CHAT,
    "from": LI,
    "text": "@Anli_bot 安徽",
    "entities": [{"type": "mention", "offset": 0, "length": 9}],
    "reply_to_message": {"message_id": 4, "date": 1_700_000_000, "chat": CHAT, "from": LI, "text": "早"},
}
PRESS = {"id": "77", "from": LI, "chat_instance": "1", "data": "e1.b", "message": MESSAGE}
BOT: ExtBot[Any] = ExtBot("1:abc")


def with_value(raw: dict[str, Any], path: str, value: object) -> dict[str, Any]:
    """Return a copy with another value at a path; `...` removes it."""
    changed = copy.deepcopy(raw)
    *way, last = path.split(".")
    inner: Any = changed
    for key in way:
        inner = inner[int(key) if key.isdecimal() else key]
    if value is ...:
        del inner[last]
    else:
        inner[last] = value
    return changed


def test_valid_updates_are_parsed_unchanged() -> None:
    update = parse_update({"update_id": 3, "message": MESSAGE}, BOT)
    assert update is not None
    assert update.message is not None
    assert (update.update_id, update.message.text, update.message.get_bot()) == (3, MESSAGE["text"], BOT)
    pressed = parse_update({"update_id": 4, "callback_query": PRESS}, BOT)
    assert pressed is not None
    assert pressed.callback_query is not None


@pytest.mark.parametrize("path", ["id", "from", "from.id", "query", "offset"])
@pytest.mark.parametrize("value", [..., None, 5.5, [], {}])
def test_inline_queries_are_parsed_or_empty(path: str, value: object) -> None:
    typed = {"id": "77", "from": LI, "query": "安徽", "offset": ""}
    update = parse_update({"update_id": 3, "inline_query": typed}, BOT)
    assert update is not None
    assert update.inline_query is not None
    odd = parse_update({"update_id": 3, "inline_query": with_value(typed, path, value)}, BOT)
    assert odd is not None
    assert odd.inline_query is None


def test_guest_messages() -> None:
    update = parse_update({"update_id": 3, "guest_message": MESSAGE | {"guest_query_id": "9"}}, BOT)
    assert update is not None
    assert update.guest_message is not None
    assert update.guest_message.guest_query_id == "9"
    odd = parse_update({"update_id": 3, "guest_message": MESSAGE | {"guest_query_id": 9}}, BOT)
    assert odd is not None
    assert odd.guest_message is None


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("message_id", ...),
        ("message_id", None),
        ("message_id", "5"),
        ("message_id", True),
        ("message_id", 1 << 60),
        ("date", ...),
        ("date", 1.5),
        ("date", 1 << 52),
        ("chat", ...),
        ("chat", "处室"),
        ("chat.id", "-100"),
        ("chat.id", 1 << 70),
        ("chat.type", 4),
        ("chat.title", ["处室"]),
        ("from.id", ...),
        ("from.is_bot", "no"),
        ("text", 5),
        ("text", {"text": "安徽"}),
        ("entities", "mention"),
        ("entities", [5]),
        ("entities.0.offset", ...),
        ("entities.0.length", "9"),
        ("entities.0.type", None),
        ("reply_to_message.from", 5),
        ("reply_to_message.message_id", None),
        ("message_thread_id", "9"),
        ("migrate_to_chat_id", "soon"),
        ("photo", "picture"),
        ("via_bot", []),
    ],
)
def test_malformed_updates_are_empty(path: str, value: object) -> None:
    update = parse_update({"update_id": 3, "message": with_value(MESSAGE, path, value)}, BOT)
    assert update is not None
    assert (update.update_id, update.message) == (3, None)


@pytest.mark.parametrize("path", ["from", "text", "entities", "reply_to_message"])
@pytest.mark.parametrize("value", [..., None])
def test_optional_fields(path: str, value: object) -> None:
    update = parse_update({"update_id": 3, "message": with_value(MESSAGE, path, value)}, BOT)
    assert update is not None
    assert update.message is not None


@pytest.mark.parametrize("raw", [None, 5, "update", [], {}, {"update_id": "5"}, {"message": MESSAGE}])
def test_objects_without_an_id_are_skipped(raw: object) -> None:
    assert parse_update(raw, BOT) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
PLACES = ["message", "edited_message", "callback_query", "my_chat_member", "inline_query", "poll"]


@settings(max_examples=200)
@given(
    place=st.sampled_from(PLACES), value=JSON, path=st.sampled_from(["", *MESSAGE, "chat.id", "from.id", "chat.type"])
)
def test_any_json_is_parsed_or_skipped(place: str, value: object, path: str) -> None:
    held = with_value(MESSAGE, path, value) if path else value
    update = parse_update({"update_id": 3, place: held}, BOT)
    assert update is not None
    assert update.update_id == 3


@pytest.mark.parametrize("status", ["member", "administrator", "restricted", "left", "kicked"])
def test_members_without_new_fields(status: str) -> None:
    me = {"id": 1, "is_bot": True, "first_name": "案例通"}
    change = {"chat": CHAT, "from": LI, "date": 1_700_000_000, "old_chat_member": {"user": me, "status": "left"}}
    told = {"can_send_messages": True} if status == "restricted" else {}
    update = parse_update(
        {"update_id": 9, "my_chat_member": change | {"new_chat_member": {"user": me, "status": status} | told}}, BOT
    )
    assert update is not None
    assert update.my_chat_member is not None
    assert update.my_chat_member.new_chat_member.status == status
    assert can_write(update.my_chat_member.new_chat_member) == (status in {"member", "administrator", "restricted"})
