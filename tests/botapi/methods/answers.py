"""Answers to callback queries, inline queries and guest messages."""

from __future__ import annotations

import time
from typing import Any

from tests.botapi.errors import JSON, bad
from tests.botapi.messages.keyboards import keyboard
from tests.botapi.messages.malformed import START
from tests.botapi.messages.text import units
from tests.botapi.methods.sending import written
from tests.botapi.parameters import Params
from tests.botapi.telegram.model import Post, Query
from tests.botapi.telegram.telegram_state import World

RESULTS = 50
"""Results of one inline query at most."""

LIFETIMES = {"callback": 60.0, "inline": 30.0, "guest": 60.0}
"""Seconds in which a query can be answered. Telegram publishes no figures; these are observed."""


def _query(world: World, kind: str, identity: str) -> Query:
    query = world.queries.get(identity)
    if query is None or query.kind != kind or time.monotonic() - query.at > LIFETIMES[kind]:
        raise bad("query is too old and response timeout expired or query ID is invalid")
    return query


def callback(world: World, params: Params) -> bool:
    """answerCallbackQuery."""
    query = _query(world, "callback", params.text("callback_query_id"))
    if units(params.text("text")) > 200:
        raise bad("MESSAGE_TOO_LONG")
    if params.text("url") and not params.text("url").startswith((f"https://t.me/{world.me.username}?start=", "tg://")):
        raise bad("URL_INVALID")
    query.answer = query.answer or params.shown()
    world.changed()
    return True


def inline(world: World, params: Params) -> bool:
    """answerInlineQuery."""
    query = _query(world, "inline", params.text("inline_query_id"))
    results = params.object("results")
    if not isinstance(results, list):
        raise bad("results must be an Array of InlineQueryResult")
    if len(results) > RESULTS:
        raise bad("RESULTS_TOO_MUCH")
    if len(params.text("next_offset").encode()) > 64:
        raise bad("NEXT_OFFSET_INVALID")
    for result in results:
        check_result(result)
    if len({result["id"] for result in results}) < len(results):
        raise bad("RESULT_ID_DUPLICATE")
    button = params.object("button")
    if button is not None:
        start = button.get("start_parameter")
        if not str(button.get("text", "")).strip() or bool(start is not None) == bool(button.get("web_app")):
            raise bad("can't parse inline query results button")
        if start is not None and not START.fullmatch(start):
            raise bad("START_PARAM_INVALID")
    query.answer = params.shown() | {"results": results}
    world.changed()
    return True


def guest(world: World, params: Params) -> JSON:
    """answerGuestQuery, once per query. Returns the id by which the bot can edit the message."""
    query = _query(world, "guest", params.text("guest_query_id"))
    if query.answer is not None:
        raise bad("query is too old and response timeout expired or query ID is invalid")
    result = params.object("result")
    check_result(result)
    query.answer = result
    identity = world.token()
    world.inline[identity] = (None, None, result_post(result))
    world.changed()
    return {"inline_message_id": identity}


def check_result(result: Any) -> None:
    """Raise the error of an invalid InlineQueryResult."""
    if not isinstance(result, dict) or not isinstance(result.get("type"), str):
        raise bad("can't parse inline query result: object expected")
    if not isinstance(result.get("id"), str) or not 1 <= len(result["id"].encode()) <= 64:
        raise bad("RESULT_ID_INVALID")
    if result["type"] == "article":
        if not str(result.get("title", "")).strip():
            raise bad("ARTICLE_TITLE_EMPTY")
        if "input_message_content" not in result:
            raise bad("can't parse inline query result: there is no message content")
    keyboard(result.get("reply_markup"))
    result_post(result)


def result_post(result: JSON) -> Post:
    """Return the message that a result becomes. Raises an error if its content is invalid."""
    content = result.get("input_message_content")
    if content is None:
        params = Params(dict(result))
        fields, html = written(params, "caption", "caption_entities"), params.text("caption")
    elif "message_text" in content:
        params = Params({**content, "text": content["message_text"]})
        fields, html = written(params, "text", "entities"), params.text("text")
    else:
        raise bad("can't parse inline query result: unknown message content")
    markup = keyboard(result.get("reply_markup"))
    return Post(fields | ({"reply_markup": markup} if markup else {}), html, number=1, meant=True)
