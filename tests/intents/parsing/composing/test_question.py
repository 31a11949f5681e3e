from __future__ import annotations

import pytest

from intents.engine import Engine
from intents.index.case_index import CaseIndex
from intents.interpreter import Interpreter
from intents.language.normalize import normalize
from intents.parsing.lexicon import Lexicon
from tests.intents.names import PLACES, format_filter

# Which of the cases' units are meant: within, without, parts, level, how many cases.
SCOPES = {
    "of a place": ("浙江有哪些单位参与了最佳案例", "in 浙江"),
    "of a place, ranked": ("浙江参与案例最多的单位", "in 浙江"),
    "of a place, counted for each case": ("浙江的单位最多的案例", "in 浙江"),
    "of a level, counted for each case": ("区县局最多的案例是哪个", "county"),
    "of cases of a place, all counted": ("单位最多的浙江案例", ""),
    "of cases of a place's units, all counted": ("浙江单位参与的案例里，哪个案例单位最多", ""),
    "of a place, whose cases are said to be of it": ("浙江参与的案例里参与最多的单位", ""),
    "of a place, asked by 谁": ("浙江的单位里谁参与的案例最多", "in 浙江"),
    "of two": ("上海和安徽有哪些单位参与", "in 上海 安徽"),
    "of any place": ("叉车是谁做的", ""),
    "of cases of a place": ("安徽和浙江共同参与的案例里有哪些单位", ""),
    "beside a place": ("除了安徽还有谁参与了叉车", "out 安徽"),
    "partners": ("安徽和谁合作", "out 安徽"),
    "together with": ("和上海一起的单位有哪些", "out 上海"),
    "of cases with a place and without another": ("有浙江没有芜湖的优秀案例有哪些单位", ""),
    "cities": ("哪些城市参与了优秀案例", "city"),
    "a department": ("浙江计量处参与了哪些案例", "part 浙江[计量处]"),
    "so many of a place": ("八城联动浙江有三家单位吗", "in 浙江 ==3"),
    "no more than one": ("八城联动浙江就一家吗", "in 浙江 ==1"),
    "more than so many": ("八城联动浙江超过两家吗", "in 浙江 >2"),
    "several cases": ("哪些单位参与了不止一个案例", ">1"),
    "two or more cases": ("参与了两个以上案例的单位有哪些", ">=2"),
}


@pytest.mark.parametrize(("text", "expected"), SCOPES.values(), ids=SCOPES)
def test_which_units_are_meant(understanding: Interpreter, lexicon: Lexicon, text: str, expected: str) -> None:
    scope = understanding.read(normalize(text).clean).query.scope
    parts: list[str] = []
    for word, codes in (("in", scope.within), ("out", scope.outside)):
        if codes:
            parts.append(" ".join((word, *(lexicon.region(code).short for code in codes))))
    parts += [f"part {format_filter(part, lexicon)}" for part in scope.parts]
    parts += [scope.level] if scope.level else []
    parts += [f"{scope.op}{scope.count}"] if scope.op else []
    assert " ".join(parts) == expected


def test_the_order_of_conditions_is_that_of_the_question(
    understanding: Interpreter, lexicon: Lexicon, index: CaseIndex
) -> None:
    for first, second in zip(PLACES, PLACES[2:], strict=False):
        one = understanding.read(f"{first}和{second}都参与的案例").query.where
        other = understanding.read(f"{second}和{first}都参与的案例").query.where
        assert format_filter(one, lexicon) == " & ".join(reversed(format_filter(other, lexicon).split(" & ")))
        assert index.evaluate(one) == index.evaluate(other)


def test_a_number_of_a_notice_without_tiers(several: Engine) -> None:
    answer, context = several.ask("川渝通知的第3个案例")
    assert context is not None
    assert format_filter(context.query.where, several.lexicon) == "chuanyu-2023 & #3"
    assert [case.id for case in answer.cases] == ["chuanyu-2023/1/3"]
