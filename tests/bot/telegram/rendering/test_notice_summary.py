from __future__ import annotations

from dataclasses import replace

import pytest
from telegram import InlineKeyboardMarkup, User

from bot.store import Store
from bot.telegram.conversations.answerer import Answerer, ConversationKey
from bot.telegram.rendering.keyboards import MAX_BUTTONS
from bot.telegram.rendering.notice_summary import render_notice, render_summary, summary_card
from data.model import Dataset, Tier
from intents.engine import Engine
from intents.serialization.codec import loads
from intents.views.summary import summarize_notice
from tests.bot.sample import ANHUI_OFFICE, JIANGSU_OFFICE, NOTICE, ONE, case
from tests.intents.names import DATASET

LI = ConversationKey(chat=11, topic=None, asker=11, private=True)
ME = User(1, "案例通", is_bot=True, username="anli_bot", supports_inline_queries=True)
RANKS = "甲乙丙丁戊己庚辛壬癸"
TIERS = tuple(
    Tier(f"{rank}等案例", (), (replace(case(1, 1, f"案{rank}", ANHUI_OFFICE, JIANGSU_OFFICE), tier=f"{rank}等案例"),))
    for rank in RANKS
)
MANY_TIERS: Dataset = replace(ONE, notices=(replace(NOTICE, tiers=TIERS),))


def labels(keyboard: InlineKeyboardMarkup | None) -> list[str]:
    return [button.text for row in keyboard.inline_keyboard for button in row] if keyboard else []


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(MANY_TIERS)


@pytest.mark.parametrize("me", [None, ME])
async def test_summary_of_many_tiers_keeps_the_whole_list_and_the_first_tiers(
    engine: Engine, store: Store, me: User | None
) -> None:
    summary = summarize_notice(engine.dataset.notices[0], None, engine)
    assert summary is not None
    page, exchange = render_summary(summary, LI, 1, Answerer(engine, store, lambda: 0.0), engine, me=me)
    shown = ["全部 10 个案例", *(f"{rank}等案例 1 个" for rank in RANKS)][:MAX_BUTTONS]
    assert labels(page.keyboard) == shown
    assert exchange.options[0] != exchange.options[1]


SECTIONS = {
    "1cr34": "按城市: 宣城：2 个 亳州：1 个 安庆：1 个 合肥：1 个 芜湖：1 个 有省级单位参与的：14 个",
    "1c(r34,t最佳实践案例)": "",  # all four provinces take part in all nine
}


@pytest.mark.parametrize(("query", "expected"), SECTIONS.items())
def test_the_numbers_by_place_add_up_and_do_not_repeat(query: str, expected: str) -> None:
    engine = Engine(DATASET)
    summary = summarize_notice(DATASET.notices[0], loads(query), engine)
    assert summary is not None
    (_, *sections) = summary_card(summary).sections
    assert (
        " ".join(f"{section.title}: {' '.join(row.text for row in section.rows)}" for section in sections) == expected
    )


async def test_summary_of_many_tiers_can_still_be_shared(engine: Engine, store: Store) -> None:
    rendered = render_notice(engine.dataset.notices[0], LI, 1, Answerer(engine, store, lambda: 0.0), ME, engine)
    assert rendered is not None
    found = labels(rendered[0].keyboard)
    assert (found[0], found[-1], len(found)) == ("全部 10 个案例", "分享", MAX_BUTTONS)
