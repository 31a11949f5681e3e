"""Buttons: cases, pages, refinements, choices; after a restart, with other data, forged and stale."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

import data
from bot.telegram.conversations.callback_actions import GONE, STALE, UPDATED
from tests.e2e.conftest import StartBot
from tests.e2e.harness.conversation import Reply, Telegram, User

LIST = "安徽参与了哪些案例"


def press(user: User, card: Reply, label: str, toast: str = "") -> Reply:
    """Return the message after a button was pressed."""
    assert user.presses(card, label).notification() == toast
    return card.edited()


def test_titles_of_a_list_open_cases(telegram: Telegram) -> None:
    li = telegram.user("李")
    li.asks(LIST)
    card = li.next()
    assert card.buttons == [["最佳 9", "优秀 8"], ["换省份", "这些案例的单位"], ["对照图", "导出", "分享", "答得不对"]]
    assert len(card.links) == 17
    li.taps(card, 3)
    opened = li.next()
    assert opened.text.startswith("搭建长三角市场主体基础数据库及可视化平台\n最佳实践案例第 4 个\n\n上海")
    assert "✓ 安徽省市场监督管理局登记注册局" in opened.text
    assert "出处：" in opened.text
    assert opened.buttons == [["图", "导出", "分享", "复制链接"]]
    li.asks("谁做的")
    assert "安徽省市场监督管理局登记注册局" in li.next().text
    li.asks("第二个")
    assert li.next().text.startswith("探索标准化赋能区域发展战略的新路子")
    assert (now := card.now()) is not None
    assert now.edition == 0


def test_a_title_opens_its_case_from_a_group_in_private(telegram: Telegram) -> None:
    group, li = telegram.supergroup("处室"), telegram.user("李")
    li.says(group, f"/ask {LIST}")
    li.taps(group.next(), 3)
    assert li.next().text.startswith("搭建长三角市场主体基础数据库及可视化平台")


def test_a_number_never_parts_from_its_tier(telegram: Telegram) -> None:
    li = telegram.user("李")
    li.asks(LIST)
    assert "（优秀 10，经郎溪县、广德市）" in li.next().text


def test_a_set_of_one_is_its_card(telegram: Telegram) -> None:
    li = telegram.user("李")
    li.asks("江苏的食品案例")
    card = li.next()
    assert card.text.startswith("建设长三角区域食品安全信息追溯体系\n最佳实践案例第 7 个\n")
    assert "理解为：地区：江苏；主题：食品 → 1 个案例" in card.text
    assert "✓ 江苏省市场监督管理局食品安全协调处" in card.text
    assert card.buttons == [["去掉“食品”"], ["图", "导出", "分享"], ["复制链接", "答得不对"]]
    li.asks("杨浦的案例")
    assert "优秀实践案例第 11 个" in li.next().text


@pytest.mark.parametrize(
    ("question", "labels", "leads_to"),
    [
        ("温州的案例", ["上海", "江苏", "浙江", "安徽"], "地区：江苏"),
        ("没有浙江的案例", ["上海", "江苏", "安徽"], "没有江苏"),
        ("安徽和温州都参与的", ["去掉“温州”", "上海", "江苏", "浙江"], "地区：江苏"),
    ],
)
def test_an_answer_with_nothing_in_it_offers_ways_on(
    telegram: Telegram, question: str, labels: list[str], leads_to: str
) -> None:
    li = telegram.user("李")
    li.asks(question)
    nothing = li.next()
    assert nothing.labels == [*labels, "答得不对"]
    assert leads_to in press(li, nothing, "江苏").text


def test_refinements(telegram: Telegram) -> None:
    li = telegram.user("李")
    li.asks(LIST)
    card = li.next()
    units = press(li, card, "这些案例的单位")
    assert "共 77 个单位" in units.text
    best = press(li, press(li, units, "返回"), "最佳 9")
    assert "共 9 个案例" in best.text
    menu = press(li, best, "换省份")
    assert menu.html == best.html
    assert "江苏" in menu.labels
    jiangsu = press(li, menu, "江苏")
    assert "地区：江苏" in jiangsu.text
    assert "最佳" in jiangsu.text.split("\n")[1]
    li.asks("优秀的呢")
    assert "地区：江苏" in li.next().text


def test_a_message_is_edited_while_its_callback_query_is_answered(telegram: Telegram) -> None:
    li = telegram.user("李")
    li.asks(LIST)
    card = li.next()
    before = len(telegram.calls("answerCallbackQuery"))
    telegram.fails("answerCallbackQuery", "hung", seconds=8)
    pressed = li.presses(card, "最佳 9")
    assert "共 9 个案例" in card.edited().text
    assert not any(call.status for call in telegram.calls("answerCallbackQuery")[before:])
    assert pressed.notification() == ""


def test_other_cases_of_the_same_units(telegram: Telegram) -> None:
    li = telegram.user("李")
    li.asks("认证监管同向同步同行")
    card = li.next()
    assert any("同单位" in label for label in card.labels)
    other = press(li, card, "同单位")
    assert "促进检验检测行业协同发展" in other.text


def test_a_list_of_places_offers_any_and_all(telegram: Telegram) -> None:
    li = telegram.user("李")
    li.asks("上海和浙江都参与的")
    every = li.next()
    number = int(every.text.split("共 ")[1].split(" ")[0])
    some = press(li, every, "任一")
    assert int(some.text.split("共 ")[1].split(" ")[0]) >= number
    assert "上海或浙江" in some.text.split("\n")[1]
    li.asks("上海或浙江参与的案例")
    assert "上海、浙江都有" in press(li, li.next(), "全部").text.split("\n")[1]


def test_conditions_are_dropped(telegram: Telegram) -> None:
    li = telegram.user("李")
    li.asks("没有安徽的最佳案例")
    card = li.next()
    dropped = press(li, card, "去掉“没有安徽”")
    assert "共 10 个案例" in dropped.text
    assert "安徽" not in dropped.text.split("\n")[1]
    assert "共 22 个案例" in press(li, dropped, "全部 22").text


def test_a_clarification_offers_choices(telegram: Telegram) -> None:
    li = telegram.user("李")
    li.asks("江徽参与了哪些案例")
    asked = li.next()
    assert "您是不是想问" in asked.text
    assert set(asked.labels) >= {"江苏参与了哪些案例", "安徽参与了哪些案例", "都不是"}
    meant = press(li, asked, "安徽")
    assert "共 17 个案例" in meant.text
    again = press(li, meant, "返回")
    assert again.html == asked.html
    neither = press(li, again, "都不是")
    assert neither.text.startswith("那请换个说法再问")
    li.presses(neither, "叉车是谁做的").notification()
    assert "共 4 个单位" in li.next().text


def test_a_choice_keeps_the_context_of_the_previous_question(telegram: Telegram) -> None:
    li = telegram.user("李")
    li.asks("江苏参与了哪些最佳案例")
    li.next()
    li.asks("那江徽呢")
    asked = li.next()
    assert "都不是" in asked.labels
    line = press(li, asked, "安徽").text.split("\n")[1]
    assert "安徽" in line
    assert "最佳" in line


def test_pages_turn_in_place(start_bot: StartBot, tmp_path: Path) -> None:
    bot = start_bot(ANLITONG_DATA_DIR=str(write_larger_data(tmp_path / "data", 60)))
    li = bot.telegram.user("李")
    li.asks("第二份案例通知有哪些案例")
    first = li.next()
    assert "第 1/5 页" in first.text
    seen = [first]
    while any("下一页" in label for label in seen[-1].labels):
        seen.append(press(li, seen[-1], "下一页"))
    numbers = [line.split(".")[0] for page in seen for line in page.text.splitlines() if line[:1].isdigit()]
    assert numbers == [str(number) for number in range(1, 61)]
    li.taps(seen[-1], 12)
    assert "第 60 个" in li.next().text


def test_buttons_work_after_a_restart(start_bot: StartBot) -> None:
    bot = start_bot()
    li = bot.telegram.user("李")
    li.asks(LIST)
    card = li.next()
    bot.restart()
    units = press(li, card, "这些案例的单位")
    assert "共 77 个单位" in units.text
    bot.restart()
    assert press(li, units, "返回").html.partition("\n1.")[0] == card.html.partition("\n1.")[0]
    li.taps(card, 3)
    assert "✓ 安徽省市场监督管理局登记注册局" in li.next().text


def test_buttons_report_changed_data(start_bot: StartBot, tmp_path: Path) -> None:
    folder = write_larger_data(tmp_path / "data", 2)
    bot = start_bot(ANLITONG_DATA_DIR=str(folder))
    li = bot.telegram.user("李")
    li.asks(LIST)
    card = li.next()
    li.asks("第二份案例通知有哪些案例")
    gone = li.next()
    (folder / "notices" / "zz-second.yaml").unlink()
    bot.restart()
    assert "共 77 个单位" in press(li, card, "这些案例的单位", toast=UPDATED).text
    li.taps(gone, 1)
    assert li.next().text.startswith("您好，我是案例通")
    assert li.presses(gone, "这些案例的单位").notification() == GONE
    li.silent()


def test_a_case_that_moved_is_found_by_its_title(start_bot: StartBot, tmp_path: Path) -> None:
    folder = write_larger_data(tmp_path / "data", 3)
    bot = start_bot(ANLITONG_DATA_DIR=str(folder))
    li = bot.telegram.user("李")
    li.asks("第二份案例通知有哪些案例")
    card = li.next()
    li.taps(card, 2)
    title = li.next().text.split("\n")[0]
    file = folder / "notices" / "zz-second.yaml"
    notice = yaml.safe_load(file.read_text())
    del notice["tiers"][0]["cases"][0]
    file.write_text(yaml.safe_dump(notice, allow_unicode=True))
    bot.restart()
    li.taps(card, 2)
    moved = li.next().text
    assert moved.startswith(title)
    assert "第 1 个" in moved


@pytest.mark.parametrize(
    "data",
    ["", "x", "e1.b", "e1.p1", "e.b", "ezzzzzzzzzzzzz.p1", "e1.o99", "c0", "caaaaaaaabbbbbbbb1-1", "e1.r340000", "安徽",
     "e-1.b", "e1.p0", "e1." + "z" * 24, "'; DROP TABLE exchanges; --"],
)  # fmt: skip
def test_forged_data_gets_a_polite_notification(telegram: Telegram, data: str) -> None:
    li = telegram.user("李")
    li.asks("叉车是谁做的")
    card = li.next()
    assert li.presses(card, data=data).notification() in (STALE, GONE)
    li.silent()
    assert (now := card.now()) is not None
    assert now.edition == 0


def test_a_button_of_another_chat_does_nothing(telegram: Telegram) -> None:
    li, wang = telegram.user("李"), telegram.user("王")
    li.asks(LIST)
    theirs = li.next()
    wang.asks("叉车是谁做的")
    mine = wang.next()
    for row in theirs.keyboard:
        for button in row:
            if "callback_data" not in button:
                continue
            assert wang.presses(mine, data=button["callback_data"]).notification() in (
                STALE,
                "点得有点快，请过一会儿再点。",
            )
    wang.silent()


def test_a_press_by_another_leaves_the_list_and_answers_the_presser(telegram: Telegram) -> None:
    group = telegram.supergroup("处室")
    li, wang, zhao = telegram.user("李"), telegram.user("王"), telegram.user("赵")
    li.says(group, f"/ask {LIST}")
    card = group.next()
    assert wang.presses(card, "最佳 9").notification() == ""
    theirs = group.next()
    assert theirs.reply_to == card.id
    assert "共 9 个案例" in theirs.text
    assert "‹ 返回" not in theirs.labels
    assert zhao.presses(card, "这些案例的单位").notification() == ""
    assert "共 77 个单位" in group.next().text
    wang.presses(card, "优秀 8").notification()
    theirs = theirs.edited()
    assert "共 8 个案例" in theirs.text
    wang.presses(card, "换省份").notification()
    menu = theirs.edited()
    assert "江苏" in menu.labels
    jiangsu = press(wang, menu, "江苏")
    assert "地区：江苏" in jiangsu.text
    assert (now := card.now()) is not None
    assert now.edition == 0
    wang.says(group, "/ask 优秀的呢")
    assert "地区：江苏；等次：优秀" in group.next().text
    assert "共 8 个案例" in press(li, card, "优秀 8").text
    group.silent()


def test_a_reply_of_ones_own_survives_a_restart_and_deletion(start_bot: StartBot) -> None:
    bot = start_bot()
    group = bot.telegram.supergroup("处室")
    li, wang = bot.telegram.user("李"), bot.telegram.user("王")
    li.says(group, f"/ask {LIST}")
    card = group.next()
    wang.presses(card, "最佳 9").notification()
    theirs = group.next()
    bot.restart()
    wang.presses(card, "优秀 8").notification()
    assert "共 8 个案例" in theirs.edited().text


def test_pressing_too_fast_gets_a_notification(telegram: Telegram) -> None:
    li = telegram.user("李")
    li.asks(LIST)
    card = li.next()
    presses = [li.presses(card, data="e1.b") for _ in range(9)]  # a tenth might be dropped
    assert presses[-1].notification() in ("点得有点快，请过一会儿再点。", STALE)


def test_a_button_of_an_inaccessible_message(telegram: Telegram) -> None:
    li = telegram.user("李")
    li.asks(LIST)
    card = li.next()
    telegram.raw(
        callback_query={
            "id": "424242",
            "from": {"id": li.id, "is_bot": False, "first_name": "李"},
            "chat_instance": "1",
            "data": card.keyboard[0][0]["callback_data"],
            "message": {"chat": {"id": li.id, "type": "private"}, "message_id": card.id, "date": 0},
        }
    )
    telegram.forgive("query is too old")
    assert "共 9 个案例" in card.edited().text
    telegram.settle()


def test_a_button_in_a_message_sent_inline_is_answered(telegram: Telegram) -> None:
    last = len(telegram.calls()) - 1
    telegram.raw(
        callback_query={
            "id": "434343",
            "from": {"id": telegram.user("李").id, "is_bot": False, "first_name": "李"},
            "chat_instance": "1",
            "data": "e1.b",
            "inline_message_id": "abc",
        }
    )
    telegram.forgive("query is too old")
    assert telegram.awaits("answerCallbackQuery", after=last).params["callback_query_id"] in (434343, "434343")


def write_larger_data(folder: Path, cases: int) -> Path:
    """Write the shipped data and a second notice with `cases` cases."""
    shutil.copytree(Path(data.__file__).parent / "notices", folder / "notices")
    units = ["安徽省合肥市市场监督管理局", "江苏省南京市市场监督管理局"]
    notice = {
        "id": "zz-second",
        "title": "第二份案例通知",
        "aliases": ["第二份通知"],
        "issued": "2026-01-02",
        "issuers": ["安徽省市场监督管理局"],
        "addressed_to": [],
        "facts": [],
        "tiers": [
            {
                "name": None,
                "aliases": [],
                "cases": [
                    {"title": f"推进第{number}号工程协同治理", "aliases": [], "agencies": units[: 1 + number % 2]}
                    for number in range(1, cases + 1)
                ],
            }
        ],
    }
    (folder / "notices" / "zz-second.yaml").write_text(yaml.safe_dump(notice, allow_unicode=True, sort_keys=False))
    return folder
