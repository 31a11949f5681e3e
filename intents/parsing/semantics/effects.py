"""What the effects of some words stand for."""

from __future__ import annotations

from intents.model.query import Level, Op

NOUNS: dict[str, Level] = {
    "province": "province",
    "place_noun": "province",
    "city": "city",
    "prefecture": "city",
    "county": "county",
}
"""The nouns that count places, and the level they count (SEMANTICS 4: 地区 are provinces)."""
SIDES: dict[str, Op] = {
    "at_least": ">=",
    "at_most": "<=",
    "over": ">",
    "under": "<",
    "exactly": "==",
    "equals": "==",
    "only": "==",
    "above": ">=",
    "below": "<=",
}
"""The words that bound a number, and the comparison that each makes."""
KEYWORDS = frozenset(("filler", "take", "notice", "help", "issuers", "card", "tier_noun"))
"""The effects of small words that are keywords where nothing but keywords is typed."""
