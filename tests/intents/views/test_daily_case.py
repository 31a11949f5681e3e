from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.model import Case
from intents.engine import Engine
from intents.model.query import EVERYTHING, Query
from intents.serialization.codec import loads
from intents.views.daily_case import pick_daily_case

QUERIES = {"": 22, "1cr34": 17, "1ct最佳实践案例": 10, "1c(!r34,t最佳实践案例)": 1, "1c(r34,t优秀实践案例)": 8}

days = st.dates(date(2000, 1, 1), date(2999, 1, 1))


def query(text: str) -> Query | None:
    return loads(text) if text else None


def run(engine: Engine, text: str, first: date, count: int) -> list[Case | None]:
    return [pick_daily_case(query(text), first + timedelta(number), engine) for number in range(count)]


@given(st.sampled_from([*QUERIES]), days)
def test_no_case_repeats_before_all_have_been_shown(engine: Engine, text: str, first: date) -> None:
    shown = run(engine, text, first, QUERIES[text])
    wanted = engine.index.evaluate(asked.where if (asked := query(text)) else EVERYTHING)
    assert len(set(shown)) == len(shown)
    assert set(shown) == set(engine.index.select(wanted))
    assert run(engine, text, first + timedelta(QUERIES[text]), 1) == shown[:1]


@given(st.sampled_from(["", "1cr11", "1cr44"]), days)
def test_cases_of_several_notices_take_turns(several: Engine, text: str, first: date) -> None:
    asked = query(text)
    matching = set(several.index.select(several.index.evaluate(asked.where if asked else EVERYTHING)))
    assert set(run(several, text, first, len(matching))) == matching


def test_the_case_depends_only_on_conditions_and_day(engine: Engine) -> None:
    day = date(2026, 11, 24)
    assert (
        pick_daily_case(None, day, engine)
        == pick_daily_case(Query("cases"), day, engine)
        == pick_daily_case(loads("1u()"), day, engine)
    )


def test_consecutive_days_rarely_show_neighbours(engine: Engine) -> None:
    shown = run(engine, "", date(2026, 1, 1), 22)
    follows = [a and b and (a.tier, a.number + 1) == (b.tier, b.number) for a, b in pairwise(shown)]
    assert sum(map(bool, follows)) < 3


@pytest.mark.parametrize("text", ["1cr36", "1cx四川+p"])
def test_no_matching_case_gives_none(engine: Engine, text: str) -> None:
    assert pick_daily_case(query(text), date(2026, 11, 24), engine) is None
