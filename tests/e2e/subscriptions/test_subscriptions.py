"""Chats, topics and channels subscribe, list their subscriptions, and unsubscribe."""

from __future__ import annotations

import re
import time

import pytest

from tests.e2e.harness.conversation import Chat, Telegram, User

TITLE = "《关于公布长三角市场监管一体化发展“最佳实践案例”的通知》"


@pytest.fixture
def li(telegram: Telegram) -> User:
    return telegram.user("李")


def test_subscribing_shows_the_latest_notice(li: User) -> None:
    for text in ("/subscribe", "/subscribe 全部", "订阅 新通知", "订阅"):
        li.asks(text)
        said = li.next()
        first, *rest = said.text.splitlines()
        assert first.endswith("：新通知和修订的摘要（不限条件）")
        for part in (f"最新一份：{TITLE}", "75 个参评案例中选出 22 个", "最佳实践案例：10 个", "安徽：17 个"):
            assert part in "\n".join(rest)
        assert "全部 22 个案例" in said.labels
    assert said.text.startswith("这里已经订阅过了")
    assert said.buttons == [["全部 22 个案例"], ["退订", "改条件"]]
    li.presses(said, "全部 22 个案例").notification()
    assert "共 22 个案例" in li.next().text


def test_a_condition_is_repeated_as_understood(li: User) -> None:
    for text, condition, count in (
        ("/subscribe 安徽 最佳", "地区：安徽；等次：最佳实践案例", "其中符合“地区：安徽；等次：最佳实践案例”的 9 个"),
        ("订阅：上海和浙江都参与、江苏没参与的", "地区：上海、浙江都有，没有江苏", "的 2 个"),
        ("/subscribe 叉车", "主题：叉车", "的 1 个"),
    ):
        li.asks(text)
        said = li.next()
        assert said.text.splitlines()[0] == f"已订阅：新通知和修订的摘要（条件：{condition}）"
        assert count in said.text
    li.asks("/subscribe 安微")
    assert li.next().text.splitlines()[:2] == [
        "已订阅：新通知和修订的摘要（条件：地区：安徽）",
        "已按“安徽”理解“安微”。",
    ]


def test_the_buttons_keep_the_condition(li: User) -> None:
    li.asks("/subscribe 安徽 最佳")
    said = li.next()
    li.presses(said, "全部 9 个案例").notification()
    assert "共 9 个案例" in li.next().text
    li.asks("江苏的呢", reply_to=said)
    assert "江苏" in li.next().text.split("理解为")[1].splitlines()[0]


def test_a_condition_without_matches_says_so(li: User) -> None:
    li.asks("/subscribe 四川")
    said = li.next()
    assert said.text == (
        f"已订阅：新通知和修订的摘要（条件：地区：四川）\n最新一份{TITLE}里没有符合条件的案例，以后有了就发。"
    )


@pytest.mark.parametrize("text", ["今天天气怎么样", "有多少个案例", "安徽有哪些单位", "<b>", "特等奖"])
def test_a_text_that_is_no_condition_is_refused_with_examples(li: User, text: str) -> None:
    li.asks(f"/subscribe {text}")
    said = li.next()
    assert f"“{text}”看不出是什么条件，所以没有订阅" in said.text
    assert said.labels == ["订阅 浙江", "订阅 浙江 最佳", "订阅 商标"]
    li.asks("/subscriptions")
    assert li.next().text.startswith("这里没有订阅")
    li.presses(said, "订阅 浙江 最佳").notification()
    assert li.next().text.startswith("已订阅：新通知和修订的摘要（条件：地区：浙江；等次：最佳实践案例）")


def test_a_case_a_day(li: User) -> None:
    """Works at any time of day: one time is past all day, the other never is."""
    li.asks("/subscribe 每日 00:00 安徽 最佳")
    said = li.next()
    lines = said.text.splitlines()
    assert lines[0] == "已订阅：每天 00:00 一个案例（条件：地区：安徽；等次：最佳实践案例）"
    assert lines[1:3] == ["这样的案例有 9 个，全部发过一遍才会重复。", "今天的就在下面，下一个明天 00:00 发。"]
    assert "最佳实践案例第" in said.text
    li.asks("这个案例是谁做的", reply_to=said)
    assert "个单位" in li.next().text
    li.asks("订阅每天23:59")
    assert li.next().text == (
        "已订阅：每天 23:59 一个案例（不限条件）\n这样的案例有 22 个，全部发过一遍才会重复。\n第一个今天 23:59 发。"
    )
    li.asks("/subscribe 每日 四川")
    assert "几点" in li.next().text
    for text in ("每日 8点半 四川", "每天早上八点半 四川", "每天 四川 8:30"):
        li.asks(f"/subscribe {text}")
        answer = li.next().text
        assert answer.splitlines()[0].endswith("：每天 08:30 一个案例（条件：地区：四川）")
        assert answer.endswith("现在没有符合条件的案例，以后有了就发。")


@pytest.mark.parametrize("text", ["/subscribe 每日", "订阅 每天 安徽"])
def test_a_daily_subscription_needs_a_time(li: User, text: str) -> None:
    li.asks(text)
    said = li.next()
    assert said.text == "每天几点发？请写明时间，从 00:00 到 23:59，例如：/subscribe 每天 09:00"
    assert "<code>/subscribe 每天 09:00</code>" in said.html
    li.presses(said, said.labels[0]).notification()
    assert li.next().text.startswith("已订阅：每天 09:00 一个案例")


@pytest.mark.parametrize(
    ("text", "asked", "offered"),
    [
        ("/subscribe 12", "12:00 是每天发，还是每周发？", ["每天 12:00", "每周一 12:00"]),
        ("/subscribe 9:00", "09:00 是每天发，还是每周发？", ["每天 09:00", "每周一 09:00"]),
        ("/subscribe 9:00 安徽", "09:00 是每天发，还是每周发？", ["每天 09:00 安徽", "每周一 09:00 安徽"]),
        ("/subscribe 每周", "每周几、几点发？例如：/subscribe 每周一 09:00", ["每周一 09:00"]),
        ("订阅每周三 安徽", "每周三几点发？例如：/subscribe 每周三 09:00", ["每周三 09:00 安徽"]),
        (
            "/subscribe 每周三 26:00",
            "没有“26:00”这个时间，请写 00:00 到 23:59 之间的，例如：/subscribe 每周三 09:00",
            ["每周三 09:00"],
        ),
    ],
)
def test_a_time_alone_is_answered_with_what_there_is(li: User, text: str, asked: str, offered: list[str]) -> None:
    li.asks(text)
    said = li.next()
    assert (said.text, said.labels) == (asked, offered)
    li.presses(said, offered[-1]).notification()
    assert li.next().text.startswith(f"已订阅：{offered[-1][:3]} ")


@pytest.mark.parametrize(("text", "time"), [("25:00", "25:00"), ("每日 25:00", "25:00"), ("25", "25")])
def test_a_time_that_is_none_is_said_to_be(li: User, text: str, time: str) -> None:
    li.asks(f"/subscribe {text}")
    said = li.next()
    assert said.text == (f"没有“{time}”这个时间，请写 00:00 到 23:59 之间的，例如：/subscribe 每天 09:00")
    assert said.labels == ["每天 09:00"]


def test_long_quiet_hours_are_asked_about(li: User) -> None:
    li.asks("/subscribe 安徽")
    li.next()
    li.asks("订阅静默10点到8点")
    said = li.next()
    assert said.text == "10:00 到 08:00 有 22 个小时，这段时间都不发吗？请选一个："
    assert said.labels == ["改成 22:00 到 08:00", "不改，10:00 到 08:00"]
    li.presses(said, "改成 22:00 到 08:00").notification()
    assert li.next().text.startswith("22:00 到 08:00 不发")
    li.presses(said, "不改，10:00 到 08:00").notification()
    assert li.next().text.startswith("10:00 到 08:00 不发")
    li.asks("/subscribe 静默 20:00-10:00")
    assert li.next().text.startswith("20:00 到 10:00 不发")


def test_a_digest_a_week(li: User) -> None:
    li.asks("/subscribe 每周三 18:00 安徽")
    said = li.next()
    first, second = said.text.splitlines()
    assert first == "已订阅：每周三 18:00 一份汇总（条件：地区：安徽）"
    assert re.fullmatch(r"第一份 \d+ 月 \d+ 日发：一周里的新通知和修订；没有的话，发一个案例。", second)
    li.asks("/subscribe 每周五 18:00 安徽")
    assert li.next().text.splitlines()[1] == "原来的每周三 18:00 不再发。"


def test_a_subscription_is_ended_or_changed_where_it_is_confirmed(li: User) -> None:
    li.asks("/subscribe 每日 23:59 安徽")
    said = li.next()
    assert said.labels == ["退订", "改条件"]
    li.presses(said, "改条件").notification()
    asked = li.next()
    assert asked.labels == ["不限条件", "上海", "江苏", "浙江", "安徽", "最佳", "优秀"]
    li.presses(asked, "江苏").notification()
    changed = asked.edited()
    assert (changed.text, changed.labels) == ("已改：每天 23:59 一个案例（条件：地区：江苏）", [])
    first = said.edited()
    assert (first.text, first.labels) == (changed.text, ["退订", "改条件"])
    li.asks("我的订阅")
    assert li.next().text.splitlines()[2:] == ["1. 每天 23:59 一个案例（条件：地区：江苏）"]
    assert li.presses(said, data=said.keyboard[0][1]["callback_data"]).notification() == "这个订阅已经不在了。"
    assert li.presses(first, "退订").notification() == "已退订。"
    assert first.edited().text.startswith("这里没有订阅")


def test_a_changed_condition_keeps_its_buttons_where_the_first_message_is_gone(telegram: Telegram, li: User) -> None:
    li.asks("/subscribe 每日 23:59 安徽")
    said = li.next()
    li.presses(said, "改条件").notification()
    asked = li.next()
    telegram.fails("editMessageText", status=400, description="Bad Request: message to edit not found")
    li.presses(asked, "不限条件").notification()
    changed = asked.edited()
    assert changed.text == "已改：每天 23:59 一个案例（不限条件）"
    assert li.presses(changed, "退订").notification() == "已退订。"


@pytest.mark.parametrize("data", ["v0", "v1.安徽", "v99", "v1.今天天气", "u." + "安" * 20, "u.", "v"])
def test_forged_buttons_change_nothing_of_others(telegram: Telegram, li: User, data: str) -> None:
    wang = telegram.user("王")
    wang.asks("/subscribe 安徽")
    theirs = wang.next()
    li.asks("叉车是谁做的")
    card = li.next()
    mine = data if data.startswith("u") else theirs.keyboard[-1][1]["callback_data"]
    for forged in (data, mine):
        li.presses(card, data=forged).notification()
    wang.asks("我的订阅")
    assert wang.next().text.splitlines()[2:] == ["1. 新通知和修订的摘要（条件：地区：安徽）"]


@pytest.mark.parametrize("text", ["怎么订阅", "如何订阅安徽的案例", "订阅怎么用"])
def test_how_to_subscribe(li: User, text: str) -> None:
    li.asks(text)
    said = li.next()
    assert said.text.startswith("可以订阅：")
    assert said.labels == ["新通知", "每天 09:00", "每周一 09:00"]
    assert "<code>/subscribe 每天 09:00</code>" in said.html
    assert "查看和退订：/subscriptions" in said.text
    li.presses(said, "新通知").notification()
    assert li.next().text.startswith("已订阅：新通知和修订的摘要（不限条件）")


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("订阅安徽", "已订阅：新通知和修订的摘要（条件：地区：安徽）"),
        ("我要订阅", "已订阅：新通知和修订的摘要（不限条件）"),
        ("帮我订阅每周一 09:00", "已订阅：每周一 09:00 一份汇总（不限条件）"),
        ("我订阅了什么", "这里没有订阅。"),
        ("我想退订", "这里没有订阅。"),
        ("订阅今天天气", "您好，我是案例通"),
    ],
)
def test_words_that_ask_for_subscriptions(li: User, text: str, answer: str) -> None:
    li.asks(text)
    assert li.next().text.startswith(answer)


def test_a_wish_is_offered_as_a_subscription(li: User) -> None:
    li.asks("每天早上八点发一个安徽案例")
    said = li.next()
    assert said.labels == ["订阅 每天 08:00 安徽"]
    li.presses(said, said.labels[0]).notification()
    assert li.next().text.startswith("已订阅：每天 08:00 一个案例（条件：地区：安徽）")


def test_a_summary_of_one_province_breaks_down_by_city(li: User) -> None:
    li.asks("/subscribe 安徽")
    said = li.next().text
    assert "按城市\n· 宣城：2 个\n· 亳州：1 个" in said
    assert "江苏" not in said


# Quiet hours.


@pytest.mark.parametrize("text", ["静默", "静默 22:00", "静默 22:00-22:00", "静默 25:00-08:00"])
def test_quiet_hours_that_are_none(li: User, text: str) -> None:
    li.asks(f"/subscribe {text}")
    assert li.next().text.startswith("请写明从几点到几点")


def test_quiet_hours_are_kept_with_the_subscriptions(li: User) -> None:
    li.asks("/subscribe 静默 22:00-08:00")
    assert li.next().text == "这里还没有订阅，所以没有设置静默。请先用 /subscribe 订阅。"
    li.asks("/subscribe 安徽")
    li.next()
    li.asks("/subscribe 静默 22:00-08:00")
    assert li.next().text == "22:00 到 08:00 不发，过后补发。对这里的 1 个订阅都有效。"
    li.asks("/subscribe 江苏")
    li.next()
    li.asks("我的订阅")
    assert li.next().text.endswith("静默：22:00 到 08:00 不发，过后补发。")
    li.asks("/subscribe 静默 关")
    assert li.next().text == "静默已经取消，以后到点就发。"
    li.asks("我的订阅")
    assert "静默" not in li.next().text


def test_listing_and_unsubscribing(li: User) -> None:
    for text in ("/subscribe 安徽", "/subscribe 每日 23:59", "/subscribe"):
        li.asks(text)
        li.next()
    for text in ("/subscriptions", "我的订阅"):
        li.asks(text)
        said = li.next()
        assert said.text.splitlines() == [
            "这里的订阅：",
            "",
            "1. 新通知和修订的摘要（条件：地区：安徽）",
            "2. 每天 23:59 一个案例（不限条件）",
            "3. 新通知和修订的摘要（不限条件）",
        ]
    assert said.buttons == [["退订 1", "退订 2", "退订 3"], ["全部退订"]]
    before = said
    assert li.presses(said, "退订 2").notification() == "已退订。"
    said = said.edited()
    assert said.text.splitlines()[2:] == [
        "1. 新通知和修订的摘要（条件：地区：安徽）",
        "2. 新通知和修订的摘要（不限条件）",
    ]
    li.asks("退订")
    ending = li.next()
    assert ending.text.startswith("要退订哪一个？")
    assert li.presses(ending, "全部退订").notification() == "已退订。"
    assert ending.edited().text.startswith("这里没有订阅")
    stale = next(button["callback_data"] for button in before.keyboard[0] if button["text"] == "退订 1")
    assert li.presses(said, data=stale).notification() == "这个订阅已经不在了。"


def test_many_subscriptions_have_pages_of_buttons(li: User) -> None:
    for number in range(1, 9):
        li.asks(f"/subscribe 至少{number}个单位参与的")
        li.next()
    li.asks("/subscriptions")
    said = li.next()
    assert said.labels == [*(f"退订 {number}" for number in range(1, 6)), "下一页 ›", "全部退订"]
    li.presses(said, "下一页 ›").notification()
    said = said.edited()
    assert len(said.text.splitlines()) == 10
    assert said.labels == ["退订 6", "退订 7", "退订 8", "‹ 上一页", "全部退订"]
    assert li.presses(said, "退订 8").notification() == "已退订。"
    said = said.edited()
    assert said.labels == [*(f"退订 {number}" for number in range(1, 8)), "全部退订"]


def test_a_daily_subscription_can_be_moved_to_another_time(li: User) -> None:
    for clock in ("09:00", "10:30"):
        li.asks(f"/subscribe 每日 {clock}")
        said = li.next().text
        assert said.startswith(f"已订阅：每天 {clock} 一个案例")
    assert said.splitlines()[1] == "原来的每天 09:00 不再发。"
    li.asks("/subscriptions")
    assert li.next().text.splitlines()[2:] == ["1. 每天 10:30 一个案例（不限条件）"]


def test_an_edit_does_not_change_the_subscription(li: User) -> None:
    """An edit of the command does not change the subscription."""
    for before, after in (("/subscribe 安徽", "/subscribe 江苏"), ("订阅 上海", "订阅 江苏")):
        asked = li.asks(before)
        answer = li.next()
        li.edits(asked, after)
        li.silent()
        assert (now := answer.now()) is not None
        assert now.edition == 0
    li.asks("/subscriptions")
    assert "江苏" not in li.next().text


# Groups.


def managing(telegram: Telegram, group: Chat) -> tuple[User, User, User]:
    owner, admin, member = (telegram.user(name) for name in ("群主", "管理员", "成员"))
    owner.becomes(group, "creator")
    admin.becomes(group, "administrator")
    member.becomes(group, "member")
    return owner, admin, member


@pytest.mark.parametrize("kind", ["group", "supergroup", "with privacy"])
def test_owners_and_administrators_subscribe_a_group(telegram: Telegram, kind: str) -> None:
    group = telegram.group("处室") if kind == "group" else telegram.supergroup("处室", privacy=kind != "supergroup")
    owner, admin, member = managing(telegram, group)
    for who, condition in ((owner, "安徽"), (admin, "江苏")):
        said = who.says(group, f"/subscribe@{telegram.username} {condition}")
        answer = group.next()
        assert answer.text.startswith(f"已订阅：新通知和修订的摘要（条件：地区：{condition}）")
        assert answer.reply_to == said.id
    for text in ("/subscribe 上海", "/unsubscribe"):
        member.says(group, text)
        assert group.next().text.startswith("订阅和退订由群主和管理员来定。")
    member.says(group, "/subscriptions")
    listed = group.next()
    assert len(listed.text.splitlines()) == 4
    assert member.presses(listed, "退订 1").notification().startswith("订阅和退订由群主和管理员来定。")
    assert len(listed.now().text.splitlines()) == 4  # type: ignore[union-attr]
    assert admin.presses(listed, "退订 1").notification() == "已退订。"
    assert listed.edited().text.splitlines()[2:] == ["1. 新通知和修订的摘要（条件：地区：江苏）"]


def test_anonymous_administrators_and_other_anonymous_senders(telegram: Telegram) -> None:
    group = telegram.supergroup("处室")
    group.anonymous("/subscribe 安徽")
    assert group.next().text.startswith("已订阅：")
    member = telegram.user("成员")
    member.says(group, "/subscribe 上海", sender_chat={"id": -1002009, "type": "channel", "title": "成员的频道"})
    assert "以频道的身份发言" in group.next().text
    member.says(group, f"@{telegram.username} 订阅 上海")
    assert group.next().text.startswith("订阅和退订由群主和管理员来定。")


def test_unavailable_administrators(telegram: Telegram) -> None:
    group = telegram.supergroup("处室")
    owner, *_ = managing(telegram, group)
    telegram.fails("getChatAdministrators", chat=group, status=400, description="Bad Request: CHAT_ADMIN_REQUIRED")
    owner.says(group, "/subscribe")
    assert group.next().text == "现在问不到谁是本群的管理员，请稍后再试。"
    telegram.fails("getChatAdministrators", chat=group, status=502, times=2)
    owner.says(group, "/subscribe")
    assert group.next().text.startswith("已订阅：")


def test_forged_buttons_end_no_subscription_elsewhere(telegram: Telegram, li: User) -> None:
    wang = telegram.user("王")
    wang.asks("/subscribe 安徽")
    wang.next()
    wang.asks("/subscriptions")
    theirs = wang.next()
    li.asks("/subscribe 江苏")
    li.next()
    li.asks("/subscriptions")
    mine = li.next()
    forged = theirs.keyboard[0][0]["callback_data"]
    assert li.presses(mine, data=forged).notification() == "这个订阅已经不在了。"
    wang.asks("/subscriptions")
    assert wang.next().text.splitlines()[2:] == ["1. 新通知和修订的摘要（条件：地区：安徽）"]
    for data in ("s0", "s-1", "s99999999999999999999", "sall2", "s"):
        assert "失效" in li.presses(mine, data=data).notification()


def test_a_topic_has_its_own_subscriptions(telegram: Telegram) -> None:
    forum = telegram.supergroup("论坛", forum=True)
    owner, *_ = managing(telegram, forum)
    anhui, jiangsu = forum.topic("安徽"), forum.topic("江苏")
    for topic, text in ((anhui, "安徽"), (jiangsu, "江苏")):
        owner.says(topic, f"/subscribe {text}")
        answer = topic.next()
        assert (answer.topic, answer.text.splitlines()[0]) == (
            topic.thread,
            f"已订阅：新通知和修订的摘要（条件：地区：{text}）",
        )
    owner.says(forum, "/subscribe")
    assert [forum.next().topic for _ in range(3)] == [anhui.thread, jiangsu.thread, None]
    owner.says(jiangsu, "/subscriptions")
    assert jiangsu.next().text.splitlines()[2:] == [
        "1. 新通知和修订的摘要（条件：地区：安徽）（发到别的话题）",
        "2. 新通知和修订的摘要（条件：地区：江苏）",
        "3. 新通知和修订的摘要（不限条件）（发到 General 话题）",
    ]


# Channels.


def test_a_channel_subscribes(telegram: Telegram) -> None:
    channel = telegram.channel("公告")
    channel.posts("安徽参与了哪些案例")
    channel.posts("订阅 安徽")
    channel.posts("/ask 安徽参与了哪些案例")
    channel.posts("/subscribe@other_bot")
    channel.silent()
    telegram.raw(
        channel_post={
            "message_id": 900,
            "date": int(time.time()),
            "chat": {"id": channel.id, "type": "channel", "title": "公告"},
            "text": "/subscriptions",
            "entities": [{"type": "bot_command", "offset": 0, "length": 14}],
        }
    )
    assert channel.next().text.startswith("这里没有订阅")
    channel.posts("/subscribe 安徽 最佳")
    said = channel.next()
    assert said.text.startswith("已订阅：新通知和修订的摘要（条件：地区：安徽；等次：最佳实践案例）")
    links = [button["url"] for row in said.keyboard for button in row]
    assert links
    assert all(link.startswith(f"https://t.me/{telegram.username}?start=") for link in links)
    reader = telegram.user("读者")
    reader.asks(f"/start {links[0].partition('=')[2]}")
    assert "共 9 个案例" in reader.next().text
    channel.posts(f"/subscribe@{telegram.username} 每日 00:00")
    said = channel.next()
    assert [button["text"] for row in said.keyboard for button in row] == ["问这个案例"]
    reader.asks(f"/start {said.keyboard[0][0]['url'].partition('=')[2]}")
    assert reader.next().text.splitlines()[0] in said.text
    channel.posts("/subscriptions")
    listed = channel.next()
    assert reader.presses(listed, "退订 1").notification().startswith("订阅和退订由群主和管理员来定。")
    owner = telegram.user("频道主")
    owner.becomes(channel, "creator")
    assert owner.presses(listed, "全部退订").notification() == "已退订。"
    assert listed.edited().text.startswith("这里没有订阅")


def test_an_administrator_sets_up_a_channel_in_private(telegram: Telegram) -> None:
    channel = telegram.channel("公告", username="gonggao_channel")
    owner, li = telegram.user("频道主"), telegram.user("李")
    owner.becomes(channel, "creator")
    owner.asks("/subscribe @gonggao_channel 安徽")
    assert owner.next().text.startswith("频道《公告》已订阅：新通知和修订的摘要（条件：地区：安徽）")
    owner.asks("/subscribe @gonggao_channel 每周一 09:00")
    said = owner.next()
    assert said.text.startswith("频道《公告》已订阅：每周一 09:00 一份汇总")
    for command in ("/subscribe @gonggao_channel 江苏", "/subscriptions @gonggao_channel"):
        li.asks(command)
        assert li.next().text == "您不是频道《公告》的管理员：它的订阅由它的管理员来定。"
    telegram.fails(
        "getChatAdministrators", chat=channel, status=400, description="Bad Request: member list inaccessible"
    )
    owner.asks("/subscribe @gonggao_channel 江苏")
    assert owner.next().text.startswith("我不在频道《公告》里。")
    li.asks("叉车是谁做的")
    forged = said.keyboard[0][0]["callback_data"]
    assert li.presses(li.next(), data=forged).notification() == "这个订阅已经不在了。"
    owner.asks("/subscriptions @gonggao_channel")
    listed = owner.next()
    assert listed.text.splitlines()[0] == "频道《公告》的订阅："
    assert listed.labels == ["退订 1", "退订 2"]
    assert owner.presses(listed, "退订 1").notification() == "已退订。"
    assert listed.edited().text.splitlines()[2:] == ["1. 每周一 09:00 一份汇总（不限条件）"]
    owner.presses(said, "退订").notification()
    assert said.edited().text.startswith("这里没有订阅")
    channel.silent()
    for name, answer in (("@nobody_here", "找不到频道 @nobody_here"), ("-1001234567890", "找不到频道 -1001234567890")):
        owner.asks(f"/subscribe {name} 安徽")
        assert owner.next().text.startswith(answer)
    telegram.supergroup("处室", username="chushi_group")
    owner.asks("/subscribe @chushi_group")
    assert owner.next().text.startswith("@chushi_group 不是频道。")
