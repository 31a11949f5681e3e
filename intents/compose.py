"""Mentions → Query: what is asked for, of which cases, and of which of their units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from intents.mentions import NOUNS, Mention
from intents.query import (
    EVERYTHING,
    About,
    And,
    ByAgency,
    Filter,
    InRegion,
    InTier,
    Level,
    Not,
    Op,
    PlaceCount,
    Query,
    UnitScope,
    Unknown,
    both,
    conjuncts,
    either,
    negated,
)
from intents.scope import Combiner, Group, Scope, is_question, meaning
from intents.world import LEVELS, World

_UNIT_SORTS = ("place", "org")
_BRACKETS = 16
"""Pairs of brackets that are read; more are passed over."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as it was read, before any context."""

    query: Query
    mentions: tuple[Mention, ...]
    groups: tuple[Group, ...]
    asks: bool
    """Whether it names what it asks for (哪些案例, 几个, 谁)."""
    bare: bool
    """Whether it is nothing but names (叉车; 安徽 食品)."""

    def has(self, *effects: str) -> bool:
        """Whether it has an operator with one of these effects."""
        return any(mention.has(*effects) for mention in self.mentions)

    @property
    def points(self) -> bool:
        """Whether it ends by pointing at one case: …的那个案例."""
        return any(mention.text in ("那个", "那个案例", "这个") for mention in self.mentions[-3:])

    @property
    def unknown(self) -> tuple[Mention, ...]:
        """The words that nothing here explains."""
        return tuple(mention for mention in self.mentions if mention.sort == "unknown")


class Composer:
    """Composes the query of one question."""

    def __init__(self, world: World, mentions: Sequence[Mention]) -> None:
        self._world = world
        self._mentions = unbracketed(world, tuple(mentions))
        self._scope: Scope = Combiner(world, self._mentions).combine()
        self._groups = self._scope.groups

    def compose(self) -> Reading:
        """The query that the mentions come to."""
        query = self._query()
        asks = query.ask != "cases" or self._has("which", "case", "list", "howmany")
        bare = all(
            mention.sort not in ("op", "fact", "cases") or mention.has("comma", "stop", "de", "filler")
            for mention in self._mentions
        )
        return Reading(query, self._mentions, tuple(self._groups), asks, bare)

    # Looking at the mentions.

    def _has(self, *effects: str) -> bool:
        return any(mention.has(*effects) for mention in self._mentions)

    def _find(self, *effects: str) -> int:
        """The position of the first such operator, or -1."""
        return next((at for at, mention in enumerate(self._mentions) if mention.has(*effects)), -1)

    def _which(self) -> int:
        """The position of the question word: 哪些 rather than 那些."""
        found = [at for at, mention in enumerate(self._mentions) if mention.has("which")]
        return next((at for at in found if not self._mentions[at].text.startswith("那")), found[0] if found else -1)

    def _noun_after(self, at: int, reach: int = 3) -> str:
        """The first noun that stands within `reach` mentions after `at`; a kind of unit is one (哪些公安局)."""
        effect_of_org = self._mentions[at].has("which", "howmany")
        for mention in self._mentions[at + 1 : at + 1 + reach]:
            office = mention.sort == "org" and effect_of_org
            houses = mention.text == "家" or (mention.text.endswith("家") and mention.tokens[0].number is not None)
            noun = "unit" if office or houses else self._noun(mention)
            if noun:
                return noun
            if mention.sort not in ("op", "topic", "place", "tier", "org") or mention.has("take", "have", "stop"):
                break
        return ""

    def _noun_before(self, at: int) -> str:
        return next((noun for mention in reversed(self._mentions[:at]) if (noun := self._noun(mention))), "")

    @staticmethod
    def _noun(mention: Mention) -> str:
        return next((noun for noun in ("case", "unit", *NOUNS) if mention.has(noun)), "")

    # What is asked for.

    def _query(self) -> Query:
        where = self._scope.where
        fact = self._fact()
        if fact:
            subject = "number" if self._has("howmany", "count", "sum") else "cases"
            return Query(
                "notice",
                subject=subject,
                fact=fact,
                where=both(*(p for p in conjuncts(where) if not isinstance(p, InTier))),
            )
        if self._has("help") and not self._groups:
            return Query("notice", fact="@summary") if self._has("notice") else Query("help")
        if self._groups and any(mention.text == "那个" for mention in self._mentions[-2:]) and not self._has("yes_no"):
            return Query("card", where)
        for ask in (self._compared, self._ranked, self._each, self._truth, self._counted, self._units, self._card):
            query = ask(where)
            if query:
                return query
        return Query("cases", self._themed(where), self._unit_scope())

    def _fact(self) -> str:
        """The fact, or the part of the notice itself, that is asked for."""
        if any(group.sort not in ("tier", "notice") for group in self._groups):
            return ""
        for mention in self._mentions:
            term = mention.tokens[0].term("fact") if mention.sort == "fact" else None
            if term:
                return mention.tokens[0].text
        named = self._has("notice") or any(group.sort == "notice" for group in self._groups)
        for effect in ("addressed", "issuers", "issued", "summary"):
            at = self._find(effect)
            if at >= 0 and (named or effect == "addressed" or (effect == "summary" and self._says_no_more())):
                return f"@{effect}"
        if named and self._has("card"):
            return "@summary"
        return ""

    def _says_no_more(self) -> bool:
        """Whether 讲了什么 is all that is asked."""
        return all(m.has("summary", "filler", "those", "de", "notice", "stop", "which") for m in self._mentions)

    def _compared(self, where: Filter) -> Query | None:
        at = self._find("compare", "than")
        more = sum(mention.has("more_of", "less_of") for mention in self._mentions)
        if at < 0 and not (more and (more > 1 or self._has("who", "which", "or"))):
            return None
        pair = next((group for group in self._groups if len(group.filters) > 1 and group.mode == "plain"), None)
        items: tuple[Filter, ...] = tuple(pair.filters) if pair else ()
        taken = [pair] if pair else []
        if pair is None:
            singles = [group for group in self._groups if group.mode == "plain" and len(group.filters) == 1]
            same = [group for group in singles if group.sort == singles[0].sort] if singles else []
            others = [group for group in singles if group.sort == singles[-1].sort] if singles else []
            taken = same if len(same) > 1 else others
            items = tuple(group.filters[0] for group in taken)
        if len(items) < 2:
            return None
        rest = both(*(self._meaning(group) for group in self._groups if group not in taken))
        by = "units" if self._has("unit") and not self._has("case") else "cases"
        least = self._has("less_of") or any("少" in m.text and m.has("compare") for m in self._mentions)
        if self._has("yes_no") and self._has("than", "compare"):
            return Query("yes_no", rest, items=items, by=by, least=least)
        return Query("compare", rest, items=items, by=by, least=least)

    def _meaning(self, group: Group) -> Filter:
        return meaning(self._world, group)

    def _ranked(self, where: Filter) -> Query | None:
        at = self._find("most", "least")
        if at < 0:
            return None
        least = self._mentions[at].has("least")
        firsts = [group for group in self._groups if group.sort == "number"]  # 排名，谁第一
        if firsts and self._has("who"):
            where = both(*(self._meaning(group) for group in self._groups if group not in firsts))
        subject, by = self._rank_subject(at)
        if subject == "cases" and by == "cases":
            by = "units"
        scope = self._unit_scope() if subject in ("units", "bureaus", "city", "county") else UnitScope()
        if subject == "province" and (whole := len(self._world.places("province"))):
            all_of_them = PlaceCount("province", "==", whole)  # 四个省市里谁最多
            where = both(*(part for part in conjuncts(where) if part != all_of_them))
        places = [group for group in self._groups if group.sort == "place"]
        alone = (
            len(places) == 1
            and places[0].mode == "plain"
            and not self._partners()
            and not self._has("take", "case", "of")
        )
        several = [group for group in places if group.mode == "plain" and (len(group.filters) > 1 or alone)]
        several += [group for group in places if group.mode == "except"]
        listed = [one for group in several for one in group.filters if isinstance(one, InRegion)]
        levels = {self._world.regions[one.code].level for one in listed}
        if (
            len(listed) > 1
            and len(levels) == 1
            and subject in LEVELS
            and "province" not in levels
            and not self._has("city", "county")
        ):
            subject = levels.pop()  # 宁波、金华、杭州哪个最多
        if (
            subject in LEVELS and several and not (subject != "province" and len(listed) == 1)
        ):  # 沪苏浙谁参与最多 ranks these
            where = both(*(self._meaning(group) for group in self._groups if group not in several))
            scope = self._unit_scope()
            if alone and subject == "province":
                scope = UnitScope()  # 安徽是不是垫底
        return Query("rank", where, scope, subject=subject, by=by, least=least)

    def _rank_subject(self, at: int) -> tuple[str, str]:
        """Who is ranked (province, city, county, units, bureaus, cases), and by what (cases, units, a level)."""
        noun = self._noun(self._mentions[at - 1]) if at else ""
        if noun and noun != "case" and self._find("which", "who") > at and not self._noun_after(self._which(), 2):
            return "cases", NOUNS.get(noun, "units")  # 参与单位最少的是哪几个
        by = next((n for n, mention in enumerate(self._mentions) if mention.text in ("按", "按照", "根据", "论")), -1)
        cases = self._has("case") or any(
            mention.sort == "tier" and "案例" in mention.text for mention in self._mentions
        )
        if by >= 0 and cases and self._noun_after(by, 3) == "unit":
            return "cases", "units"  # 按参与单位多少给案例排名
        which = self._find("which", "every")
        head = self._noun_after(which, 2) if which >= 0 else ""
        if which >= 0 and any(
            mention.sort == "tier" and "案例" in mention.text for mention in self._mentions[which + 1 : which + 2]
        ):
            head = "case"  # 哪个优秀案例的参与单位最少
        lower = [n for m in self._mentions if (n := self._noun(m)) in ("city", "county")]
        if not head and lower:
            head = lower[0]  # 浙江的城市里谁最多
        last = self._noun_after(at, 3)
        nouns = [noun for mention in self._mentions if (noun := self._noun(mention))]
        if not head and self._has("who"):
            head = "province"
        if not head:
            head = last if last and nouns.count(last) <= 1 else (nouns[0] if nouns else "province")
        if not head and last:
            head = last
        others = [noun for noun in nouns if noun != head]
        if head == "case":
            by = next((NOUNS[noun] if noun in NOUNS else "units" for noun in others if noun != "case"), "units")
            return "cases", by
        subject: str = NOUNS[head] if head in NOUNS else "units"
        if head == "unit" and any(m.text in ("局", "处局") for m in self._mentions):
            subject = "bureaus"
        return subject, "units" if "unit" in others and "case" not in others and subject != "units" else "cases"

    def _each(self, where: Filter) -> Query | None:
        """江苏和安徽分别有几个, 各省参与了几个, 每个案例有几家单位: a number for each."""
        if not self._has("howmany", "count", "many"):
            return None
        numbers = [at for at, mention in enumerate(self._mentions) if mention.has("howmany")]
        pairs = [group for group in self._groups if group.mode == "plain" and len(group.filters) > 1]
        if self._has("each") and pairs:
            return self._side_by_side(list(pairs[0].filters), [pairs[0]])
        same = [
            group
            for group in self._groups
            if self._groups and group.sort == self._groups[-1].sort and group.mode == "plain"
        ]
        if len(numbers) > 1 and len(same) > 1:  # 最佳几个优秀几个
            return self._side_by_side([one for group in same for one in group.filters], same)
        every = next((at for at, mention in enumerate(self._mentions) if mention.text.startswith(("每", "各"))), -1)
        noun = self._noun_after(every, 2) if every >= 0 else ""
        if noun in NOUNS:
            return Query(
                "rank", where, self._unit_scope(), subject=NOUNS[noun], by="units" if self._counts_units() else "cases"
            )
        if noun == "case" and self._has("unit", "province", "city", "county", "place"):
            level = next((NOUNS[n] for m in self._mentions if (n := self._noun(m)) in NOUNS), "units")
            return Query("rank", where, subject="cases", by=level)
        return None

    def _side_by_side(self, items: list[Filter], taken: list[Group]) -> Query:
        rest = both(*(self._meaning(group) for group in self._groups if group not in taken))
        return Query("compare", rest, items=tuple(items), by="units" if self._counts_units() else "cases")

    def _counts_units(self) -> bool:
        at = self._find("howmany", "count")
        return self._noun_after(at) == "unit" or self._mentions[at].text.endswith("家")

    def _truth(self, where: Filter) -> Query | None:
        at = self._find("yes_no")
        if at < 0:
            at = next((at for at in range(len(self._mentions)) if is_question(self._mentions, at)), -1)
        whether_any = at >= 0 and any(mention.text == "哪个" for mention in self._mentions[at + 1 : at + 2])
        if at < 0 or (self._has("which", "who", "howmany", "list") and not whether_any):
            return None
        if any(
            mention.sort == "cases" and mention.number == 1 and not mention.op for mention in self._mentions
        ) and self._has("all"):
            if self._has("neg", "neg_left"):
                return Query("yes_no", where, every=EVERYTHING)  # 一个案例都没参与
        every = self._every()
        if every is not None:
            return Query("yes_no", where, every=every)
        return Query("yes_no", where)

    def _every(self) -> Filter | None:
        """In 最佳案例都有安徽吗, 所有案例都…吗: the cases that it is asked of all."""
        both_all = self._find("all")
        every = self._find("every")
        if both_all < 0 and every < 0:
            return None
        pivot = both_all if both_all >= 0 else every
        domain = [group for group in self._groups if group.last < pivot and group.sort in ("tier", "topic", "notice")]
        rest = [group for group in self._groups if group not in domain]
        nothing_but = all(group.first > pivot for group in rest) or every >= 0
        if not rest or not nothing_but or (not domain and every < 0):
            return None
        return both(*(self._meaning(group) for group in domain))

    def _counted(self, where: Filter) -> Query | None:
        at = self._find("howmany")
        if at >= 0 and self._measures(at):
            return Query("help", fact="?")
        if at < 0:
            at = self._find("count")
        if at < 0:
            at = self._find("sum") if not self._has("which", "who", "list") else -1
        if at < 0:
            return None
        noun = self._noun_after(at)
        text = self._mentions[at].text
        if not noun:
            noun = "unit" if text.endswith("家") or "单位" in text else self._noun_before(at)
        if not noun and "家" in self._text_after(at):
            noun = "unit"
        bare_office = {group.sort for group in self._groups} == {"org"} and not self._has("take", "case")
        if (
            not noun
            and bare_office
            and not any(one.code for g in self._groups for one in g.filters if isinstance(one, ByAgency))
        ):
            noun = "unit"  # 计量处有几个
        if noun == "unit":
            return Query("count", self._for_units(where), self._unit_scope(), subject="units")
        if noun in NOUNS and not (noun == "place" and self._has("case")):
            return Query("count", self._themed(where), self._unit_scope(), subject=NOUNS[noun])
        return Query("count", self._themed(where))

    def _measures(self, at: int) -> bool:
        """Whether 多少 asks for a quantity of something else: 标准是多少, 多少座名城."""
        last = len(self._mentions) - 1
        before = self._mentions[at - 1] if at else None
        if (
            at == last
            and before
            and not self._has("count", "case", "unit", "take")
            and (
                before.has("most", "least")
                or before.sort == "unknown"
                or any(isinstance(one, Unknown) for one in before.filters)
            )
        ):
            return True
        if at == last and self._mentions[at].text == "多少" and at and self._mentions[at - 1].text == "是":
            return not self._has("count", "case", "unit")
        after = self._mentions[at + 1 :]
        return (
            len(after) > 0
            and after[-1].sort == "topic"
            and all(m.sort == "topic" or m.has("measure", "filler") for m in after)
        )

    def _text_after(self, at: int) -> str:
        return "".join(mention.text for mention in self._mentions[at + 1 : at + 2])

    def _units(self, where: Filter) -> Query | None:
        which = self._which()
        head = self._noun_after(which) if which >= 0 else ""
        if not head and which >= 0 and self._mentions[which].text.endswith("家"):
            head = "unit"
        if head == "case":
            return None
        named = head == "unit" or head in NOUNS or self._has("who")
        if not named:
            at = self._find("unit")
            last = next((noun for mention in reversed(self._mentions) if (noun := self._noun(mention))), "")
            if at < 0 or last == "case" or (any(m.text == "局" for m in self._mentions[at : at + 1]) and which < 0):
                return None
        level: Level | None = NOUNS[head] if head in ("city", "county") else None
        return Query("units", self._for_units(where), self._unit_scope(level))

    def _card(self, where: Filter) -> Query | None:
        if not self._has("card"):
            return None
        return Query("card", where)

    # Which cases, and which of their units.

    def _themed(self, where: Filter) -> Filter:
        """Where cases are asked for by a theme, every case that has it."""
        if not self._has("about", "which", "list", "case"):
            return where
        return _map_about(where)

    def _partners(self) -> bool:
        """安徽和谁合作, 和上海一起的单位: those beside the places named are asked for."""
        for at, mention in enumerate(self._mentions[:-1]):
            if mention.has("and") and mention.text in ("和", "跟", "与", "同"):
                after = self._mentions[at + 1]
                if after.has("who", "which"):
                    return True
                if after.sort == "place" and (at == 0 or self._mentions[at - 1].sort != "place"):
                    ahead = self._mentions[at + 2 : at + 5]
                    if any(
                        m.has("all") and m.text in ("一起", "合作", "联合", "共同", "联手", "携手", "搭档")
                        for m in ahead
                    ):
                        return True
        return False

    def _for_units(self, where: Filter) -> Filter:
        """The cases whose units are asked for: 除了安徽还有谁 leaves out units, not cases."""
        left_out = [group for group in self._groups if self._leaves_out(group)]
        meets, only = self._tiers_of_units()
        if meets or only:
            tiers = [either(*meets)] if meets else [only] if only else []
            return both(*tiers, *(self._meaning(group) for group in self._groups if group.sort != "tier"))
        if not left_out:
            return where
        kept = [group for group in self._groups if group not in left_out or group.mode == "plain"]
        return both(*(self._meaning(group) for group in kept))

    def _leaves_out(self, group: Group) -> bool:
        if group.sort not in _UNIT_SORTS:
            return False
        if group.mode == "except":
            return True
        if self._has("more") and self._has("who", "unit") and not self._has("and") and group.mode == "plain":
            return True  # 吴江区局参与的那个案例还有谁
        after = self._mentions[group.last + 1 : group.last + 3]
        return group.mode == "not" and any(mention.has("unit") for mention in after) and not self._has("take")

    def _says_how_many(self, mention: Mention) -> bool:
        """参与了两个案例的单位: exactly so many."""
        at = self._mentions.index(mention)
        verb = any(one.has("take") for one in self._mentions[max(0, at - 3) : at])
        return verb and (self._has("unit") or self._has("who")) and self._noun_after(at, 4) == "unit"

    def _of_cases(self, group: Group) -> bool:
        """Whether it says which cases are meant, not which units: 安徽和浙江共同参与的案例里有哪些单位."""
        verb = of = False
        for mention in self._mentions[group.last + 1 :]:
            if mention.has("which", "who", "howmany", "unit"):
                return False
            if verb and of and (mention.has("case") or mention.sort == "tier"):
                return True
            verb |= mention.has("take")
            of |= verb and mention.has("de")
        return False

    def _unit_scope(self, level: Level | None = None) -> UnitScope:
        within: list[str] = []
        outside: list[str] = []
        parts: list[ByAgency] = []
        without: list[ByAgency] = []
        op: Op | None = None
        count = 0
        partners = self._partners()
        for group in self._groups:
            for one in group.filters:
                if isinstance(one, InRegion) and group.sort == "place":
                    if self._leaves_out(group) or (partners and group.mode == "plain"):
                        outside.append(one.code)
                    elif group.mode in ("plain", "only") and not self._of_cases(group):
                        within.append(one.code)
                elif isinstance(one, ByAgency) and self._leaves_out(group):
                    without.append(one)
                elif isinstance(one, ByAgency) and group.mode == "plain":
                    parts.append(one)
        for mention in self._mentions:
            if mention.sort == "cases" and (mention.op or self._says_how_many(mention)):
                op, count = mention.op or "==", mention.number
        meets, only = self._tiers_of_units()
        return UnitScope(tuple(within), tuple(outside), tuple(parts), tuple(without), level, op, count, meets, only)

    def _tiers_of_units(self) -> tuple[tuple[Filter, ...], Filter | None]:
        """既参与最佳又参与优秀的单位, 只参与最佳的单位: what has to hold over all cases of a unit."""
        tiers = [group for group in self._groups if group.sort == "tier" and group.mode == "plain" and not group.any]
        named = tuple(one for group in tiers for one in group.filters)
        verb = self._find("take")
        if not named or verb < 0 or self._noun_after(verb, 6) != "unit" or self._has("case"):
            return (), None
        if len(named) > 1 and self._has("all"):
            return named, None
        return (), named[0] if len(named) == 1 and self._has("only") else None


def unbracketed(world: World, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions with each pair of brackets, innermost first, read as one condition."""
    if sum(mention.text == "(" for mention in mentions) > _BRACKETS:
        mentions = tuple(mention for mention in mentions if mention.text not in ("(", ")"))
    outer: list[list[Mention]] = [[]]
    for mention in mentions:
        if mention.text == "(":
            outer.append([])
        elif mention.text == ")" and len(outer) > 1:
            inner = outer.pop()
            where = Combiner(world, inner).combine().where
            if where != EVERYTHING:  # else it is a remark
                tokens = tuple(token for one in inner for token in one.tokens)
                outer[-1].append(Mention("bracket", tokens, (where,)))
        elif mention.text not in ("(", ")"):
            outer[-1].append(mention)
    return tuple(mention for level in outer for mention in level)


def _map_about(where: Filter) -> Filter:
    match where:
        case About(words):
            return About(words, theme=True)
        case And(parts):
            return And(tuple(map(_map_about, parts)))
        case Not(part):
            return negated(_map_about(part))
    return where
