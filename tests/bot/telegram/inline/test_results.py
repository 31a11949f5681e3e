from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import pytest
from telegram import User

from bot.telegram.conversations.answerer import Answerer
from bot.telegram.conversations.callback_data import MAX_LENGTH
from bot.telegram.inline import results
from bot.telegram.inline.articles import MAX_CACHED, Articles
from bot.telegram.inline.results import MAX_RESULTS, ResultBuilder, ResultPage
from bot.telegram.rendering.inline_callback_data import decode
from bot.telegram.rendering.share_links import QUESTION_KIND
from bot.telegram.services import Services
from intents.engine import Engine
from intents.model.query import IsCase, Query
from tests.bot.telegram.html_reader import visible_text as seen

ME = User(1, "案例通", is_bot=True, username="anlitong_bot", supports_inline_queries=True)
LONG = "上海和浙江和江苏和安徽都参与而且没有宁波没有金华没有杨浦没有合肥的优秀实践案例有哪些"


class InlineUser:
    """A user who types inline queries."""

    def __init__(self, answerer: Answerer) -> None:
        self._services = cast("Services", SimpleNamespace(answerer=answerer, me=ME))
        self.posts = Articles(self._services)

    async def found(self, text: str, first: int = 0) -> ResultPage:
        return await ResultBuilder(self._services, self.posts, 11).build(text, first)


@pytest.fixture
def inline_user(answerer: Answerer) -> InlineUser:
    return InlineUser(answerer)


def names(some: ResultPage) -> list[str]:
    return [result["id"] for result in some.results]


@pytest.mark.parametrize(
    "text", ["安徽", "", "今天天气", "江徽参与了哪些案例", "哪些单位做了禁鱼", "全部案例", "帮助", LONG]
)
async def test_results_meet_the_limits_of_telegram(inline_user: InlineUser, text: str) -> None:
    some = await inline_user.found(text)
    assert some.results
    assert len(set(names(some))) == len(some.results) <= MAX_RESULTS
    for result in some.results:
        assert 1 <= len(result["id"].encode()) <= 64
        assert result["title"].strip()
        assert seen(result["input_message_content"]["message_text"])
        for button in (button for row in result.get("reply_markup", {}).get("inline_keyboard", []) for button in row):
            if "callback_data" in button:
                assert len(button["callback_data"].encode()) <= MAX_LENGTH
                assert decode(button["callback_data"]) is not None
    assert some.button is None or len(some.button["start_parameter"]) <= 64


async def test_results_are_deterministic(inline_user: InlineUser) -> None:
    assert (await inline_user.found("安徽")).results == (await inline_user.found("安徽")).results


async def test_pages_add_up_to_all_results(inline_user: InlineUser, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = await inline_user.found("安徽")
    monkeypatch.setattr(results, "MAX_RESULTS", 5)
    parts, first = [], 0
    while True:
        part = await inline_user.found("安徽", first)
        parts += names(part)
        if not part.next:
            break
        assert len(part.results) == 5
        first = part.next
    assert parts == names(whole)
    assert (await inline_user.found("安徽", 999)).results == []
    assert names(await inline_user.found("", 1)) == ["e1", "e2", "e3"]


async def test_long_results_are_split_into_more_pages(inline_user: InlineUser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(results, "MAX_CHARACTERS", 10_000)
    part = await inline_user.found("安徽")
    assert 0 < part.next < 20
    monkeypatch.setattr(results, "MAX_CHARACTERS", 1)
    assert len((await inline_user.found("安徽", part.next)).results) == 1


async def test_only_long_queries_need_exchanges(inline_user: InlineUser) -> None:
    for text in ("安徽", "", "今天天气", "江徽参与了哪些案例", "哪些单位做了禁鱼"):
        assert (await inline_user.found(text)).exchanges == ()
    rows = (await inline_user.found(LONG)).exchanges
    assert rows
    assert {row.question for row in rows} == {None}
    assert {row.chat for row in rows} == {0}


async def test_a_question_too_long_for_a_link_is_saved(inline_user: InlineUser) -> None:
    text = "请问明天上午要是下雨的话我们还去不去那边开会呢大家都说说"
    (row,) = (await inline_user.found(text)).exchanges
    assert (row.kind, row.question, row.asker) == (QUESTION_KIND, text, 11)


async def test_articles_are_cached(inline_user: InlineUser, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    case = Query("card", IsCase(engine.dataset.cases[0].id))
    post = await inline_user.posts.for_query(case, engine, 11)
    assert await inline_user.posts.for_query(case, engine, 12) is post
    for number in range(MAX_CACHED):
        await inline_user.posts.for_question(f"第{number}个", engine, 11)
    assert await inline_user.posts.for_query(case, engine, 12) is not post
    post = await inline_user.posts.for_query(case, engine, 11)
    monkeypatch.setattr(engine, "dataset", replace(engine.dataset, revision="another"))
    assert await inline_user.posts.for_query(case, engine, 12) is not post
