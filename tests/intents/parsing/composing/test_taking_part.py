from __future__ import annotations

import pytest

from intents.interpreter import Interpreter
from intents.language.normalize import normalize

# What is not understood: a verb that nobody does is a subject, and no word for taking part.
UNKNOWN = {
    "of a place": ("安徽回收的案例有哪些", ""),
    "of a bureau": ("药监局回收的案例", ""),
    "asked who did": ("叉车是谁回收的", ""),
    "beside a subject": ("回收叉车的案例", ""),
    "before a tier": ("列为优秀的有几个", ""),
    "before a tier, with a particle": ("接下来过优秀案例，一共几个", ""),
    "how many were found": ("命中几条", ""),
    "of nobody": ("回收的案例有哪些", "回收"),
    "of nobody, before the noun": ("回收案例有几个", "回收"),
    "of nobody, and of a tier": ("回收的优秀案例有哪些", "回收"),
    "said to be had": ("有回收的案例", "回收"),
}


@pytest.mark.parametrize(("text", "expected"), UNKNOWN.values(), ids=UNKNOWN)
def test_a_verb_that_nobody_does_is_a_subject(understanding: Interpreter, text: str, expected: str) -> None:
    reading = understanding.understand(normalize(text)).reading
    assert " ".join(mention.text for mention in reading.unknown) == expected
