"""The case of a day: the same for everyone who asks under the same conditions, and none again before all have been."""

from __future__ import annotations

from datetime import date
from math import gcd

from data.model import Case
from intents.engine import Engine
from intents.model.query import EVERYTHING, Query

_STRIDE_SHARE = 0.618
"""How far on in the list the next day's case is, as a part of the whole: alike ones, side by side there, lie apart."""


def pick_daily_case(query: Query | None, day: date, engine: Engine) -> Case | None:
    """The day's case among those that meet the query's conditions; None where none does.

    On as many days in a row as there are such cases, each comes once.
    """
    mask = engine.index.evaluate(query.where if query else EVERYTHING)
    count = mask.bit_count()
    if not count:
        return None
    target = max(1, round(count * _STRIDE_SHARE))
    stride = next(step for step in range(target, target + count + 1) if gcd(step, count) == 1)
    return engine.index.select(mask)[day.toordinal() * stride % count]
