"""Tables of the effects of words: the levels and the comparisons that they stand for, and keywords."""

from __future__ import annotations

from intents.model.query import Level, Op

NOUNS: dict[str, Level] = {
    "province": "province",
    "place_noun": "province",
    "city": "city",
    "prefecture": "city",
    "county": "county",
}
"""The level of places that each effect of a noun counts (SEMANTICS 4: 地区 are provinces)."""
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
"""The comparison that each effect of a word that bounds a number makes."""
KEYWORDS = frozenset(("filler", "take", "notice", "help", "issuers", "card", "tier_noun"))
"""The effects of small words that are keywords where nothing but keywords is typed."""
