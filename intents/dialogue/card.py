"""Changes after one case was shown: what is asked of that case (SEMANTICS 11)."""

from __future__ import annotations

from intents.dialogue.change import HOLDERS, Change
from intents.model.query import EVERYTHING, Filter, InRegion, Or, Query, UnitLevel, UnitScope, both


def of_card(change: Change) -> Query | None:
    """安徽参与了吗, after a card: asked of that case."""
    card = change.context.card or _only_case(change)
    levels = any(isinstance(part, UnitLevel) for part in change.parts)
    kinds = change.kinds - {"count"} if levels or change.asks_truth else change.kinds  # 单位超过三家吗
    if change.kinds == {"tier"} and (change.asks_truth or not change.asks):
        card = card or _single(change)  # 是最佳案例吗
    elif change.names_case and not change.has("point"):
        return None
    if card is not None and change.kinds == {"tier"} and not change.asks and any(map(_is_either, change.parts)):
        return Query("card", card.where)  # 属于最佳还是优秀
    if card is None or not change.parts or not kinds <= {"place", "org", "tier"}:
        return None
    where = both(card.where, change.new.where)
    if change.asks and change.new.ask in ("yes_no", "units", "count"):
        return change.new.with_(where=where)
    if (
        change.new.ask == "cases"
        and change.has("which")
        and change.kinds <= HOLDERS
        and (
            change.has("have")
            or change.events[-1:] == ["take"]  # 江苏有哪两个参加了
            or any(condition.is_attributive for condition in change.conditions)
        )
    ):
        within = tuple(part.code for part in change.parts if isinstance(part, InRegion))
        return Query("units", where, UnitScope(within=within)) if within else None  # 安徽的是哪个
    return None


def _is_either(part: Filter) -> bool:
    return isinstance(part, Or)


def _only_case(change: Change) -> Query | None:
    """The one case that the last question came to, where units are asked of it: 上海是哪个处, after 叉车有安徽吗."""
    old, new = change.old, change.new
    if old.ask == "yes_no" and change.reading.has("howmany_unit"):
        return _single(change)  # 安徽的有几家
    fresh = (
        new.ask != "units" or change.has("ne", "that", "partners", "take") or old.ask in ("rank", "compare", "notice")
    )
    return None if fresh else _single(change)


def _single(change: Change) -> Query | None:
    """The last question's case, if it came to one."""
    where = change.old.where
    alone = where != EVERYTHING and change.index.evaluate(where).bit_count() == 1
    return Query("card", where) if alone else None
