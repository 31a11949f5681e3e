"""Aliases that an administrator adds by a button below /unanswered."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.e2e.conftest import ADMIN, StartBot
from tests.e2e.harness.conversation import Telegram, User
from tests.e2e.harness.notice_drafts import NoticeDirectory
from tests.e2e.harness.replies import Reply

QUESTION = "开饭店办手续"


@pytest.fixture
def folder(tmp_path: Path) -> NoticeDirectory:
    return NoticeDirectory(tmp_path / "data")


@pytest.fixture
def telegram(start_bot: StartBot, folder: NoticeDirectory) -> Telegram:
    return start_bot(ANLITONG_DATA_DIR=str(folder.path)).telegram


@pytest.fixture
def admin(telegram: Telegram) -> User:
    return telegram.user("管理员", identity=ADMIN)


def clarified(someone: User) -> Reply:
    """Ask until cases are offered by meaning, which the bot prepares after its start."""
    for _ in range(15):
        someone.asks(QUESTION)
        answer = someone.next()
        if "都不是" in answer.labels:
            return answer
        time.sleep(2)  # as often as anybody may ask for long
    raise AssertionError(answer)


def confirmed(admin: User, shown: Reply) -> Reply:
    """Press the first button of the list and return the question whether to write the alias."""
    admin.presses(shown, shown.labels[0]).notification()
    return admin.next()


def test_a_confirmed_alias_is_added_and_asked_again(telegram: Telegram, admin: User, folder: NoticeDirectory) -> None:
    case = clarified(telegram.user("李")).labels[0]
    admin.asks("/unanswered")
    shown = admin.next()
    assert f"· “{QUESTION}”是《{case}" in shown.text
    [[label]] = [row for row in shown.buttons if row[0].startswith(f"“{QUESTION}”是")]
    file = folder.path / "notices" / "csj-2022.yaml"
    before = file.read_text("utf-8")
    assert admin.presses(shown, label).notification() == ""
    asked = admin.next()
    assert asked.text == f"把“{QUESTION}”写成《{case}》的别名吗？以后这样问，就答这个案例。"
    assert asked.labels == ["写成别名", "不写"]
    admin.presses(asked, "不写").notification()
    assert asked.edited().text == "好的，没有写成别名。"
    assert file.read_text("utf-8") == before
    asked = confirmed(admin, shown)
    assert admin.presses(asked, "写成别名").notification() == ""
    assert asked.edited().text == "已经写成别名。数据重新读入以后，再答一遍原来的问题。"
    assert case[:8] in admin.next().text
    assert len(file.read_text("utf-8")) - len(before) == len(f", {QUESTION}")
    assert [kept.read_text("utf-8") for kept in (folder.path / "former").iterdir()] == [before]
    assert admin.presses(shown, label).notification() == "这个按钮已经失效，请重新发送 /unanswered。"


def test_a_folder_that_cannot_be_written_is_said(telegram: Telegram, admin: User, folder: NoticeDirectory) -> None:
    clarified(telegram.user("李"))
    admin.asks("/unanswered")
    shown = admin.next()
    (folder.path / "former").write_text("")  # a file stands where the folder of former versions would be
    asked = confirmed(admin, shown)
    assert admin.presses(asked, "写成别名").notification().startswith("别名没有写成：写不进数据文件夹")
    assert QUESTION not in (folder.path / "notices" / "csj-2022.yaml").read_text("utf-8")


def test_others_cannot_press(telegram: Telegram, admin: User) -> None:
    li = telegram.user("李")
    clarified(li)
    admin.asks("/unanswered")
    data = admin.next().keyboard[0][0]["callback_data"]
    li.asks("帮助")
    assert li.presses(li.next(), data=data).notification() == "这个按钮已经失效，请重新发送 /unanswered。"
