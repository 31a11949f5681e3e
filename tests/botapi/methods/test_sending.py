from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from tests.botapi.conftest import Api
from tests.botapi.errors import NOT_MODIFIED
from tests.e2e.harness.conversation import Chat, User


@pytest.fixture
def li(api: Api) -> User:
    made = api.telegram.user("李")
    made.asks("你好")
    return made


@pytest.mark.parametrize(
    ("text", "mode", "outcome"),
    [
        ("", "", "Bad Request: message text is empty"),
        (" \n", "", "Bad Request: message text is empty"),
        ("<b></b>", "HTML", "Bad Request: message text is empty"),
        ("案" * 4096, "", None),
        ("案" * 4097, "", "Bad Request: message is too long"),
        ("😀" * 2048, "", None),
        ("😀" * 2049, "", "Bad Request: message is too long"),
        ("<b>" + "&lt;" * 4096 + "</b>", "HTML", None),
        ("<b>" + "&lt;" * 4097 + "</b>", "HTML", "Bad Request: message is too long"),
        (" " * 5000 + "a", "", None),
        ("*a*", "Textile", "Bad Request: unsupported parse_mode"),
    ],
)
def test_lengths_are_counted_after_entities(api: Api, li: User, text: str, mode: str, outcome: str | None) -> None:
    result = api("sendMessage", chat_id=li.id, text=text, parse_mode=mode)
    assert (result if outcome else result["chat"]["id"]) == (outcome or li.id)


def _button(**button: Any) -> str:
    return json.dumps({"inline_keyboard": [[{"text": "去", **button}]]})


@pytest.mark.parametrize(
    ("markup", "outcome"),
    [
        (_button(callback_data="a" * 64), None),
        (_button(callback_data="案" * 21), None),
        (_button(callback_data="a" * 65), "BUTTON_DATA_INVALID"),
        (_button(callback_data="案" * 22), "BUTTON_DATA_INVALID"),
        (_button(callback_data=""), "BUTTON_DATA_INVALID"),
        (_button(url="https://example.org/案例"), None),
        (_button(url="nowhere"), "inline keyboard button URL 'nowhere' is invalid: Wrong HTTP URL"),
        (_button(switch_inline_query=""), None),
        (_button(switch_inline_query_current_chat="安徽"), None),
        (_button(copy_text={"text": "案" * 256}), None),
        (_button(copy_text={"text": "案" * 257}), "BUTTON_COPY_TEXT_INVALID"),
        (_button(), "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
        (
            _button(url="example.org", callback_data="a"),
            "can't parse inline keyboard button: exactly one of the optional fields must be used",
        ),
        (
            '{"inline_keyboard": [[{"callback_data": "a"}]]}',
            'can\'t parse inline keyboard button: Field "text" must be of type String',
        ),
        ('{"inline_keyboard": [[]]}', None),
        ('{"inline_keyboard": 1}', 'Field "inline_keyboard" must be of type Array of Arrays'),
        ("[1]", "object expected as reply markup"),
        ("{", "can't parse reply_markup JSON object"),
        ('{"remove_keyboard": true}', None),
    ],
)
def test_keyboards(api: Api, li: User, markup: str, outcome: str | None) -> None:
    result = api("sendMessage", chat_id=li.id, text="a", reply_markup=markup)
    assert (result if outcome else result["text"]) == (f"Bad Request: {outcome}" if outcome else "a")


def test_an_edit_is_visible_and_an_identical_one_is_refused(api: Api, li: User) -> None:
    button = _button(callback_data="1")
    sent = api("sendMessage", chat_id=li.id, text="<b>a</b>", parse_mode="HTML", reply_markup=button)
    taken = li.next()
    here = {"chat_id": li.id, "message_id": sent["message_id"]}
    same = here | {"text": "<strong>a</strong> ", "parse_mode": "HTML"}
    assert api("editMessageText", **same, reply_markup=button) == f"Bad Request: {NOT_MODIFIED}"
    edited = api("editMessageText", **same)
    assert "reply_markup" not in edited
    assert edited["edit_date"] >= edited["date"]
    assert taken.edited().buttons == []
    assert api("editMessageReplyMarkup", **here, reply_markup=_button(callback_data="2"))["text"] == "a"
    assert api("editMessageText", **here, text="a")["text"] == "a"
    assert taken.edited().entities == []
    assert api("editMessageCaption", **here, caption="a") == "Bad Request: there is no caption in the message to edit"
    assert api("deleteMessage", **here) is True
    taken.deleted()
    assert api("editMessageText", **here, text="b") == "Bad Request: message to edit not found"
    assert api("deleteMessage", **here) == "Bad Request: message to delete not found"


def test_only_its_own_messages_can_be_edited(api: Api, li: User) -> None:
    said = li.asks("我的")
    assert api("editMessageText", chat_id=li.id, message_id=said.id, text="b") == "Bad Request: message can't be edited"


def test_replies(api: Api, li: User) -> None:
    said = li.asks("问")
    reply = {"message_id": said.id}
    sent = api("sendMessage", chat_id=li.id, text="答", reply_parameters=json.dumps(reply))
    assert sent["reply_to_message"]["text"] == "问"
    gone = {"message_id": 10**6}
    refused = api("sendMessage", chat_id=li.id, text="答", reply_parameters=json.dumps(gone))
    assert refused == "Bad Request: message to be replied not found"
    gone["allow_sending_without_reply"] = True
    assert "reply_to_message" not in api("sendMessage", chat_id=li.id, text="答", reply_parameters=json.dumps(gone))


def test_chats_the_bot_cannot_write_to(api: Api) -> None:
    telegram = api.telegram
    wang = telegram.user("王")

    def refused(chat: Chat) -> str:
        body = api.answer("sendMessage", chat_id=chat.id, text="a").json()
        return f"{body['error_code']} {body['description']}"

    assert refused(wang.private) == "403 Forbidden: bot can't initiate conversation with a user"
    wang.asks("/start")
    wang.blocks()
    assert refused(wang.private) == "403 Forbidden: bot was blocked by the user"
    group = telegram.group("群")
    wang.makes_bot(group, "kicked")
    assert refused(group) == "403 Forbidden: bot was kicked from the group chat"
    assert refused(telegram.supergroup("群", bot=None)) == "403 Forbidden: bot is not a member of the supergroup chat"
    quiet = telegram.supergroup("群")
    wang.makes_bot(quiet, "restricted")
    assert refused(quiet) == "400 Bad Request: not enough rights to send text messages to the chat"
    assert api("sendMessage", chat_id=5, text="a") == "Bad Request: chat not found"
    assert api("sendMessage", chat_id="@nobody", text="a") == "Bad Request: chat not found"
    assert api("sendMessage", text="a") == "Bad Request: chat_id is empty"
    telegram.supergroup("公开", username="Gongkai")
    assert api("sendMessage", chat_id="@gongkai", text="a")["chat"]["title"] == "公开"


def test_topics(api: Api) -> None:
    forum = api.telegram.supergroup("论坛", forum=True)
    topic, other = forum.topic("安徽"), forum.topic("浙江")
    li = api.telegram.user("李")
    said = li.says(topic, "问")
    update = api.news()[-1]["message"]
    assert (update["message_thread_id"], update["is_topic_message"]) == (topic.thread, True)
    assert "forum_topic_created" in update["reply_to_message"]
    send = {"chat_id": forum.id, "text": "答"}
    assert api("sendMessage", **send, message_thread_id=topic.thread)["message_thread_id"] == topic.thread
    assert topic.next().topic == topic.thread
    reply = json.dumps({"message_id": said.id})
    assert api("sendMessage", **send, reply_parameters=reply)["message_thread_id"] == topic.thread
    assert topic.next().reply_to == said.id
    elsewhere = api("sendMessage", **send, reply_parameters=reply, message_thread_id=other.thread)
    assert elsewhere == "Bad Request: message to be replied not found"
    assert other.waiting() == []
    assert "message_thread_id" not in api("sendMessage", **send)
    assert api("sendMessage", **send, message_thread_id=10**6) == "Bad Request: message thread not found"
    topic.close()
    assert api("sendMessage", **send, message_thread_id=topic.thread) == "Bad Request: TOPIC_CLOSED"
    li.makes_bot(forum, "administrator")
    assert api("sendMessage", **send, message_thread_id=topic.thread)["text"] == "答"
    other.delete_topic()
    assert api("sendMessage", **send, message_thread_id=other.thread) == "Bad Request: message thread not found"


def test_a_reply_in_a_supergroup_has_a_thread_but_no_topic(api: Api) -> None:
    group = api.telegram.supergroup("群")
    li = api.telegram.user("李")
    first = li.says(group, "一")
    li.says(group, "二", reply_to=first)
    update = api.news()[-1]["message"]
    assert update["message_thread_id"] == first.id
    assert "is_topic_message" not in update
    refused = api("sendMessage", chat_id=group.id, text="a", message_thread_id=first.id)
    assert refused == "Bad Request: message thread not found"


def test_migration(api: Api) -> None:
    group = api.telegram.group("群")
    new = group.migrate()
    told = [update["message"] for update in api.news()]
    assert [message["chat"]["id"] for message in told] == [group.id, new.id]
    assert (told[0]["migrate_to_chat_id"], told[1]["migrate_from_chat_id"]) == (new.id, group.id)
    body = api.answer("sendMessage", chat_id=group.id, text="a").json()
    assert body == {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: group chat was upgraded to a supergroup chat",
        "parameters": {"migrate_to_chat_id": new.id},
    }
    assert api("sendMessage", chat_id=new.id, text="a")["chat"]["type"] == "supergroup"


def _picture(width: int = 4, height: int = 3) -> bytes:
    stream = BytesIO()
    Image.new("RGB", (width, height)).save(stream, "PNG")
    return stream.getvalue()


def test_photos(api: Api, li: User) -> None:
    fields = {"chat_id": str(li.id), "caption": "<b>图</b>", "parse_mode": "HTML"}
    sent = api.client.post("sendPhoto", data=fields, files={"photo": ("a.png", _picture())}).json()["result"]
    assert sent["caption_entities"] == [{"type": "bold", "offset": 0, "length": 1}]
    size = sent["photo"][-1]
    assert (size["width"], size["height"]) == (4, 3)
    again = api("sendPhoto", chat_id=li.id, photo=size["file_id"])
    assert again["photo"][-1]["file_id"] == size["file_id"]
    path = api("getFile", file_id=size["file_id"])["file_path"]
    url = str(api.client.base_url).replace("/bot", "/file/bot")
    assert api.client.get(f"{url}{path}").content == _picture()
    here = {"chat_id": str(li.id), "message_id": str(again["message_id"])}
    media = json.dumps({"type": "photo", "media": "attach://new", "caption": "新"})
    edited = api.client.post("editMessageMedia", data=here | {"media": media}, files={"new": ("b.png", _picture(9, 9))})
    assert (edited.json()["result"]["caption"], edited.json()["result"]["photo"][-1]["width"]) == ("新", 9)
    assert api("editMessageText", **here, text="a") == "Bad Request: there is no text in the message to edit"
    assert api("editMessageCaption", **here, caption="b")["caption"] == "b"
    assert li.next().photo == size["file_id"]


@pytest.mark.parametrize(
    ("content", "fields", "outcome"),
    [
        (b"no picture", {}, "IMAGE_PROCESS_FAILED"),
        (b"", {}, "file must be non-empty"),
        (_picture(400, 10), {}, "PHOTO_INVALID_DIMENSIONS"),
        (_picture(), {"caption": "案" * 1025}, "message caption is too long"),
        (None, {"photo": "forged"}, "wrong file identifier/HTTP URL specified"),
        (None, {"photo": "attach://nowhere"}, "file part nowhere not found"),
        (None, {}, "there is no photo in the request"),
    ],
)
def test_invalid_photos(api: Api, li: User, content: bytes | None, fields: dict[str, str], outcome: str) -> None:
    files = {} if content is None else {"photo": ("a.png", content)}
    answer = api.client.post("sendPhoto", data={"chat_id": str(li.id)} | fields, files=files)
    assert answer.json()["description"] == f"Bad Request: {outcome}"
