from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from data.chinese import RADICALS, simplify


def test_traditional_characters() -> None:
    assert simplify("臺灣港務股份有限公司乾安縣分公司") == "台湾港务股份有限公司乾安县分公司"


def test_characters_that_are_not_traditional_here() -> None:
    assert simplify("乾安縣哩") == "乾安县哩"


@given(st.text(max_size=20))
def test_the_length_stays(text: str) -> None:
    assert len(simplify(text)) == len(text)


def test_every_radical_has_a_character_and_no_other_code_point_changes() -> None:
    assigned = {code for code in range(0x2E80, 0x2FE0) if unicodedata.category(chr(code)) == "So"}
    assert assigned - set(RADICALS) <= {0x2E80}
    assert set(RADICALS) <= assigned
    assert not set("".join(RADICALS.values())) & {chr(code) for code in RADICALS}


def test_names_in_radicals() -> None:
    assert "⻓三⻆⺠⽣⼯作".translate(RADICALS) == "长三角民生工作"
