from __future__ import annotations

import json
import time
from typing import Any

import pytest

from tests.botapi.conftest import Api
from tests.e2e.harness.conversation import User

OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


@pytest.fixture
def li(api: Api) -> User:
    made = api.telegram.user("李")
    made.asks("你好")
    return made


def _article(identity: str = "1", **more: Any) -> dict[str, Any]:
    content = {"message_text": "<b>安徽</b>", "parse_mode": "HTML"}
    return {"type": "article", "id": identity, "title": "安徽", "input_message_content": content} | more


def test_a_button(api: Api, li: User) -> None:
    keyboard = {"inline_keyboard": [[{"text": "单位", "callback_data": "u"}, {"text": "网页", "url": "example.org"}]]}
    api("sendMessage", chat_id=li.id, text="答", reply_markup=json.dumps(keyboard))
    reply = li.next()
    assert reply.buttons == [["单位", "网页"]]
    press = li.presses(reply, "单")
    query = api.news()[-1]["callback_query"]
    assert (query["data"], query["message"]["text"], query["from"]["id"]) == ("u", "答", li.id)
    assert api("answerCallbackQuery", callback_query_id=query["id"], text="好") is True
    assert press.notification() == "好"
    assert li.presses(reply, "网页").url == "example.org"
    assert api.news() == []
    li.presses(reply, data="forged")
    assert api.news()[-1]["callback_query"]["data"] == "forged"
    assert api("answerCallbackQuery", callback_query_id="1") == OLD
    assert api("answerCallbackQuery", callback_query_id=query["id"], text="长" * 201) == "Bad Request: MESSAGE_TOO_LONG"
    api.server.state.queries[query["id"]].at = time.monotonic() - 100
    assert api("answerCallbackQuery", callback_query_id=query["id"]) == OLD
    with pytest.raises(AssertionError, match="0 buttons for '没有'"):
        li.presses(reply, "没有")


def test_a_button_of_a_message_that_is_gone(api: Api, li: User) -> None:
    api("sendMessage", chat_id=li.id, text="答")
    reply = li.next()
    api("deleteMessage", chat_id=li.id, message_id=reply.id)
    li.presses(reply, data="u")
    assert api.news()[-1]["callback_query"]["message"] == {
        "chat": {"id": li.id, "type": "private", "first_name": "李"},
        "message_id": reply.id,
        "date": 0,
    }


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ({"results": [_article()]}, None),
        ({"results": [_article(str(number)) for number in range(50)]}, None),
        ({"results": [_article(str(number)) for number in range(51)]}, "RESULTS_TOO_MUCH"),
        ({"results": [_article(), _article()]}, "RESULT_ID_DUPLICATE"),
        ({"results": [_article("案" * 22)]}, "RESULT_ID_INVALID"),
        ({"results": [_article("")]}, "RESULT_ID_INVALID"),
        ({"results": [_article(title="")]}, "ARTICLE_TITLE_EMPTY"),
        (
            {"results": [_article(input_message_content={"message_text": "<b>", "parse_mode": "HTML"})]},
            "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        ({"results": [], "next_offset": "案" * 22}, "NEXT_OFFSET_INVALID"),
        ({"results": [], "button": {"text": "去", "start_parameter": "a-Z_0"}}, None),
        ({"results": [], "button": {"text": "去", "start_parameter": "安徽"}}, "START_PARAM_INVALID"),
        ({"results": [], "button": {"text": "去", "start_parameter": "a" * 65}}, "START_PARAM_INVALID"),
        ({}, "results must be an Array of InlineQueryResult"),
    ],
)
def test_inline_answers(api: Api, li: User, answer: dict[str, Any], outcome: str | None) -> None:
    query = li.types("安徽")
    fields = {name: value if isinstance(value, str) else json.dumps(value) for name, value in answer.items()}
    result = api("answerInlineQuery", inline_query_id=query.id, **fields)
    assert result == (f"Bad Request: {outcome}" if outcome else True)
    if not outcome:
        assert query.answer()["results"] == answer["results"]


def test_a_chosen_result_is_posted_via_the_bot(api: Api, li: User) -> None:
    group = api.telegram.supergroup("群", privacy=True)
    query = li.types("安徽")
    markup = {"inline_keyboard": [[{"text": "下一页", "callback_data": "n"}]]}
    api("answerInlineQuery", inline_query_id=query.id, results=json.dumps([_article(reply_markup=markup)]))
    identity = query.choose(query.answer()["results"][0], group)
    assert identity
    chosen, posted = api.news()[-2:]
    assert chosen["chosen_inline_result"]["inline_message_id"] == identity
    assert posted["message"]["via_bot"]["username"] == "anlitong_bot"
    press = li.presses_inline(identity, "n")
    assert api.news()[-1]["callback_query"]["inline_message_id"] == identity
    assert api("editMessageText", inline_message_id=identity, text="第二页") is True
    assert api.telegram.sent_inline(identity)["message"] == {
        "text": "第二页",
        "edit_date": api.telegram.sent_inline(identity)["message"]["edit_date"],
    }
    assert api("answerCallbackQuery", callback_query_id=press.id) is True
    assert api("editMessageText", inline_message_id="forged", text="a") == "Bad Request: MESSAGE_ID_INVALID"


def test_a_guest(api: Api, li: User) -> None:
    elsewhere = api.telegram.supergroup("别处", bot=None)
    guest = li.summons(elsewhere, "@anlitong_bot 安徽")
    update = api.news()[-1]["guest_message"]
    assert (update["guest_query_id"], update["text"]) == (guest.id, "@anlitong_bot 安徽")
    result = json.dumps(_article())
    assert "inline_message_id" in api("answerGuestQuery", guest_query_id=guest.id, result=result)
    assert guest.answer()["id"] == "1"
    assert api("answerGuestQuery", guest_query_id=guest.id, result=result) == OLD
