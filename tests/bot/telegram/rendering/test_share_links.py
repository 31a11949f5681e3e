from __future__ import annotations

from dataclasses import replace
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram import User

from bot.store import Store
from bot.telegram.conversations.answerer import Answerer, ConversationKey, Question, Reply
from bot.telegram.conversations.pending_exchanges import PendingExchanges
from bot.telegram.rendering import share_links
from bot.telegram.rendering.share_links import (
    case_link,
    exchange_payload,
    linked_notice,
    notice_button,
    open_link,
    question_exchange,
    question_payload,
    reply_buttons,
    reply_payload,
)
from bot.text import printable
from intents.engine import Engine
from intents.model.query import IsCase, Not, Query, both
from tests.bot.sample import TWO

LI, WANG = ConversationKey(11, None, 11, private=True), ConversationKey(12, None, 12, private=True)
ME = User(1, "案例通", is_bot=True, username="anlitong_bot", supports_inline_queries=True)


async def ask(answerer: Answerer, text: str) -> Reply:
    return await answerer.answer_question(Question(LI, text, 0.0, 5), answerer.engine, None, answerer.store.next_id())


@settings(max_examples=200)
@given(text=st.text(min_size=1, max_size=40))
def test_questions_survive_encoding_or_are_too_long(text: str) -> None:
    written = question_payload(text)
    if written is None:
        assert len(text.encode("gb18030", "replace")) > 46 or any("\ud800" <= char <= "\udfff" for char in text)
        return
    assert 1 <= len(written) <= 64
    assert written.replace("_", "").replace("-", "").isalnum()
    assert share_links.decode_question(written) == (text if text.strip() and printable(text) == text else None)


def test_twenty_three_characters_fit() -> None:
    assert question_payload("安" * 23) is not None
    assert question_payload("安" * 24) is None


async def test_replies_that_can_be_shared(answerer: Answerer) -> None:
    reply = await ask(answerer, "安徽参与了哪些案例")
    (share,) = reply_buttons(reply, ME)
    assert (share.text, share.switch_inline_query) == ("分享", "安徽参与的案例有哪些")
    card = await ask(answerer, "叉车")
    share, link = reply_buttons(card, ME)
    assert share.switch_inline_query == "构建长三角地区叉车检验标准体系"
    assert link.copy_text is not None
    assert link.copy_text.text == f"https://t.me/anlitong_bot?start={reply_payload(card)}"
    for text in ("今天天气怎么样", "江徽参与了哪些案例", "帮助", "温州的案例", "没有浙江的案例"):
        assert reply_buttons(await ask(answerer, text), ME) == []


async def test_a_link_is_shared_if_inline_mode_is_off(answerer: Answerer) -> None:
    reply = await ask(answerer, "安徽参与了哪些案例")
    me = User(1, "案例通", is_bot=True, username="anlitong_bot")
    assert reply_buttons(reply, me)[0].switch_inline_query  # a server that does not tell is taken to have it on
    (share,) = reply_buttons(
        reply, User(1, "案例通", is_bot=True, username="anlitong_bot", supports_inline_queries=False)
    )
    assert share.switch_inline_query is None
    assert share.url is not None
    assert share.url.startswith("https://t.me/share/url?url=https%3A%2F%2Ft.me%2Fanlitong_bot%3Fstart%3D")
    assert "+" not in share.url


def test_only_the_latest_notice_is_shared_inline() -> None:
    older, latest = TWO.notices
    share, typed = notice_button(older, TWO, ME), notice_button(latest, TWO, ME)
    assert typed.switch_inline_query == "最新通知"
    assert share.switch_inline_query is None
    payload = unquote(str(share.url)).partition("?start=")[2].partition("&")[0]
    assert linked_notice(payload, TWO) is older
    assert linked_notice(payload, replace(TWO, notices=(latest,))) is None
    assert linked_notice("", TWO) is None


@pytest.mark.parametrize(
    "question",
    ["安徽参与了哪些案例", "认证监管同向同步同行", "上海和浙江都参与、江苏没参与的最佳实践案例有哪些单位"],
)
async def test_links_open_what_was_shown(answerer: Answerer, store: Store, question: str) -> None:
    pending_exchanges = PendingExchanges(store)
    reply = await ask(answerer, question)
    answerer.save_sent(reply.exchange, 6, 11)
    again = await open_link(reply_payload(reply), WANG, 7, answerer, pending_exchanges)
    assert again is not None
    assert (again.answer.heading, again.answer.cases) == (reply.answer.heading, reply.answer.cases)
    assert again.exchange.chat == 12


async def test_a_link_in_a_list_opens_its_case_below_the_list(answerer: Answerer, store: Store) -> None:
    reply = await ask(answerer, "安徽参与了哪些案例")
    answerer.save_sent(reply.exchange, 6, 11)
    third = reply.answer.cases[2]
    payload = case_link(third, reply, ME).partition("=")[2]
    opened = await open_link(payload, LI, 7, answerer, PendingExchanges(store))
    assert opened is not None
    assert opened.answer.cases == (third,)
    assert {unit.name for unit in opened.matched} == {"安徽省市场监督管理局登记注册局"}
    assert not opened.has_back
    answerer.save_sent(opened.exchange, 8, 11)
    second = await answerer.ask(Question(LI, "第二个", 1.0, 9))
    assert second.answer.cases == (reply.answer.cases[1],)
    elsewhere = await open_link(payload, WANG, 7, answerer, PendingExchanges(store))
    assert elsewhere is not None
    assert (elsewhere.answer.cases, elsewhere.matched) == ((third,), frozenset())


async def test_links_of_a_group_do_not_name_its_list(answerer: Answerer) -> None:
    reply = await ask(answerer, "安徽参与了哪些案例")
    in_group = replace(reply, exchange=replace(reply.exchange, chat=-11))
    assert "_" not in case_link(reply.answer.cases[0], in_group, ME).partition("=")[2]


async def test_queries_that_name_cases_are_linked_by_an_exchange(
    answerer: Answerer, engine: Engine, store: Store
) -> None:
    query = Query(where=both(Not(IsCase(engine.dataset.cases[0].id))))
    reply = await answerer.answer_query(query, LI, engine)
    assert reply_payload(reply) == exchange_payload(reply.exchange)
    pending_exchanges = PendingExchanges(store)
    assert await open_link(reply_payload(reply), WANG, 7, answerer, pending_exchanges) is None
    answerer.save_sent(reply.exchange, 6, 11)
    again = await open_link(reply_payload(reply), WANG, 7, answerer, pending_exchanges)
    assert again is not None
    assert again.answer.cases == reply.answer.cases
    await store.add(replace(reply.exchange, context="1cr34"))  # its question was edited
    assert await open_link(reply_payload(reply), WANG, 7, answerer, pending_exchanges) is None


async def test_links_ask_stored_questions(answerer: Answerer, engine: Engine, store: Store) -> None:
    pending_exchanges = PendingExchanges(store)
    row = question_exchange("安徽参与了哪些案例", LI, engine.dataset, answerer)
    pending_exchanges.keep(11, [row])
    for link in (exchange_payload(row), question_payload("安徽参与了哪些案例")):
        reply = await open_link(link or "", WANG, 7, answerer, pending_exchanges)
        assert reply is not None
        assert (reply.exchange.question, reply.exchange.asker, reply.exchange.question_message) == (
            "安徽参与了哪些案例", 12, 7,
        )  # fmt: skip


@pytest.mark.parametrize(
    "text", ["", "help", "w", "w=", "wAAAA", "x", "x1-aaaaaaaa", "q", "q!", "c0", "wwwwwwww", "x" * 64]
)
async def test_malformed_links_open_nothing(answerer: Answerer, store: Store, text: str) -> None:
    assert await open_link(text, LI, 5, answerer, PendingExchanges(store)) is None


async def test_a_link_does_not_repeat_the_question_of_another_user(answerer: Answerer, store: Store) -> None:
    reply = await ask(answerer, "今天天气怎么样")
    answerer.save_sent(reply.exchange, 6, 11)
    assert await open_link(exchange_payload(reply.exchange), WANG, 7, answerer, PendingExchanges(store)) is None
