"""Intent `help`: what can be asked."""

from __future__ import annotations

from data.nouns import shared_noun
from intents.index.case_index import CaseIndex
from intents.model.answer import Answer, Option
from intents.model.query import Query
from intents.phrasing.description import Describer

TASKS = {"cases": "查案例", "units": "查单位", "compare": "统计比较"}
"""Name of an example question → the label of what it asks for."""


def answer(query: Query, index: CaseIndex, describer: Describer) -> Answer:
    """Return an introduction and example questions."""
    notices = index.dataset.notices
    counted = shared_noun(notices).counted(len(index.cases))
    return Answer(
        "help",
        f"您好，我是案例通，回答关于 {len(notices)} 份通知、{counted}的问题："
        "谁参与、哪些案例、多少个、怎么评的。直接用中文问就行。",
        options=example_questions(index),
    )


def example_questions(index: CaseIndex) -> tuple[Option, ...]:
    """Return three questions that have an answer in this dataset."""
    asked = examples(index)
    return tuple(Option(asked[name], asked[name]) for name in ("cases", "count", "units"))


def examples(index: CaseIndex) -> dict[str, str]:
    """Return name → example question that has an answer in this dataset, for each of `TASKS` and for `count`."""
    noun, measure = shared_noun(index.dataset.notices)
    provinces = index.places("province")
    tiers = [tier.name for notice in index.dataset.notices for tier in notice.tiers if tier.name and tier.cases]
    count = f"{tiers[0]}一共几{measure}" if tiers else f"一共几{measure}{noun}"
    return {
        "cases": f"{provinces[-1].short}参与了哪些{noun}" if provinces else f"有哪些{noun}",
        "count": count,
        "units": f"{index.plain_alias}是谁做的" if index.plain_alias else f"参与单位最多的{noun}",
        "compare": f"哪个省参与的{noun}最多" if len(provinces) > 1 else count,
    }
