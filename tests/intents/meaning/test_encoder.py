from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intents.meaning.encoder import BATCH, MAX_CHARACTERS, SIZE, SentenceEncoder

ENCODER = SentenceEncoder.load()
TEXTS = st.lists(st.text(alphabet="叉车检验标准体系长江禁渔的，a1𠮷☺\0", max_size=12), min_size=1, max_size=BATCH + 3)

PAIRS = {
    "paraphrase": ("不许捕鱼", "非法捕捞", "叉车检验"),
    "synonym": ("小孩坐车不要钱", "儿童免票", "食品安全"),
    "formal": ("测量仪器的校准", "计量检定", "知识产权"),
}


@pytest.mark.parametrize(("text", "near", "far"), PAIRS.values(), ids=PAIRS)
def test_a_text_is_nearer_to_one_of_the_same_meaning(text: str, near: str, far: str) -> None:
    vectors = ENCODER.encode([text, near, far])
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.02


@settings(max_examples=10)
@given(TEXTS)
def test_a_text_has_the_same_vector_alone_and_among_others(texts: list[str]) -> None:
    together = ENCODER.encode(texts)
    assert together.shape == (len(texts), SIZE)
    assert np.allclose(together, np.concatenate([ENCODER.encode([text]) for text in texts]), atol=1e-4)
    assert np.allclose((together * together).sum(axis=1), 1, atol=1e-4)


def test_no_text_has_no_vector() -> None:
    assert ENCODER.encode([]).shape == (0, SIZE)


def test_a_long_text_is_read_to_a_limit() -> None:
    whole, cut = ENCODER.encode(["鱼" * 10_000, "鱼" * MAX_CHARACTERS])
    assert (whole == cut).all()
