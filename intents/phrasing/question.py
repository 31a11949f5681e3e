"""Write a question that the parser reads as exactly the given query; ambiguous conditions are put in brackets."""

from __future__ import annotations

from intents.index.case_index import CaseIndex
from intents.model.query import (
    EVERYTHING,
    About,
    Filter,
    InNotice,
    InRegion,
    Op,
    Query,
    UnitLevel,
    UnitScope,
    both,
    conjuncts,
    either,
    leaves,
)
from intents.parsing.lexicon import Lexicon
from intents.phrasing.conditions import ConditionWriter
from intents.phrasing.words import (
    LEVEL_NAMES,
    OPERATOR_NAMES,
    UNIT_LEVEL_NAMES,
    count_word,
    operator_name,
)

_NOTICE_FIELD_QUESTIONS = {
    "issued": "通知是什么时候发布的",
    "issuers": "通知是谁发布的",
    "addressed": "通知发给谁",
    "summary": "通知讲了什么",
    "source": "通知的全文",
}


def _has_only_themes(where: Filter) -> bool:
    """Return whether 案例 may follow the conditions, which would make a theme of each topic."""
    return all(leaf.theme for leaf, _ in leaves(where) if isinstance(leaf, About))


class QuestionWriter:
    """Writes questions over one dataset."""

    def __init__(self, index: CaseIndex, lexicon: Lexicon) -> None:
        self.conditions = ConditionWriter(index, lexicon)

    def question(self, query: Query) -> str:
        """Return a question that the parser reads as exactly this query."""
        match query.ask:
            case "help":
                return "怎么用"
            case "notice":
                return self._notice_question(query)
            case "card" if not all(isinstance(leaf, InNotice) for leaf, _ in leaves(query.where)):
                return f"介绍一下{self.conditions.case_phrase(query.where)}"
            case "units":
                return self._units_question(query)
            case "count":
                return self._count_question(query)
            case "rank":
                return self._rank_question(query)
            case "compare":
                return self._comparison(query)
            case "yes_no":
                return self._truth_question(query)
        return self._cases_question(query.where)

    def _cases_question(self, where: Filter) -> str:
        if not _has_only_themes(where):
            return self.conditions.text(where)
        return self.conditions.numbered(conjuncts(where)) or f"{self.conditions.case_phrase(where)}有哪些"

    def _notice_question(self, query: Query) -> str:
        named = [leaf.id for leaf, _ in leaves(query.where) if isinstance(leaf, InNotice)]
        start = "和".join(map(self.conditions.notice_name, named))
        if query.fact.startswith("@"):
            asked = _NOTICE_FIELD_QUESTIONS[query.fact[1:]]
            return start + asked.removeprefix("通知") if start else asked
        if query.subject == "share":
            return f"{start}{'的' if start else ''}{query.fact}的入选率"
        if query.subject == "rest":
            return f"{start}{'里，' if start else ''}没评上的有多少"
        if query.by == "number" and query.scope.op is not None:
            bound = f"{operator_name(query.scope.op, query.scope.count)}{query.scope.count}"
            return f"{start}{'的' if start else ''}{query.fact}{bound}个吗"
        number = "有多少" if query.subject == "number" else ""
        return f"{start}{'的' if start else ''}{query.fact}{number}"

    def _units_question(self, query: Query) -> str:
        scope = query.scope
        noun = LEVEL_NAMES[scope.level] if scope.level else "单位"
        return self._question_for_units(query, f"哪些{noun}", "有" if not self._excluded(scope) else "还有")

    def _count_question(self, query: Query) -> str:
        if query.by == "share" and query.subject == "units":
            start, rest = self._scope_text(query)
            noun = f"{UNIT_LEVEL_NAMES[query.scope.level] if query.scope.level else ''}单位"
            whole = "全部单位的" if query.every in (None, EVERYTHING) else ""
            return f"{self._within_cases(rest)}{start}{'的' if start else ''}{noun}占{whole}百分之几"
        if query.by == "share":
            every = EVERYTHING if query.every is None else query.every
            domain = "" if every == EVERYTHING else f"{self.conditions.case_phrase(every)}里，"
            rest = both(*(part for part in conjuncts(query.where) if part not in conjuncts(every)))
            return f"{domain}{self.conditions.case_phrase(rest)}占比"
        if query.by == "mean":
            return f"{self._within_cases(query.where)}平均每个案例几个{LEVEL_NAMES.get(query.subject, '单位')}"
        if query.subject == "notices":
            return "有几份通知" if query.where == EVERYTHING else f"{self._within_cases(query.where)}有几份通知"
        if query.subject == "cases":
            return (
                f"{self.conditions.case_phrase(query.where)}一共有几个"
                if _has_only_themes(query.where)
                else f"{self.conditions.text(query.where)}有几个"
            )
        noun = LEVEL_NAMES.get(query.subject, "单位")
        return self._question_for_units(query, f"几个{noun}", "一共有" if not self._excluded(query.scope) else "还有")

    def _question_for_units(self, query: Query, asked: str, verb: str) -> str:
        """Return a question for agencies or places: 浙江参与的案例有哪些单位; 最佳实践案例里，浙江有哪些单位."""
        start, rest = self._scope_text(query)
        scope = query.scope
        if scope.op:
            count = f"{OPERATOR_NAMES[scope.op]}{count_word(scope.count)}"
            return f"{self._within_cases(rest)}{start}{asked}参与了{count}个案例"
        if scope.meets:
            tiers = "和".join(map(self.conditions.item_name, scope.meets))
            return f"{self._within_cases(rest)}{tiers}都参与了的单位{verb}{asked}"
        if scope.only is not None:
            return f"{self._within_cases(rest)}只参与了{self.conditions.item_name(scope.only)}的单位{verb}{asked}"
        if rest == EVERYTHING or start or not _has_only_themes(rest):
            return f"{self._within_cases(rest)}{start}{verb}{asked}"
        return f"{self.conditions.unambiguous(rest)}的案例{verb}{asked}"

    def _rank_question(self, query: Query) -> str:
        most = "最少" if query.least else "最多"
        if query.subject == "cases":
            return self._case_ranking(query, most)
        if query.items:
            return f"{self._within_cases(query.where)}{self.conditions.item_name(query.items[0])}排第几"
        if query.by in ("absence", "missed"):
            missed = f"的案例{most}" if query.by == "missed" else ""
            return f"{self._within_cases(query.where)}哪个{LEVEL_NAMES[query.subject]}没参与{missed}"
        start, rest = self._scope_text(query)
        nouns = {"units": "单位", "bureaus": "局"}
        if query.subject == "notices":
            counted = "单位" if query.by == "units" else "案例"
            return f"{self._within_cases(rest)}哪份通知的{start}{counted}{most}"
        noun = nouns.get(query.subject) or LEVEL_NAMES[query.subject]
        if query.scope.meets and rest == EVERYTHING:
            return f"{self._within_cases(both(*query.scope.meets))}{start}各{noun}参与了几个案例"
        if query.by == "units" and query.subject not in nouns:
            return f"{self._within_cases(rest)}{start}哪个{noun}的单位{most}"
        return f"{self._within_cases(rest)}{start}哪个{noun}参与{most}"

    def _case_ranking(self, query: Query, most: str) -> str:
        if query.scope == UnitScope():
            return f"{self._within_cases(query.where)}哪个案例参与的{LEVEL_NAMES.get(query.by, '单位')}{most}"
        start, rest = self._scope_text(query)
        level = query.scope.level
        where = both(*(part for part in conjuncts(rest) if not level or part != UnitLevel(level)))
        noun = "" if query.scope.parts else f"{'的' if start else ''}{UNIT_LEVEL_NAMES[level] if level else ''}单位"
        return f"{self._within_cases(where)}哪个案例{start}{noun}{most}"

    def _truth_question(self, query: Query) -> str:
        if query.finds_units:
            return self._question_for_units(query, "有没有单位", "")
        if len(query.items) == 1 and query.position > 1:
            by = "单位数" if query.by == "units" else ""
            at = f"{'倒数' if query.least else '排'}第{query.position}"
            return f"{self._within_cases(query.where)}{self.conditions.item_name(query.items[0])}{by}{at}吗"
        if len(query.items) == 1:
            most, noun = "最少" if query.least else "最多", LEVEL_NAMES.get(query.subject, "案例")
            by = "单位" if query.by == "units" else "参与"
            return f"{self._within_cases(query.where)}{by}{most}的{noun}是{self.conditions.item_name(query.items[0])}吗"
        if query.items:
            first, second = (self.conditions.item_name(item) for item in query.items[:2])
            noun = "的单位" if query.by == "units" else ""
            if query.is_equal:
                names = "和".join(map(self.conditions.item_name, query.items))
                return f"{self._within_bracketed(query.where)}{names}{noun}一样多吗"
            return f"{self._within_bracketed(query.where)}{first}{noun}比{second}{'少' if query.least else '多'}吗"
        if query.by == "number" and query.scope.op is not None and query.subject != "cases":
            return self._number_question(query, query.scope.op)
        if query.by == "number" and query.scope.op is not None:
            number = f"{operator_name(query.scope.op, query.scope.count)}{count_word(query.scope.count)}个"
            return f"{self.conditions.case_phrase(query.where)}{number}吗"
        if query.every is not None:
            domain = conjuncts(query.every)
            asked = both(*(part for part in conjuncts(query.where) if part not in domain))
            every = "所有案例" if query.every == EVERYTHING else self.conditions.text(query.every)
            return f"{every}都有{self.conditions.bracketed(asked)}吗"
        return f"有没有{self.conditions.case_phrase(query.where)}"

    def _number_question(self, query: Query, op: Op) -> str:
        """Return the question whether the number of agencies or places satisfies `op`: 安徽的区县单位是否超过五个."""
        start, rest = self._scope_text(query)
        level = query.scope.level if query.subject == "units" else None
        noun = LEVEL_NAMES[level] + "单位" if level else LEVEL_NAMES.get(query.subject, "单位")
        rest = both(*(part for part in conjuncts(rest) if not level or part != UnitLevel(level)))
        number = f"{operator_name(op, query.scope.count)}{count_word(query.scope.count)}个"
        return f"{self._within_cases(rest)}{start}{'的' if start else ''}{noun}是否{number}"

    def _comparison(self, query: Query) -> str:
        """Return the question which item has more; what restricts the agencies counted stands before 单位."""
        items, scope = "和".join(map(self.conditions.item_name, query.items)), query.scope
        whose, where = self._scope_text(query) if scope.within else ("", query.where)
        if scope.outside:
            whose = f"除{'和'.join(map(self.conditions.item_name, map(InRegion, scope.outside)))}以外"
        level = UNIT_LEVEL_NAMES[scope.level] if scope.level else ""
        start = f"{self._within_bracketed(where)}{items}"
        if whose:
            return f"{start}里，{whose}的{level}单位哪个{'少' if query.least else '多'}"
        return f"{start}哪个{level}{self._comparative(query)}"

    def _comparative(self, query: Query) -> str:
        return ("单位" if query.by == "units" else "") + ("少" if query.least else "多")

    # The cases, and the scope of their agencies.

    def _within_cases(self, where: Filter) -> str:
        """Return the conditions as the domain of a question: 上海参与的案例里，; empty for all cases."""
        return "" if where == EVERYTHING else f"{self.conditions.case_phrase(where)}里，"

    def _within_bracketed(self, where: Filter) -> str:
        """Return the conditions in brackets as the domain of a question; empty for all cases."""
        return "" if where == EVERYTHING else f"{self.conditions.bracketed(where)}里，"

    def _scope_text(self, query: Query) -> tuple[str, Filter]:
        """Return the text for the scope of agencies, and the conditions of the query that it does not cover."""
        scope = query.scope
        tiers = (either(*scope.meets),) if scope.meets else (scope.only,)
        parts = tuple(part for part in conjuncts(query.where) if part not in tiers)
        named: tuple[Filter, ...] = (*map(InRegion, scope.within), *scope.parts)
        text = ""
        if named:
            alternative = either(*named)
            conjunction = all(part in parts for part in named)
            text = ("和" if conjunction else "或者").join(map(self.conditions.item_name, named))
            covered = named if conjunction else (alternative,)
            parts = tuple(part for part in parts if part not in covered)
        return self._exclusion_text(scope) + text, both(*parts)

    def _exclusion_text(self, scope: UnitScope) -> str:
        left_out = [
            f"{UNIT_LEVEL_NAMES[one.level]}单位" if isinstance(one, UnitLevel) else self.conditions.item_name(one)
            for one in self._excluded(scope)
        ]
        return f"除了{'和'.join(left_out)}" if left_out else ""

    @staticmethod
    def _excluded(scope: UnitScope) -> tuple[Filter, ...]:
        return (*map(InRegion, scope.outside), *scope.without)
