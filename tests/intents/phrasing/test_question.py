"""The exact questions of some queries; that each question means its query again is a law (test_laws)."""

from __future__ import annotations

import pytest

from intents.engine import Engine
from intents.model.query import Query
from intents.serialization.codec import loads

QUESTIONS = {
    "1cr34": "安徽参与的案例有哪些",
    "1c(r31,!r32)": "上海参与、江苏没有参与的案例有哪些",
    "1cb计量处+33": "浙江计量处参与的案例有哪些",
    "1cu>=1": "不少于一个单位参与的案例有哪些",
    "1c!t最佳实践案例": "不是（最佳实践案例）的案例有哪些",
    "1ca+叉车+标准*": "关于叉车标准的案例有哪些",
    "1d(t最佳实践案例,n3)": "介绍一下最佳实践案例第3个",
    "1u(r34,t最佳实践案例);w34": "最佳实践案例里，安徽有哪些单位",
    "1n[r310101,!r31]": "（黄浦参与）或者（上海没有参与）的案例一共有几个",
    "1r();sprovince;-": "哪个省市参与最少",
    "1m();ir31;ir34": "上海和安徽哪个多",
    "1y(t最佳实践案例,r34);et最佳实践案例": "最佳实践案例都有（安徽参与）吗",
    "1t();snumber;f参评": "参评有多少",
    "1t();f@issued": "通知是什么时候发布的",
    "1h()": "怎么用",
    "1nr34;bshare;e()": "安徽参与的案例占比",
    "1n(t优秀实践案例,r34);bshare;et优秀实践案例": "优秀实践案例里，安徽参与的案例占比",
    "1n();sunits;bmean": "平均每个案例几个单位",
    "1nt最佳实践案例;sprovince;bmean": "最佳实践案例里，平均每个案例几个省市",
    "1n();snotices": "有几份通知",
    "1yr34;k>=;n3;bnumber": "安徽参与的案例至少三个吗",
    "1yr32;w32;k>;n20;sunits;bnumber": "江苏的单位是否超过二十个",
    "1y();-;ir31;ir34": "上海比安徽少吗",
    "1rr33;w33;bunits": "哪个案例浙江的单位最多",
    "1r(t优秀实践案例,lco);lco;bunits": "优秀实践案例里，哪个案例区县单位最多",
    "1rb药监局;pb药监局;bunits;-": "哪个案例药监局最少",
    "1cn1+3": "前三个案例有哪些",
    "1cn3": "第3个案例有哪些",
    "1clco": "区县单位参与的案例有哪些",
}


@pytest.mark.parametrize(("query", "question"), QUESTIONS.items(), ids=QUESTIONS)
def test_question_of_a_query(engine: Engine, query: str, question: str) -> None:
    assert engine.describer.question(loads(query)) == question


COMPARISONS = (
    "最佳和优秀里上海的单位哪个多",
    "最佳和优秀案例中，除上海以外的单位哪个少",
    "最佳和优秀哪个区县局多",
    "浙江和安徽的区县局，哪边家数多",
    "安徽的案例里，最佳和优秀里上海的单位哪个多",
    "最佳和优秀里，上海的区县单位哪个多",
    "除了浙江和上海，哪个省最多",
    "不算上海，哪个单位参与最多",
)


@pytest.mark.parametrize("text", COMPARISONS)
def test_the_question_of_a_comparison_or_ranking_has_its_restrictions(engine: Engine, text: str) -> None:
    _, context = engine.ask(text, None, 0.0)
    assert context is not None
    _, again = engine.ask(engine.describer.question(context.query), None, 0.0)
    assert again is not None
    assert again.query == context.query
    assert again.query.scope != Query().scope
