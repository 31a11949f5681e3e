from __future__ import annotations

import pytest

from intents.engine import Engine


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("上海的哦不安徽的最佳案例有几个", "安徽的最佳案例有几个"),
        ("三个省参加的案例不对是两个省参加的有哪些", "两个省参加的案例有哪些"),
        ("常州的案例有哪些不是杭州啊是常州", "常州的案例有哪些"),
        ("江苏参与了哪些案例，说错了，安徽参与了哪些案例", "安徽参与了哪些案例"),
        ("不是江苏，是安徽参与的案例有哪些", "安徽参与的案例有哪些"),
        ("江苏和上海的不对江苏和浙江的案例有几个", "江苏和浙江的案例有几个"),
        ("优秀，不是，最佳案例里江苏没来的有吗", "最佳案例里江苏没来的有吗"),
        ("帮我列三省一市，不，只有沪苏浙三家做的案例", "只有沪苏浙三家做的案例"),
        ("老师让我查安徽参与的……不，是安徽没参与的都有哪些案例", "安徽没参与的都有哪些案例"),
        ("江苏的是，呃，安徽的是哪几家单位", "安徽的是哪几家单位"),
        ("第七个最佳，呃应该是第八个最佳案例", "第八个最佳案例"),
        ("安徽参与的优秀案例，抱歉，我是说最佳案例，共几个", "安徽参与的最佳案例，共几个"),
        ("宣城参加了几个呀，我说的是安徽", "安徽参加了几个呀"),
        ("叉车，更正，电梯方面的案例有没有", "电梯方面的案例有没有"),
        ("没有安徽的案例，等下，是没有上海的，列一下", "没有上海的，列一下"),
        ("浙江和江苏哪个多 呃改一下 浙江和上海哪个参与的案例多", "浙江和上海哪个参与的案例多"),
    ],
)
def test_what_is_taken_back_is_left_out(engine: Engine, said: str, meant: str) -> None:
    assert engine.ask(said)[0].understood == engine.ask(meant)[0].understood


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("安徽不是也参加了叉车那个吗", "安徽参加了叉车那个吗"),
        ("八城联动不是有宁波吗", "八城联动有宁波吗"),
        ("安徽不是参与了17个案例吗", "安徽参与了17个案例吗"),
        ("安徽参与的案例，应该是江苏也参与了吧", "安徽参与的案例，江苏也参与了吧"),
    ],
)
def test_what_is_supposed_is_asked(engine: Engine, said: str, meant: str) -> None:
    assert engine.ask(said)[0].understood == engine.ask(meant)[0].understood


@pytest.mark.parametrize(
    "question",
    [
        "应该是安徽参与的案例",
        "安徽的最佳案例应该是几个",
        "不是最佳的案例有哪些",
        "安徽是不是参与了叉车",
        "不是江苏参与的案例有哪些",
    ],
)
def test_what_only_denies_is_kept(engine: Engine, question: str) -> None:
    found = engine._understanding.read(question)  # noqa: SLF001 - a reading has no other door
    assert "".join(mention.text for mention in found.mentions) == question
