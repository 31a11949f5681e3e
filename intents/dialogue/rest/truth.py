"""Rule for questions whether something holds of all cases but those that were shown (SEMANTICS 11)."""

from __future__ import annotations

from intents.dialogue.change import UNCLEAR, Change
from intents.dialogue.kinds import kinds_of
from intents.model.query import EVERYTHING, IsCase, Query, both, conjuncts, negated


def truth_of_rest(change: Change) -> Query | None:
    """Return the question whether something holds of all other cases (其余的都有安徽吗), or None.

    The others are those that the last condition left out, of the tier that the fragment or the last query names.
    UNCLEAR after agencies, a ranking, a comparison or all cases.
    """
    old, said = change.old, change.reading
    if change.new.ask != "yes_no" or change.events[:1] != ["other"] or not said.has("all", "every") or said.has("also"):
        return None
    tiers = [part for part in change.parts if kinds_of(part) == {"tier"}]
    asked = [part for part in change.parts if part not in tiers]
    if not asked:
        tiers, asked = [], tiers  # 其余的都是优秀吗
    if not asked or change.names_unit:
        return None
    parts = [part for part in conjuncts(old.where) if part != EVERYTHING]
    if not parts or change.lists_units or old.ask in ("rank", "compare", "notice"):
        return UNCLEAR
    own_tiers = [part for part in parts if kinds_of(part) == {"tier"}]
    within = tiers or change.before or (own_tiers if len(own_tiers) < len(parts) else [])
    shown = change.index.select(change.index.evaluate(old.where))
    left_out = IsCase(shown[0].id) if len(shown) == 1 else both(*(part for part in parts if part not in within))
    domain = both(*within, negated(left_out))
    others = change.index.select(change.index.evaluate(domain))
    if len(others) == 1:
        return Query("yes_no", both(IsCase(others[0].id), *asked))
    return Query("yes_no", both(domain, *asked), every=domain)
