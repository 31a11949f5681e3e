from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from bot.store import Exchange
from bot.telegram.conversations.answerer import Answerer, ConversationKey, Question
from bot.telegram.conversations.callback_data import (
    MAX_LENGTH,
    Opening,
    Operation,
    case_key,
    encode_action,
    parse_action,
)
from bot.telegram.conversations.dataset_version import named_notices
from bot.telegram.rendering import inline_callback_data
from bot.telegram.rendering.inline_callback_data import SelfContainedButton, Source, decode, embed_source, encode
from intents.engine import Engine
from intents.model.answer import Repair
from intents.model.context import Context
from intents.model.query import IsCase, Not, Query, both
from intents.serialization.codec import dumps_context
from tests.bot.sample import ONE, TWO
from tests.intents.names import DATASET
from tests.intents.query_strategies import ANY_NAME, queries

LI = ConversationKey(0, None, 11)
OPS = st.text("abkptT0123456789", min_size=1, max_size=9)


@settings(max_examples=200)
@given(source=st.builds(Source, st.sampled_from("qknhx"), st.text(max_size=30)), op=OPS)
def test_buttons_survive_encoding(source: Source, op: str) -> None:
    button = SelfContainedButton(source, inline_callback_data.revision_digest(ONE), op)
    text = encode(button)
    if text is not None:
        assert len(text.encode()) <= MAX_LENGTH
        assert decode(text) == button
        assert parse_action(text) is None  # it is never taken for one of another message's


@settings(max_examples=200)
@given(text=st.text(max_size=70) | st.from_regex(r"[a-z]{0,7}[a-z0-9]{0,9}\.?.*", fullmatch=True))
def test_other_texts_are_no_button(text: str) -> None:
    button = decode(text)
    assert button is None or encode(button) in (text, None)


@settings(max_examples=200)
@given(query=queries(ANY_NAME), repaired=st.lists(st.builds(Repair, st.text(), st.text()), max_size=2))
def test_queries_keep_their_repairs(query: Query, repaired: list[Repair]) -> None:
    text = dumps_context(Context(query, None, None, "", None), repaired)
    assert inline_callback_data.decode_query(text) == (None if named_notices(query) else (query, tuple(repaired)))


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
def test_encodings_of_posted_buttons_still_parse(text: str, button: SelfContainedButton) -> None:
    assert (decode(text), encode(button)) == (button, text)
    assert inline_callback_data.notice_source(DATASET.notices[0]) == Source("n", "uttriowe")
    assert inline_callback_data.decode_case("uttriowe67eqe4hd1-3") == case_key(DATASET.cases[2])


@pytest.mark.parametrize("text", ["", "1cr34 ", "1dicsj-2022/1/4", "2cr34", "1cr34|", "安徽"])
def test_malformed_queries_are_rejected(text: str) -> None:
    assert inline_callback_data.decode_query(text) is None


@pytest.mark.parametrize("text", ["", "zz", "zz-", "zz-aaaaaaa1", "-aaaaaaaa", "zzzzzzzzzzzzz-aaaaaaaa", "ZZ-aaaaaaaa"])
def test_malformed_exchange_ids_are_rejected(text: str) -> None:
    assert inline_callback_data.decode_exchange_id(text) is None


def keyboard(*buttons: InlineKeyboardButton) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([buttons])


def test_buttons_get_the_source_and_links_stay() -> None:
    given = keyboard(
        InlineKeyboardButton("单位", callback_data=encode_action(Operation(5, "u"))),
        InlineKeyboardButton("分享", switch_inline_query="安徽"),
        InlineKeyboardButton("复制链接", copy_text=CopyTextButton("https://t.me/a")),
        InlineKeyboardButton("别的", callback_data="something else"),
    )
    stamp = inline_callback_data.revision_digest(ONE)
    assert embed_source(given, Source("q", "1cr34"), ONE) == {
        "inline_keyboard": [
            [
                {"text": "单位", "callback_data": f"q{stamp}u.1cr34"},
                {"text": "分享", "switch_inline_query": "安徽"},
                {"text": "复制链接", "copy_text": {"text": "https://t.me/a"}},
            ]
        ]
    }


def test_a_source_that_is_too_long_is_not_embedded() -> None:
    given = keyboard(InlineKeyboardButton("单位", callback_data=encode_action(Operation(5, "u"))))
    longest = Source("q", "1" * (MAX_LENGTH - len("qabcdu.")))
    assert embed_source(given, longest, ONE) is not None
    assert embed_source(given, replace(longest, text=f"{longest.text}1"), ONE) is None


def test_revisions_have_different_digests() -> None:
    assert inline_callback_data.revision_digest(ONE) != inline_callback_data.revision_digest(replace(ONE, revision="2"))
    assert (
        inline_callback_data.find_notice(inline_callback_data.notice_source(TWO.notices[1]).text, TWO) is TWO.notices[1]
    )
    assert inline_callback_data.find_notice(inline_callback_data.notice_source(TWO.notices[1]).text, ONE) is None


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
async def test_source_of_a_reply(answerer: Answerer, question: str, sort: str | None) -> None:
    source = inline_callback_data.reply_source(
        await answerer.answer_question(Question(LI, question, 0.0), answerer.engine, None, 1)
    )
    assert (source.kind if source else None) == sort


async def test_queries_that_name_cases_have_no_source(answerer: Answerer, engine: Engine) -> None:
    case = engine.dataset.cases[0]
    card = await answerer.answer_query(Query("card", IsCase(case.id)), LI, engine)
    assert inline_callback_data.reply_source(card) == Source("k", encode_action(Opening(case_key(case)))[1:])
    others = await answerer.answer_query(Query(where=both(Not(IsCase(case.id)))), LI, engine)
    assert inline_callback_data.reply_source(others) is None


def test_sources_of_exchanges_depend_on_their_content() -> None:
    row = Exchange(id=36 * 36, chat=0, asker=11, question=None, kind="cases", context="1cr34", revision="", at=0.0)
    source = inline_callback_data.exchange_source(row)
    assert inline_callback_data.decode_exchange_id(source.text) == row.id
    assert inline_callback_data.exchange_source(replace(row, context="1cr32")) != source
    assert inline_callback_data.exchange_source(replace(row, context=None, question="1cr34")) == source
