"""Read the numbers of a question: 第3个, 最后两个, 2024年, 至少三个省, 单位超过五个, 四地."""

from __future__ import annotations

import re

from data.model import Notice
from intents.model.query import (
    Filter,
    InNotice,
    InRegion,
    Level,
    Numbered,
    Op,
    PlaceCount,
    UnitCount,
    either,
)
from intents.parsing.lexicon import Term, Terms
from intents.parsing.mention import Mention
from intents.parsing.token_cursor import NOUNS, Cursor
from intents.parsing.tokenizer import Token

_BEFORE: dict[str, Op] = {"at_least": ">=", "at_most": "<=", "over": ">", "under": "<", "exactly": "=="}
_AFTER: dict[str, Op] = {"above": ">=", "below": "<="}
_ONE_OF: dict[Op, Terms] = {
    ">=": Terms((Term("cue", "any"),)),
    "==": Terms((Term("cue", "any"), Term("cue", "exactly"))),
    "<=": Terms((Term("cue", "any"), Term("cue", "at_most"))),
}
"""How many of those that are listed: 江苏和安徽至少, 恰好, 至多有一个."""


class Quantities(Cursor):
    """Reads numbers and what they count."""

    def _number(self, at: int) -> int:  # noqa: C901 - a branch for each way to say a number
        token, before = self._at(at), self._mentions[-1] if self._mentions else None
        if token.number is not None and token.number > 1900 and self._at(at + 1).text in ("年", "年度", "年的"):
            return self._year(at, token.number)
        last = token.text in ("最后", "末尾", "最末") or (token.has("back") and self._at(at + 1).number)
        if last and self._at(at + 1).text in ("那个", "那一个", "这个", "那项"):
            return self._add("number", at, 2, Numbered(-1))
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
        until = self._until(at + 1)
        if until and self._at(until).text in ("号", "#"):  # 三到五号
            return self._add("number", at, until + 1 - at, Numbered(token.number, self._at(until - 1).number or 0))
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
        found = [notice.id for notice in self._index.dataset.notices if str(year) in years(notice)]
        if not found:
            return self._add("unknown", at, 2)
        return self._add("notice", at, 2, either(*map(InNotice, found)))

    def _quantity(self, at: int) -> int:
        start, op = at, None
        if self._at(at).number is None and not self._has(at, *_BEFORE, "many"):
            return 0
        for effect, comparison in _BEFORE.items():
            ahead = at + 1 + self._has(at + 1, "have", "only")
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
            return self._counted(start, ahead, op, count, measured=measured)
        return self._after_noun(start, at, op, count)

    def _noun_before(self) -> int | None:
        """How many mentions back the noun stands that a comparison is about: 单位数不少于五个."""
        for back, mention in enumerate(reversed(self._mentions[-3:])):
            if mention.has(*NOUNS, "unit"):
                return None if any(mention.has("which", "who") for mention in self._mentions[-3:]) else back
            if mention.sort != "op" or mention.has("take", "stop", "de", "all"):
                return None
        return None

    def _many(self, at: int) -> int:
        ahead = at + 1 + self._has(at + 1, "measure", "filler")
        level = self._level(ahead)
        if self._has(at, "many") and level:
            return self._add("count", at, ahead + 1 - at, PlaceCount(level, ">=", 2))
        return 0

    def _counted(self, start: int, at: int, op: Op | None, count: int, *, measured: bool) -> int:
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
        one_of_them = _ONE_OF.get(op) if op else None
        if one_of_them and count == 1 and len(self._listed()) > 1:  # 江苏和安徽至少有一个
            words = self._tokens[start:at]
            token = Token("".join(word.text for word in words), words[0].start, words[-1].end, one_of_them)
            self._mentions.append(Mention("op", (token,)))
            return taken
        if op and taken > 1:
            self._mentions.append(Mention("cases", tuple(self._tokens[start:at]), op=op, number=count))
            return taken
        if taken > 1 or len(self._tokens) > 1:
            return self._skip(start, taken)
        return 0

    def _group(self, at: int, taken: int, count: int, noun: str) -> int:
        """四地, 三省, 两省一市: all such places of the dataset where the number fits, else a count."""
        provinces = self._index.places("province")
        if noun == "省" and count == sum(place.name.endswith("省") for place in provinces) < len(provinces):
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


def years(notice: Notice) -> frozenset[str]:
    """The years that a notice may be called by: that of its date, and those in its title and other names."""
    names = " ".join((notice.title, *notice.aliases))
    return frozenset(re.findall("(?:19|20)[0-9]{2}", f"{notice.issued or ''} {names}"))
