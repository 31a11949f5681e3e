from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram import InlineKeyboardMarkup

from bot.telegram.conversations.callback_data import (
    MAX_LENGTH,
    Opening,
    Operation,
    encode_action,
    find_case,
    parse_action,
)
from bot.telegram.rendering.html import MAX_LABEL_CHARACTERS, RenderedMessage, render_answer
from bot.telegram.rendering.keyboards import answer_keyboard, places_keyboard
from intents.engine import Engine
from intents.model.answer import Answer, Option
from intents.views.refinements import Refinement, apply_refinement, list_place_refinements, list_refinements
from tests.bot.sample import ANHUI_OFFICE, BEST, GOOD, ONE
from tests.bot.telegram.rendering.test_html import numbered_cases
from tests.intents.names import DATASET
from tests.intents.question_strategies import questions

STEADY = settings(derandomize=True, deadline=None, max_examples=60)


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


OFFERED = ("参与单位", "换省份", "只看最佳", "只看优秀", "去掉“安徽”")
STEPS = tuple(Refinement(label, f"x{at}", None) for at, label in enumerate(OFFERED))

LAID_OUT: dict[str, tuple[Answer, RenderedMessage, tuple[Refinement, ...], bool, str]] = {
    "few cases by title": (
        Answer("cases", "", cases=(BEST[0], *GOOD)),
        RenderedMessage("", cases=range(3)),
        STEPS[:3],
        False,
        "1. 甲\n2. 丙\n3. 丁\n参与单位 | 换省份 | 只看最佳",
    ),
    "more by number": (
        Answer("cases", "", cases=(*BEST, *GOOD)),
        RenderedMessage("", cases=range(4)),
        STEPS,
        True,
        "1 | 2 | 3 | 4\n参与单位 | 换省份 | 只看最佳\n只看优秀 | 去掉“安徽”\n‹ 返回",
    ),
    "a long title": (
        Answer("cases", "", cases=(numbered_cases(1, "长" * 30)[0].cases[0],)),
        RenderedMessage("", cases=range(1)),
        (),
        False,
        f"1. {'长' * 16}…",
    ),
    "the first page": (
        numbered_cases(60)[0],
        RenderedMessage("", 1, 5, range(12)),
        (),
        False,
        "1 | 2 | 3 | 4 | 5 | 6\n7 | 8 | 9 | 10 | 11 | 12\n下一页 › | 5 »",
    ),
    "the second": (
        numbered_cases(60)[0],
        RenderedMessage("", 2, 5, range(12, 14)),
        (),
        False,
        "13. 第 12 个案例\n14. 第 13 个案例\n‹ 上一页 | 下一页 › | 5 »",
    ),
    "a page in the middle": (
        numbered_cases(60)[0],
        RenderedMessage("", 3, 5),
        (),
        False,
        "« 1 | ‹ 上一页 | 下一页 › | 5 »",
    ),
    "the last": (numbered_cases(60)[0], RenderedMessage("", 5, 5), (), False, "« 1 | ‹ 上一页"),
    "one of few": (numbered_cases(30)[0], RenderedMessage("", 2, 3), (), False, "‹ 上一页 | 下一页 ›"),
    "choices": (
        Answer("clarify", "", options=(Option("甲", "甲"), Option("乙" * 30, "乙"))),
        RenderedMessage(""),
        (),
        False,
        f"甲\n{'乙' * 19}…\n都不是",
    ),
    "examples": (
        Answer("refuse", "", options=(Option("甲", "甲"), Option("乙", "乙"))),
        RenderedMessage(""),
        (),
        False,
        "甲\n乙",
    ),
    "odd labels": (
        Answer("refuse", "", options=(Option("\u202e甲\n\x00", "甲"), Option("\u2066", "乙"))),
        RenderedMessage(""),
        (),
        False,
        "甲\n……",
    ),
    "a choice beside a list": (
        Answer("cases", "", cases=BEST, options=(Option("任一参与", "甲"),)),
        RenderedMessage("", cases=range(2)),
        (),
        False,
        "1. 甲\n2. 乙\n任一参与",
    ),
    "a choice for each case": (
        Answer("cases", "", cases=BEST, options=(Option("最佳第 1 个", "甲"), Option("优秀第 1 个", "乙"))),
        RenderedMessage("", cases=range(2)),
        (),
        False,
        "1. 甲\n2. 乙",
    ),
    "none": (Answer("none", ""), RenderedMessage(""), (), False, ""),
    "a card": (Answer("card", "", cases=BEST[:1], agencies=(ANHUI_OFFICE,)), RenderedMessage(""), (), True, "‹ 返回"),
}


@pytest.mark.parametrize(("answer", "message", "steps", "back", "expected"), LAID_OUT.values(), ids=LAID_OUT)
def test_layout_of_buttons(
    answer: Answer, message: RenderedMessage, steps: tuple[Refinement, ...], expected: str, *, back: bool
) -> None:
    assert labels(answer_keyboard(answer, 7, message, steps, back=back)) == expected


def test_actions_of_buttons() -> None:
    answer, dataset = numbered_cases(60)
    found = callback_data(answer_keyboard(answer, 7, render_answer(answer, dataset, 3), STEPS[:1], back=True))
    presses = [parse_action(text) for text in found]
    cases, others = presses[:12], presses[12:]
    assert [find_case(one.case, dataset) for one in cases if isinstance(one, Opening)] == list(answer.cases[24:36])
    assert {one.exchange for one in cases if isinstance(one, Opening)} == {7}
    assert others == [Operation(7, op) for op in ("p1", "p2", "p4", "p5", "x0", "b")]
    asked = answer_keyboard(
        Answer("clarify", "", options=(Option("甲", "甲"), Option("乙", "乙"))), 7, RenderedMessage("")
    )
    assert [parse_action(text) for text in callback_data(asked)] == [Operation(7, op) for op in ("o1", "o2", "x")]


def test_places_to_choose_from() -> None:
    steps = [Refinement(name, f"r{at}", None) for at, name in enumerate(["上海", "江苏", "浙江", "安徽", "江西"])]
    found = places_keyboard(steps, 7, 3)
    assert labels(found) == "上海 | 江苏\n浙江 | 安徽 | 江西\n‹ 返回"
    assert callback_data(found)[-1] == encode_action(Operation(7, "p3"))


@STEADY
@given(question=questions(), exchange=st.integers(1, 2**62), back=st.booleans())
def test_every_keyboard_can_be_sent_and_every_button_works(
    engine: Engine, question: str, exchange: int, *, back: bool
) -> None:
    answer, context = engine.ask(question)
    assert context is not None
    steps = list_refinements(context.query, answer, engine)
    markup = answer_keyboard(answer, exchange, render_answer(answer, DATASET), steps, back=back)
    rows = markup.inline_keyboard if markup else ()
    assert max(map(len, rows), default=0) <= 8
    assert sum(map(len, rows)) <= 100
    assert len(rows) <= 3 + 4 + 3 + 1
    for button in (button for row in rows for button in row):
        assert 0 < len(button.text) <= MAX_LABEL_CHARACTERS
        press = parse_action(str(button.callback_data))
        assert press is not None
        assert len(str(button.callback_data).encode()) <= MAX_LENGTH
        if isinstance(press, Operation) and press.op not in ("b", "x", "r") and press.option is None:
            assert apply_refinement(context.query, press.op, engine) is not None
    assert labels(places_keyboard(list_place_refinements(context.query, engine), exchange, 1)).endswith("‹ 返回")


def test_a_page_of_the_sample_is_sent_whole() -> None:
    answer = Answer("cases", "共 4 个案例：", cases=(*BEST, *GOOD))
    assert labels(answer_keyboard(answer, 1, render_answer(answer, ONE))) == "1 | 2 | 3 | 4"
