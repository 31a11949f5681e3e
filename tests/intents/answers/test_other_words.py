from __future__ import annotations

import pytest

from intents.engine import Engine

OFFERED = {
    "a repair that makes what no case has": ("异地退还货", "深入推进“满意消费长三角”行动"),
    "words called like a unit": ("娃娃乘车大厅", "推动长三角儿童免票规则迭代"),
    "a number amid words that are passed over": (
        "有没有办照条件两地一致的",
        "探索制定示范区统一企业登记标准",
    ),
    "places amid words that are passed over": ("帮忙把青吴嘉那边做起来", "支持共建长三角生态绿色一体化发展示范区"),
    "places and a subject that no case has together": (
        "有没有青吴嘉开办公司规则一致的案例",
        "探索制定示范区统一企业登记标准",
    ),
    "slips beside places that one case has": ("宜兴广德那几家一起管", "“一地六县”市场监管一体化花开太湖西岸"),
}


@pytest.mark.parametrize(("question", "title"), OFFERED.values(), ids=OFFERED)
def test_what_explains_too_little_is_offered_cases(engine: Engine, question: str, title: str) -> None:
    answer, _ = engine.ask(question)
    assert answer.kind == "clarify"
    assert title in [option.question for option in answer.options]


KEPT = {
    "a subject that no case has": ("电梯", "none"),
    "a typo of one": ("老旧电剃的案例", "none"),
    "a place in Latin letters": ("Beijing参与了哪些案例", "none"),
    "a place that no case has": ("温州参与的", "none"),
    "a unit that is asked about": ("财政局参与了哪些案例", "none"),
    "a number of places": ("有没有三地都参与的", "yes_no"),
    "places in a polite request": ("请帮我查一下青吴嘉", "cases"),
    "what takes part in a polite request": ("麻烦请帮我查一下青吴嘉参与的", "cases"),
}


@pytest.mark.parametrize(("question", "kind"), KEPT.values(), ids=KEPT)
def test_what_is_understood_is_answered(engine: Engine, question: str, kind: str) -> None:
    answer, _ = engine.ask(question)
    assert answer.kind == kind
