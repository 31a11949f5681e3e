from __future__ import annotations

import pytest

from bot.telegram.conversations.callback_data import MAX_LENGTH
from bot.telegram.rendering.keyboards import MAX_BUTTONS
from bot.telegram.subscriptions.management import (
    CHANGE,
    OFFER,
    condition_buttons,
    ending_button,
    management_buttons,
    offer_buttons,
)
from intents.engine import Engine
from intents.views.subscription_filter import parse_filter


def test_offers_hold_what_they_subscribe_to() -> None:
    (button,) = offer_buttons({"订阅 安徽": "安徽 最佳", "太长": "安" * 21})
    match = OFFER.fullmatch(str(button.callback_data))
    assert match is not None
    assert (button.text, match["text"]) == ("订阅 安徽", "安徽 最佳")
    assert len(str(button.callback_data).encode()) <= MAX_LENGTH


def test_conditions_to_change_to_are_conditions(engine: Engine) -> None:
    buttons = condition_buttons(7, 12, engine)
    assert len(buttons) <= MAX_BUTTONS
    assert [button.text for button in buttons] == ["不限条件", "上海", "江苏", "浙江", "安徽", "最佳", "优秀"]
    for button in buttons[1:]:
        match = CHANGE.fullmatch(str(button.callback_data))
        assert match is not None
        assert (match["id"], match["message"]) == ("7", "12")
        assert parse_filter(match["text"], engine) is not None


def test_a_subscription_is_ended_and_changed_by_its_id() -> None:
    end, change = management_buttons(7)
    assert (end.callback_data, change.callback_data) == ("s7", "v7")
    assert ending_button(7).callback_data == "s7.0"


@pytest.mark.parametrize("data", ["v", "v0", "v-1", "va", "v7安徽", "v7,", "v7,0.安徽", "s7", "v" + "9" * 19])
def test_other_data_changes_nothing(data: str) -> None:
    assert CHANGE.fullmatch(data) is None
