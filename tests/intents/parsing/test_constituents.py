from __future__ import annotations

import pytest

from intents.model.query import EVERYTHING, InRegion, InTier
from intents.parsing.constituents import Condition, Names

PLACE, TIER = Names("place", (InRegion("340000"),)), Names("tier", (InTier("最佳"),))
CONDITIONS = {
    "one list": (Condition(EVERYTHING, ((PLACE, "plain"),)), {"place"}),
    "two kinds": (Condition(EVERYTHING, ((PLACE, "plain"), (TIER, "not"))), {"place", "tier"}),
    "one kind twice": (Condition(EVERYTHING, ((PLACE, "plain"), (PLACE, "not"))), {"place"}),
    "no names": (Condition(EVERYTHING), set()),
}


@pytest.mark.parametrize(("condition", "kinds"), CONDITIONS.values(), ids=CONDITIONS)
def test_the_kinds_of_a_condition(condition: Condition, kinds: set[str]) -> None:
    assert condition.kinds == kinds
