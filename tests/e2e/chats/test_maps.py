"""Pictures: /map and 图, their content, and the reply if none can be drawn."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, islice
from pathlib import Path
from signal import SIGKILL
from urllib.request import ProxyHandler, build_opener

import psutil
import pytest

from bot.telegram.conversations.callback_actions import GONE, UPDATED
from bot.telegram.rendering.html import utf16_length
from tests.bot.pictures.reading import Picture, read
from tests.bot.pictures.stopping import stop
from tests.e2e.chats.test_buttons import write_larger_data
from tests.e2e.conftest import StartBot
from tests.e2e.harness.bot_process import TOKEN, BotProcess
from tests.e2e.harness.conversation import PATIENCE, Reply, Telegram


def shown(bot: BotProcess, reply: Reply) -> Picture:
    """Return the picture of a message."""
    with build_opener(ProxyHandler({})).open(f"{bot.server.url}/file/bot{TOKEN}/photos/{reply.photo}") as file:
        picture = read(file.read())
    assert utf16_length(reply.text) <= 1024
    assert reply.message["photo"][-1]["width"] == picture.width == 1080
    return picture


def drawing(bot: BotProcess) -> list[psutil.Process]:
    """Return the bot's drawing processes."""
    children = psutil.Process(bot.pid).children()
    return [child for child in children if "--multiprocessing-fork" in child.cmdline()]


def test_map_of_the_whole_notice(telegram: Telegram, session_bot: BotProcess) -> None:
    li = telegram.user("李")
    files = set()
    for text in ("/map", f"/map@{telegram.username}", "地图", "图"):
        li.asks(text)
        reply = li.next()
        files.add(reply.photo)
    assert len(files) == 1
    picture = shown(session_bot, reply)
    assert picture.title == "关于公布长三角市场监管一体化发展“最佳实践案例”的通知"
    assert [len(titles) for titles in picture.titles.values()] == [10, 12]
    assert picture.titles["优秀实践案例 · 12 个"][3] == "4 构建长三角地区叉车检验标准体系"
    assert picture.rows["安徽"] == "xx.xxxxxxx..xxxxxooo.."
    assert list(picture.rows)[:5] == ["上海", "杨浦", "松江", "青浦", "江苏"]
    assert len(picture.rows) == 30
    assert "各省市参与的案例：上海 21、江苏 20、浙江 22、安徽 17。" in reply.text
    assert "12. 打造沪甬商标品牌国际化战略协作新样板" in reply.text
    assert picture.height < 2.3 * picture.width


def test_map_of_a_query(telegram: Telegram, session_bot: BotProcess) -> None:
    li = telegram.user("李")
    li.asks("/map 杭州")
    reply = li.next()
    picture = shown(session_bot, reply)
    assert picture.title == "地区：杭州"
    assert {name: cells for name, cells in picture.rows.items() if "*" in cells} == {"杭州": "**"}
    assert "理解为：地区：杭州 → 2 个案例" in reply.text
    assert "问到的：杭州（优秀 8、9）" in reply.text
    li.asks("地图 优秀 没有安徽")
    reply = li.next()
    picture = shown(session_bot, reply)
    assert list(picture.titles) == ["优秀实践案例 · 4 个"]
    assert "安徽" not in picture.rows
    assert "没有安徽 → 4 个案例" in reply.text
    li.asks("/map 禁鱼")
    assert "已按“禁渔”理解“禁鱼”" in li.next().text


def test_a_case_as_a_picture(telegram: Telegram, session_bot: BotProcess) -> None:
    li = telegram.user("李")
    li.asks("/map 叉车")
    reply = li.next()
    picture = shown(session_bot, reply)
    assert picture.title == "构建长三角地区叉车检验标准体系"
    assert picture.content["tier"] == "优秀实践案例 · 第 4 个"
    assert len(picture.units) == 4
    assert "上海市市场监督管理局特种设备安全监察处" in reply.text
    li.asks("杨浦的案例")
    li.presses(li.next(), "图").notification()
    picture = shown(session_bot, li.next())
    assert picture.units == ["✓上海市杨浦区市场监督管理局", "浙江省金华市市场监督管理局"]


def test_the_button_below_a_list_gives_its_picture(telegram: Telegram, session_bot: BotProcess) -> None:
    li = telegram.user("李")
    li.asks("上海和浙江都参与、江苏没参与的")
    answer = li.next()
    assert li.presses(answer, "图").notification() == ""
    picture = shown(session_bot, li.next())
    assert list(picture.rows) == ["上海", "杨浦", "浙江", "宁波", "金华"]
    assert (now := answer.now()) is not None
    assert now.edition == 0
    li.asks("今天天气怎么样")
    assert "图" not in li.next().labels


def test_words_that_ask_for_a_picture(telegram: Telegram) -> None:
    li = telegram.user("李")
    li.asks("/map 杭州")
    picture = li.next()
    li.presses(picture, "文字版").notification()
    assert "共 2 个案例" in li.next().text
    li.asks("那宁波呢", reply_to=picture)
    assert "→ 1 个案例" in li.next().text
    said = li.asks("/map 宁波和杭州")
    assert "通知里没有" not in li.next().text
    li.edits(said, "/map 绍兴")
    assert li.next().photo


@pytest.mark.parametrize(("question", "answer"), [("西藏", "通知里没有西藏的单位。"), ("今天天气怎么样", "可以这样问")])
def test_an_empty_result_gives_a_sentence_instead_of_a_picture(telegram: Telegram, question: str, answer: str) -> None:
    li = telegram.user("李")
    li.asks(f"/map {question}")
    reply = li.next()
    assert reply.photo is None
    assert answer in reply.text
    li.silent()


def test_in_a_topic(telegram: Telegram) -> None:
    forum = telegram.supergroup("论坛", forum=True)
    topic = forum.topic("案例")
    li = telegram.user("李")
    said = li.says(topic, f"/map@{telegram.username} 杭州")
    picture = topic.next()
    assert picture.photo
    assert (picture.topic, picture.reply_to) == (topic.thread, said.id)
    li.says(topic, f"@{telegram.username} 安徽参与了哪些案例")
    answer = topic.next()
    li.presses(answer, "图").notification()
    below = topic.next()
    assert (below.topic, below.reply_to) == (topic.thread, answer.id)


def test_a_picture_is_drawn_once_even_across_a_restart(start_bot: StartBot) -> None:
    bot = start_bot()
    telegram = bot.telegram
    li, wang = telegram.user("李"), telegram.user("王")
    li.asks("/map 杭州")
    file = li.next().photo
    wang.asks("图：杭州")
    assert wang.next().photo == file
    assert len(drawing(bot)) == 1
    bot.restart()
    li.asks("/map 杭州")
    assert li.next().photo == file
    assert drawing(bot) == []
    telegram.fails("sendPhoto", status=400, description="Bad Request: wrong file identifier/HTTP URL specified")
    li.asks("/map 杭州")
    assert li.next().photo not in (None, file)


def test_another_revision_has_a_picture_of_its_own(start_bot: StartBot, tmp_path: Path) -> None:
    folder = write_larger_data(tmp_path / "data", 3)
    bot = start_bot(ANLITONG_DATA_DIR=str(folder))
    li = bot.telegram.user("李")
    li.asks("/map")
    before = li.next()
    li.asks("安徽参与了哪些案例")
    answer = li.next()
    assert shown(bot, before).title == "第二份案例通知"
    notice = folder / "notices" / "zz-second.yaml"
    notice.write_text(notice.read_text("utf-8").replace("推进第1号工程", "推动第1号工程"), "utf-8")
    bot.restart()
    assert li.presses(answer, "图").notification() == UPDATED
    assert li.next().photo
    li.asks("/map")
    after = li.next()
    assert after.photo not in (None, before.photo)
    assert "推动第1号工程协同治理" in str(shown(bot, after).titles)


def test_a_long_map_continues_in_further_pictures(start_bot: StartBot, tmp_path: Path) -> None:
    bot = start_bot(ANLITONG_DATA_DIR=str(write_larger_data(tmp_path / "data", 120)))
    li = bot.telegram.user("李")
    li.asks("/map 第二份案例通知")
    pictures = [li.next()]
    while "后面的案例 ›" in pictures[-1].labels:
        bot.restart()
        li.presses(pictures[-1], "后面的案例 ›").notification()
        pictures.append(li.next())
    drawn = [shown(bot, picture) for picture in pictures]
    titles = [title for picture in drawn for part in picture.titles.values() for title in part]
    assert titles == [f"{number} 推进第{number}号工程协同治理" for number in range(1, 121)]
    assert "图中是第 23 到 44 个，一共 120 个案例" in pictures[1].text
    li.presses(pictures[1], "文字版").notification()
    assert "共 120 个案例" in li.next().text
    exchange = pictures[0].keyboard[0][0]["callback_data"].partition(".")[0]
    assert li.presses(pictures[0], data=f"{exchange}.g120").notification() == GONE


def test_chats_without_photo_permission_get_text(telegram: Telegram) -> None:
    group, li = telegram.supergroup("只准文字"), telegram.user("李")
    forbidden = "Bad Request: not enough rights to send photos to the chat"
    telegram.fails("sendPhoto", chat=group, times=2, status=400, description=forbidden)
    li.says(group, f"/map@{telegram.username} 杭州")
    answer = group.next()
    assert "共 2 个案例" in answer.text
    assert answer.text.startswith("这里不让我发图，下面是文字。\n\n")
    li.presses(answer, "图").notification()
    assert group.next().text == "这里不让我发图，请看文字。"


def test_identical_requests_share_one_upload(telegram: Telegram) -> None:
    people = [telegram.user(f"问{number}") for number in range(5)]
    for one in people:
        one.asks("/map 金华或绍兴")
    assert len({one.next().photo for one in people}) == 1
    chats = {one.id for one in people}
    sent = [call.params for call in telegram.calls("sendPhoto") if call.params["chat_id"] in chats]
    assert sum(str(params["photo"]).endswith("bytes>") for params in sent) == 1
    assert len(sent) == 5


@pytest.fixture
def stopped(start_bot: StartBot) -> Iterator[tuple[BotProcess, psutil.Process]]:
    """A bot whose drawing process is stopped."""
    bot = start_bot()
    li = bot.telegram.user("李")
    li.asks("/map 杭州")
    assert li.next().photo
    (process,) = drawing(bot)
    stop(process)
    yield bot, process
    assert not process.is_running()


def test_a_hung_drawing_process_delays_nobody(stopped: tuple[BotProcess, psutil.Process]) -> None:
    bot, _ = stopped
    telegram = bot.telegram
    li, wang = telegram.user("李"), telegram.user("王")
    li.asks("/map 宁波")
    li.asks("安徽参与了哪些案例")
    wang.asks("叉车是谁做的")
    assert "共 17 个案例" in li.next().text
    assert "叉车" in wang.next().text
    instead = li.next()
    assert instead.photo is None
    assert instead.text.startswith("图没有画成，下面是文字。\n\n")
    assert "打造沪甬商标品牌国际化战略协作新样板" in instead.text
    li.asks("/map 宁波")
    assert li.next().photo
    li.silent()


def test_a_killed_drawing_process_is_restarted(stopped: tuple[BotProcess, psutil.Process]) -> None:
    bot, process = stopped
    li = bot.telegram.user("李")
    li.asks("安徽参与了哪些案例")
    answer = li.next()
    li.presses(answer, "图").notification()
    process.send_signal(SIGKILL)
    reply = li.next()
    if not reply.photo:  # else the process was killed before it had the picture, and was started again for it
        assert reply.text == "图没有画成，请看文字。"
        li.presses(answer, "图").notification()
        reply = li.next()
    assert reply.photo


def test_asking_for_too_many_pictures_gets_a_notice(stopped: tuple[BotProcess, psutil.Process]) -> None:
    bot, _ = stopped
    li = bot.telegram.user("李")
    for place in ("宁波", "南京", "合肥", "绍兴", "苏州", "无锡"):
        li.asks(f"/map {place}")
    assert [li.next().text for _ in "苏无"] == ["要的图还在画，请过一会儿再要。"] * 2
    assert "图没有画成" in li.next().text
    assert all(li.next().photo for _ in "南合绍")
    li.silent()


def test_several_people_in_a_group_get_their_pictures(telegram: Telegram) -> None:
    group = telegram.supergroup("同事")
    for name, place in (("李", "宁波"), ("王", "南京"), ("张", "合肥")):
        telegram.user(name).says(group, f"/map@{telegram.username} {place}")
    assert all(group.next().photo for _ in "李王张")


def test_a_hundred_people_get_their_pictures_at_once(telegram: Telegram) -> None:
    places = (
        "上海",
        "南京",
        "苏州",
        "无锡",
        "常州",
        "杭州",
        "宁波",
        "金华",
        "绍兴",
        "湖州",
        "合肥",
        "芜湖",
        "杨浦",
        "青浦",
        "松江",
    )
    people = []
    for number, pair in enumerate(islice(combinations(places, 2), 100)):
        people.append(telegram.user(f"图{number}"))
        people[-1].asks(f"/map {'或'.join(pair)}")
    asker = telegram.user("问")
    asker.asks("安徽参与了哪些案例")
    assert "共 17 个案例" in asker.next().text
    assert all(one.next(60).photo for one in people)


def test_the_drawing_process_ends_with_the_bot(start_bot: StartBot) -> None:
    bot = start_bot()
    li = bot.telegram.user("李")
    for end, place in ((bot.kill, "杭州"), (bot.stop, "南京")):
        li.asks(f"/map {place}")
        assert li.next().photo
        (process,) = drawing(bot)
        end()
        process.wait(PATIENCE)
        bot.start()


def test_a_hung_drawing_process_ends_with_a_killed_bot(start_bot: StartBot) -> None:
    bot = start_bot()
    li = bot.telegram.user("李")
    li.asks("/map 杭州")
    assert li.next().photo
    (process,) = drawing(bot)
    stop(process)
    bot.kill()
    process.wait(PATIENCE)
    bot.start()
