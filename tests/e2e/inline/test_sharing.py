"""分享 and 复制链接: what they pass on opens the same card elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.e2e.chats.test_buttons import write_larger_data
from tests.e2e.conftest import StartBot
from tests.e2e.harness.conversation import Reply, Telegram
from tests.e2e.harness.inline_messages import InlineMessage
from tests.e2e.inline.test_inline import LONG

JSON = dict[str, Any]

QUESTIONS = (
    "安徽参与了哪些案例",
    "认证监管同向同步同行",
    "哪些单位做了禁鱼",
    "安徽的最佳案例有几个",
    "上海有没有参与叉车的案例",
    "哪个省案例最多",
    "江苏和安徽谁的案例多",
    "有多少个参评案例",
    LONG,
)


def button(card: Reply, label: str) -> JSON:
    found: JSON = next(button for row in card.keyboard for button in row if button["text"] == label)
    return found


def payload(card: Reply, telegram: Telegram) -> str:
    """Return the payload of the copied link."""
    link: str = button(card, "复制链接")["copy_text"]["text"]
    address, _, carried = link.partition("?start=")
    assert address == f"https://t.me/{telegram.username}"
    assert 1 <= len(carried) <= 64
    return carried


@pytest.mark.parametrize("question", QUESTIONS)
def test_shared_content_is_the_same(telegram: Telegram, question: str) -> None:
    li, wang = telegram.user("李"), telegram.user("王")
    li.asks(question)
    card = li.next()
    typed = button(card, "分享")["switch_inline_query"]
    assert not set("（）") & set(typed)
    first = wang.types(typed).answer()["results"][0]
    assert first["input_message_content"]["message_text"].partition("\n")[0] == card.html.partition("\n")[0]


@pytest.mark.parametrize(
    ("question", "typed"),
    [
        ("安徽 食品", "安徽的食品案例"),
        ("上海有没有参与叉车的案例", "有没有上海的叉车案例"),
        ("叉车是哪个案例", "构建长三角地区叉车检验标准体系"),
        ("安徽参与的最佳实践案例的参与单位", "安徽参与的最佳案例有哪些单位"),
    ],
)
def test_what_is_typed_is_what_a_person_would_say(telegram: Telegram, question: str, typed: str) -> None:
    li = telegram.user("李")
    li.asks(question)
    assert button(li.next(), "分享")["switch_inline_query"] == typed


def test_changed_answers_can_be_shared(telegram: Telegram) -> None:
    li = telegram.user("李")
    li.asks("安徽参与了哪些案例")
    card = li.next()
    for label, typed in (("最佳 9", "安徽参与的最佳实践案例有哪些"), ("返回", "安徽参与的案例有哪些")):
        li.presses(card, label).notification()
        card = card.edited()
        assert button(card, "分享")["switch_inline_query"] == typed


def test_a_link_opens_its_card(telegram: Telegram) -> None:
    li, wang = telegram.user("李"), telegram.user("王")
    li.asks("认证监管同向同步同行")
    card = li.next()
    wang.asks(f"/start {payload(card, telegram)}")
    assert wang.next().text == card.text.replace("理解为：主题：认证监管同向同步同行 → 1 个案例\n", "")


def test_a_notice_can_be_shared(telegram: Telegram) -> None:
    li, wang = telegram.user("李"), telegram.user("王")
    li.asks("/notice")
    card = li.next()
    first = wang.types(button(card, "分享")["switch_inline_query"]).answer()["results"][0]
    assert first["input_message_content"]["message_text"] == card.html
    assert "复制链接" not in card.labels
    wang.silent()


@pytest.mark.parametrize("question", ["今天天气怎么样", "江徽参与了哪些案例", "帮助"])
def test_refusals_cannot_be_shared(telegram: Telegram, question: str) -> None:
    li = telegram.user("李")
    li.asks(question)
    assert "分享" not in li.next().labels


def test_inline_cards_can_be_shared(telegram: Telegram) -> None:
    li = telegram.user("李")
    typed = li.types("安徽")
    identity = typed.choose(typed.answer()["results"][0])
    assert identity
    message = InlineMessage(telegram, identity)
    assert "分享" in message.buttons
    message.press(li, "最佳 9")
    assert message.buttons["分享"]["switch_inline_query"] == "安徽参与的最佳实践案例有哪些"
    picture = message.buttons["对照图"]["url"].partition("?start=")[2]
    li.asks(f"/start {picture}")
    assert li.next().photo


def test_links_work_after_a_restart_and_a_data_change(start_bot: StartBot, tmp_path: Path) -> None:
    folder = write_larger_data(tmp_path / "data", 2)
    bot = start_bot(ANLITONG_DATA_DIR=str(folder))
    li = bot.telegram.user("李")
    links = {}
    for question in ("认证监管同向同步同行", "安徽的食品案例", "推进第1号工程"):
        li.asks(question)
        card = li.next()
        links[question] = payload(card, bot.telegram), card.text.partition("\n")[0]
    bot.telegram.settle()
    bot.restart()
    for link, heading in links.values():
        li.asks(f"/start {link}")
        assert li.next().text.partition("\n")[0] == heading
    (folder / "notices" / "zz-second.yaml").unlink()
    bot.restart()
    wang = bot.telegram.user("王")
    for question, (link, heading) in links.items():
        wang.asks(f"/start {link}")
        opened = wang.next().text
        if "第1号" in question:
            assert opened.startswith("您好，我是案例通")
        else:
            assert opened.startswith(heading)


def test_a_forged_link_does_nothing(telegram: Telegram) -> None:
    li, wang = telegram.user("李"), telegram.user("王")
    link = li.types("今天天气怎么样，适合不适合出去走走看看风景，顺便散散步呢").answer()["button"]["start_parameter"]
    assert link.startswith("x")
    telegram.settle()
    row = link.partition("-")[0]
    for forged in (
        f"{row}-aaaaaaaa",
        row,
        f"{row}-",
        "x",
        "x-aaaaaaaa",
        f"xzzzzzzzzzzzzz{link[-9:]}",
        "w",
        "w!!!",
        "wAAAA",
        "q",
        "c0",
    ):
        wang.asks(f"/start {forged}")
        assert wang.next().text.startswith("您好，我是案例通")
