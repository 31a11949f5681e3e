from __future__ import annotations

import pytest

from intents.index.case_index import CaseIndex
from intents.model.query import InRegion, InTier, Unknown
from intents.parsing.constituents import Mode, Names
from intents.parsing.lexicon import Lexicon
from intents.parsing.semantics.actions import Semantics
from tests.intents.names import REGIONS, TIERS, format_filter

CODES = {place.short: InRegion(place.code) for place in REGIONS}
BOTH = Names("place", (CODES["上海"], CODES["安徽"]))
ANY = Names("place", (CODES["上海"], CODES["安徽"]), "any")
MEANT: dict[str, tuple[Names, Mode, str]] = {
    "all": (BOTH, "plain", "上海 & 安徽"),
    "any": (ANY, "plain", "上海 | 安徽"),
    "none": (BOTH, "not", "!上海 & !安徽"),
    "one absent": (ANY, "not", "!上海 | !安徽"),
    "not all": (BOTH, "not_all", "!(上海 & 安徽)"),
    "only": (BOTH, "only", "only(上海 安徽)"),
    "only one of": (ANY, "only", "only(上海) | only(安徽)"),
    "more than": (Names("place", (CODES["上海"],)), "not_only", "上海 & !only(上海)"),
    "the others": (Names("place", (CODES["安徽"],)), "others", "上海 & 江苏 & 浙江 & !安徽"),
    "except any is except all": (ANY, "except", "!上海 & !安徽"),
    "only the unknown": (Names("place", (CODES["上海"], Unknown("江西", "place"))), "only", "?place:江西"),
    "what no case has two of": (Names("tier", (InTier(TIERS[0]), InTier(TIERS[1]))), "plain", " | ".join(TIERS)),
}


@pytest.mark.parametrize(("names", "mode", "expected"), MEANT.values(), ids=MEANT)
def test_what_a_list_comes_to(index: CaseIndex, lexicon: Lexicon, names: Names, mode: Mode, expected: str) -> None:
    assert format_filter(Semantics(index).meaning(names, mode), lexicon) == expected
