from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from bot.store import Exchange
from bot.telegram.conversations.answerer import Answerer, ConversationKey, Question
from bot.telegram.conversations.callback_data import LONGEST, Opening, Operation, data, key, parse
from bot.telegram.conversations.dataset_version import notices_named
from bot.telegram.rendering import inline_callback_data
from bot.telegram.rendering.inline_callback_data import SelfContainedButton, Source, embed_source, read, written
from intents.engine import Engine
from intents.model.answer import Repair
from intents.model.context import Context
from intents.model.query import IsCase, Not, Query, both
from intents.serialization.codec import dumps_context
from tests.bot.sample import BEST, ONE, TWO
from tests.intents.names import DATASET
from tests.intents.query_strategies import ANY_NAME, queries

STEADY = settings(derandomize=True, deadline=None, max_examples=200)
LI = ConversationKey(0, None, 11)
OPS = st.text("abkptT0123456789", min_size=1, max_size=9)


@STEADY
@given(source=st.builds(Source, st.sampled_from("qknhx"), st.text(max_size=30)), op=OPS)
def test_a_button_comes_back(source: Source, op: str) -> None:
    button = SelfContainedButton(source, inline_callback_data.stamp(ONE), op)
    text = written(button)
    if text is not None:
        assert len(text.encode()) <= LONGEST
        assert read(text) == button
        assert parse(text) is None  # it is never taken for one of another message's


@STEADY
@given(text=st.text(max_size=70) | st.from_regex(r"[a-z]{0,7}[a-z0-9]{0,9}\.?.*", fullmatch=True))
def test_anything_else_is_no_button(text: str) -> None:
    button = read(text)
    assert button is None or written(button) in (text, None)


@STEADY
@given(query=queries(ANY_NAME), repaired=st.lists(st.builds(Repair, st.text(), st.text()), max_size=2))
def test_a_query_comes_back_with_its_repairs(query: Query, repaired: list[Repair]) -> None:
    text = dumps_context(Context(query, None, None, "", None), repaired)
    assert inline_callback_data.query_of(text) == (None if notices_named(query) else (query, tuple(repaired)))


# Buttons that were posted stay: these texts never change.
WRITTEN = {
    "qabcdu.1cr34": SelfContainedButton(Source("q", "1cr34"), "abcd", "u"),
    "qabcdkaaaaabbb.1ua+禁渔|x禁鱼+禁渔": SelfContainedButton(Source("q", "1ua+禁渔|x禁鱼+禁渔"), "abcd", "kaaaaabbb"),
    "kabcds.uttriowe67eqe4hd1-3": SelfContainedButton(Source("k", "uttriowe67eqe4hd1-3"), "abcd", "s"),
    "nabcdo2.uttriowe": SelfContainedButton(Source("n", "uttriowe"), "abcd", "o2"),
    "habcdo1.": SelfContainedButton(Source("h", ""), "abcd", "o1"),
    "xabcdp2.zz-aaaaaaaa": SelfContainedButton(Source("x", "zz-aaaaaaaa"), "abcd", "p2"),
}


@pytest.mark.parametrize(("text", "button"), WRITTEN.items(), ids=WRITTEN)
def test_buttons_once_posted(text: str, button: SelfContainedButton) -> None:
    assert (read(text), written(button)) == (button, text)
    assert inline_callback_data.of_notice(DATASET.notices[0]) == Source("n", "uttriowe")
    assert inline_callback_data.case_of("uttriowe67eqe4hd1-3") == key(DATASET.cases[2])


@pytest.mark.parametrize("text", ["", "1cr34 ", "1dicsj-2022/1/4", "2cr34", "1cr34|", "安徽"])
def test_no_queries(text: str) -> None:
    assert inline_callback_data.query_of(text) is None


@pytest.mark.parametrize("text", ["", "zz", "zz-", "zz-aaaaaaa1", "-aaaaaaaa", "zzzzzzzzzzzzz-aaaaaaaa", "ZZ-aaaaaaaa"])
def test_no_exchanges(text: str) -> None:
    assert inline_callback_data.row_of(text) is None


def keyboard(*buttons: InlineKeyboardButton) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([buttons])


def test_buttons_carry_and_others_stay() -> None:
    given = keyboard(
        InlineKeyboardButton("单位", callback_data=data(Operation(5, "u"))),
        InlineKeyboardButton("1", callback_data=data(Opening(key(BEST[0]), 5))),
        InlineKeyboardButton("分享", switch_inline_query="安徽"),
        InlineKeyboardButton("复制链接", copy_text=CopyTextButton("https://t.me/a")),
        InlineKeyboardButton("别的", callback_data="something else"),
    )
    stamp = inline_callback_data.stamp(ONE)
    assert embed_source(given, Source("q", "1cr34"), ONE) == {
        "inline_keyboard": [
            [
                {"text": "单位", "callback_data": f"q{stamp}u.1cr34"},
                {"text": "1", "callback_data": f"q{stamp}{inline_callback_data.case_op(BEST[0])}.1cr34"},
                {"text": "分享", "switch_inline_query": "安徽"},
                {"text": "复制链接", "copy_text": {"text": "https://t.me/a"}},
            ]
        ]
    }


def test_what_has_no_room_is_not_carried() -> None:
    given = keyboard(InlineKeyboardButton("1", callback_data=data(Opening(key(BEST[0]), 5))))
    longest = Source("q", "1" * (LONGEST - len(f"qabcd{inline_callback_data.case_op(BEST[0])}.")))
    assert embed_source(given, longest, ONE) is not None
    assert embed_source(given, replace(longest, text=f"{longest.text}1"), ONE) is None


def test_another_revision_has_another_stamp() -> None:
    assert inline_callback_data.stamp(ONE) != inline_callback_data.stamp(replace(ONE, revision="2"))
    assert inline_callback_data.notice_of(inline_callback_data.of_notice(TWO.notices[1]).text, TWO) is TWO.notices[1]
    assert inline_callback_data.notice_of(inline_callback_data.of_notice(TWO.notices[1]).text, ONE) is None


@pytest.mark.parametrize(
    ("question", "sort"),
    [
        ("安徽参与了哪些案例", "q"),
        ("哪些单位做了禁鱼", "q"),
        ("认证监管同向同步同行", "q"),
        ("今天天气怎么样", "h"),
        ("帮助", "h"),
        ("江徽参与了哪些案例", None),
    ],
)
async def test_what_a_reply_shows(answerer: Answerer, question: str, sort: str | None) -> None:
    source = inline_callback_data.of_reply(await answerer.asked(Question(LI, question, 0.0), answerer.engine, None, 1))
    assert (source.sort if source else None) == sort


async def test_cases_named_by_their_places_are_not_carried(answerer: Answerer, engine: Engine) -> None:
    case = engine.dataset.cases[0]
    card = await answerer.queried(Query("card", IsCase(case.id)), LI, engine)
    assert inline_callback_data.of_reply(card) == Source("k", data(Opening(key(case)))[1:])
    others = await answerer.queried(Query(where=both(Not(IsCase(case.id)))), LI, engine)
    assert inline_callback_data.of_reply(others) is None


def test_only_who_knows_an_exchange_can_name_it() -> None:
    row = Exchange(id=36 * 36, chat=0, asker=11, question=None, kind="cases", context="1cr34", revision="", at=0.0)
    source = inline_callback_data.of_row(row)
    assert inline_callback_data.row_of(source.text) == row.id
    assert inline_callback_data.of_row(replace(row, context="1cr32")) != source
    assert inline_callback_data.of_row(replace(row, context=None, question="1cr34")) == source
