from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.telegram.inline.callbacks import chat_of


@settings(derandomize=True, deadline=None)
@given(name=st.text(), other=st.text())
def test_a_message_has_a_chat_that_is_no_one_elses(name: str, other: str) -> None:
    assert 1 << 62 <= chat_of(name) < 1 << 63
    assert (chat_of(name) == chat_of(other)) == (name == other)


def test_it_stays() -> None:
    assert chat_of("guest -100") == 7644741660860664080
