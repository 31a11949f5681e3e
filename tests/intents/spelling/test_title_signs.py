from __future__ import annotations

import pytest

from intents.index.case_index import CaseIndex
from intents.interpreter import Interpreter
from intents.language.normalize import normalize
from intents.spelling.title_signs import core, has_asides, is_odd, may_be_title

SIGNS = {
    "a topic": ("叉车", "叉车", ""),
    "a topic in a question": ("请问叉车", "叉车", ""),
    "names without a topic": ("安徽参与了哪些案例", "", ""),
    "a word that nothing explains": ("龘龘叉车是谁做的", "龘龘叉车", "title"),
    "an operator amid a title": ("没有禁渔", "没有禁渔", "title"),
    "an operator that nothing uses": ("推动认证监管同同向步同行", "推动认证监管同同向步同行", "title"),
    "a number that nothing uses": ("6科创走廊区域质量提升", "6科创走廊区域质量提升", "title"),
    "topics in a row that no case has": ("叉车食品", "叉车食品", "odd"),
    "topics typed apart": ("叉车、食品", "叉车、食品", ""),
    "a small word beside a topic": ("长江禁渔吗", "长江禁渔", "odd asides"),
}


@pytest.mark.parametrize(("raw", "subject", "expected"), SIGNS.values(), ids=SIGNS)
def test_signs_of_a_title(understanding: Interpreter, index: CaseIndex, raw: str, subject: str, expected: str) -> None:
    text = normalize(raw)
    reading = understanding.read(text.clean)
    start, end = core(reading)
    assert text.clean[start:end] == subject
    signs = {
        "title": may_be_title(index, reading),
        "odd": is_odd(index, text, reading),
        "asides": has_asides(index, reading),
    }
    assert " ".join(name for name, holds in signs.items() if holds) == expected
