"""Seeded random updates of every type with odd fields."""

from __future__ import annotations

import copy
import random
import time
from collections.abc import Iterator
from typing import Any

from tests.e2e.harness.conversation import Telegram

NOW = int(time.time())
LI = {"id": 5_000_000_001, "is_bot": False, "first_name": "李", "username": "li", "language_code": "zh-hans"}
GROUP = {"id": -1_002_999_999_999, "type": "supergroup", "title": "处室", "is_forum": True}
PRIVATE = {"id": 5_000_000_001, "type": "private", "first_name": "李"}
CHANNEL = {"id": -1_002_888_888_888, "type": "channel", "title": "公告"}
PHOTO = [{"file_id": "p", "file_unique_id": "p", "width": 90, "height": 90}]


def bases(me: dict[str, Any]) -> dict[str, list[Any]]:
    """Return valid updates of every type."""
    mention = {"type": "mention", "offset": 0, "length": len(me["username"]) + 1}
    message: dict[str, Any] = {
        "message_id": 10,
        "date": NOW,
        "chat": GROUP,
        "from": LI,
        "text": f"@{me['username']} 安徽参与了哪些案例",
        "entities": [mention, {"type": "text_mention", "offset": 3, "length": 2, "user": LI}],
        "message_thread_id": 3,
        "is_topic_message": True,
    }
    private = {"message_id": 11, "date": NOW, "chat": PRIVATE, "from": LI, "text": "江苏参与了哪些案例"}
    command = private | {"text": "/start c0", "entities": [{"type": "bot_command", "offset": 0, "length": 6}]}
    reply = private | {"text": "那安徽呢", "reply_to_message": message | {"from": me}}
    picture = {**private, "photo": PHOTO, "caption": "安徽", "caption_entities": []}
    del picture["text"]
    moved = {"message_id": 12, "date": NOW, "chat": GROUP, "from": LI, "migrate_to_chat_id": -1_002_777_777_777}
    service = {"message_id": 13, "date": NOW, "chat": GROUP, "from": LI, "new_chat_members": [LI, me]}
    member = {"user": me, "status": "member"}
    change = {
        "chat": GROUP,
        "from": LI,
        "date": NOW,
        "old_chat_member": member | {"status": "left"},
        "new_chat_member": member,
    }
    press = {"id": "9", "from": LI, "chat_instance": "1", "data": "e1.b", "message": message | {"from": me}}
    poll = {
        "id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": False, "is_anonymous": True,
        "type": "regular", "allows_multiple_answers": False,
    }  # fmt: skip
    boost = {"boost_id": "b", "add_date": NOW, "expiration_date": NOW, "source": {"source": "premium", "user": LI}}
    said = [message, private, command, reply, picture, moved, service]
    return {
        "message": said,
        "edited_message": [one | {"edit_date": NOW} for one in said],
        "channel_post": [message | {"chat": CHANNEL, "sender_chat": CHANNEL}],
        "edited_channel_post": [message | {"chat": CHANNEL, "edit_date": NOW}],
        "business_connection": [
            {"id": "b", "user": LI, "user_chat_id": LI["id"], "date": NOW, "can_reply": True, "is_enabled": True}
        ],
        "business_message": [private | {"business_connection_id": "b"}],
        "edited_business_message": [private | {"business_connection_id": "b"}],
        "deleted_business_messages": [{"business_connection_id": "b", "chat": PRIVATE, "message_ids": [1, 2]}],
        "guest_message": [message | {"guest_query_id": "g"}],
        "message_reaction": [
            {"chat": GROUP, "message_id": 10, "user": LI, "date": NOW, "old_reaction": [], "new_reaction": []}
        ],
        "message_reaction_count": [{"chat": GROUP, "message_id": 10, "date": NOW, "reactions": []}],
        "inline_query": [{"id": "8", "from": LI, "query": "安徽", "offset": ""}],
        "chosen_inline_result": [{"result_id": "r", "from": LI, "query": "安徽"}],
        "callback_query": [press, {**press, "message": {"chat": GROUP, "message_id": 10, "date": 0}},
                           {**{name: press[name] for name in ("id", "from", "data")}, "inline_message_id": "i"}],
        "shipping_query": [{"id": "s", "from": LI, "invoice_payload": "x", "shipping_address": {
            "country_code": "CN", "state": "", "city": "", "street_line1": "", "street_line2": "", "post_code": ""}}],
        "pre_checkout_query": [{"id": "s", "from": LI, "currency": "CNY", "total_amount": 1, "invoice_payload": "x"}],
        "purchased_paid_media": [{"from": LI, "paid_media_payload": "x"}],
        "poll": [poll],
        "poll_answer": [{"poll_id": "1", "user": LI, "option_ids": [0]}],
        "my_chat_member": [change],
        "chat_member": [change],
        "chat_join_request": [{"chat": GROUP, "from": LI, "user_chat_id": LI["id"], "date": NOW}],
        "chat_boost": [{"chat": CHANNEL, "boost": boost}],
        "removed_chat_boost": [{"chat": CHANNEL, "boost_id": "b", "remove_date": NOW, "source": boost["source"]}],
        "managed_bot": [{"user": LI, "bot": me}],
        "something_new": [{"id": "9", "from": LI}],
    }  # fmt: skip


def odd(random_: random.Random) -> Any:
    """Return a value that does not belong there."""
    long = "".join(random_.choice("安徽江苏浙<>&😀a \u202e\x00") for _ in range(4096))
    return random_.choice(
        [
            None, True, False, 0, -1, 1 << 31, 1 << 53, 1 << 63, 1 << 80, -(1 << 70), 1.5, 1e300, "",
            "5", "null", [], {},
            [None], [[]],
            {"id": 5}, {"": None}, "\u202e\u2066安徽\x00\x07\x1b[31m", "<b>安徽</b>&lt;<script>", long, "😀" * 2048,
            "/start " + "A" * 65,
            "/ask@", "@", "e1.p1", "e" * 64, "c0", "\ud83d", "群\ufeff\u200b\u200d",
        ]
    )  # fmt: skip


def paths(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path to every value within a value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, below in inner:
        yield (*way, key)
        yield from paths(below, (*way, key))


def spoilt(sound: Any, random_: random.Random) -> Any:
    """Return a copy with up to three values missing or odd; sometimes all of it."""
    if random_.random() < 0.02:
        return odd(random_)
    value = copy.deepcopy(sound)
    for _ in range(random_.randint(0, 3)):
        places = list(paths(value))
        if not places:
            return value
        *way, last = random_.choice(places)
        inner = value
        for key in way:
            inner = inner[key]
        if random_.random() < 0.25 and isinstance(inner, dict):
            del inner[last]
        else:
            inner[last] = odd(random_)
    return value


def odd_updates(telegram: Telegram, seed: int, count: int) -> Iterator[dict[str, Any]]:
    """Yield so many updates of every type, most of them with odd fields; the same seed gives the same ones."""
    random_ = random.Random(seed)
    me = {"id": telegram.bot_id, "is_bot": True, "first_name": "案例通", "username": telegram.username}
    kinds = bases(me)
    names = [*kinds, *["message", "edited_message", "callback_query", "my_chat_member"] * 6]
    for _ in range(count):
        kind = random_.choice(names)
        yield {kind: spoilt(random_.choice(kinds[kind]), random_)}
