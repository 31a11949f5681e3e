"""Turn mentions into words of the grammar, each with the categories that it may have."""

from __future__ import annotations

from dataclasses import replace

from intents.index.case_index import LEVELS
from intents.parsing.chart import Word
from intents.parsing.constituents import Join, Mark, Names
from intents.parsing.mention import Mention

NAMES = {
    "place": "PLACE",
    "org": "ORG",
    "tier": "TIER",
    "topic": "TOPIC",
    "notice": "NOTICE_NAME",
    "bracket": "BRACKET",
}
"""The category of each kind of name."""
_COUNTED = ("measure", "province", "city", "county", "place_noun", "unit", "case", "tier_noun")
"""The effects of nouns and measure words that a number counts."""
MARKS = frozenset(
    (
        "aspect",
        "is",
        "is_not",
        "inclusive",
        "plus",
        "merged",
        "added_up",
        "mine",
        "unit_level",
        "once",
        "becomes",
        "duration",
        "verify",
        "charge",
        "choose",
        "which_case",
        "which_number",
        "how_large",
        "case_title",
        "quantifier",
        "short_of",
    )
)
"""The effects that give no word of the grammar and are only used to interpret the words beside them."""
_OR_FILLER = 2.0
"""The price of passing over a word that may also steer meaning."""
_NO_MEASURE = 0.8
"""The price of a number in digits that counts units without a measure word."""
BEGIN, END = Word("BEGIN", None), Word("END", None)


def words_of(mention: Mention, after: Mention | None) -> list[Word]:
    """Return the words that a mention may be before another one; none if it has no category in the grammar."""
    if mention.sort in NAMES:
        join: Join = "any" if mention.is_either else ""
        names = Names(mention.sort, mention.filters, join, text=mention.text)  # type: ignore[arg-type]
        words = [Word(NAMES[mention.sort], names)]
        if any(term.has_noun for term in mention.tokens[-1].terms):
            words = [Word("TIERCASE", replace(names, has_noun=True))]
        return words
    if mention.sort == "num":
        number = mention.tokens[0].number
        counts = after is not None and after.has(*_COUNTED)
        if counts and after is not None and after.has("unit") and mention.text.isascii():
            return [Word("NUM", number, _NO_MEASURE), Word("INDEX", number)]  # 优秀10 单位
        return [Word("NUM", number), *([] if counts else [Word("INDEX", number)])]
    if mention.sort == "denied":
        return []
    if mention.sort in ("unknown", "fact"):
        return [Word(mention.sort.upper(), mention)]
    if mention.sort == "verb":
        return [Word("VERB", Mark("verb", mention)), Word("UNKNOWN", mention)]
    effects = [str(term.value) for term in mention.tokens[0].terms if term.kind == "cue" and term.value not in MARKS]
    if not effects or effects in (["filler"], ["function"], ["filler", "function"]):
        return []
    effects = _settled(effects, after) if after is not None else effects
    nouns = (
        [Word("OWN_NOUN", Names("notice", mention.filters, text=mention.text, has_noun=True))]
        if mention.filters and "case" in effects
        else []
    )
    if "which" in effects and after is not None and after.has("is", *LEVELS):
        # 哪几个|是区县局做的; 是哪几个|区县局做的
        nouns.append(Word("WHICH_IS" if after.has("is") else "DETERMINER", Mark("which", mention)))
    if "every" in effects and "quantifier" not in mention.effects and after is not None and after.has("is"):
        effects = ["all" if effect == "every" else effect for effect in effects]  # 全|是优秀案例吗
    return nouns + [
        Word("FILLER", mention, _OR_FILLER) if effect == "filler" else Word(effect.upper(), Mark(effect, mention))
        for effect in effects
    ]


def _settled(effects: list[str], after: Mention) -> list[str]:
    """Return the effects that a word has before another one."""
    if "last" in effects and "filler" in effects and after.effects == {"filler"}:
        return ["filler"]  # 通知最后提到的关键词: before a verb it is an adverb
    if {"measure", "unit"} <= {*effects} and after.has("case"):
        return ["measure"]  # 四|处|景区
    if "agency_pronoun" in effects and after.has("most", "least"):
        return ["unit"]  # 那个|单位最多的案例
    return effects
