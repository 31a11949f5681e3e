from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.telegram.conversations.callback_data import (
    MAX_LENGTH,
    Operation,
    encode_action,
    parse_action,
)
from bot.telegram.rendering.html import MAX_LABEL_CHARACTERS, RenderedMessage, render_answer
from bot.telegram.rendering.keyboards import MAX_BUTTONS, ButtonRow, Rank, answer_rows, lay_out, places_keyboard
from intents.engine import Engine
from intents.model.answer import Answer, Option
from intents.views.refinements import Refinement, apply_refinement, list_place_refinements, list_refinements
from tests.bot.sample import ANHUI_OFFICE, BEST, GOOD
from tests.bot.telegram.rendering.test_html import numbered_cases
from tests.intents.names import DATASET
from tests.intents.question_strategies import questions


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(DATASET)


def labels(markup: InlineKeyboardMarkup | None) -> str:
    """Return the labels, one line for each row, separated by bars."""
    return "\n".join(" | ".join(button.text for button in row) for row in markup.inline_keyboard) if markup else ""


def callback_data(markup: InlineKeyboardMarkup | None) -> list[str]:
    """Return the callback data of all buttons."""
    rows = markup.inline_keyboard if markup else ()
    return [str(button.callback_data) for row in rows for button in row]


OFFERED = ("这些案例的单位", "换省份", "最佳 9", "优秀 8", "去掉“安徽”", "任一参与即可", "要全部都参与")
STEPS = tuple(Refinement(label, f"{'t' if label[-1].isdigit() else 'x'}{at}", None) for at, label in enumerate(OFFERED))
USE = [InlineKeyboardButton(label, callback_data=label) for label in ("对照图", "导出", "分享", "答得不对")]

LAID_OUT: dict[str, tuple[Answer, RenderedMessage, tuple[Refinement, ...], bool, str]] = {
    "a list": (
        Answer("cases", "", cases=(BEST[0], *GOOD)),
        RenderedMessage("", cases=range(3)),
        STEPS[:4],
        False,
        "最佳 9 | 优秀 8\n这些案例的单位 | 换省份\n对照图 | 导出 | 分享 | 答得不对",
    ),
    "a changed list, whose last changes have no room": (
        Answer("cases", "", cases=(*BEST, *GOOD)),
        RenderedMessage("", cases=range(4)),
        STEPS,
        True,
        "最佳 9 | 优秀 8\n这些案例的单位\n对照图 | 导出 | 分享 | 答得不对\n‹ 返回",
    ),
    "wide labels in rows of their own": (
        Answer("cases", "", cases=BEST),
        RenderedMessage("", cases=range(2)),
        STEPS[4:],
        False,
        "去掉“安徽” | 任一参与即可\n要全部都参与\n对照图 | 导出 | 分享 | 答得不对",
    ),
    "the first page": (
        numbered_cases(60)[0],
        RenderedMessage("", 1, 5),
        (),
        False,
        "下一页 ›\n对照图 | 导出 | 分享 | 答得不对",
    ),
    "a page in the middle, without room for all tiers": (
        numbered_cases(60)[0],
        RenderedMessage("", 3, 5),
        STEPS,
        True,
        "‹ 上一页 | 下一页 ›\n这些案例的单位\n对照图 | 导出 | 分享 | 答得不对\n‹ 返回",
    ),
    "the last": (
        numbered_cases(60)[0],
        RenderedMessage("", 5, 5),
        (),
        False,
        "‹ 上一页\n对照图 | 导出 | 分享 | 答得不对",
    ),
    "a choice beside a list": (
        Answer("cases", "", cases=BEST, options=(Option("任一参与", "甲"),)),
        RenderedMessage("", cases=range(2)),
        (),
        False,
        "任一参与\n对照图 | 导出 | 分享 | 答得不对",
    ),
    "a choice for each case, which are links": (
        Answer("cases", "", cases=BEST, options=(Option("最佳第 1 个", "甲"), Option("优秀第 1 个", "乙"))),
        RenderedMessage("", cases=range(2)),
        (),
        False,
        "对照图 | 导出 | 分享 | 答得不对",
    ),
}

WITHOUT_USE: dict[str, tuple[Answer, bool, str]] = {
    "choices": (
        Answer("clarify", "", options=(Option("甲", "甲"), Option("乙" * 30, "乙"))),
        False,
        f"甲\n{'乙' * 19}…\n都不是",
    ),
    "examples": (Answer("refuse", "", options=(Option("甲", "甲"), Option("乙", "乙"))), False, "甲\n乙"),
    "odd labels": (
        Answer("refuse", "", options=(Option("\u202e甲\n\x00", "甲"), Option("\u2066", "乙"))),
        False,
        "甲\n……",
    ),
    "none": (Answer("none", ""), False, ""),
    "a card": (Answer("card", "", cases=BEST[:1], agencies=(ANHUI_OFFICE,)), True, "‹ 返回"),
}


@pytest.mark.parametrize(("answer", "message", "steps", "back", "expected"), LAID_OUT.values(), ids=LAID_OUT)
def test_layout_of_buttons(
    answer: Answer, message: RenderedMessage, steps: tuple[Refinement, ...], expected: str, *, back: bool
) -> None:
    assert labels(lay_out(answer_rows(answer, 7, message, steps, USE, back=back))) == expected


@pytest.mark.parametrize(("answer", "back", "expected"), WITHOUT_USE.values(), ids=WITHOUT_USE)
def test_layout_of_what_has_no_use(answer: Answer, expected: str, *, back: bool) -> None:
    assert labels(lay_out(answer_rows(answer, 7, RenderedMessage(""), back=back))) == expected


ROWS = {
    "one row": (["浙江 22", "上海 21", "江苏 20", "安徽 17"], "浙江 22 | 上海 21 | 江苏 20 | 安徽 17"),
    "even rows": (["连云港 22", "上海 21", "江苏 20", "安徽 17"], "连云港 22 | 上海 21\n江苏 20 | 安徽 17"),
    "the longer row first": (["这些案例的单位", "安徽", "江苏"], "这些案例的单位 | 安徽\n江苏"),
    "a wide label counts for its row": (["去掉“食品安全”", "换省份", "选年份"], "去掉“食品安全” | 换省份\n选年份"),
    "a label of a whole row": (["安徽", "一" * 20, "江苏"], f"安徽\n{'一' * 20}\n江苏"),
    "a pair below a label of a whole row": (["一" * 20, "安徽", "江苏"], f"{'一' * 20}\n安徽 | 江苏"),
}


@pytest.mark.parametrize(("texts", "expected"), ROWS.values(), ids=ROWS)
def test_buttons_that_share_a_row_equally_show_whole_labels(texts: list[str], expected: str) -> None:
    buttons = [InlineKeyboardButton(text, callback_data=text) for text in texts]
    assert labels(lay_out([ButtonRow(Rank.CHOICE, buttons)])) == expected


def test_actions_of_buttons() -> None:
    answer, dataset = numbered_cases(60)
    found = lay_out(answer_rows(answer, 7, render_answer(answer, dataset, 3), STEPS[:1], back=True))
    assert [parse_action(text) for text in callback_data(found)] == [Operation(7, op) for op in ("p2", "p4", "x0", "b")]
    clarification = Answer("clarify", "", options=(Option("甲", "甲"), Option("乙", "乙")))
    asked = lay_out(answer_rows(clarification, 7, RenderedMessage("")))
    assert [parse_action(text) for text in callback_data(asked)] == [Operation(7, op) for op in ("o1", "o2", "x")]


def test_places_to_choose_from() -> None:
    steps = [Refinement(name, f"r{at}", None) for at, name in enumerate(["上海", "江苏", "浙江", "安徽", "江西"])]
    found = places_keyboard(steps, 7, 3)
    assert labels(found) == "上海 | 江苏 | 浙江 | 安徽 | 江西\n‹ 返回"
    assert callback_data(found)[-1] == encode_action(Operation(7, "p3"))


@pytest.mark.parametrize(
    ("page", "text"),
    [
        (1, "省1 | 省2 | 省3 | 省4 | 省5\n下一页 ›\n‹ 返回"),
        (2, "省6 | 省7 | 省8 | 省9 | 省10\n‹ 上一页 | 下一页 ›\n‹ 返回"),
        (3, "省11\n‹ 上一页\n‹ 返回"),
        (99, "省11\n‹ 上一页\n‹ 返回"),
    ],
)
def test_many_places_have_pages(page: int, text: str) -> None:
    steps = [Refinement(f"省{at}", f"r{at}", None) for at in range(1, 12)]
    found = places_keyboard(steps, 7, 3, page)
    assert labels(found) == text
    actions = [parse_action(data) for data in callback_data(found)]
    turns = [action.places_page for action in actions if isinstance(action, Operation) and action.places_page]
    assert turns == [number for number in (min(page, 3) - 1, page + 1) if number in (1, 2, 3)]


@settings(max_examples=60)
@given(question=questions(), exchange=st.integers(1, 2**62), back=st.booleans())
def test_every_keyboard_can_be_sent_and_every_button_works(
    engine: Engine, question: str, exchange: int, *, back: bool
) -> None:
    answer, context = engine.ask(question)
    assert context is not None
    steps = list_refinements(context.query, answer, engine)
    markup = lay_out(answer_rows(answer, exchange, render_answer(answer, DATASET), steps, back=back))
    rows = markup.inline_keyboard if markup else ()
    assert sum(map(len, rows)) <= MAX_BUTTONS
    for button in (button for row in rows for button in row):
        assert 0 < len(button.text) <= MAX_LABEL_CHARACTERS
        press = parse_action(str(button.callback_data))
        assert press is not None
        assert len(str(button.callback_data).encode()) <= MAX_LENGTH
        if isinstance(press, Operation) and press.op not in ("b", "x", "r") and press.option is None:
            assert apply_refinement(context.query, press.op, engine) is not None
    assert labels(places_keyboard(list_place_refinements(context.query, engine), exchange, 1)).endswith("‹ 返回")
