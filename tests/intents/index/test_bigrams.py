from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from intents.index.bigrams import BigramIndex
from intents.index.bitset import positions

TEXTS = st.lists(st.text("长江禁渔叉车", max_size=8), max_size=12)


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


@given(st.lists(st.text("甲乙丙", max_size=6), max_size=80), st.text("甲乙丙", max_size=9))
def test_texts_by_the_pairs_they_share(texts: list[str], text: str) -> None:
    pairs = {first + second for first, second in pairwise(text)}
    expected = {at: number for at, one in enumerate(texts) if (number := sum(pair in one for pair in pairs))}
    shared = list(BigramIndex(texts).shared(pairs))
    assert {at: number for number, some in shared for at in positions(some)} == expected
    assert [number for number, _ in shared] == sorted(set(expected.values()), reverse=True)
