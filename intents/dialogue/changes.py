"""Read a fragment as a typed change of the last query, and apply it (SEMANTICS 11).

A fragment is a follow-up that is read against the last query. `RULES` holds the rules in the order in which they are
tried; the first with a result other than None decides. Each rule takes a `Change` and returns one of:

- a query: the last query as the fragment changes it;
- None: the rule does not apply;
- `OWN`: the fragment is a question of its own, which says what it asks for and of what, and changes nothing;
- `UNCLEAR`: nothing shown explains what the fragment refers to, so that the bot must ask.

The rules' docstrings and comments give examples as “fragment, after the last question” or “last question → fragment”.
"""

from __future__ import annotations

from collections.abc import Callable

from intents.dialogue.add import add
from intents.dialogue.adjusting import adjusted, as_many_as_said, is_of_all, with_its_measure
from intents.dialogue.agencies import called_there, its_others, of_those_units, that_unit, unit_there
from intents.dialogue.card import of_another_case, of_card, of_its_tier, one_of_tier
from intents.dialogue.change import OWN, UNCLEAR, Change
from intents.dialogue.checks import finds_units, holds_all
from intents.dialogue.claims import said_of_units
from intents.dialogue.comparison import contrast, leader
from intents.dialogue.denial import affirmed, lacks_leader, most_absent, turn
from intents.dialogue.editing.exchanging import drop, exchange
from intents.dialogue.editing.widening import only_with, unnarrowed, widen
from intents.dialogue.headless import headless
from intents.dialogue.other.ask import of_all, other_ask
from intents.dialogue.other.series import of_series
from intents.dialogue.own_question import among_all, own
from intents.dialogue.places import joint, of_both_tiers, of_places, told
from intents.dialogue.positions import by_units, pick, step
from intents.dialogue.quantity import any_absent, measure, quantity
from intents.dialogue.references import points_back
from intents.dialogue.replacing.again import returned
from intents.dialogue.replacing.swap import each_again, swap
from intents.dialogue.rest.besides import besides, elsewhere
from intents.dialogue.rest.complement import complement
from intents.dialogue.rest.lacking import exception
from intents.dialogue.rest.truth import truth_of_rest
from intents.dialogue.shares import share_in_tier
from intents.dialogue.units import (
    called_so,
    leave_out,
    of_every_place,
    of_listed_level,
    of_units,
    other_level,
    so_many,
)
from intents.language.normalize import normalize_name
from intents.language.word_classes import CLASSES
from intents.model.query import (
    EVERYTHING,
    InNotice,
    Query,
    asks_more,
    both,
    conjuncts,
    denies_itself,
    negated,
)

RULES: tuple[Callable[[Change], Query | None], ...] = (
    exchange,
    most_absent,
    only_with,
    widen,
    unnarrowed,
    returned,
    told,
    other_level,
    by_units,
    step,
    pick,
    exception,
    truth_of_rest,
    besides,
    complement,
    its_others,
    that_unit,
    unit_there,
    called_there,
    of_its_tier,
    one_of_tier,
    elsewhere,
    of_places,
    of_those_units,
    of_series,
    leader,
    contrast,
    of_both_tiers,
    any_absent,
    joint,
    among_all,
    share_in_tier,
    own,
    quantity,
    affirmed,
    lacks_leader,
    turn,
    drop,
    leave_out,
    called_so,
    so_many,
    said_of_units,
    of_listed_level,
    of_every_place,
    of_units,
    measure,
    of_all,
    other_ask,
    of_another_case,
    of_card,
    add,
    headless,
    each_again,
    swap,
)
"""The rules, in the order in which they are tried."""
_ADDING = (add, complement, of_card, of_places)
"""The rules that only narrow what was shown: agencies that such a query asks for must exist."""


def changed_query(change: Change) -> tuple[str, Query | None]:
    """Return the name of the rule that decides, and the last query as that rule changes it.

    The query is None where the fragment is a question of its own, and `UNCLEAR` where the bot must ask. The name is ""
    where no rule applies.
    """
    for rule in RULES:
        found = rule(change)
        if found is not None:
            found = adjusted(change, found)
            if is_of_all(change, found):
                return rule.__name__, None
            found = as_many_as_said(change, found)
            if found is OWN and _points_at_nothing(change):
                return rule.__name__, UNCLEAR
            denied = found.ask != "yes_no" and denies_itself(found.where)
            if denied and not points_back(change):  # 浙江有哪些市局, after 不含浙江的
                return rule.__name__, None if change.asks else UNCLEAR
            holds = holds_all(change, found)
            holds = holds and (rule not in _ADDING or finds_units(change, found))
            steps = change.has("next", "previous") and rule not in (step, pick)  # only these two rules can hold it
            if found is not OWN and (steps or not holds):
                return rule.__name__, UNCLEAR
            if negated(EVERYTHING) in conjuncts(found.where):
                return rule.__name__, UNCLEAR  # 例外呢, after all cases: none is left
            if found.ask == "yes_no" and found.every is not None and not asks_more(found.where, found.every):
                found = found.with_(every=None)  # 换成最佳的, after 所有案例都是最佳的吗
            return rule.__name__, _of_this_notice(change) if found is OWN else with_its_measure(found, change)
    return "", UNCLEAR if _points_at_nothing(change) else None


def _of_this_notice(change: Change) -> Query | None:
    """Return a whole question that points at the notice of the last one, asked of that notice, or None.

    For example 这份里一共有几个项目, where there are several notices; after a fact of it, its own noun points at it.
    """
    mentions = (one for one in change.reading.mentions if one.has("notice"))
    points = any(one.text.startswith(CLASSES.pointing_determiners) for one in mentions)
    notices, named = change.notices_of_last, "notice" in change.kinds
    if change.old.ask == "notice" and len(notices) == 1 and not change.parts and not change.has("every_notice"):
        noun = normalize_name(notices[0].noun)  # 一共有多少个项目入选, after a fact of the notice that calls them so
        points = points or any(one.has("case") and one.text == noun for one in change.reading.mentions)
    if not points or named or change.new.ask in ("notice", "help") or len(change.index.dataset.notices) < 2:
        return None
    return change.new.with_(where=both(InNotice(notices[0].id), change.new.where)) if len(notices) == 1 else None


def _points_at_nothing(change: Change) -> bool:
    """Return whether the fragment asks only of what it points at and names no condition (它有哪些单位, after a no).

    The callers have found nothing that it points at.
    """
    new = change.new
    pointed = change.has("those", "point") and new.where == EVERYTHING and not (change.parts or new.items)
    return pointed and new.ask in ("units", "cases", "count") and not change.has("sum", "most", "least", "every_noun")
