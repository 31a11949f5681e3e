from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.telegram.inline.callbacks import pseudo_chat_id


@settings(derandomize=True, deadline=None)
@given(name=st.text(), other=st.text())
def test_a_message_has_a_chat_that_is_no_one_elses(name: str, other: str) -> None:
    assert 1 << 62 <= pseudo_chat_id(name) < 1 << 63
    assert (pseudo_chat_id(name) == pseudo_chat_id(other)) == (name == other)


def test_it_stays() -> None:
    assert pseudo_chat_id("guest -100") == 7644741660860664080
