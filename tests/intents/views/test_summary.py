from __future__ import annotations

from dataclasses import replace

import pytest

from data.model import Fact
from intents.engine import Engine
from intents.model.query import InNotice
from intents.serialization.codec import loads
from intents.views.summary import Summary, summarize_notice
from tests.intents.names import DATASET, format_cases

(NOTICE,) = DATASET.notices


def summary_of(engine: Engine, query: str) -> Summary | None:
    return summarize_notice(NOTICE, loads(query) if query else None, engine)


# Query → condition; matching; tiers; provinces; cases.
SUMMARIES = {
    "": "; 22; 最佳实践案例 10 优秀实践案例 12; 浙江 22 上海 21 江苏 20 安徽 17",
    "1c()": "; 22; 最佳实践案例 10 优秀实践案例 12; 浙江 22 上海 21 江苏 20 安徽 17",
    "1cr34": "地区：安徽; 17; 最佳实践案例 9 优秀实践案例 8; 宣城 2 亳州 1 安庆 1 合肥 1 芜湖 1",
    "1nr34": "地区：安徽; 17; 最佳实践案例 9 优秀实践案例 8; 宣城 2 亳州 1 安庆 1 合肥 1 芜湖 1",
    "1c(!r34,t最佳实践案例)": "地区：没有安徽；等次：最佳实践案例; 1; 最佳实践案例 1; ",
    "1cr3302": "地区：宁波; 1; 优秀实践案例 1; ",
    "1ddcsj-2022": "通知：《关于公布长三角市场监管一体化发展“最佳实践案例”的通知》; 22;"
    " 最佳实践案例 10 优秀实践案例 12; 浙江 22 上海 21 江苏 20 安徽 17",
}


@pytest.mark.parametrize(("query", "stated"), SUMMARIES.items(), ids=SUMMARIES)
def test_counts_of_a_summary(engine: Engine, query: str, stated: str) -> None:
    summary = summary_of(engine, query)
    assert summary is not None
    tiers = " ".join(f"{name} {number}" for name, number in summary.tiers)
    places = " ".join(f"{place.short} {number}" for place, number in summary.places)
    assert "; ".join((summary.condition, str(summary.matching), tiers, places)) == stated
    assert (summary.notice, summary.chosen, summary.entered) == (NOTICE, 22, 75)


@pytest.mark.parametrize(("query", "own"), [("", 0), ("1cr34", 14), ("1cr3302", 0)])
def test_provincial_units_are_counted_beside_cities(engine: Engine, query: str, own: int) -> None:
    summary = summary_of(engine, query)
    assert summary is not None
    assert summary.provincial == own


@pytest.mark.parametrize("query", SUMMARIES)
def test_the_query_of_a_summary_matches_the_cases_counted(engine: Engine, query: str) -> None:
    summary = summary_of(engine, query)
    assert summary is not None
    answer, _ = engine.answer(summary.query)
    assert format_cases(answer.cases) == format_cases(summary.cases)
    assert len(summary.cases) == summary.matching == sum(count for _, count in summary.tiers)
    assert format_cases(engine.ask(answer.question)[0].cases) == format_cases(summary.cases)


@pytest.mark.parametrize("query", ["1cr36", "1cx温州+p", "1c(r34,!r34)", "1cdanother", "1ctx"])
def test_no_summary_without_a_match(engine: Engine, query: str) -> None:
    assert summary_of(engine, query) is None


ENTERED = {
    "by its topic": ((Fact("参评", (), "", 75),), 75),
    "by an alias": ((Fact("规模", ("申报",), "", 9.5),), 9.5),
    "not by another fact": ((Fact("结果", ("评出",), "", 22),), None),
    "not without a number": ((Fact("参评", (), "很多"),), None),
    "by the first with a number": ((Fact("参评", (), "很多"), Fact("申报", (), "", 8), Fact("参评", (), "", 9)), 8),
}


@pytest.mark.parametrize(("facts", "entered"), ENTERED.values(), ids=ENTERED)
def test_entries_are_given_only_if_the_notice_states_them(
    engine: Engine, facts: tuple[Fact, ...], entered: float | None
) -> None:
    summary = summarize_notice(replace(NOTICE, facts=facts), None, engine)
    assert summary is not None
    assert summary.entered == entered


def test_each_of_several_notices(several: Engine) -> None:
    for notice in several.dataset.notices:
        summary = summarize_notice(notice, None, several)
        assert summary is not None
        assert summary.query.where == InNotice(notice.id)
        assert list(summary.cases) == list(notice.cases)
        assert summary.entered in (64, 86, 120)
        assert dict(summary.tiers) == {tier.name: len(tier.cases) for tier in notice.tiers if tier.name}
