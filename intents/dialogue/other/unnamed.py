"""Rules for fragments that name nothing: the last answer once more, of all tiers, or what a title or number is of."""

from __future__ import annotations

from intents.dialogue.card import the_case
from intents.dialogue.change import UNCLEAR, Change
from intents.dialogue.kinds import kinds_of, level_of
from intents.dialogue.other.listing import is_one_case
from intents.model.query import Query, both, conjuncts


def asks_again(change: Change) -> bool:
    """Return whether the fragment only asks for the last answer once more: 再发一遍, 再看看."""
    says = change.reading.has("once_more") or {"again", "show"} <= set(change.events)
    return says and set(change.events) <= {"again", "show", "may"}


def said_again(change: Change) -> Query | None:
    """Return the last query, or the card shown, if it is asked for once more, or None."""
    if not asks_again(change):
        return None
    card = change.context.card
    return card.with_(ask="card") if card is not None and change.old.ask in ("cases", "card") else change.old


def part_of_card(change: Change) -> Query | None:
    """Return the card of the case shown, for its title or number (它的编号), or None."""
    card, names = change.context.card, change.has("title", "ordinal")
    return card.with_(ask="card") if card is not None and names and not change.asks else None


def of_all_tiers(change: Change) -> Query | None:
    """Return the last number, of all tiers (全部呢, after 最佳几个 and 优秀呢), or None."""
    old = change.old
    if change.events != ["everything", "ne"] or old.ask != "count" or old.every is not None:
        return None
    found = old.with_(where=both(*(part for part in conjuncts(old.where) if kinds_of(part) != {"tier"})))
    return found if found != old else None


def named_nothing(change: Change) -> Query | None:
    """Return the query for a fragment that does not name what it asks about (全称是什么), or None.

    UNCLEAR where nothing shown settles it either (那个啥来着).
    """
    if change.old.subject == "notices" and set(change.events) <= {"each", "which", "list", "show", "ne"}:
        return change.old  # 分别是哪些, after the number of notices: it names them
    if change.old.ask == "units" and change.reading.has("called") and not (change.names_case or change.names_unit):
        return change.old  # 江苏是哪个单位 → 全称呢
    if change.old.ask == "units" and change.reading.has("case_title") and change.events == ["list"]:
        return Query("cases", change.old.where)  # 安徽是哪个处 → 标题再发一遍
    if change.old.ask == "notice" and change.reading.has("called") and not change.names_case:
        named = change.has("title") or change.names_unit
        return UNCLEAR if named else change.old  # 备忘录什么时候签的 → 全称是什么: the fact says it
    if change.old.ask in ("rank", "compare") and change.has("title") and not change.has("which", "most", "least"):
        ranks_cases = change.old.ask == "rank" and change.old.subject == "cases"
        return Query("cases", change.leaders(change.old)) if ranks_cases else UNCLEAR  # 标题叫什么
    if change.has("every_case") and set(change.events) <= {"every_case", "case", "that", "ne", "de", "inside"}:
        untiered = both(*(part for part in conjuncts(change.old.where) if kinds_of(part) != {"tier"}))
        ranked = change.old.ask in ("rank", "compare") and untiered != change.old.where
        return change.old.with_(where=untiered) if ranked else UNCLEAR  # 全部案例的呢: of all, or without a condition
    asked = change.asks_truth or change.has("particle") or change.reading.has("ba")
    if asked and change.reading.has("same_case") and (change.has("those") or not change.has("take")):
        return is_one_case(change)
    if change.events == ["list"] and (change.old.ask == "compare" or level_of(change.old) is not None):
        return UNCLEAR if change.old.ask in ("rank", "compare") else None  # 名单发我, after a ranking of places
    if change.events == ["again", "which"] and not (change.names_case or change.names_unit):
        return UNCLEAR  # 还有哪些, after all that there are
    if change.events == ["that"]:
        return UNCLEAR  # 不是这个
    if set(change.events) <= {"may", "show", "this_case"} and (case := the_case(change)) is not None:
        return Query("card", case.where)  # 想了解一下这个案例
    pointed = change.has("point") and set(change.events) <= {"point", "which", "that"}
    pointed = pointed and not (change.names_unit and change.index.evaluate(change.old.where).bit_count() == 1)
    return UNCLEAR if pointed else None  # 那个啥来着 names nothing
