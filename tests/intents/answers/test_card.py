from __future__ import annotations

from intents.engine import Engine
from intents.model.query import About, Query
from tests.intents.answers.sample import answer_query


def test_a_card_lists_its_agencies(engine: Engine) -> None:
    answer = answer_query(engine, Query("card", About(("商标",))))
    assert [unit.name for unit in answer.agencies] == ["上海市市场监督管理局", "浙江省宁波市市场监督管理局"]
    assert answer.heading == "打造沪甬商标品牌国际化战略协作新样板"
