"""What a fragment refers to: what was shown before, or one case of it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from intents.dialogue.kinds import HOLDERS, kinds_of
from intents.index.case_index import LEVELS
from intents.language.word_classes import CLASSES
from intents.model.query import InRegion, conjuncts
from intents.parsing.constituents import Condition

if TYPE_CHECKING:
    from intents.dialogue.change import Change


def points_back(change: Change) -> bool:
    """Return whether the fragment points at what came before (其中, 这些).

    A 那个 right after a name points at that name instead (禁渔那个).
    """
    before: Condition | None = None
    opens, listed = _names_next(change), False
    asked = False
    for event, after in pairwise((*change.reading.events, None)):
        if event is None or (event.kind == "those" and after is not None and after.noun in LEVELS):
            continue  # 这两个城市加起来，南京或合肥的案例几个
        asked = asked or (event.kind == "which" and event.ask is not None and event.ask.noun == "case")
        if (event.kind == "point" and opens) or event.kind == "notice" or (event.kind == "inside" and listed):
            listed = event.kind == "notice"  # 扬州是否在名单内
            continue
        if event.kind in ("those", "inside_those"):
            return True
        inside = event.kind == "inside"
        if inside and asked:
            continue  # 药监局又是哪个案例里的
        of_notice = inside and "notice" in change.kinds  # 工作站里兰州的呢
        of_place = inside and before is not None and before.kinds == {"place"}
        of_place = of_place and change.has("ne", "yet")  # 苏州市范围内呢, 江苏省内又是哪个市最多
        if event.kind in ("point", "inside") and not (
            of_notice or of_place or (before is not None and before.kinds <= {"topic", "number", "tier", "notice"})
        ):
            return True
        before = event.condition
    return False


def _names_next(change: Change) -> bool:
    """Return whether the fragment opens with 那个 as a mere opening before a name (那个浙江呢, for 那浙江呢)."""
    plain = all(one.kinds <= {*HOLDERS, "tier"} and not one.has_verb for one in change.conditions)
    return plain and change.events == ["point", "condition", "ne"]


def is_this_case(change: Change) -> bool:
    """Return whether the fragment points at one case (这个案例里)."""
    return change.has("this_case") or any(pair == ("point", "case") for pair in pairwise(change.events))


def has_object(change: Change) -> bool:
    """Return whether a question word is the object of a verb in the fragment (金华参与了哪些; not 安徽没有的是哪个)."""
    for before, event in pairwise(change.reading.events):
        one = before.condition
        said = one is not None and one.has_verb and not one.is_attributive
        if event.kind == "which" and said and not any(de in before.text[-2:] for de in CLASSES.attributives):
            return True
    return False


def removes_tier(change: Change) -> bool:
    """Return whether the fragment takes a tier away from what was shown (去掉最佳实践案例，还剩哪些)."""
    said = change.begins("neg_right") and change.kinds == {"tier"}
    return said and change.events == ["condition", "which"]


def joins_another(change: Change) -> bool:
    """Return whether the fragment asks which of the cases shown another place shares: 同时也有杭州的是哪些案例."""
    listed = kinds_of(change.old.where) == change.kinds == {"place"} and change.old.ask == "cases"
    one = len(change.parts) == 1 and isinstance(change.parts[0], InRegion)
    said = change.begins("at_once") or (change.begins("and", "with") and change.reading.has("all"))
    said = said or (change.has("more") and change.events[:2] == ["which", "inside"])  # 哪些案例里还有杭州
    return listed and one and said and change.has("which")


def asks_alike(change: Change) -> bool:
    """Return whether the fragment counts, or asks about, another place as the last question did the one before.

    For example 其中江苏参与了几个, after 其中安徽参与了几个; but not 其中江苏也参与的有几个.
    """
    old, new = change.old, change.new
    alike = new.ask == old.ask in ("count", "yes_no") and (new.subject, new.by) == (old.subject, old.by)
    added = [part for part in conjuncts(old.where) if part not in change.before]
    same = [type(part) for part in added] == [type(part) for part in change.parts]
    return alike and len(added) == 1 and same and not change.reading.has("also", "yet")
