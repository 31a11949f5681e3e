"""Mentions → Query: what is asked for, of which cases, and of which of their units."""

from __future__ import annotations

from itertools import pairwise

from intents.model.query import (
    EVERYTHING,
    ByAgency,
    Filter,
    InTier,
    Level,
    Query,
    Unknown,
    both,
    conjuncts,
    with_themes,
)
from intents.parsing.comparisons import Ranking
from intents.parsing.condition_groups import is_question
from intents.parsing.mention import Mention
from intents.parsing.reading import Reading
from intents.parsing.requests import is_request
from intents.parsing.token_cursor import NOUNS

_SOME = ("有没有", "有木有", "有无")
"""What asks whether there is one, not whether all are so."""


class Composer(Ranking):
    """Composes the query of one question."""

    def compose(self) -> Reading:
        """The query that the mentions come to."""
        query = self._query()
        asks = query.ask != "cases" or self._has("which", "case", "list", "howmany")
        bare = all(
            mention.sort not in ("op", "fact", "cases") or mention.has("comma", "stop", "de", "filler")
            for mention in self._mentions
        )
        return Reading(query, self._mentions, tuple(self._groups), asks, bare, self._effects)

    def _query(self) -> Query:
        where = with_themes(self._scope.where) if self._has("about") else self._scope.where
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
        if (
            self._groups
            and any(mention.text == "那个" for mention in self._mentions[-2:])
            and not self._has("yes_no", "ne")
        ):
            return Query("card", where)
        if self._has("card") and all(mention.points for mention in self._mentions if mention.has("which", "who")):
            pointed = any(mention.points for mention in self._mentions)
            if pointed and self._groups:
                return Query("card", where)  # 太湖西岸那几个县的合作，讲讲
        for ask in (self._compared, self._ranked, self._each, self._truth, self._counted, self._units, self._card):
            query = ask(where)
            if query:
                return query
        return Query("cases", self._themed(where), self._unit_scope())

    def _points_at_one(self) -> bool:
        """Whether it ends by pointing at a case, or tells of one that it points at: 太湖西岸那几个县的合作，讲讲."""
        if any(mention.text == "那个" for mention in self._mentions[-2:]) and not self._has("yes_no", "ne"):
            return True
        which = [mention for mention in self._mentions if mention.has("which", "who")]
        return self._has("card") and bool(which) and all(mention.points for mention in which)

    def _fact(self) -> str:
        """The fact, or the part of the notice itself, that is asked for."""
        if any(group.sort not in ("tier", "notice") for group in self._groups):
            return ""
        for at, mention in enumerate(self._mentions):
            term = mention.tokens[0].term("fact") if mention.sort == "fact" else None
            if term and not self._asks_for_selected(at):
                return mention.tokens[0].text
        named = self._has("notice") or any(group.sort == "notice" for group in self._groups)
        for effect in ("addressed", "issuers", "issued", "summary"):
            at = self._find(effect)
            issued = any(mention.text in ("发", "发布", "公布", "印发", "下发", "出台") for mention in self._mentions)
            if at >= 0 and (named or issued or effect == "addressed" or (effect == "summary" and self._says_no_more())):
                return f"@{effect}"
        if named and self._has("card"):
            return "@summary"
        return ""

    def _asks_for_selected(self, at: int) -> bool:
        """75 个参评案例里选上了几个: of what the notice chose from, those that it chose."""
        chosen = next((n for n in range(at + 1, len(self._mentions)) if self._mentions[n].has("selected")), -1)
        return chosen > 0 and any(mention.has("howmany") for mention in self._mentions[chosen + 1 :])

    def _says_no_more(self) -> bool:
        """Whether 讲了什么 is all that is asked."""
        return all(m.has("summary", "filler", "those", "de", "notice", "stop", "which") for m in self._mentions)

    def _truth(self, where: Filter) -> Query | None:
        at = self._find("yes_no")
        if at < 0:
            at = next((at for at in range(len(self._mentions)) if is_question(self._mentions, at)), -1)
        whether_any = at >= 0 and any(mention.text == "哪个" for mention in self._mentions[at + 1 : at + 2])
        if (
            at < 0
            or (self._has("which", "who", "howmany", "list") and not whether_any)
            or is_request(self._mentions, at)
        ):
            return None
        if any(mention.sort == "cases" and mention.number == 1 and not mention.op for mention in self._mentions) and (
            self._has("all") and self._has("neg", "neg_left")
        ):
            return Query("yes_no", where, every=EVERYTHING)  # 一个案例都没参与
        if at >= 0 and self._mentions[at].text in _SOME and self._noun_after(at, 1) == "case":
            return Query("yes_no", where)  # 有没有案例是四地全参加了的
        every = self._every()
        if every is not None or (every := self._nothing_left_out()) is not None:
            return Query("yes_no", where, every=every)
        return Query("yes_no", where)

    def _nothing_left_out(self) -> Filter | None:
        """In 优秀案例上海是不是一个都没落下: the cases that it is asked of all."""
        one = next((at for at, mention in enumerate(self._mentions) if mention.tokens[0].number == 1), -1)
        tail = self._mentions[one + 1 :]
        if one < 0 or not any(mention.has("all") for mention in tail):
            return None
        twice = any(m.has("neg") and after.has("neg_left", "neg_right") for m, after in pairwise(tail))
        domain = [group for group in self._groups if group.sort in ("tier", "topic", "notice")]
        return both(*(self._meaning(group) for group in domain)) if twice else None

    def _every(self) -> Filter | None:
        """In 最佳案例都有安徽吗, 所有案例都…吗: the cases that it is asked of all."""
        both_all = self._find("all")
        every = self._find("every")
        if both_all < 0 and every < 0:
            return None
        pivot = both_all if both_all >= 0 else every
        domain = [group for group in self._groups if group.last < pivot and group.sort in ("tier", "topic", "notice")]
        rest = [group for group in self._groups if group not in domain]
        # 最佳案例安徽全都参与了: one place alone is no "all", so the cases are.
        alone = len(rest) == 1 and len(rest[0].filters) == 1 and self._mentions[pivot].text in ("全都", "全部都")
        nothing_but = all(group.first > pivot for group in rest) or every >= 0 or alone
        if not rest or not nothing_but or (not domain and every < 0):
            return None
        return both(*(self._meaning(group) for group in domain))

    def _counted(self, where: Filter) -> Query | None:
        at = self._find("howmany")
        if at >= 0 and self._is_some(at):
            return None
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

    def _is_some(self, at: int) -> bool:
        """Whether 几 at `at` counts nothing, as something else is asked for: 几家药监局参与的案例有哪些."""
        which = self._which()
        names = at + 1 < len(self._mentions) and self._mentions[at + 1].sort in ("org", "place")
        return names and which > at and "case" in (self._noun_after(which), self._noun_before(which))

    def _measures(self, at: int) -> bool:
        """Whether 多少 asks for a quantity of something else: 标准是多少, 多少座名城."""
        last = len(self._mentions) - 1
        before = self._mentions[at - 1] if at else None
        if (
            at == last
            and before
            and self._mentions[at].text in ("多少", "几")
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
            last = next((noun for mention in reversed(self._mentions) if (noun := self._last_noun(mention))), "")
            given = which < 0 and any(group.sort == "org" for group in self._groups)  # 单位：叉车处
            if (
                at < 0
                or given
                or last == "case"
                or (any(m.text == "局" for m in self._mentions[at : at + 1]) and which < 0)
            ):
                return None
        level: Level | None = NOUNS[head] if head in ("city", "county") else None
        return Query("units", self._for_units(where), self._unit_scope(level))

    def _last_noun(self, mention: Mention) -> str:
        return "case" if mention.sort == "tier" and mention.text.endswith("案例") else self._noun(mention)

    def _card(self, where: Filter) -> Query | None:
        if not self._has("card"):
            return None
        return Query("card", where)

    def _themed(self, where: Filter) -> Filter:
        """Where cases are asked for by a theme, every case that has it."""
        if not self._has("about", "which", "list", "case"):
            return where
        return with_themes(where)
