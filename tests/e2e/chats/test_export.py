"""Files: /export, its words and the button 导出, their content and names, and the reply if there is none."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from urllib.request import ProxyHandler, build_opener

import pytest
from openpyxl import load_workbook

from bot.export.csv_file import HEADER
from bot.telegram.conversations.callback_actions import GONE, UPDATED
from bot.telegram.rendering.html import utf16_length
from data.load import load
from tests.e2e.chats.test_buttons import write_larger_data
from tests.e2e.conftest import StartBot
from tests.e2e.harness.bot_process import TOKEN, BotProcess
from tests.e2e.harness.conversation import Reply, Telegram

ANHUI = "安徽参与了哪些案例"


def content(bot: BotProcess, reply: Reply) -> bytes:
    """Return the content of a message's file."""
    assert utf16_length(reply.text) <= 1024
    file: str = reply.message["document"]["file_id"]
    with build_opener(ProxyHandler({})).open(f"{bot.server.url}/file/bot{TOKEN}/photos/{file}") as opened:
        data: bytes = opened.read()
    return data


def sheets(bot: BotProcess, reply: Reply) -> dict[str, list[list[Any]]]:
    """Return the rows of each sheet."""
    book = load_workbook(BytesIO(content(bot, reply)))
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


def rows(bot: BotProcess, reply: Reply) -> list[list[str]]:
    """Return the rows of a CSV file."""
    text = content(bot, reply).decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.reader(StringIO(text[1:], newline=""), strict=True))


def test_the_button_below_a_list_gives_its_cases(telegram: Telegram, session_bot: BotProcess) -> None:
    li = telegram.user("李")
    li.asks(ANHUI)
    answer = li.next()
    revision = load().revision
    assert li.presses(answer, "导出").notification() == ""
    file = li.next()
    assert file.file_name == "安徽参与的案例.xlsx"
    assert file.text.splitlines() == [
        "安徽参与的案例（17 个案例）",
        "理解为：地区：安徽 → 17 个案例",
        f"数据版本：{revision}",
    ]
    found = sheets(session_bot, file)
    assert list(found) == ["案例", "单位", "说明"]
    assert len(found["案例"]) == 18
    assert found["案例"][1][:3] == ["最佳实践案例", 1, "深入推进“满意消费长三角”行动"]
    assert found["说明"][0] == ["查询", "安徽参与的案例有哪些"]
    assert found["说明"][-1] == ["数据版本", revision]
    assert (now := answer.now()) is not None
    assert now.edition == 0
    assert li.presses(file, "CSV 版").notification() == ""
    other = li.next()
    assert other.file_name == "安徽参与的案例.csv"
    header, *cases = rows(session_bot, other)
    assert tuple(header) == HEADER
    assert [case[2] for case in cases] == [row[2] for row in found["案例"][1:]]
    assert li.presses(other, "Excel 版").notification() == ""
    assert li.next().file_name == file.file_name


def test_the_button_below_a_card_gives_its_case(telegram: Telegram, session_bot: BotProcess) -> None:
    li = telegram.user("李")
    li.asks(ANHUI)
    li.taps(li.next(), 3)
    opened = li.next()
    li.asks("搭建长三角市场主体基础数据库及可视化平台")
    for card in (opened, li.next()):
        assert li.presses(card, "导出").notification() == ""
        found = sheets(session_bot, li.next())
        assert [row[1:3] for row in found["案例"][1:]] == [[4, "搭建长三角市场主体基础数据库及可视化平台"]]
        assert len(found["单位"]) > 2


def test_words_that_ask_for_a_file_of_what_was_answered(telegram: Telegram, session_bot: BotProcess) -> None:
    li = telegram.user("李")
    li.asks("杭州参与了哪些案例")
    answer = li.next()
    for text in ("/export", "导出", "导出Excel。", "发个表格", "把这些案例导出来", f"/export@{telegram.username}"):
        li.asks(text)
        assert li.next().file_name == "杭州参与的案例.xlsx"
    li.asks("导出 CSV")
    assert len(rows(session_bot, li.next())) == 3
    li.asks("那宁波呢")
    assert "打造沪甬商标品牌国际化战略协作新样板" in li.next().text
    li.asks("导出", reply_to=answer)
    file = li.next()
    assert file.file_name == "杭州参与的案例.xlsx"
    li.asks("那宁波呢", reply_to=file)
    assert "打造沪甬商标品牌国际化战略协作新样板" in li.next().text


def test_a_question_with_the_request(telegram: Telegram, session_bot: BotProcess) -> None:
    li = telegram.user("李")
    for text in ("/export 安徽有哪些单位", "导出安徽有哪些单位", "把安徽有哪些单位导出成Excel"):
        li.asks(text)
        found = sheets(session_bot, li.next())
        assert list(found) == ["单位", "案例", "说明"]
        assert {row[4] for row in found["单位"][1:]} == {"安徽省"}
    li.asks("/export 禁鱼")
    file = li.next()
    assert file.file_name == "推进“长江禁渔”长三角协同监管.xlsx"
    assert "已按“禁渔”理解“禁鱼”。" in file.text
    li.asks("谁做的")
    assert "执法稽查处" in li.next().text


def test_without_anything_before_it_is_the_latest_notice(telegram: Telegram, session_bot: BotProcess) -> None:
    li = telegram.user("李")
    li.asks("导出")
    file = li.next()
    assert file.file_name == "《关于公布长三角市场监管一体化发展“最佳实践案例”的通知》.xlsx"
    assert len(sheets(session_bot, file)["案例"]) == 23


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("西藏参与了哪些案例", "这个回答里没有案例，没有可以导出的。"),
        ("今天天气怎么样", "可以这样问"),
        ("没有浙江的案例", "没有案例"),
    ],
)
def test_an_answer_without_cases_is_said_in_words(telegram: Telegram, question: str, answer: str) -> None:
    li = telegram.user("李")
    li.asks(f"/export {question}")
    reply = li.next()
    assert reply.file_name == ""
    assert answer in reply.text
    li.silent()


def test_after_a_clarification_there_is_nothing_to_export(telegram: Telegram) -> None:
    li = telegram.user("李")
    li.asks("江徽参与了哪些案例")
    assert "都不是" in li.next().labels
    li.asks("导出")
    assert li.next().text == (
        "这个回答里没有案例，没有可以导出的。请先问出案例，再说“导出”；也可以一次说完：导出安徽的案例。"
    )


def test_how_to_export_is_told(telegram: Telegram) -> None:
    li = telegram.user("李")
    li.asks("怎么导出")
    reply = li.next()
    assert reply.file_name == ""
    assert "发“导出安徽的案例”" in reply.text
    li.asks("能导出吗")
    assert li.next().text == reply.text
    li.asks("怎么画图")
    assert "发“图 " in li.next().text


def test_in_a_topic(telegram: Telegram) -> None:
    forum = telegram.supergroup("论坛", forum=True)
    topic = forum.topic("案例")
    li, wang = telegram.user("李"), telegram.user("王")
    said = li.says(topic, f"@{telegram.username} 导出 杭州")
    file = topic.next()
    assert (file.topic, file.reply_to, file.file_name) == (topic.thread, said.id, "杭州参与的案例.xlsx")
    li.says(topic, f"@{telegram.username} {ANHUI}")
    answer = topic.next()
    wang.presses(answer, "导出").notification()
    below = topic.next()
    assert (below.topic, below.reply_to) == (topic.thread, answer.id)
    wang.says(topic, "导出", reply_to=answer)
    assert topic.next().file_name == "安徽参与的案例.xlsx"


def test_chats_that_take_no_files_are_told(telegram: Telegram) -> None:
    group, li = telegram.supergroup("只准文字"), telegram.user("李")
    forbidden = "Bad Request: not enough rights to send documents to the chat"
    telegram.fails("sendDocument", chat=group, times=2, status=400, description=forbidden)
    said = li.says(group, f"/export@{telegram.username} 杭州")
    reply = group.next()
    assert (reply.text, reply.reply_to) == ("这里不让我发文件。要表格，请私聊我再要一次。", said.id)
    li.says(group, f"@{telegram.username} {ANHUI}")
    li.presses(group.next(), "导出").notification()
    assert "这里不让我发文件" in group.next().text


def test_a_refused_file_is_said(start_bot: StartBot) -> None:
    telegram = start_bot().telegram
    li = telegram.user("李")
    telegram.fails("sendDocument", status=400, description="Bad Request: file is too weird")
    li.asks("/export 杭州")
    assert li.next().text == "表格没有做成，请过一会儿再要。"


def test_changed_data(start_bot: StartBot, tmp_path: Path) -> None:
    folder = write_larger_data(tmp_path / "data", 3)
    bot = start_bot(ANLITONG_DATA_DIR=str(folder))
    li = bot.telegram.user("李")
    li.asks("/export")
    assert li.next().file_name == "第二份通知的案例.xlsx"
    li.asks("第二份案例通知的案例")
    answer = li.next()
    notice = folder / "notices" / "zz-second.yaml"
    notice.write_text(notice.read_text("utf-8").replace("推进第1号工程", "推动第1号工程"), "utf-8")
    bot.restart()
    assert li.presses(answer, "导出").notification() == UPDATED
    assert "推动第1号工程协同治理" in str(sheets(bot, li.next())["案例"])
    notice.unlink()
    bot.restart()
    assert li.presses(answer, "导出").notification() == GONE


def test_no_formula_comes_from_a_title(start_bot: StartBot, tmp_path: Path) -> None:
    folder = write_larger_data(tmp_path / "data", 3)
    notice = folder / "notices" / "zz-second.yaml"
    title = '=HYPERLINK("http://a.example")推进第1号工程'
    notice.write_text(notice.read_text("utf-8").replace("推进第1号工程协同治理", f"'{title}'"), "utf-8")
    bot = start_bot(ANLITONG_DATA_DIR=str(folder))
    li = bot.telegram.user("李")
    li.asks("/export 第二份案例通知的案例")
    file = li.next()
    cell = load_workbook(BytesIO(content(bot, file)))["案例"]["C2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (title, "s", None)
    li.presses(file, "CSV 版").notification()
    assert rows(bot, li.next())[1][2] == f"'{title}"
