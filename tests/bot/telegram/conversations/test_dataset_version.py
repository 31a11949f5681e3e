from __future__ import annotations

from dataclasses import replace

import pytest

from bot.telegram.conversations.dataset_version import has_changed, is_still_valid, version_stamp
from data.model import Dataset
from intents.engine import Engine
from intents.model.query import And, InArea, InNotice, InRegion, InTier, IsCase, Not, Or, Query, UnitScope

ANHUI, CASE = InRegion("340000"), IsCase("csj-2022/1/3")
OF_A_CASE = (
    Query("card", CASE),
    Query("units", And((ANHUI, Not(CASE)))),
    Query("cases", ANHUI, every=CASE),
    Query("compare", items=(CASE, ANHUI)),
    Query("units", ANHUI, UnitScope(meets=(CASE,))),
    Query("units", ANHUI, UnitScope(only=CASE)),
)
OF_NONE = (
    Query(),
    Query("cases", And((ANHUI, InTier("最佳实践案例")))),
    Query("units", Or((ANHUI, InArea("长三角"))), UnitScope(within=("340000",))),
    Query("cases", InNotice("csj-2022")),
)


@pytest.fixture(scope="module")
def extended(engine: Engine) -> Engine:
    """The engine after a notice was added."""
    dataset = engine.dataset
    second = replace(dataset.notices[0], id="zz", title="另一份通知", aliases=(), revision="zz-1")
    return Engine(replace(dataset, notices=(*dataset.notices, second), revision="grown"))


@pytest.fixture(scope="module")
def revised(engine: Engine) -> Engine:
    """The engine after the notice was revised."""
    dataset = engine.dataset
    return Engine(replace(dataset, notices=(replace(dataset.notices[0], revision="other"),), revision="revised"))


@pytest.fixture(scope="module")
def emptied(engine: Engine) -> Engine:
    """The engine after the notice was replaced by another one without tiers."""
    notice = engine.dataset.notices[0]
    tier = notice.tiers[0]
    cases = tuple(replace(case, id=f"zz/1/{case.number}", notice="zz", tier=None) for case in tier.cases)
    other = replace(notice, id="zz", aliases=(), revision="zz-1", tiers=(replace(tier, name=None, cases=cases),))
    dataset: Dataset = replace(engine.dataset, notices=(other,), groups=(), revision="emptied")
    return Engine(dataset)


@pytest.mark.parametrize("query", [*OF_A_CASE, *OF_NONE])
def test_validity_after_changes_of_the_data(engine: Engine, extended: Engine, revised: Engine, query: Query) -> None:
    stamp = version_stamp(engine.dataset, query)
    assert not has_changed(stamp, engine.dataset)
    assert has_changed(stamp, extended.dataset)
    assert has_changed(stamp, revised.dataset)
    assert is_still_valid(query, stamp, engine)
    assert is_still_valid(query, stamp, extended), "its notice is as it was"
    assert is_still_valid(query, stamp, revised) is (query in OF_NONE)


@pytest.mark.parametrize(
    ("query", "there"), [(Query("cases", ANHUI), True), *((query, False) for query in OF_NONE[1:])]
)
def test_a_query_with_unknown_names_is_invalid(engine: Engine, emptied: Engine, query: Query, *, there: bool) -> None:
    assert is_still_valid(query, version_stamp(engine.dataset, query), emptied) is there


def test_a_stamp_is_short(engine: Engine, extended: Engine) -> None:
    assert version_stamp(engine.dataset, None, Query()) == engine.dataset.revision
    assert version_stamp(extended.dataset, *OF_A_CASE) == f"grown csj-2022@{engine.dataset.notices[0].revision}"
