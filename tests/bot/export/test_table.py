"""Which cases and agencies an export has."""

from __future__ import annotations

import pytest

from bot.export.table import Table, build_table, records
from data.load import load
from intents.engine import Engine


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(load())


def asked(engine: Engine, question: str) -> Table | None:
    answer, context = engine.ask(question)
    return build_table(answer, context.query, engine) if context else None


@pytest.mark.parametrize(
    ("question", "title", "cases", "agencies"),
    [
        ("安徽参与了哪些案例", "安徽参与的案例", 17, None),
        ("最佳案例一共几个", "最佳实践案例", 10, None),
        ("安徽有哪些单位", "安徽参与的案例", 17, 20),
        ("一共有几个单位", "《关于公布长三角市场监管一体化发展“最佳实践案例”的通知》", 22, 88),
        ("安徽和江苏哪个多", "安徽或者江苏参与的案例", 20, None),
        ("哪个省参与的案例最多", "《关于公布长三角市场监管一体化发展“最佳实践案例”的通知》", 22, None),
        ("最佳第三个", "探索制定示范区统一企业登记标准", 1, None),
        ("安徽有没有食品的案例", "建设长三角区域食品安全信息追溯体系", 1, None),
    ],
)
def test_the_cases_of_an_answer(engine: Engine, question: str, title: str, cases: int, agencies: int | None) -> None:
    table = asked(engine, question)
    assert table is not None
    assert (table.title, len(table.cases)) == (title, cases)
    assert (None if table.agencies is None else len(table.agencies)) == agencies
    assert table.revision == engine.dataset.revision


@pytest.mark.parametrize("question", ["西藏参与了哪些案例", "没有浙江的案例", "今天天气怎么样", "帮助", "江徽"])
def test_answers_without_cases(engine: Engine, question: str) -> None:
    assert asked(engine, question) is None


def test_the_query_in_words_and_the_repair(engine: Engine) -> None:
    table = asked(engine, "哪些案例做了禁鱼")
    assert table is not None
    assert table.explanation[-1] == "已按“禁渔”理解“禁鱼”。"
    assert table.explanation[0].startswith("理解为：主题：禁渔")


def test_a_record_for_each_case_or_each_agency_asked_for(engine: Engine) -> None:
    table = asked(engine, "安徽有哪些单位")
    assert table is not None
    whole, single = list(records(table, by_agency=False)), list(records(table, by_agency=True))
    assert len(whole) == 17
    assert {one.agencies[0].regions[0].short for one in single} == {"安徽"}
    assert {agency for one in single for agency in one.agencies} == table.agencies
    g60 = next(one for one in whole if "G60" in one.title)
    assert (g60.number, g60.places[:2]) == (9, ["上海市松江区", "江苏省苏州市"])
