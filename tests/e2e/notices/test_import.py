"""Notices that an administrator sends to the bot: preview, correction, publication, withdrawal."""

from __future__ import annotations

import shutil
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml

from tests.data.notice_import.documents import pdf, sheets, word
from tests.e2e.conftest import ADMIN, StartBot
from tests.e2e.harness.bot_process import BotProcess
from tests.e2e.harness.conversation import Telegram, User
from tests.e2e.harness.notice_drafts import NoticeDirectory
from tests.e2e.harness.replies import PATIENCE, Reply

SECOND_ADMIN = ADMIN + 1
TITLE = "关于公布2024年基层治理典型案例的通知"
TEXT = f"""海南省市场监督管理局
{TITLE}

各市县市场监督管理局：
经评审，现公布典型案例5个。

一、标杆案例（2个）
1. 电梯“一梯一码”监管
单位：海口市市场监督管理局、三亚市市场监督管理局
2. 夜市食品快检
单位：儋州市市场监督管理局

二、优秀案例（3个）
1. 校园食堂阳光厨房
单位：琼海市市场监督管理局、琼海市教育局
2. 渔排计量惠民
单位：陵水黎族自治县市场监督管理局
3. 免税品价格巡查
单位：三亚市市场监督管理局

海南省市场监督管理局
2024年5月6日
"""
QUESTION = "免税品价格巡查是谁做的"


@pytest.fixture
def folder(tmp_path: Path) -> NoticeDirectory:
    return NoticeDirectory(tmp_path / "data")


@pytest.fixture
def bot(start_bot: StartBot, folder: NoticeDirectory) -> BotProcess:
    return start_bot(ANLITONG_DATA_DIR=str(folder.path), ANLITONG_ADMINS=f"{ADMIN},{SECOND_ADMIN}")


@pytest.fixture
def telegram(bot: BotProcess) -> Telegram:
    return bot.telegram


@pytest.fixture
def admin(telegram: Telegram) -> User:
    return telegram.user("管理员", identity=ADMIN)


def preview(admin: User, text: str = TEXT) -> Reply:
    """Send a notice and return its preview."""
    admin.asks(text)
    return admin.next()


def press(admin: User, reply: Reply, label: str) -> Reply:
    """Press a button of a preview and return the message as it is then."""
    before = reply.now()
    assert before is not None
    admin.presses(before, label).notification()
    return before.edited()


def notice_files(folder: NoticeDirectory) -> set[str]:
    """Return the names of the files of notices."""
    return {file.name for file in (folder.path / "notices").iterdir()}


def wait_for_answer(telegram: Telegram, question: str, part: str) -> None:
    """Ask until the answer has this part, each time as another person, who has not asked too much yet."""
    deadline = time.monotonic() + PATIENCE
    while True:
        someone = telegram.user("读者")
        someone.asks(question)
        if part in someone.next().text:
            return
        assert time.monotonic() < deadline, f"no answer with {part!r}"
        time.sleep(0.2)


def test_a_pasted_notice_is_previewed_published_announced_and_withdrawn(
    telegram: Telegram, admin: User, folder: NoticeDirectory
) -> None:
    reader = telegram.user("读者")
    reader.asks("/subscribe")
    reader.next()
    shown = preview(admin)
    for part in (
        f"《{TITLE}》",
        "日期：2024-05-06",
        "发布单位：海南省市场监督管理局",
        "共 5 个案例",
        "标杆案例：2 个",
        "优秀案例：3 个",
        "1. 电梯“一梯一码”监管｜海口市市场监督管理局、三亚市市场监督管理局",
        "5. 免税品价格巡查｜三亚市市场监督管理局",
    ):
        assert part in shown.text
    assert shown.buttons == [["发布", "取消", "下载 YAML"]]
    assert notice_files(folder) == {"csj-2022.yaml"}

    published = press(admin, shown, "发布")
    assert "已发布" in published.text
    assert published.buttons == [["撤回", "下载 YAML"]]
    assert notice_files(folder) == {"csj-2022.yaml", "hainan-2024.yaml"}
    assert f"新通知：《{TITLE}》" in reader.next().text
    wait_for_answer(telegram, QUESTION, "三亚市市场监督管理局")

    withdrawn = press(admin, published, "撤回")
    assert "已撤回" in withdrawn.text
    assert notice_files(folder) == {"csj-2022.yaml"}
    wait_for_answer(telegram, "/status", "1 份通知")


@pytest.mark.parametrize(
    ("name", "content"),
    [("通知.docx", word.numbered_word()), ("通知.txt", TEXT.encode()), (None, TEXT.encode())],
)
def test_a_file_is_previewed(admin: User, name: str | None, content: bytes) -> None:
    admin.sends(name, content)
    assert "共 5 个案例" in admin.next().text


@pytest.mark.parametrize(
    ("name", "content", "parts", "question", "answered"),
    [
        (
            "通知.pdf",
            pdf.wrapped_pdf(),
            ("《安徽省民政厅关于公布全省社区治理创新案例的通知》", "一等奖：3 个", "二等奖：4 个"),
            "库区移民新村五员共治是谁做的",
            "六安市金寨县梅山镇人民政府",
        ),
        (
            "名单.xlsx",
            sheets.workbook(),
            ("《2021年度甘肃省“放管服”改革优秀案例名单》", "共 5 个案例"),
            "医保村村通是谁做的",
            "定西市安定区医疗保障局",
        ),
    ],
    ids=["pdf", "xlsx"],
)
def test_a_file_is_published_and_answered(
    admin: User, name: str, content: bytes, parts: tuple[str, ...], question: str, answered: str
) -> None:
    admin.sends(name, content)
    shown = admin.next()
    for part in parts:
        assert part in shown.text
    assert "已发布" in press(admin, shown, "发布").text
    wait_for_answer(admin.telegram, question, answered)


def test_a_forwarded_notice_longer_than_a_question_is_previewed(admin: User) -> None:
    origin = {"type": "hidden_user", "date": int(time.time()), "sender_user_name": "同事"}
    admin.asks(TEXT, forward_origin=origin)
    assert "共 5 个案例" in admin.next().text


@pytest.mark.parametrize(
    "text",
    [
        "安徽参与了哪些案例",
        "安徽参与了哪些案例？\n上海参与了哪些案例？\n江苏呢？\n浙江呢？",
        "安徽\n参与了\n哪些\n案例",
    ],
)
def test_a_question_is_answered(admin: User, text: str) -> None:
    admin.asks(text)
    answer = admin.next()
    assert "理解为：" in answer.text or "安徽参与了哪些案例" in answer.labels
    assert "发布" not in answer.labels


@pytest.mark.parametrize("lines", [5, 30])
def test_an_article_that_is_no_list_is_refused(admin: User, lines: int) -> None:
    admin.asks("今天开会讨论了明年的工作安排，大家都发了言。\n" * lines)
    assert admin.next().text == "这段文字里没有找到案例名单。"


def test_others_are_told_what_the_bot_does_with_files(telegram: Telegram) -> None:
    li = telegram.user("李")
    li.sends("通知.txt", TEXT.encode())
    assert li.next().text.startswith("文件只收管理员的")
    assert telegram.calls("getFile") == []
    li.asks(TEXT)
    assert li.next().buttons[:1] != [["发布", "取消", "下载 YAML"]]


@pytest.mark.parametrize(
    ("content", "stated", "said"),
    [
        (b"x", 21 * 1024 * 1024, "超过 20 MB"),
        (b"\x89PNG\r\n\x1a\n", None, "这是图片"),
        (b"%PDF-1.4 broken", None, "这份通知没有读成"),
    ],
)
def test_unusable_files_are_refused_with_a_sentence(
    telegram: Telegram, admin: User, content: bytes, stated: int | None, said: str
) -> None:
    admin.sends("通知.docx", content, stated_size=stated)
    assert said in admin.next().text
    assert bool(telegram.calls("getFile")) == (stated is None)


def test_a_download_that_fails_is_said(telegram: Telegram, admin: User) -> None:
    telegram.fails("getFile", status=400, description="Bad Request: wrong file_id")
    telegram.forgive("wrong file_id")
    admin.sends("通知.txt", TEXT.encode())
    assert admin.next().text == "文件没有下载下来，请再发一次。"


def test_corrections_change_the_preview_and_what_is_published(admin: User, folder: NoticeDirectory) -> None:
    shown = preview(admin, TEXT.replace("优秀案例（3个）", "优秀案例（4个）"))
    assert "“优秀案例”写明 4 个，找到 3 个" in shown.text
    admin.asks("标题是关于公布治理案例的通知\n日期是2024年6月7日", reply_to=shown)
    assert admin.next().text == "标题改为《关于公布治理案例的通知》\n日期改为 2024-06-07"
    shown = shown.edited()
    assert "《关于公布治理案例的通知》" in shown.text
    admin.asks("日期是2024年6月7日", reply_to=shown)
    assert admin.next().text == "没有变化：预览里已经是这样了。"
    assert "日期：2024-06-07" in shown.text
    admin.asks("第3个的单位是琼海市教育局\n第三个的标题是阳光厨房\n去掉第5个", reply_to=shown)
    assert admin.next().text == (
        "第 3 个的单位改为琼海市教育局\n第 3 个的标题改为“阳光厨房”\n去掉了第 5 个：免税品价格巡查"
    )
    shown = shown.edited()
    assert "共 4 个案例" in shown.text
    assert "3. 阳光厨房｜琼海市教育局" in shown.text
    assert "“优秀案例”写明 4 个，找到 2 个" in shown.text
    admin.asks("去掉第9个", reply_to=shown)
    assert admin.next().text.startswith("没有第 9 个：一共 4 个。")
    admin.asks("好的谢谢", reply_to=shown)
    assert admin.next().text.startswith("没看懂“好的谢谢”")
    press(admin, shown, "发布")
    written = yaml.safe_load((folder.path / "notices" / "hainan-2024.yaml").read_text("utf-8"))
    assert abs(written["received"] - datetime.now(UTC).date()) <= timedelta(days=1)
    assert written["title"] == "关于公布治理案例的通知"
    assert written["tiers"][1]["cases"][0] == {"title": "阳光厨房", "agencies": ["琼海市教育局"]}
    admin.asks("去掉第1个", reply_to=shown)
    assert "先撤回" in admin.next().text


def test_only_administrators_can_press(telegram: Telegram, admin: User, folder: NoticeDirectory) -> None:
    data = preview(admin).keyboard[0][0]["callback_data"]
    li = telegram.user("李")
    li.asks("帮助")
    assert li.presses(li.next(), data=data).notification() == "这份草稿已经不在了，请把通知再发一次。"
    assert notice_files(folder) == {"csj-2022.yaml"}


def test_a_state_folder_that_cannot_be_written_is_said(bot: BotProcess, admin: User) -> None:
    (bot.state / "drafts").write_text("")
    admin.asks(TEXT)
    assert admin.next().text.startswith("通知读出来了，但草稿存不下来")
    (bot.state / "drafts").unlink()
    shown = preview(admin)
    shutil.rmtree(bot.state / "drafts")
    admin.asks("去掉第1个", reply_to=shown)
    assert "已经不在了" in admin.next().text


def test_help_tells_administrators_how_to_publish(telegram: Telegram, admin: User) -> None:
    admin.asks("/help")
    assert "您是管理员：把公布案例的通知" in admin.next().text
    li = telegram.user("李")
    li.asks("/help")
    assert "您是管理员" not in li.next().text


def test_yaml_is_sent_as_a_file(telegram: Telegram, admin: User) -> None:
    shown = preview(admin)
    admin.presses(shown, "下载 YAML").notification()
    sent = admin.next()
    assert "document" in sent.message
    assert telegram.calls("sendDocument")[-1].status == 200


def test_a_cancelled_draft_cannot_be_published(admin: User, folder: NoticeDirectory) -> None:
    shown = preview(admin)
    cancelled = press(admin, shown, "取消")
    assert "已取消" in cancelled.text
    assert cancelled.buttons == []
    data = shown.keyboard[0][0]["callback_data"]
    assert admin.presses(cancelled, data=data).notification() == "已取消，什么也没发布。"
    assert notice_files(folder) == {"csj-2022.yaml"}


def test_a_new_version_replaces_the_former_one_which_comes_back(admin: User, folder: NoticeDirectory) -> None:
    press(admin, preview(admin), "发布")
    first = (folder.path / "notices" / "hainan-2024.yaml").read_text("utf-8")
    wait_for_answer(admin.telegram, QUESTION, "三亚市")
    shown = preview(admin, TEXT.replace("免税品价格巡查", "免税品价格普查"))
    assert "数据里已经有这份通知（hainan-2024）" in shown.text
    published = press(admin, shown, "发布")
    assert "普查" in (folder.path / "notices" / "hainan-2024.yaml").read_text("utf-8")
    assert [file.read_text("utf-8") for file in (folder.path / "former").iterdir()] == [first]
    assert "换回了原来的版本" in press(admin, published, "撤回").text
    assert (folder.path / "notices" / "hainan-2024.yaml").read_text("utf-8") == first


def test_another_notice_of_the_same_place_and_year_gets_an_id_of_its_own(admin: User, folder: NoticeDirectory) -> None:
    press(admin, preview(admin), "发布")
    press(admin, preview(admin, TEXT.replace("基层治理", "质量提升")), "发布")
    assert notice_files(folder) == {"csj-2022.yaml", "hainan-2024.yaml", "hainan-2024-2.yaml"}


def test_the_second_of_two_administrators_sees_what_the_first_one_did(
    telegram: Telegram, admin: User, folder: NoticeDirectory
) -> None:
    other = telegram.user("另一位", identity=SECOND_ADMIN)
    mine, theirs = preview(admin), preview(other, TEXT.replace("免税品价格巡查", "免税品价格普查"))
    press(admin, mine, "发布")
    before = (folder.path / "notices" / "hainan-2024.yaml").read_bytes()
    asked = press(other, theirs, "发布")
    assert "刚刚变了，还没有发布" in asked.text
    assert (folder.path / "notices" / "hainan-2024.yaml").read_bytes() == before
    assert "已发布" in press(other, asked, "发布").text
    refused = press(admin, mine, "撤回")
    assert "又被改过，没有动它" in refused.text
    assert "普查" in (folder.path / "notices" / "hainan-2024.yaml").read_text("utf-8")


def test_a_draft_survives_a_restart(bot: BotProcess, admin: User, folder: NoticeDirectory) -> None:
    shown = preview(admin)
    bot.kill()
    bot.start()
    assert "已发布" in press(admin, shown, "发布").text
    bot.restart()
    assert "已撤回" in press(admin, shown, "撤回").text
    assert notice_files(folder) == {"csj-2022.yaml"}


def test_a_lost_draft_is_said(bot: BotProcess, admin: User) -> None:
    shown = preview(admin)
    shutil.rmtree(bot.state / "drafts")
    assert admin.presses(shown, "发布").notification() == "这份草稿已经不在了，请把通知再发一次。"


def test_a_folder_that_cannot_be_written_is_said_and_nothing_is_half_done(admin: User, folder: NoticeDirectory) -> None:
    shown = preview(admin)
    # tests may run as root, whom permissions do not stop: a file stands where the folder was
    (folder.path / "notices").rename(folder.path / "elsewhere")
    (folder.path / "notices").write_text("")
    refused = press(admin, shown, "发布")
    assert "没有成功：" in refused.text
    assert refused.buttons == [["发布", "取消", "下载 YAML"]]
    (folder.path / "notices").unlink()
    (folder.path / "elsewhere").rename(folder.path / "notices")
    assert "已发布" in press(admin, refused, "发布").text
    assert [file for file in (folder.path / "notices").iterdir() if file.suffix != ".yaml"] == []


def test_a_faulty_notice_is_not_published_until_it_is_corrected(admin: User, folder: NoticeDirectory) -> None:
    shown = preview(admin, TEXT.replace("单位：三亚市市场监督管理局\n", ""))
    assert "发布不了，请先改好" in shown.text
    assert "第 5 个的单位" in shown.text
    assert "没有发布：还有要先改好的地方" in press(admin, shown, "发布").text
    assert notice_files(folder) == {"csj-2022.yaml"}


def test_without_a_data_folder_the_draft_can_only_be_downloaded(start_bot: StartBot) -> None:
    bot = start_bot()
    shown = preview(bot.telegram.user("管理员", identity=ADMIN))
    assert "ANLITONG_DATA_DIR" in shown.text
    assert shown.buttons == [["取消", "下载 YAML"]]
