"""What is compared or ranked, and by what: 哪个省最多, 江苏比安徽, 各有几个."""

from __future__ import annotations

from intents.index.case_index import LEVELS
from intents.model.query import (
    Filter,
    InRegion,
    PlaceCount,
    Query,
    UnitScope,
    both,
    conjuncts,
)
from intents.parsing.condition_groups import Group
from intents.parsing.token_cursor import NOUNS
from intents.parsing.unit_scope import UnitScoping


class Ranking(UnitScoping):
    """Composes the queries that set several things side by side."""

    def _compared(self, _: Filter) -> Query | None:
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
        measured = at > 0 and self._noun_before(at) == "unit"  # 哪个案例的参与单位更多
        by = "units" if self._has("unit") and (measured or not self._has("case")) else "cases"
        least = self._has("less_of") or any("少" in m.text and m.has("compare") for m in self._mentions)
        if self._has("yes_no") and self._has("than", "compare"):
            return Query("yes_no", rest, items=items, by=by, least=least)
        return Query("compare", rest, items=items, by=by, least=least)

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
        if subject == "province" and (whole := len(self._index.places("province"))):
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
        levels = {self._index.regions[one.code].level for one in listed}
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
        asked = self._find("which", "who") > at and not self._noun_after(self._which(), 2)
        if noun and noun != "case" and (asked or self._noun_after(at, 3) == "case"):
            return "cases", NOUNS.get(noun, "units")  # 参与单位最少的是哪几个, 涉及城市最多的案例
        by = next((n for n, mention in enumerate(self._mentions) if mention.text in ("按", "按照", "根据", "论")), -1)
        cases = self._has("case") or any(
            mention.sort == "tier" and "案例" in mention.text for mention in self._mentions
        )
        by_units = by >= 0 and any(self._noun(mention) == "unit" for mention in self._mentions[by + 1 : by + 4])
        given = next((at for at, m in enumerate(self._mentions) if m.text in ("给", "对", "把", "将", "让")), -1)
        listed = [group for group in self._groups if group.first == given + 1 and len(group.filters) > 1]
        if given >= 0 and listed and listed[0].sort == "place":  # 按参与单位数量给三省一市排名
            level = {self._index.regions[one.code].level for one in listed[0].filters if isinstance(one, InRegion)}
            return level.pop() if len(level) == 1 else "province", "units" if by_units else "cases"
        if by_units and cases:
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
            measure: str = next((NOUNS.get(noun, "units") for noun in others if noun != "case"), "units")
            return "cases", measure
        subject: str = NOUNS.get(head, "units")
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
