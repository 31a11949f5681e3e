from __future__ import annotations

import pytest

from intents.engine import Engine
from intents.serialization.codec import loads
from intents.serialization.validity import MissingEntityError, check_query

THERE = (
    "1c()",
    "1cr34",
    "1cr36",  # a place that no notice has is a place
    "1co+31+34",
    "1cz苏南",
    "1cb计量处+33",
    "1cb不认识的处",
    "1ct最佳实践案例",
    "1cdcsj-2022",
    "1dicsj-2022/1/3",
    "1cx温州+p",
    "1ca+叉车",
    "1u();w34;o31;mt最佳实践案例",
)
GONE = (
    "1cr99",
    "1cr'x",
    "1c(r34,!r99)",
    "1c[r34,!(r31,t第三档)]",
    "1co+31+99",
    "1czx",
    "1cb计量处+99",
    "1c{b计量处+99}",
    "1ct第三档",
    "1cdx",
    "1dicsj-2022/1/11",
    "1u();w99",
    "1u();o99",
    "1u();pb计量处+99",
    "1u();qb计量处+99",
    "1u();mt第三档",
    "1u();yt第三档",
    "1m();ir34;ir99",
    "1yr34;et第三档",
)


@pytest.mark.parametrize("text", THERE)
def test_a_query_of_existing_entities_passes(engine: Engine, text: str) -> None:
    check_query(loads(text), engine.index, engine.lexicon)
    answer, _ = engine.answer(loads(text))
    assert answer.heading


@pytest.mark.parametrize("text", GONE)
def test_a_query_of_a_missing_entity_raises(engine: Engine, text: str) -> None:
    with pytest.raises(MissingEntityError):
        check_query(loads(text), engine.index, engine.lexicon)
    with pytest.raises(MissingEntityError):
        engine.answer(loads(text))
