from __future__ import annotations

import pytest

from intents.index.case_index import CaseIndex
from intents.interpreter import Interpreter
from intents.language.normalize import normalize
from intents.model.query import InRegion, InTier, OnlyRegions, Unknown
from intents.parsing.condition_groups import Group, is_question, meaning
from intents.parsing.lexicon import Lexicon
from tests.intents.names import REGIONS, TIERS, format_filter

CODES = {place.short: place.code for place in REGIONS}
SHANGHAI, ANHUI = InRegion(CODES["上海"]), InRegion(CODES["安徽"])

MEANT = {
    "all": (Group("place", [SHANGHAI, ANHUI], 0, 0), "上海 & 安徽"),
    "any": (Group("place", [SHANGHAI, ANHUI], 0, 0, any=True), "上海 | 安徽"),
    "none": (Group("place", [SHANGHAI, ANHUI], 0, 0, mode="not"), "!上海 & !安徽"),
    "one absent": (Group("place", [SHANGHAI, ANHUI], 0, 0, any=True, mode="not"), "!上海 | !安徽"),
    "except any is except all": (Group("place", [SHANGHAI, ANHUI], 0, 0, any=True, mode="except"), "!上海 & !安徽"),
    "not all": (Group("place", [SHANGHAI, ANHUI], 0, 0, mode="not_all"), "!(上海 & 安徽)"),
    "only": (Group("place", [SHANGHAI, ANHUI], 0, 0, mode="only"), "only(上海 安徽)"),
    "only one of": (Group("place", [SHANGHAI, ANHUI], 0, 0, any=True, mode="only"), "only(上海) | only(安徽)"),
    "more than": (Group("place", [SHANGHAI], 0, 0, mode="not_only"), "上海 & !only(上海)"),
    "the others": (Group("place", [ANHUI], 0, 0, mode="others"), "上海 & 江苏 & 浙江 & !安徽"),
    "only the unknown": (Group("place", [SHANGHAI, Unknown("江西", "place")], 0, 0, mode="only"), "?place:江西"),
    "what no case has two of": (Group("tier", [InTier(TIERS[0]), InTier(TIERS[1])], 0, 0), " | ".join(TIERS)),
}


@pytest.mark.parametrize(("group", "expected"), MEANT.values(), ids=MEANT)
def test_what_a_group_comes_to(index: CaseIndex, lexicon: Lexicon, group: Group, expected: str) -> None:
    assert format_filter(meaning(index, group), lexicon) == expected


def test_only_is_one_condition(index: CaseIndex) -> None:
    group = Group("place", [SHANGHAI, ANHUI], 0, 0, mode="only")
    assert meaning(index, group) == OnlyRegions((CODES["上海"], CODES["安徽"]))


QUESTIONS = {
    "at the end": ("安徽参与了没有", True),
    "at the end, with a particle": ("安徽参与了没有呢", True),
    "before what is denied": ("没有安徽的案例", False),
    "behind a place": ("上海有，安徽没有", False),
    "of a fragment": ("那没参与的呢", False),
}


@pytest.mark.parametrize(("text", "expected"), QUESTIONS.values(), ids=QUESTIONS)
def test_whether_a_negation_only_asks(understanding: Interpreter, text: str, *, expected: bool) -> None:
    mentions = understanding.read(normalize(text).clean).mentions
    (at,) = (at for at, mention in enumerate(mentions) if mention.has("neg"))
    assert is_question(mentions, at) is expected
