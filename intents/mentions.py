"""Read tokens as mentions: the conditions a question names, and between them the words that say how they combine."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from data.model import Notice
from intents.lexicon import Lexicon, Term
from intents.query import (
    About,
    ByAgency,
    Filter,
    InArea,
    InNotice,
    InRegion,
    InTier,
    Level,
    Numbered,
    Op,
    PlaceCount,
    UnitCount,
    UnitLevel,
    Unknown,
    both,
    either,
)
from intents.tokens import Token
from intents.world import World

Sort = Literal[
    "op", "place", "org", "tier", "number", "topic", "count", "notice", "fact", "cases", "unknown", "bracket", "level"
]

LEVEL_NOUNS: dict[str, Level] = {"province": "province", "city": "city", "county": "county"}
NOUNS: dict[str, Level] = {"province": "province", "place": "province", "city": "city", "county": "county"}
"""The nouns that count places, and the level they count (SEMANTICS 4: 地区 are provinces)."""
_WORDS = 12
"""Words of one topic, at most."""
UNKNOWN_UNITS = ("局", "委", "法院", "检察院", "厅", "协会", "银行", "海关", "政府")
"""What a kind of unit that no notice names ends with (公安局)."""
_BEFORE: dict[str, Op] = {"at_least": ">=", "at_most": "<=", "over": ">", "under": "<", "exactly": "=="}
_AFTER: dict[str, Op] = {"above": ">=", "below": "<="}


@dataclass(frozen=True, slots=True)
class Mention:
    """A condition, or a word that says how conditions combine."""

    sort: Sort
    tokens: tuple[Token, ...]
    filters: tuple[Filter, ...] = ()
    """The conditions named: several for a group of places (三省一市)."""
    choices: tuple[Filter, ...] = ()
    """Where a name has several bearers, each of them."""
    op: Op | None = None
    """For a quantity of cases (两个以上案例), how it compares …"""
    number: int = 0

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(token.text for token in self.tokens)

    def has(self, *effects: str) -> bool:
        """Whether it is an operator with one of these effects."""
        return self.sort == "op" and self.tokens[0].has(*effects)


class Reader:
    """Turns the tokens of one question into mentions."""

    def __init__(self, world: World, lexicon: Lexicon, tokens: Sequence[Token]) -> None:
        self._world, self._lexicon = world, lexicon
        self._tokens = tokens
        self._mentions: list[Mention] = []

    def read(self) -> tuple[Mention, ...]:
        """All mentions, in the order of the question."""
        position = 0
        while position < len(self._tokens):
            position += self._next(position)
        return tuple(_paired(self._joined()))

    def _next(self, at: int) -> int:
        """Read the mention at `at`; how many tokens it took."""
        if self._dangles(at):
            return self._add("unknown", at, 1)
        if self._framed(at):
            return self._add("topic", at, 1, About((self._at(at).text,), theme=True))
        for read in (
            self._number,
            self._level_of_units,
            self._quantity,
            self._place,
            self._org,
            self._named,
            self._topic,
        ):
            taken = read(at)
            if taken:
                return taken
        self._add("op", at, 1)
        return 1

    def _framed(self, at: int) -> bool:
        """Whether a small word that titles have stands where a subject is named: 跟合作有关, 标题里有推进."""
        token = self._at(at)
        if len(token.text) < 2 or not token.terms or any(term.kind != "cue" and not term.weak for term in token.terms):
            return False
        related = self._has(at + 1, "about") and self._has(at - 1, "and", "about", "have")
        titled = self._has(at - 1, "have", "neg") and any(self._has(back, "title") for back in (at - 2, at - 3))
        return (related or titled) and self._world.topics.known(token.text)

    def _level_of_units(self, at: int) -> int:
        """区县参与的, 没有市级单位, 由区局做的: a unit of that level."""
        level = next((level for effect, level in LEVEL_NOUNS.items() if self._has(at, effect)), None)
        before = self._mentions[-1] if self._mentions else None
        if level is None or (
            before
            and (before.sort == "place" or before.has("which", "howmany", "every", "each", "other", "many", "de"))
        ):
            return 0
        ahead = at + 1
        while self._has(ahead, "unit"):
            ahead += 1
        asked = before is not None and before.has("have", "neg", "neg_right", "only", "yes_no") and ahead > at + 1
        if not (self._has(ahead, "take", "neg") or asked) or any(
            m.has("most", "least", "each") for m in self._mentions
        ):
            return 0
        return self._add("level", at, ahead - at, UnitLevel(level))

    def _dangles(self, at: int) -> bool:
        """Whether 上 or 江 and the like stands where nothing is that it could belong to: half a name (上参与了哪些)."""
        before = self._mentions[-1] if self._mentions else None
        loose = before is None or before.has("and", "or", "comma", "stop", "only", "yes_no", "except", "that", "neg")
        return self._at(at).text in ("上", "下", "内", "中", "里") and loose and len(self._tokens) > 1

    def _add(self, sort: Sort, at: int, taken: int, *filters: Filter, choices: tuple[Filter, ...] = ()) -> int:
        self._mentions.append(Mention(sort, tuple(self._tokens[at : at + taken]), filters, choices))
        return taken

    def _at(self, at: int) -> Token:
        return self._tokens[at] if 0 <= at < len(self._tokens) else _NOTHING

    def _has(self, at: int, *effects: str) -> bool:
        return self._at(at).has(*effects)

    # Numbers: 第3个, 最佳3, 3号, 最后一个, 前三个, or a bare number.

    def _number(self, at: int) -> int:
        token, before = self._at(at), self._mentions[-1] if self._mentions else None
        if token.number is not None and token.number > 1900 and self._at(at + 1).text in ("年", "年度", "年的"):
            return self._year(at, token.number)
        last = token.text in ("最后", "末尾", "最末") or (token.has("back") and self._at(at + 1).number)
        if last and (self._at(at + 1).number or self._has(at + 1, "measure")):
            count = self._at(at + 1).number or 1
            taken = 2 + (self._at(at + 1).number is not None and self._has(at + 2, "measure"))
            return self._add("number", at, taken, Numbered(-count, -1 if count > 1 else 0))
        if token.has("reverse") and self._at(at + 1).text == "第" and self._at(at + 2).number:
            taken = 3 + self._has(at + 3, "measure")
            return self._add("number", at, taken, Numbered(-(self._at(at + 2).number or 1)))
        if token.has("ordinal"):
            ahead = at + 1 + (self._at(at + 1).text in ("是", "为", "，"))
            value = self._at(ahead).number
            if value is None:
                return 0
            if self._at(ahead + 1).text in ("次", "届", "批", "期", "年", "天", "步", "轮", "季度", "一次"):
                return self._skip(at, ahead + 2 - at)
            until = self._until(ahead + 1)
            if until:
                taken = until - at + self._has(until, "measure")
                return self._add("number", at, taken, Numbered(value, self._at(until - 1).number or value))
            taken = ahead + 1 - at + self._has(ahead + 1, "measure")
            if self._has(at + taken, "tier") and self._at(at + taken).text == "档":
                return 0
            return self._add("number", at, taken, Numbered(value))
        if token.has("front") and (self._at(at + 1).number or self._has(at + 1, "measure")):
            count = self._at(at + 1).number or 1
            taken = 2 + (self._at(at + 1).number is not None and self._has(at + 2, "measure"))
            return self._add("number", at, taken, Numbered(1, count if count > 1 else 0))
        if token.number is None:
            return 0
        if self._at(at + 1).text in ("号", "#"):
            return self._add("number", at, 2, Numbered(token.number))
        alone = all(one is token or one.has("filler", "stop", "comma") for one in self._tokens)
        after_tier = before is not None and (
            before.sort == "tier"
            or (before.has("case") and len(self._mentions) > 1 and self._mentions[-2].sort == "tier")
        )
        listed = before is not None and before.has("and", "comma") and len(self._mentions) > 1
        ended = (
            token.text.isdigit()
            or self._at(at + 1).text == ""
            or self._has(at + 1, "de", "take", "yes_no", "who", "and", "comma")
        )
        if alone or (after_tier and ended and not self._has(at + 1, "measure", *NOUNS, "unit")):
            return self._add("number", at, 1, Numbered(token.number))
        if listed and self._mentions[-2].sort == "number" and not self._has(at + 1, *NOUNS, "unit"):
            return self._add("number", at, 1 + self._has(at + 1, "measure"), Numbered(token.number))
        return 0

    def _until(self, at: int) -> int:
        """Where the second number of a range ends that goes on at `at` (第3到第6个); 0 where none does."""
        if self._at(at).text not in ("到", "至", "-", "~"):
            return 0
        at += 1 + self._has(at + 1, "ordinal")
        return at + 1 if self._at(at).number is not None else 0

    def _year(self, at: int, year: int) -> int:
        """2024年: the notices of that year."""
        found = [notice.id for notice in self._world.dataset.notices if str(year) in years(notice)]
        if not found:
            return self._add("unknown", at, 2)
        return self._add("notice", at, 2, either(*map(InNotice, found)))

    # Quantities: 三个省, 至少三个省市, 两个以上城市, 单位超过五个; 两个案例 counts nothing by itself.

    def _quantity(self, at: int) -> int:
        start, op = at, None
        for effect, comparison in _BEFORE.items():
            ahead = at + 1 + self._has(at + 1, "have")
            if self._has(at, effect) and (self._at(ahead).number is not None or self._has(ahead, "many")):
                op, at = comparison, ahead
        count, at = self._at(at).number, at + 1
        if count is None:
            return self._many(start)
        measured = self._has(at, "measure")
        at += measured
        for effect, comparison in _AFTER.items():
            if self._has(at, effect):
                op, at = comparison, at + 1
        if op and self._noun_before() is not None:
            return self._after_noun(start, at, op, count)  # 单位超过五个的案例
        ahead = at + (self._has(at, "de") and not self._is_noun(at))
        ahead += self._at(ahead).text == "不同"
        if self._is_noun(ahead):
            return self._counted(start, ahead, op, count, measured)
        return self._after_noun(start, at, op, count)

    def _noun_before(self) -> int | None:
        """How many mentions back the noun stands that a comparison is about: 单位数不少于五个."""
        for back, mention in enumerate(reversed(self._mentions[-3:])):
            if mention.has(*NOUNS, "unit"):
                return None if any(mention.has("which", "who") for mention in self._mentions[-3:]) else back
            if mention.sort != "op" or mention.has("take", "stop", "de", "all"):
                return None
        return None

    def _is_noun(self, at: int) -> bool:
        return self._has(at, *NOUNS, "unit", "case")

    def _many(self, at: int) -> int:
        ahead = at + 1 + self._has(at + 1, "measure", "filler")
        level = self._level(ahead)
        if self._has(at, "many") and level:
            return self._add("count", at, ahead + 1 - at, PlaceCount(level, ">=", 2))
        return 0

    def _level(self, at: int) -> Level | None:
        return next((level for effect, level in NOUNS.items() if self._has(at, effect)), None)

    def _counted(self, start: int, at: int, op: Op | None, count: int, measured: bool) -> int:
        """A number with the noun at `at`."""
        taken, level = at + 1 - start, self._level(at)
        before = self._mentions[-1] if self._mentions else None
        if before and before.has("which", "howmany"):
            return 0
        if level and op is None and before and before.sort == "place" and len(self._listed()) == count:
            return self._skip(start, taken)  # 沪浙两地
        if level is not None:
            more = self._at(at + 1).number
            if not measured and more and self._level(at + 2):
                return self._group(start, taken + 2, count + more, "place")  # 三省一市
            if not measured and op is None:
                return self._group(start, taken, count, self._at(at).text)
            if op is None and self._at(at + 1).text in ("里", "里面", "中", "当中", "之中", "内"):
                return self._skip(start, taken)  # 四个省市里
            return self._add("count", start, taken, PlaceCount(level, op or "==", count))
        if self._has(at, "unit") and op is None and self._at(at + 1).text in ("里", "里面", "中", "当中", "之中"):
            return self._skip(start, taken)
        if self._has(at, "unit"):
            return self._add("count", start, taken, UnitCount(op or "==", count))
        self._mentions.append(Mention("cases", tuple(self._tokens[start : at + 1]), op=op, number=count))
        return taken

    def _after_noun(self, start: int, at: int, op: Op | None, count: int) -> int:
        """A number whose noun stands before it, or nowhere."""
        taken, back = at - start, self._noun_before()
        before = self._mentions[-1] if self._mentions else None
        if before and before.sort == "place" and op is None and len(self._listed()) == count:
            return self._skip(start, taken)  # 沪浙两家
        if op and back is not None:
            mention = self._mentions[-1 - back]
            noun = next(effect for effect in (*NOUNS, "unit") if mention.has(effect))
            where: Filter = UnitCount(op, count) if noun == "unit" else PlaceCount(NOUNS[noun], op, count)
            del self._mentions[len(self._mentions) - 1 - back :]
            return self._add("count", start, taken, where)
        if op and taken > 1:
            self._mentions.append(Mention("cases", tuple(self._tokens[start:at]), op=op, number=count))
            return taken
        if taken > 1 or len(self._tokens) > 1:
            return self._skip(start, taken)
        return 0

    def _skip(self, at: int, taken: int) -> int:
        self._mentions.append(Mention("op", tuple(self._tokens[at : at + taken])))
        return taken

    def _group(self, at: int, taken: int, count: int, noun: str) -> int:
        """四地, 三省, 两省一市: all such places of the dataset where the number fits, else a count."""
        provinces = self._world.places("province")
        if noun in ("省",) and count == sum(place.name.endswith("省") for place in provinces) < len(provinces):
            provinces = tuple(place for place in provinces if place.name.endswith("省"))
        others = any(mention.has("other") for mention in self._mentions[-2:])
        if others:
            return self._skip(at, taken)
        if count == len(provinces) and noun not in ("市", "城市", "城", "县", "区"):
            return self._add("place", at, taken, *(InRegion(place.code) for place in provinces))
        level: Level = {"市": "city", "城市": "city", "城": "city", "县": "county", "区": "county"}.get(
            noun, "province"
        )  # type: ignore[assignment]
        return self._add("count", at, taken, PlaceCount(level, "==", count))

    # Places, units, tiers, notices and facts.

    def _listed(self) -> list[Filter]:
        """The conditions of the list of places that ends here."""
        found: list[Filter] = []
        for mention in reversed(self._mentions):
            if mention.sort == "place":
                found.extend(mention.filters)
            elif not mention.has("and", "or", "comma", "stop"):
                break
        return found

    def _place(self, at: int) -> int:
        token = self._at(at)
        if token.term("group", "area", "place") and self._names_notice(at):
            return 1
        group = token.term("group")
        if group:
            return self._add("place", at, 1, *(self._region(code) for code in group.value))  # type: ignore[attr-defined]
        area = token.term("area")
        if area:
            where: Filter = InArea(str(area.value))
            if not self._world.evaluate(where):
                return self._add("place", at, 1, Unknown(str(area.value), "place"))
            ahead = at + 1
            if self._at(ahead).number and self._has(ahead + 1, "place"):
                ahead += 2
            if self._has(ahead, "all"):  # 京津冀都参与
                places = self._world.areas[str(area.value)]
                return self._add("place", at, 1, *(self._region(place.code) for place in places))
            if self._world.evaluate(where) == self._world.everything:
                return self._skip(at, 1)  # what every case has is no condition
            return self._add("place", at, 1, where)
        place = token.term("place")
        if place and not place.own and token.text[-1] not in "省市县区" and self._world.topics.known(token.text):
            return 0  # 太湖 is in a title
        if place is None or (place.weak and (not self._asks_for_place(at) or len(token.terms) > 1)):
            return 0
        codes: tuple[str, ...] = place.value  # type: ignore[assignment]
        named = next((m for m in reversed(self._mentions) if m.sort != "op" or not m.has("de", "filler")), None)
        reach = codes if token.text[-1] in "省市县区州旗" else codes[: place.bearers]  # 天津河北 names two provinces
        inner = [code for code in reach if named and named.filters and self._within(code, named.filters[-1])]
        codes = tuple(inner) or codes[: place.bearers]
        if inner and named and named.sort == "place" and len(named.filters) == 1:
            self._mentions[self._mentions.index(named)] = Mention("op", named.tokens)  # 江苏苏州 is 苏州
        filters = tuple(self._region(code) for code in codes)
        return self._add("place", at, 1, either(*filters), choices=filters if len(filters) > 1 else ())

    def _names_notice(self, at: int) -> bool:
        """川渝那份通知: a place that names notices by their titles."""
        ahead = at + 1
        while self._at(ahead).text in (
            "的",
            "那份",
            "那个",
            "这份",
            "那次",
            "这次",
            "那一份",
            "那批",
            "那",
            "份",
            "次",
        ):
            ahead += 1
        if (
            (ahead == at + 1
            and not self._has(ahead, "notice"))
            or not (self._has(ahead, "notice") or self._at(ahead - 1).text in ("那次", "这次", "次"))
        ):
            return False
        word, notices = self._at(at).text, self._world.dataset.notices
        found = [notice.id for notice in notices if any(word in name for name in (notice.title, *notice.aliases))]
        if not found:
            return False
        if len(found) == len(notices):
            return bool(self._skip(at, 1))
        return bool(self._add("notice", at, 1, either(*map(InNotice, found))))

    def _asks_for_place(self, at: int) -> bool:
        after = self._at(at + 1)
        if len(self._at(at).text) == 1 and after.has(*NOUNS, "de"):
            return False
        return (
            len(self._tokens) == 1
            or after.has("take", "have", "de", "and", "or", "comma", "which", "yes_no", "all", "neg", *NOUNS)
            or self._has(at - 1, "take", "have", "neg")
        )

    def _within(self, code: str, upper: Filter) -> bool:
        region = self._lexicon.region(code)
        return isinstance(upper, InRegion | Unknown) and any(
            place.code == getattr(upper, "code", None) or place.short == getattr(upper, "name", None)
            for place in region.chain[:-1]
        )

    def _region(self, code: str) -> Filter:
        if code in self._world.regions:
            return InRegion(code)
        return Unknown(self._lexicon.region(code).short, "place")

    def _org(self, at: int) -> int:
        token = self._at(at)
        term = token.term("org")
        before = self._mentions[-1] if self._mentions else None
        if term is None:
            bare = (
                token.text in ("局", "市局", "省局", "县局", "区局") and before is not None and before.sort == "place"
            )
            if not bare or self._has(at + 1, "unit"):
                return 0
            return self._in_places(at, ByAgency(""))
        wanted: ByAgency = term.value  # type: ignore[assignment]
        if wanted.code or not self._world.offices.meaning(wanted.part):
            return self._add("org", at, 1, self._unit(wanted))
        return self._in_places(at, wanted)

    def _in_places(self, at: int, wanted: ByAgency) -> int:
        """Give a bureau or department the places that stand right before it: 上海和江苏的计量处."""
        back = len(self._mentions)
        if back and self._mentions[back - 1].has("de"):
            back -= 1
        places: list[Filter] = []
        last = back
        while back and (self._mentions[back - 1].sort == "place" or self._mentions[back - 1].has("and", "or", "comma")):
            back -= 1
            if self._mentions[back].sort == "place":
                places[:0] = self._mentions[back].filters
                last = back
        if not places:
            return self._add("org", at, 1, self._unit(wanted))
        connectives = [mention for mention in self._mentions[last:] if mention.has("or")]
        tokens = (*(token for mention in self._mentions[last:] for token in mention.tokens), self._at(at))
        del self._mentions[last:]
        filters = tuple(
            self._unit(ByAgency(wanted.part, one.code)) if isinstance(one, InRegion) else one for one in places
        )
        self._mentions.append(Mention("org", tokens, (either(*filters),) if connectives else filters))
        return 1

    def _unit(self, wanted: ByAgency) -> Filter:
        if self._world.offices.units(wanted):
            return wanted
        place = self._lexicon.region(wanted.code).short if wanted.code else ""
        return Unknown(place + (wanted.part or "局"), "unit")

    def _named(self, at: int) -> int:
        token = self._at(at)
        tier = token.term("tier")
        if tier and not token.has("case"):
            return self._add("tier", at, 1, either(*(InTier(name) for name in tier.value)))  # type: ignore[attr-defined]
        notice = token.term("notice")
        if notice:
            return self._add("notice", at, 1, InNotice(str(notice.value)))
        if token.term("fact"):
            return self._add("fact", at, 1)
        return 0

    # Free words.

    def _topic(self, at: int) -> int:
        end = at
        while end < len(self._tokens) and self._is_free(end):
            end += 1
        position = at
        while position < end:
            position = self._free(position, end)
        return position - at

    def _is_free(self, at: int) -> bool:
        token = self._at(at)
        return token.number is None and all(
            term.weak or not term.own or term.kind in ("topic", "field") for term in token.terms
        )

    def _free(self, at: int, end: int) -> int:
        """Read the longest known run of free words from `at`; where there is none, one unknown word."""
        if self._has(end, "county", "city") and len(self._at(end).text) == 1:
            whole = "".join(token.text for token in self._tokens[at : end + 1])
            if self._world.topics.known(whole):  # a place that no table has, in a unit's name: 琼山市
                return at + self._add("topic", at, end + 1 - at, About((whole,)))
        for stop in range(min(end, at + _WORDS), at, -1):
            words = "".join(token.text for token in self._tokens[at:stop])
            if len(words) > 1 and (self._world.topics.common(words) or self._says_nothing(words, stop)):
                self._skip(at, stop - at)
                return stop
            if (len(words) > 1 or self._at(at).term("topic")) and self._world.topics.known(words):
                self._add("topic", at, stop - at, About((words,)))
                return stop
        if self._at(at).term("field"):
            return at + self._add("topic", at, 1, Unknown(self._at(at).text, "topic"))
        if self._at(at).word and len(self._at(at).text) > 2 and self._at(at).text.endswith(UNKNOWN_UNITS):
            return at + self._add("org", at, 1, Unknown(self._at(at).text, "unit"))
        named = end == at + 1 and self._at(end).text in ("局", "委", "厅")  # a unit of a kind unknown here: 教育局
        self._add("unknown", at, 1 + named)
        return at + 1 + named

    def _says_nothing(self, words: str, stop: int) -> bool:
        """市场监管案例: words of every notice's title, right before 案例, tell no case from another."""
        if not self._has(stop, "case") or any(m.has("about") for m in self._mentions[-2:]):
            return False
        others = any(m.sort in ("place", "org", "tier", "count") for m in self._mentions)
        return others and all(words in notice.title for notice in self._world.dataset.notices)

    def _joined(self) -> list[Mention]:
        """Mentions with neighbouring unknown words put together."""
        joined: list[Mention] = []
        for mention in self._mentions:
            if mention.sort == "unknown" and joined and joined[-1].sort == "unknown":
                joined[-1] = Mention("unknown", (*joined[-1].tokens, *mention.tokens))
            else:
                joined.append(mention)
        return joined


def _paired(mentions: list[Mention]) -> list[Mention]:
    """A tier beside a number is one condition, so that 最佳第三、优秀第三 are two cases."""
    if sum(mention.sort == "number" for mention in mentions) < 2:
        return mentions
    paired: list[Mention] = []
    for mention in mentions:
        last = paired[-1] if paired else None
        if last and {last.sort, mention.sort} == {"tier", "number"} and len(last.filters) == len(mention.filters) == 1:
            paired[-1] = Mention("number", (*last.tokens, *mention.tokens), (both(*last.filters, *mention.filters),))
        else:
            paired.append(mention)
    return paired


def without_asides(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Without the clauses that ask nothing, where others do: 我是跑市场监管口的记者，…; …，我们处想对照一下."""
    clauses: list[list[Mention]] = [[]]
    for mention in mentions:
        if mention.has("stop"):
            clauses.append([])
        else:
            clauses[-1].append(mention)
    clear = [clause for clause in clauses if not any(mention.sort == "unknown" for mention in clause)]
    if not any(mention.sort == "fact" or mention.has(*_ASKING) for clause in clear for mention in clause):
        return mentions
    named = any(mention.filters for clause in clear for mention in clause)
    kept = [clause for clause in clauses if clause in clear or not _is_aside(clause, named)]
    return tuple(mention for clause in kept for mention in (*clause, _STOP))[:-1]


def _is_aside(clause: list[Mention], named: bool) -> bool:
    """Whether a clause with words that are not understood neither asks nor names a condition."""
    myself = named and any(mention.text in ("我", "我们", "本人", "咱", "咱们") for mention in clause)
    return all(
        (myself and mention.filters)
        or mention.sort == "unknown"
        or (mention.sort == "op" and not mention.has(*_ASKING, *_STEERING))
        for mention in clause
    )


def years(notice: Notice) -> frozenset[str]:
    """The years that a notice may be called by: that of its date, and those in its title and other names."""
    names = " ".join((notice.title, *notice.aliases))
    return frozenset(re.findall("(?:19|20)[0-9]{2}", f"{notice.issued or ''} {names}"))


_NOTHING = Token("", 0, 0)
_STOP = Mention("op", (Token("，", 0, 0, (Term("cue", "stop"),)),))
_ASKING = (
    "which",
    "who",
    "howmany",
    "yes_no",
    "case",
    "unit",
    "list",
    "card",
    "most",
    "least",
    "compare",
    "summary",
    "count",
    "why",
)
_STEERING = (
    "neg",
    "neg_left",
    "neg_right",
    "except",
    "only",
    "alone",
    "and",
    "or",
    "over",
    "under",
    "at_least",
    "at_most",
    "take",
)
