from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from intents.index.bigrams import BigramIndex
from intents.index.bitset import positions
from tests.intents.names import DETERMINISTIC

TEXTS = st.lists(st.text("长江禁渔叉车", max_size=8), max_size=12)


@DETERMINISTIC
@given(TEXTS, st.text("长江禁渔叉车", max_size=4))
def test_positions_of_a_part(texts: list[str], part: str) -> None:
    grams = BigramIndex(texts)
    expected = [position for position, text in enumerate(texts) if part in text]
    assert list(grams.positions_of(part)) == expected
    assert set(expected) <= set(grams.candidate_positions(part))
    assert list(positions(grams.candidate_mask(part))) == list(grams.candidate_positions(part))


def test_candidates_come_from_the_rarest_bigram() -> None:
    grams = BigramIndex(["长江", "长江禁渔", "长江大桥"])
    assert list(grams.candidate_positions("长江禁渔")) == [1]
    assert list(grams.candidate_positions("长江")) == [0, 1, 2]
    assert list(grams.candidate_positions("叉车")) == []
    assert list(grams.candidate_positions("江")) == [0, 1, 2]
