"""Answers to callback queries, inline queries and guest messages."""

from __future__ import annotations

import time
from typing import Any

from tests.botapi.errors import JSON, bad_request
from tests.botapi.messages.keyboards import inline_keyboard
from tests.botapi.messages.text import utf16_length
from tests.botapi.messages.violations import START
from tests.botapi.methods.sending import formatted_text
from tests.botapi.parameters import Parameters
from tests.botapi.telegram.model import Query, StoredMessage
from tests.botapi.telegram.telegram_state import TelegramState

RESULTS = 50
"""Results of one inline query at most."""

LIFETIMES = {"callback": 60.0, "inline": 30.0, "guest": 60.0}
"""Seconds in which a query can be answered. Telegram publishes no figures; these are observed."""


def _query(state: TelegramState, kind: str, identity: str) -> Query:
    query = state.queries.get(identity)
    if query is None or query.kind != kind or time.monotonic() - query.at > LIFETIMES[kind]:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    return query


def callback(state: TelegramState, parameters: Parameters) -> bool:
    """answerCallbackQuery."""
    query = _query(state, "callback", parameters.text("callback_query_id"))
    if utf16_length(parameters.text("text")) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    target = parameters.text("url")
    if target and not target.startswith((f"https://t.me/{state.me.username}?start=", "tg://")):
        raise bad_request("URL_INVALID")
    query.answer = query.answer or parameters.shown()
    state.changed()
    return True


def inline(state: TelegramState, parameters: Parameters) -> bool:
    """answerInlineQuery."""
    query = _query(state, "inline", parameters.text("inline_query_id"))
    results = parameters.object("results")
    if not isinstance(results, list):
        raise bad_request("results must be an Array of InlineQueryResult")
    if len(results) > RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    if len(parameters.text("next_offset").encode()) > 64:
        raise bad_request("NEXT_OFFSET_INVALID")
    for result in results:
        check_result(result)
    if len({result["id"] for result in results}) < len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    button = parameters.object("button")
    if button is not None:
        start = button.get("start_parameter")
        if not str(button.get("text", "")).strip() or bool(start is not None) == bool(button.get("web_app")):
            raise bad_request("can't parse inline query results button")
        if start is not None and not START.fullmatch(start):
            raise bad_request("START_PARAM_INVALID")
    query.answer = parameters.shown() | {"results": results}
    state.changed()
    return True


def guest(state: TelegramState, parameters: Parameters) -> JSON:
    """answerGuestQuery, once per query. Returns the id by which the bot can edit the message."""
    query = _query(state, "guest", parameters.text("guest_query_id"))
    if query.answer is not None:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    result = parameters.object("result")
    check_result(result)
    query.answer = result
    identity = state.token()
    state.inline[identity] = (None, None, message_of_result(result))
    state.changed()
    return {"inline_message_id": identity}


def check_result(result: Any) -> None:
    """Raise the error of an invalid InlineQueryResult."""
    if not isinstance(result, dict) or not isinstance(result.get("type"), str):
        raise bad_request("can't parse inline query result: object expected")
    if not isinstance(result.get("id"), str) or not 1 <= len(result["id"].encode()) <= 64:
        raise bad_request("RESULT_ID_INVALID")
    if result["type"] == "article":
        if not str(result.get("title", "")).strip():
            raise bad_request("ARTICLE_TITLE_EMPTY")
        if "input_message_content" not in result:
            raise bad_request("can't parse inline query result: there is no message content")
    inline_keyboard(result.get("reply_markup"))
    message_of_result(result)


def message_of_result(result: JSON) -> StoredMessage:
    """Return the message that a result becomes. Raises an error if its content is invalid."""
    content = result.get("input_message_content")
    if content is None:
        parameters = Parameters(dict(result))
        fields, html = formatted_text(parameters, "caption", "caption_entities"), parameters.text("caption")
    elif "message_text" in content:
        parameters = Parameters({**content, "text": content["message_text"]})
        fields, html = formatted_text(parameters, "text", "entities"), parameters.text("text")
    else:
        raise bad_request("can't parse inline query result: unknown message content")
    markup = inline_keyboard(result.get("reply_markup"))
    return StoredMessage(
        fields | ({"reply_markup": markup} if markup else {}), html, number=1, is_addressed_to_bot=True
    )
