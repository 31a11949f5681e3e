from __future__ import annotations

import pytest

from bot.store import Subscription
from bot.telegram.subscriptions.conditions import describe_subscription, read_condition, read_wish
from bot.telegram.subscriptions.schedule import DAILY, DAY_MINUTES, NOTICE, WEEKLY, parse_request
from intents.engine import Engine
from intents.model.query import InRegion, Query
from intents.serialization.codec import dumps


@pytest.mark.parametrize(
    ("text", "condition"),
    [("每日 09:00", ""), ("全部", ""), ("每日 9点 安徽", "地区：安徽"), ("有多少个案例", None), ("今天天气", None)],
)
def test_conditions_are_read(engine: Engine, text: str, condition: str | None) -> None:
    read = read_condition(parse_request(text), engine)
    assert (read and read.description) == condition


WISHES = {
    "每天给我发一个案例": "每天 09:00",
    "每天早上八点发一个安徽案例": "每天 08:00 安徽",
    "每天推送一个安徽 最佳的案例吧": "每天 09:00 安徽 最佳",
    "以后每周五下午3点给我们发一份汇总": "每周五 15:00",
    "每周发一份": "每周一 09:00",
    "每天25点发一个案例": None,
    "每天发新闻": None,
    "每天发生了什么": None,
    "安徽": None,
}


@pytest.mark.parametrize(("text", "expected"), WISHES.items(), ids=WISHES)
def test_wishes_to_be_sent_something(engine: Engine, text: str, expected: str | None) -> None:
    assert read_wish(text, engine) == expected


DESCRIBED = {
    "新通知和修订的摘要（不限条件）": (NOTICE, None, None),
    "每天 09:00 一个案例（条件：地区：安徽）": (DAILY, 9 * 60, "340000"),
    "每周二 00:00 一份汇总（不限条件）": (WEEKLY, DAY_MINUTES, None),
    "每天 09:00 一个案例（条件里的内容，数据里已经没有了，暂时不发）": (DAILY, 9 * 60, "990000"),
}


@pytest.mark.parametrize(("expected", "stored"), DESCRIBED.items(), ids=DESCRIBED)
def test_descriptions(engine: Engine, expected: str, stored: tuple[str, int | None, str | None]) -> None:
    kind, minute, region = stored
    query = dumps(Query(where=InRegion(region))) if region else None
    one = Subscription(id=1, chat=7, kind=kind, query=query, minute=minute, by=7, at=0)
    assert describe_subscription(one, engine) == expected
