"""The case of the day: the same for all users with the same conditions, and none repeats before all have been shown."""

from __future__ import annotations

from datetime import date
from math import gcd

from data.model import Case
from intents.engine import Engine
from intents.model.query import EVERYTHING, Query

_STRIDE_SHARE = 0.618
"""Distance in the list from one day's case to the next, as a share of the list.

Near the golden ratio: neighbours in the list, which are alike, are shown on distant days.
"""


def pick_daily_case(query: Query | None, day: date, engine: Engine) -> Case | None:
    """Return the day's case among those that match the query's conditions; None if none does.

    Over as many consecutive days as there are cases, each case comes once.
    """
    mask = engine.index.evaluate(query.where if query else EVERYTHING)
    count = mask.bit_count()
    if not count:
        return None
    target = max(1, round(count * _STRIDE_SHARE))
    # A stride coprime to the count visits every case before it repeats one.
    stride = next(step for step in range(target, target + count + 1) if gcd(step, count) == 1)
    return engine.index.select(mask)[day.toordinal() * stride % count]
