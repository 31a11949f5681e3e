from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.handlers.phrases import find_phrase
from intents.engine import Engine
from tests.intents.question_strategies import questions

FOUND = {
    "怎么订阅": ("send_subscription_help", ""),
    "如何订阅安徽的": ("send_subscription_help", ""),
    "订阅安徽": ("subscribe", "安徽"),
    "我要订阅": ("subscribe", ""),
    "我想订阅安徽 最佳": ("subscribe", "安徽 最佳"),
    "帮我订阅每周一 09:00": ("subscribe", "每周一 09:00"),
    "订阅咋取消": ("send_subscription_help", ""),
    "订阅静默 22:00-08:00": ("subscribe", "静默 22:00-08:00"),
    "我订阅了哪些": ("send_subscriptions", ""),
    "我想退订": ("send_unsubscribe_menu", ""),
    "不订阅了": ("send_unsubscribe_menu", ""),
    "画个图": ("send_map", ""),
    "劳驾替我画个图": ("send_map", ""),
    "能不能画图吗": ("send_map_help", ""),
    "来张图": ("send_map", ""),
    "画一张安徽的图": ("send_map", "安徽"),
    "画个杭州的对照图": ("send_map", "杭州"),
    "怎么导出": ("send_export_help", ""),
    "如何导出安徽的案例": ("send_export_help", ""),
    "怎么把案例导出来": ("send_export_help", ""),
    "安徽的案例怎么导出": ("send_export_help", ""),
    "怎么下载表格": ("send_export_help", ""),
    "导出怎么用": ("send_export_help", ""),
    "导出功能在哪": ("send_export_help", ""),
    "为什么不能导出": ("send_export_help", ""),
    "能导出吗": ("send_export_help", ""),
    "支持导出吗": ("send_export_help", ""),
    "怎么画图": ("send_map_help", ""),
    "请问怎样画对照图": ("send_map_help", ""),
    "画图怎么用": ("send_map_help", ""),
    "会画图吗": ("send_map_help", ""),
    "每天给我发一个案例": ("offer_wished", "每天给我发一个案例"),
    "请每天早上八点发一个安徽案例": ("offer_wished", "每天早上八点发一个安徽案例"),
    "不对": ("report_wrong", "不对"),
    "答错了": ("report_wrong", "答错了"),
    "你答得不对": ("report_wrong", "你答得不对"),
    "下一页": ("tell_how_to_turn", ""),
    "翻页": ("tell_how_to_turn", ""),
    "分享给同事": ("tell_how_to_share", ""),
    "能不能转发到工作群": ("tell_how_to_share", ""),
    "分享给我们处长看看": ("tell_how_to_share", ""),
    "怎么分享": ("tell_how_to_share", ""),
    "每天发生了什么": None,
    "每个案例都发给谁了": None,
    "不对外公布的案例": None,
    "分享经济的案例": None,
    "导出的案例有哪些": None,
    "怎么下载应用": None,
    "图怎么来的": None,
    "订阅数最多的案例": None,
    "订阅今天天气": None,
    "图书馆": None,
    "地图上有哪些": None,
    "画个图书馆的图": None,
    "看安徽": None,
    "": None,
}


@pytest.mark.parametrize(("text", "found"), FOUND.items(), ids=FOUND)
def test_phrases(engine: Engine, text: str, found: tuple[str, str] | None) -> None:
    phrase = find_phrase(text, engine)
    assert (phrase and (phrase[0].__name__, phrase[1])) == found


@given(text=questions())
def test_questions_are_no_phrases(engine: Engine, text: str) -> None:
    assert find_phrase(text, engine) is None


@given(text=st.text(max_size=60))
def test_any_text_is_looked_at(engine: Engine, text: str) -> None:
    find_phrase(text, engine)
