from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import pytest
from telegram import User

from bot.telegram.conversations.answerer import Answerer
from bot.telegram.conversations.callback_data import MAX_LENGTH
from bot.telegram.inline import results
from bot.telegram.inline.articles import KEPT, Articles
from bot.telegram.inline.results import MOST, Found, Results
from bot.telegram.rendering.inline_callback_data import decode
from bot.telegram.rendering.share_links import QUESTION_KIND
from bot.telegram.services import Services
from intents.engine import Engine
from intents.model.query import IsCase, Query
from tests.bot.telegram.html_reader import visible_text as seen

ME = User(1, "案例通", is_bot=True, username="anlitong_bot", supports_inline_queries=True)
LONG = "上海和浙江和江苏和安徽都参与而且没有宁波没有金华没有杨浦没有合肥的优秀实践案例有哪些"


class Typist:
    """Somebody who types."""

    def __init__(self, answerer: Answerer) -> None:
        self._services = cast("Services", SimpleNamespace(answerer=answerer, me=ME))
        self.posts = Articles(self._services)

    async def found(self, text: str, first: int = 0) -> Found:
        return await Results(self._services, self.posts, 11).found(text, first)


@pytest.fixture
def typist(answerer: Answerer) -> Typist:
    return Typist(answerer)


def names(some: Found) -> list[str]:
    return [result["id"] for result in some.results]


@pytest.mark.parametrize(
    "text", ["安徽", "", "今天天气", "江徽参与了哪些案例", "哪些单位做了禁鱼", "全部案例", "帮助", LONG]
)
async def test_results_are_what_telegram_takes(typist: Typist, text: str) -> None:
    some = await typist.found(text)
    assert some.results
    assert len(set(names(some))) == len(some.results) <= MOST
    for result in some.results:
        assert 1 <= len(result["id"].encode()) <= 64
        assert result["title"].strip()
        assert seen(result["input_message_content"]["message_text"])
        for button in (button for row in result.get("reply_markup", {}).get("inline_keyboard", []) for button in row):
            if "callback_data" in button:
                assert len(button["callback_data"].encode()) <= MAX_LENGTH
                assert decode(button["callback_data"]) is not None
    assert some.button is None or len(some.button["start_parameter"]) <= 64


async def test_the_same_again(typist: Typist) -> None:
    assert (await typist.found("安徽")).results == (await typist.found("安徽")).results


async def test_pages_are_the_whole(typist: Typist, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = await typist.found("安徽")
    monkeypatch.setattr(results, "MOST", 5)
    parts, first = [], 0
    while True:
        part = await typist.found("安徽", first)
        parts += names(part)
        if not part.next:
            break
        assert len(part.results) == 5
        first = part.next
    assert parts == names(whole)
    assert (await typist.found("安徽", 999)).results == []
    assert names(await typist.found("", 1)) == ["e1", "e2", "e3"]


async def test_what_would_be_too_large_is_fewer(typist: Typist, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(results, "ROOM", 10_000)
    part = await typist.found("安徽")
    assert 0 < part.next < 20
    monkeypatch.setattr(results, "ROOM", 1)
    assert len((await typist.found("安徽", part.next)).results) == 1


async def test_only_what_has_no_room_needs_exchanges(typist: Typist) -> None:
    for text in ("安徽", "", "今天天气", "江徽参与了哪些案例", "哪些单位做了禁鱼"):
        assert (await typist.found(text)).rows == ()
    rows = (await typist.found(LONG)).rows
    assert rows
    assert {row.question for row in rows} == {None}
    assert {row.chat for row in rows} == {0}


async def test_a_question_too_long_for_a_link_is_kept(typist: Typist) -> None:
    text = "请问明天上午要是下雨的话我们还去不去那边开会呢大家都说说"
    (row,) = (await typist.found(text)).rows
    assert (row.kind, row.question, row.asker) == (QUESTION_KIND, text, 11)


async def test_each_query_is_made_into_a_post_once(
    typist: Typist, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = Query("card", IsCase(engine.dataset.cases[0].id))
    post = await typist.posts.of_query(case, engine, 11)
    assert await typist.posts.of_query(case, engine, 12) is post
    for number in range(KEPT):
        await typist.posts.of_question(f"第{number}个", engine, 11)
    assert await typist.posts.of_query(case, engine, 12) is not post
    post = await typist.posts.of_query(case, engine, 11)
    monkeypatch.setattr(engine, "dataset", replace(engine.dataset, revision="another"))
    assert await typist.posts.of_query(case, engine, 12) is not post
