"""Intent `notice`: facts and fields of the notice itself."""

from __future__ import annotations

from data.model import Notice
from data.nouns import shared_noun
from intents.index.case_index import CaseIndex
from intents.model.answer import Answer
from intents.model.query import Query
from intents.phrasing.description import Describer

_SHOWN = 2000
"""Characters of a full text that are shown: about half of what a message holds."""


def answer(query: Query, index: CaseIndex, describer: Describer) -> Answer:
    """Return the fact asked for, from each notice that states it."""
    notices = describer.notices(query.where)
    if field := describer.field(query):
        return Answer("notice", "\n".join(_notice_field(notice, field) for notice in notices))
    facts = describer.facts(query)
    several = len(notices) > 1
    lines = [(f"《{notice.title}》：" if several else "") + fact.text for notice, fact in facts]
    values = [fact.value for _, fact in facts if fact.value is not None]
    asks_for_number = query.subject == "number" and len(values) == 1  # a number was asked for (SEMANTICS 10)
    heading = "\n".join(lines) or "通知没有说明这一点。"
    return Answer("count" if asks_for_number else "notice", heading, value=values[0] if len(values) == 1 else None)


def _notice_field(notice: Notice, topic: str) -> str:
    match topic:
        case "source":
            issuers = f"，由{'、'.join(notice.issuers)}发布" if notice.issuers else ""
            link = f"原文：{notice.source}" if notice.source else ""
            if notice.text:
                more = "……" if len(notice.text) > _SHOWN else ""
                return "\n".join(filter(None, (f"《{notice.title}》{issuers}。", notice.text[:_SHOWN] + more, link)))
            missing = "这里没有存通知的全文，只有整理过的案例。"
            return "\n".join(filter(None, (f"{missing}标题是《{notice.title}》{issuers}。", link)))
        case "issued":
            return f"《{notice.title}》" + (f"于 {notice.issued} 发布。" if notice.issued else "没有写明发布日期。")
        case "issuers":
            return (
                f"《{notice.title}》由{'、'.join(notice.issuers)}发布。" if notice.issuers else "通知没有写明发布单位。"
            )
        case "addressed":
            return (
                f"《{notice.title}》发给：{'、'.join(notice.addressed_to)}。"
                if notice.addressed_to
                else "通知没有写明主送单位。"
            )
    return summarize(notice)


def summarize(notice: Notice) -> str:
    """Return a notice in a few lines: the number of cases, by tier, and its facts."""
    noun = shared_noun([notice])
    tiers = "、".join(f"{tier.name} {len(tier.cases)} {noun.measure}" for tier in notice.tiers if tier.name)
    lines = [f"《{notice.title}》公布了 {noun.counted(len(notice.cases))}" + (f"：{tiers}。" if tiers else "。")]
    return "\n".join((*lines, *(fact.text for fact in notice.facts)))
