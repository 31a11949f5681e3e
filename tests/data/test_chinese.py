from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from data.chinese import simplify


def test_traditional_characters() -> None:
    assert simplify("臺灣港務股份有限公司乾安縣分公司") == "台湾港务股份有限公司乾安县分公司"


@given(st.text(max_size=20))
def test_the_length_stays(text: str) -> None:
    assert len(simplify(text)) == len(text)
