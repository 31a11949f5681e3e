"""Tell what a reading is, before it is answered: a message, a follow-up, or a question that no notice answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise, zip_longest

from intents.language.word_classes import CLASSES
from intents.model.query import EVERYTHING, Filter, InTier, Numbered, UnitScope, Unknown, both, leaves
from intents.model.substitution import own_places
from intents.parsing.discourse.words import is_degree
from intents.parsing.mention import STOP, Mention
from intents.parsing.reading import Reading, unexplained

DOUBTFUL = 5
"""The most characters not understood of a question that cases are offered for; with more, its subject is another."""
CLEAR = 4
"""The fewest characters of a subject that names cases whatever is said around it; a shorter one may be accidental."""
_OF_A_CASE = frozenset(("place", "org"))
"""The kinds of conditions that say something of a case without naming it."""
_ASKED = ("case", "unit", "tier", "who", "province", "city", "county")
"""The effects of words for what may be asked for; unknown words before them do not hide it."""


def reply_effect(reading: Reading) -> str | None:
    """Return the effect of a message that is no question: thanks, a greeting, an unsupported request; else None."""
    kinds = reading.kinds
    if "unsupported" in kinds:
        return "unsupported"
    if reading.has("greeting") and kinds <= {"greeting", "yes_no", "stop", "comma"}:
        return "greeting"  # 在吗
    if "thanks" in kinds and kinds <= {"thanks", "stop", "comma", "case", "yes_no"} and not reading.has("yes_no"):
        return "thanks"  # 谢谢，已记录; 谢谢，很准确
    if "thanks" in kinds and not (reading.asks or reading.unaccounted) and _praises(reading.mentions):
        return "thanks"  # 数据很清楚，谢谢
    if reading.groups or reading.asks or reading.unknown or reading.unaccounted:
        return None  # 下一个呢，谢谢 asks
    return next((effect for effect in ("anew", "thanks", "praise", "greeting") if effect in kinds), None)


def _praises(mentions: Sequence[Mention]) -> bool:
    """Return whether all that is named is said to be so to a degree: 数据|很清楚."""
    beside = zip_longest(mentions, mentions[1:], fillvalue=STOP)
    return all(one.sort == "op" or (one.sort == "topic" and is_degree(after)) for one, after in beside)


def is_clear_beside(reading: Reading) -> bool:
    """Return whether a question names, beside unknown words, what is asked for and of what.

    For example 金华同哪些兄弟单位合作过.
    """
    if not reading.groups or reading.dropped or reading.unaccounted or unexplained(reading) > DOUBTFUL:
        return False
    asked = max((at for at, one in enumerate(reading.mentions) if one.has(*_ASKED)), default=-1)
    last = max((at for at, one in enumerate(reading.mentions) if one.sort == "unknown"), default=asked)
    names = any(event.ask is not None and event.ask.noun for event in reading.events) or reading.has("list", "who")
    names = names or any(event.condition is not None and event.condition.has_verb for event in reading.events)
    return reading.has("case", "unit", "take") and names and last < asked


def points_at_cases(reading: Reading, is_said: Callable[[Mention], bool]) -> bool:
    """Return whether a question with unknown words means cases: …的案例, 关于…, or a clear subject that is looked for.

    `is_said` is whether unknown words only say what is done with a subject (研究, 借鉴).
    """
    if not reading.points and reading.has("howmany", "why", "reason", "issued"):
        return False
    clear = any(mention.sort == "topic" and len(mention.text) >= CLEAR for mention in reading.mentions)
    unknown = reading.unknown
    last = zip_longest(unknown, unknown[1:])  # 先进|做法 is what its last word is
    heads = [one for one, after in last if after is None or one.tokens[-1].end < after.tokens[0].start]
    if clear and all(map(is_said, heads)):
        return True
    said = reading.mentions
    if len(said) > 1 and said[-1].sort == "unknown" and any(one.has("de") for one in said[-3:-1]):
        return False  # 关于长江的七言绝句
    return reading.has("case", "those", "that", "about") or (clear and reading.has("which_one", "show"))


def own_place(reading: Reading) -> Mention | None:
    """Return the mention of the asker's own place or unit (我市), of which no name is known; None if there is none."""
    held = set(own_places(reading.query))
    return next((one for one in reading.mentions if not held.isdisjoint(one.filters)), None) if held else None


def goes_on(reading: Reading) -> bool:
    """Return whether the question continues the context, rather than being complete: 第三个是谁做的, 那里面的呢."""
    named = any(group.sort != "number" for group in reading.groups)
    conditions = [event.condition for event in reading.events if event.condition is not None]
    said = any(one.has_verb and not one.is_attributive for one in conditions)
    of_cases = any(names.has_noun for one in conditions for names, _ in one.names)  # 优秀案例
    of_place = reading.query.ask == "units" and reading.has("take")  # 上海是哪个处在做: of what?
    of_place = of_place and all(one.kinds == {"place"} for one in conditions)
    nouns = reading.has("case") or (reading.has("unit") and not of_place)
    numbered = {InTier, Numbered} <= {type(leaf) for leaf, _ in leaves(reading.query.where)}  # 优秀案例第十个
    complete = reading.bare or (reading.asks and (said or of_cases or nouns or numbered))
    return not (named and complete)


def points_nowhere(reading: Reading) -> bool:
    """Return whether the question points at a case that it does not name: 本案例, 那个案例是谁做的.

    Places and units after the words that point do not name it: 这个案例里江苏有谁.
    """
    kinds = [event.kind for event in reading.events]
    pairs = tuple(pairwise(kinds))
    pointed = "this_case" in kinds or ("point", "case") in pairs
    pointed = pointed or (("point", "which") in pairs and "take" in kinds)  # 这个是哪些单位做的
    ends = kinds[-1:] == ["point"] and len(kinds) > 1 and "help" not in kinds
    pointed = pointed or ends  # 先找几个地方试试的那个
    described = reading.groups or "most" in kinds or "least" in kinds
    if ("point", "case") in pairs and "condition" not in kinds[: pairs.index(("point", "case"))]:
        said = [event.condition.kinds for event in reading.events if event.condition is not None]
        described = described and not (said and all(kinds <= _OF_A_CASE for kinds in said))
    of_two = reading.has("former", "latter")  # 后者的单位
    return of_two or (reading.has("that_case") and "those" in kinds) or (pointed and not described)


def asks_why(reading: Reading) -> bool:
    """Return whether the question asks for a reason, or about another time: no notice tells."""
    how = reading.query.ask == "help"  # 如何向你提问
    why = reading.says("reason") or (reading.says("why") and not (how or reading.points or reading.has("card")))
    return why or reading.has("other_time", "issued") or reading.says("issued")  # 这些案例是什么时候开展的


def is_elsewhere(reading: Reading) -> bool:
    """Return whether the question asks for what no notice tells about its cases, or for nothing at all."""
    query = reading.query
    if query.fact == "?" or reading.has("other_time"):
        return True
    if query.ask == "cases" and reading.has("amount"):
        return True
    if query.ask in ("notice", "help") or query.subject == "notices":
        return False
    if reading.has("issued") or asks_why(reading):
        return True
    if not reading.groups and query.scope == UnitScope() and reading.has("neg", "neg_left") and query.ask != "rank":
        return True  # 没入选的: no notice lists them
    if reading.groups or query.where != EVERYTHING or query.scope != UnitScope() or query.ask == "rank":
        return False
    if any(mention.sort == "cases" for mention in reading.mentions):
        return False  # 全部 22 个案例
    if query.ask == "count" and reading.has("notice"):
        return False  # 通知里一共多少个
    asks = reading.has("selected") and reading.has("howmany", "which", "list", "sum", "who")
    nouns = (
        "case",
        "count_case",
        "count_unit",
        "own_measure",
        "unit",
        "tier_noun",
        "province",
        "city",
        "county",
        "place_noun",
        "roster",
    )
    return not asks and not reading.has(*nouns)


def settled(reading: Reading) -> Reading | None:
    """Return the reading with its unknown words as conditions that no case meets, if all are topics of the field.

    None if a word is neither such a topic nor called like a unit.
    """
    parts: list[Filter] = []
    for mention in reading.unknown:
        if not _of_the_field(mention):
            return None
        parts.append(Unknown(mention.text, "unit" if mention.text.endswith(CLASSES.unit_kinds) else "topic"))
    query = reading.query.with_(where=both(reading.query.where, *parts))
    return replace(reading, query=query, asks=reading.asks or not reading.groups)


def _of_the_field(mention: Mention) -> bool:
    """Return whether the mention is a topic of the field, or called like a unit."""
    if len(mention.text) > 2 and mention.text.endswith(CLASSES.unit_kinds):
        return True
    return any(token.term("field") for token in mention.tokens)
