"""Intent `notice`: facts and fields of the notice itself."""

from __future__ import annotations

from data.model import Fact, Notice
from data.nouns import shared_noun
from intents.index.case_index import CaseIndex
from intents.model.answer import Answer
from intents.model.query import OPERATORS, Query
from intents.phrasing.description import Describer

_SHOWN = 2000
"""The maximum number of characters of a full text that are shown, about half of a message."""


def answer(query: Query, index: CaseIndex, describer: Describer) -> Answer:
    """Return the field or fact asked for, from each notice that states it."""
    notices = describer.notices(query.where)
    if field := describer.field(query):
        return Answer("notice", "\n".join(_notice_field(notice, field) for notice in notices))
    facts = describer.facts(query)
    if query.subject in ("share", "rest"):
        return _selected(query, facts)
    several = len(notices) > 1
    if several and query.subject != "number" and (field := describer.field_like(query)):
        stated = {notice.id: f"《{notice.title}》：{fact.text}" for notice, fact in facts}
        return Answer("notice", "\n".join(stated.get(one.id) or _notice_field(one, field) for one in notices))
    lines = [(f"《{notice.title}》：" if several else "") + fact.text for notice, fact in facts]
    values = [fact.value for _, fact in facts if fact.value is not None]
    heading = "\n".join(lines) or "通知没有说明这一点。"
    if query.by == "number" and query.scope.op is not None and len(values) == 1:
        yes = OPERATORS[query.scope.op](int(values[0]), query.scope.count)
        return Answer("yes_no", f"{'是的' if yes else '不是'}，{heading}", yes=yes)
    asks_for_number = query.subject == "number" and len(values) == 1  # a number was asked for (SEMANTICS 10)
    return Answer("count" if asks_for_number else "notice", heading, value=values[0] if len(values) == 1 else None)


def _selected(query: Query, facts: list[tuple[Notice, Fact]]) -> Answer:
    """Return the share of the candidates that each notice selected, or how many it did not select.

    Notices that do not state the number of candidates are left out.
    """
    lines, values = [], list[float]()
    for notice, fact in facts:
        number, chosen = fact.value or 0, len(notice.cases)
        if number < max(chosen, 1):
            continue
        noun = shared_noun([notice])
        values.append(round(100 * chosen / number, 1) if query.subject == "share" else number - chosen)
        rest = f"其余 {number - chosen} {noun.measure}没有入选"
        told = f"占 {values[-1]}%" if query.subject == "share" else rest
        where = f"《{notice.title}》：" if len(facts) > 1 else ""
        lines.append(f"{where}{fact.topic} {number} {noun.measure}，评出 {chosen} {noun.measure}，{told}。")
    value = values[0] if len(values) == 1 else None
    return Answer("notice" if value is None else "count", "\n".join(lines) or "通知没有说明这一点。", value=value)


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
    """Return a summary of a notice in a few lines: the number of cases, by tier, and its facts."""
    noun = shared_noun([notice])
    tiers = "、".join(f"{tier.name} {len(tier.cases)} {noun.measure}" for tier in notice.tiers if tier.name)
    lines = [f"《{notice.title}》公布了 {noun.counted(len(notice.cases))}" + (f"：{tiers}。" if tiers else "。")]
    return "\n".join((*lines, *(fact.text for fact in notice.facts)))
