from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.inline.callbacks import pseudo_chat_id


@given(name=st.text(), other=st.text())
def test_pseudo_chat_ids_are_unique(name: str, other: str) -> None:
    assert 1 << 62 <= pseudo_chat_id(name) < 1 << 63
    assert (pseudo_chat_id(name) == pseudo_chat_id(other)) == (name == other)


def test_pseudo_chat_ids_are_stable() -> None:
    assert pseudo_chat_id("guest -100") == 7644741660860664080
