"""Intent `help`: what can be asked."""

from __future__ import annotations

from intents.index.case_index import CaseIndex
from intents.model.answer import Answer, Option
from intents.model.query import Query
from intents.phrasing.description import Describer


def answer(query: Query, index: CaseIndex, describer: Describer) -> Answer:
    """Return an introduction and example questions."""
    count = len(index.dataset.notices)
    return Answer(
        "help",
        f"您好，我是案例通，回答关于 {count} 份通知、{len(index.cases)} 个案例的问题："
        "谁参与、哪些案例、多少个、怎么评的。直接用中文问就行。",
        options=example_questions(index),
    )


def example_questions(index: CaseIndex) -> tuple[Option, ...]:
    """Return up to three questions that have an answer in this dataset."""
    questions: list[str] = []
    provinces = index.places("province")
    if provinces:
        questions.append(f"{provinces[-1].short}参与了哪些案例")
    tiers = [tier.name for notice in index.dataset.notices for tier in notice.tiers if tier.name and tier.cases]
    questions.append(f"{tiers[0]}一共几个" if tiers else "一共几个案例")
    questions.append(f"{index.plain_alias}是谁做的" if index.plain_alias else "参与单位最多的案例")
    return tuple(Option(question, question) for question in questions)
