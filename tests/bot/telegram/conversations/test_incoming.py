from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from telegram import Chat, Message, MessageEntity, User

from bot.telegram.conversations.answerer import ConversationKey
from bot.telegram.conversations.incoming import IncomingMessage, message_topic, parse_message

ME = User(7, "案例通", is_bot=True, username="Anli_bot")
LI = User(11, "李", is_bot=False)
OTHER_BOT = User(12, "别的", is_bot=True, username="other_bot")
CHANNEL_BOT = User(136817688, "Channel", is_bot=True)
NOW = datetime(2026, 11, 24, tzinfo=UTC)
GROUP, PRIVATE, CHANNEL = Chat(-100, "supergroup"), Chat(11, "private"), Chat(-200, "channel")


def entity(kind: str, text: str, part: str, **more: Any) -> MessageEntity:
    """Return an entity that covers `part` of `text`, in UTF-16 code units."""
    before = text[: text.index(part)]
    return MessageEntity(kind, len(before.encode("utf-16-le")) // 2, len(part.encode("utf-16-le")) // 2, **more)


def message(text: str, *entities: MessageEntity, chat: Chat = GROUP, sender: User | None = LI, **more: Any) -> Message:
    return Message(5, NOW, chat, from_user=sender, text=text or None, entities=entities, **more)


def message_with_mentions(text: str, *names: str, kind: str = "mention", **more: Any) -> Message:
    return message(text, *(entity(kind, text, name) for name in names), **more)


def test_private_chats() -> None:
    incoming = parse_message(message("安徽参与了哪些案例", chat=PRIVATE), ME)
    assert incoming == IncomingMessage(
        ConversationKey(11, None, 11, private=True), 5, NOW.timestamp(), "安徽参与了哪些案例"
    )


@pytest.mark.parametrize(
    ("text", "names", "said"),
    [
        ("@Anli_bot 安徽有哪些案例", ["@Anli_bot"], "安徽有哪些案例"),
        ("安徽有哪些案例 @Anli_bot", ["@Anli_bot"], "安徽有哪些案例"),
        ("请问@ANLI_BOT，安徽有哪些案例", ["@ANLI_BOT"], "请问，安徽有哪些案例"),
        ("😀👨‍👩‍👧@anli_bot 安徽", ["@anli_bot"], "😀👨‍👩‍👧 安徽"),
        ("@Anli_bot：安徽 @anli_bot", ["@Anli_bot", "@anli_bot"], "安徽"),
        ("@Anli_bot", ["@Anli_bot"], ""),
        ("@someone 问问 @Anli_bot 安徽", ["@someone", "@Anli_bot"], "@someone 问问  安徽"),
    ],
)
def test_mentions_are_removed(text: str, names: list[str], said: str) -> None:
    incoming = parse_message(message_with_mentions(text, *names), ME)
    assert incoming is not None
    assert (incoming.text, incoming.direct) == (said, True)


def test_mentions_without_a_username() -> None:
    text = "案例通 安徽有哪些案例"
    assert parse_message(message(text, entity("text_mention", text, "案例通", user=ME)), ME) is not None
    assert parse_message(message(text, entity("text_mention", text, "案例通", user=LI)), ME) is None


@pytest.mark.parametrize(
    ("text", "command", "said"),
    [
        ("/ask 安徽有哪些案例", "ask", "安徽有哪些案例"),
        ("/ask@anli_bot 安徽有哪些案例", "ask", "安徽有哪些案例"),
        ("/ASK\n安徽有哪些案例", "ask", "安徽有哪些案例"),
        ("/ask", "ask", ""),
        ("/help@Anli_bot", "help", ""),
    ],
)
def test_commands(text: str, command: str, said: str) -> None:
    incoming = parse_message(message(text, entity("bot_command", text, text.split(maxsplit=1)[0])), ME)
    assert incoming is not None
    assert (incoming.command, incoming.text, incoming.direct) == (command, said, True)


@pytest.mark.parametrize(
    ("text", "command", "said"),
    [
        ("/ask @Anli_bot 安徽", "ask", "安徽"),
        ("@Anli_bot /ask 安徽", "ask", "安徽"),
        ("@Anli_bot /help", "help", ""),
        ("@Anli_bot /ask@Anli_bot 安徽", "ask", "安徽"),
        ("@Anli_bot 1/2 的案例", "", "1/2 的案例"),
    ],
)
def test_a_mention_next_to_a_command_is_removed(text: str, command: str, said: str) -> None:
    incoming = parse_message(message_with_mentions(text, "@Anli_bot"), ME)
    assert incoming is not None
    assert (incoming.command, incoming.text) == (command, said)


@pytest.mark.parametrize(
    ("text", "command", "said"),
    [
        ("/ask安徽有哪些案例", "ask", "安徽有哪些案例"),
        ("/ask@anli_bot安徽有哪些案例", "ask", "安徽有哪些案例"),
        ("/ask，安徽", "ask", "，安徽"),
        ("安徽有哪些案例@Anli_bot", "", "安徽有哪些案例"),
        ("@anli_BOT安徽有哪些案例", "", "安徽有哪些案例"),
        ("😀安徽@Anli_bot有哪些案例", "", "😀安徽有哪些案例"),
    ],
)
def test_mentions_and_commands_adjoined_by_chinese(text: str, command: str, said: str) -> None:
    for entities in ((), (entity("bold", text, text),)):
        incoming = parse_message(message(text, *entities), ME)
        assert incoming is not None
        assert (incoming.command, incoming.text, incoming.direct) == (command, said, True)


def test_commands_in_bold() -> None:
    text = "/ask@Anli_bot 安徽"  # the longer of two entities that begin together comes first
    incoming = parse_message(
        message(text, entity("bold", text, text), entity("bot_command", text, "/ask@Anli_bot")), ME
    )
    assert incoming is not None
    assert (incoming.command, incoming.text) == ("ask", "安徽")


@pytest.mark.parametrize("text", ["/etc/passwd 安徽", "/ask<b>", "//ask 安徽", "/ 安徽", "/" + "a" * 65])
def test_texts_that_are_no_command(text: str) -> None:
    incoming = parse_message(message(text, chat=PRIVATE), ME)
    assert incoming is not None
    assert (incoming.command, incoming.text) == ("", text)


OURS = Message(4, NOW, GROUP, from_user=ME, text="共 17 个案例")
THEIRS = Message(4, NOW, GROUP, from_user=LI, text="大家好")


def test_replies() -> None:
    incoming = parse_message(message("第二个", reply_to_message=OURS), ME)
    assert incoming is not None
    assert (incoming.text, incoming.direct, incoming.reply_to) == ("第二个", False, 4)
    assert parse_message(message("第二个", reply_to_message=THEIRS), ME) is None
    both = parse_message(message_with_mentions("@Anli_bot 第二个", "@Anli_bot", reply_to_message=THEIRS), ME)
    assert both is not None
    assert (both.direct, both.reply_to) == (True, None)


MENTION = "@Anli_bot 安徽"


@pytest.mark.parametrize(
    "said",
    [
        message("安徽有哪些案例"),
        message_with_mentions("@other_bot 安徽", "@other_bot"),
        message_with_mentions("@Anli_bot2 安徽", "@Anli_bot2"),
        message_with_mentions("/help@other_bot", "/help@other_bot", kind="bot_command"),
        *(
            message_with_mentions(MENTION, "@Anli_bot", kind=kind)
            for kind in ("url", "code", "pre", "email", "text_link")
        ),
        message("安徽@Anli_bot2"),
        message("li@Anli_bot"),
        message("/ask@other_bot安徽"),
        message_with_mentions(MENTION, "@Anli_bot", sender=OTHER_BOT),
        message_with_mentions(MENTION, "@Anli_bot", sender=None),
        message_with_mentions(MENTION, "@Anli_bot", via_bot=OTHER_BOT),
        message_with_mentions(MENTION, "@Anli_bot", chat=CHANNEL),
        message_with_mentions(MENTION, "@Anli_bot", sender_chat=CHANNEL, sender=CHANNEL_BOT, is_automatic_forward=True),
        message("安徽有哪些案例", chat=PRIVATE, via_bot=ME),
        message("早上好，各位", entity("mention", "早上好，各位", "早上好", user=None)),
    ],
)
def test_messages_not_meant_for_the_bot(said: Message) -> None:
    assert parse_message(said, ME) is None


def test_asker_is_the_chat_that_a_user_speaks_for() -> None:
    for speaker in (GROUP, CHANNEL):
        incoming = parse_message(
            message_with_mentions(MENTION, "@Anli_bot", sender_chat=speaker, sender=CHANNEL_BOT), ME
        )
        assert incoming is not None
        assert incoming.conversation.asker == speaker.id


def test_captions() -> None:
    caption = "@Anli_bot 安徽"
    told = Message(
        5, NOW, GROUP, from_user=LI, caption=caption, caption_entities=[entity("mention", caption, "@Anli_bot")]
    )
    incoming = parse_message(told, ME)
    assert incoming is not None
    assert incoming.text == "安徽"


def test_addressed_messages_need_no_mention() -> None:
    assert parse_message(message("安徽有哪些案例"), ME, addressed=True) is not None
    assert parse_message(message("安徽有哪些案例", sender=OTHER_BOT), ME, addressed=True) is None


def test_topics_are_not_threads() -> None:
    assert message_topic(message("安徽", message_thread_id=9, is_topic_message=True)) == 9
    assert message_topic(message("安徽", message_thread_id=9)) is None


@pytest.mark.parametrize("offset", [-(2**40), -1, 0, 1, 3, 4096, 2**40])
@pytest.mark.parametrize("length", [-(2**40), -1, 0, 1, 2, 4096, 2**40])
def test_entities_outside_the_text(offset: int, length: int) -> None:
    text = "😀@Anli_bot\ud83d安徽"
    for kind in ("mention", "bot_command", "text_mention"):
        parse_message(message(text, MessageEntity(kind, offset, length), chat=PRIVATE), ME)


def test_characters_that_databases_refuse_are_removed() -> None:
    incoming = parse_message(message("安\x00徽\u202e有\ud83d哪些", chat=PRIVATE), ME)
    assert incoming is not None
    assert incoming.text == "安徽有\ufffd哪些"
