from __future__ import annotations

import json

from tests.botapi.conftest import Api


def test_the_bot_joins_is_promoted_and_leaves(api: Api) -> None:
    li = api.telegram.user("李")
    group = api.telegram.group("群", bot=None)
    for status in ("member", "administrator", "member", "kicked"):
        li.makes_bot(group, status)
    found = api.news()
    changes = [update["my_chat_member"] for update in found if "my_chat_member" in update]
    assert [(change["old_chat_member"]["status"], change["new_chat_member"]["status"]) for change in changes] == [
        ("left", "member"),
        ("member", "administrator"),
        ("administrator", "member"),
        ("member", "kicked"),
    ]
    assert all(change["from"]["id"] == li.id and change["chat"]["id"] == group.id for change in changes)
    services = [update["message"] for update in found if "message" in update]
    assert [services[0]["new_chat_members"][0]["id"], services[1]["left_chat_member"]["id"]] == [7000000001] * 2
    li.blocks()
    assert api.news()[0]["my_chat_member"]["chat"]["type"] == "private"


def test_lookups(api: Api) -> None:
    li, wang = api.telegram.user("李"), api.telegram.user("王")
    group = api.telegram.supergroup("群", bot="administrator")
    li.becomes(group, "creator")
    wang.joins(group)
    assert api("getChat", chat_id=group.id)["title"] == "群"
    assert [member["status"] for member in api("getChatAdministrators", chat_id=group.id)] == [
        "administrator",
        "creator",
    ]
    assert api("getChatMember", chat_id=group.id, user_id=wang.id)["status"] == "member"
    assert api("getChatMember", chat_id=group.id, user_id=5) == "Bad Request: invalid user_id specified"
    assert api("getChatMemberCount", chat_id=group.id) == 3
    assert api("leaveChat", chat_id=group.id) is True
    assert api.news()[-1]["my_chat_member"]["new_chat_member"]["status"] == "left"
    assert api("getChat", chat_id=group.id) == "Forbidden: bot is not a member of the supergroup chat"


def test_the_bot_looks_itself_up(api: Api) -> None:
    me = api("getMe")
    assert (me["username"], me["can_read_all_group_messages"]) == ("anlitong_bot", True)


def test_commands_by_scope_and_language(api: Api) -> None:
    commands = json.dumps([{"command": "help", "description": "帮助"}])
    private = json.dumps({"type": "all_private_chats"})
    assert api("setMyCommands", commands=commands, scope=private, language_code="zh") is True
    assert api("getMyCommands", scope=private, language_code="zh") == [{"command": "help", "description": "帮助"}]
    assert api("getMyCommands", scope=private) == []
    assert api("getMyCommands") == []
    assert api.telegram.commands("all_private_chats", "zh") == {"help": "帮助"}
    assert api("deleteMyCommands", scope=private, language_code="zh") is True
    assert api.telegram.commands("all_private_chats", "zh") == {}
    upper = json.dumps([{"command": "Help", "description": "帮助"}])
    assert api("setMyCommands", commands=upper) == "Bad Request: BOT_COMMAND_INVALID"
    assert api("setMyCommands", commands=commands, scope='{"type": "x"}').startswith("Bad Request: can't parse BotCom")
    assert api("setMyCommands", commands=commands, language_code="zh-hans").startswith("Bad Request: invalid language")


def test_texts_about_itself(api: Api) -> None:
    assert api("getMyName") == {"name": "案例通"}
    assert api("setMyDescription", description="问案例") is True
    assert api("setMyDescription", description="Asks", language_code="en") is True
    assert api("getMyDescription", language_code="en") == {"description": "Asks"}
    assert api("getMyDescription", language_code="fr") == {"description": "问案例"}
    assert api("setMyDescription", description="") is True
    assert api("getMyDescription") == {"description": ""}
    assert api("setMyShortDescription", short_description="长" * 121) == "Bad Request: short description is too long"
    assert api("setChatMenuButton", menu_button='{"type": "commands"}') is True
    assert api.telegram.profile()["description"] == {"en": "Asks"}
