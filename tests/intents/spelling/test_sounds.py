from __future__ import annotations

import pytest

from intents.engine import Engine

# What is typed, what of it is misspelt, and what is meant.
SLIPS = {
    "a letter of a place": ("浙将参与的优秀案例", [("浙将", "浙江")]),
    "the end of a title": ("计量技术规范提系是哪几家做的", [("计量技术规范提系", "计量技术规范体系")]),
    "a common word": ("最佳案列第三个", [("案列", "案例")]),
    "a letter and what is asked": ("浙给我看看", []),
    "a subject and what is asked": ("叉车给我讲讲", []),
}


@pytest.mark.parametrize(("question", "expected"), SLIPS.values(), ids=SLIPS)
def test_what_sounds_like_a_name(engine: Engine, question: str, expected: list[tuple[str, str]]) -> None:
    answer, _ = engine.ask(question)
    assert [(one.source, one.target) for one in answer.repairs] == expected
