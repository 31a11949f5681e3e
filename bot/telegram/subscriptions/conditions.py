"""The conditions of subscriptions: read from a request or a wish, loaded from the store, and described in words."""

from __future__ import annotations

import re

from bot.store import Subscription
from bot.telegram.subscriptions.schedule import (
    DAY_MINUTES,
    EDGES,
    NOTICE,
    WEEK,
    WEEKDAYS,
    WEEKLY,
    SubscriptionRequest,
    format_time,
    parse_request,
)
from data.nouns import shared_noun
from intents.engine import Engine
from intents.model.query import Query
from intents.serialization.codec import CodecError, loads
from intents.serialization.validity import MissingEntityError, check_query
from intents.views.subscription_filter import SubscriptionFilter, describe_filter, parse_filter

_REPEATED_WISH = re.compile(
    rf"(?:以后|今后)?(?P<often>每[日天]|每个?(?:{WEEK})[{WEEKDAYS}天1-7]?)(?P<time>.{{0,12}}?)"
    r"(?:都|请|麻烦|能|可以|帮|给|我们?)*(?:发|推送|推|送)(?:给|我们?|一下)*(?:一?[个条份则篇])?(?P<what>.{0,40}?)[吧呗吗]?"
)
"""A wish to be sent something again and again."""
_NINE = 9 * 60
"""The time that is offered where none is named."""


def read_condition(request: SubscriptionRequest, engine: Engine) -> SubscriptionFilter | None:
    """Return the condition of a request, which all cases meet if it states none; None if its text is no condition."""
    return parse_filter(request.condition, engine) if request.condition else SubscriptionFilter(Query(), "")


def read_wish(text: str, engine: Engine) -> str | None:
    """Return what to subscribe to for who wants to be sent something again and again; None for other texts.

    每天早上八点发一个安徽案例 asks for 每天 08:00 安徽; without a time, nine o'clock is offered.
    """
    match = _REPEATED_WISH.fullmatch(text)
    if match is None:
        return None
    noun = shared_noun(engine.dataset.notices).noun
    what = re.sub(rf"的?(?:案例|{re.escape(noun)}|汇总)$", "", match["what"].strip(EDGES))
    request = parse_request(f"{match['often']}{match['time']} {what}")
    if request.kind == NOTICE or request.wrong_time or read_condition(request, engine) is None:
        return None
    minute = request.minute
    if minute is None:
        day = WEEKDAYS.index(request.day) if request.day else 0
        minute = _NINE + (day * DAY_MINUTES if request.kind == WEEKLY else 0)
    return f"{format_time(request.kind, minute)} {request.condition}".strip()


def load_query(subscription: Subscription, engine: Engine) -> Query | None:
    """Return the query of a subscription; None if the data does not contain any more what it names."""
    if subscription.query is None:
        return Query()
    try:
        query = loads(subscription.query)
        check_query(query, engine.index, engine.lexicon)
    except (CodecError, MissingEntityError):
        return None
    return query


def describe_subscription(subscription: Subscription, engine: Engine) -> str:
    """Describe a subscription in words: 每天 09:00 一个案例（条件：地区：安徽）."""
    content = "新通知和修订的摘要"
    if subscription.kind != NOTICE:
        what = "一份汇总" if subscription.kind == WEEKLY else "一个案例"
        content = f"{format_time(subscription.kind, subscription.minute or 0)} {what}"
    query = load_query(subscription, engine)
    if query is None:
        return f"{content}（条件里的内容，数据里已经没有了，暂时不发）"
    condition = describe_filter(query, engine)
    return f"{content}（条件：{condition}）" if condition else f"{content}（不限条件）"
