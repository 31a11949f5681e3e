"""Write a question that is interpreted as exactly the given query; ambiguous conditions are put in brackets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from data.model import Notice
from intents.index.case_index import CaseIndex
from intents.language.normalize import normalize_name
from intents.model.query import (
    EVERYTHING,
    About,
    And,
    ByAgency,
    Filter,
    InArea,
    InNotice,
    InRegion,
    InTier,
    InTitle,
    IsCase,
    Not,
    Numbered,
    OnlyAgencies,
    OnlyRegions,
    Or,
    PlaceCount,
    Query,
    UnitCount,
    UnitLevel,
    UnitScope,
    Unknown,
    both,
    conjuncts,
    either,
    leaves,
)
from intents.parsing.lexicon import Lexicon
from intents.phrasing.words import (
    LEVEL_NAMES,
    OPERATOR_NAMES,
    UNIT_LEVEL_NAMES,
    count_word,
    operator_name,
    question_ordinal,
)

_NOTICE_FIELD_QUESTIONS = {
    "issued": "通知是什么时候发布的",
    "issuers": "通知是谁发布的",
    "addressed": "通知发给谁",
    "summary": "通知讲了什么",
    "source": "通知的全文",
}


def _has_only_themes(where: Filter) -> bool:
    """Return whether 案例 may follow the conditions, which turns each topic into a theme."""
    return all(leaf.theme for leaf, _ in leaves(where) if isinstance(leaf, About))


class QuestionWriter:
    """Writes questions over one dataset."""

    def __init__(self, index: CaseIndex, lexicon: Lexicon) -> None:
        self._index, self._lexicon = index, lexicon

    # Questions.

    def question(self, query: Query) -> str:
        """Return a question that is interpreted as exactly this query."""
        match query.ask:
            case "help":
                return "怎么用"
            case "notice":
                return self._notice_question(query)
            case "card" if not all(isinstance(leaf, InNotice) for leaf, _ in leaves(query.where)):
                return f"介绍一下{self.case_phrase(query.where)}"
            case "units":
                return self._units_question(query)
            case "count":
                return self._count_question(query)
            case "rank":
                return self._rank_question(query)
            case "compare":
                items = "和".join(map(self._item_name, query.items))
                return f"{self._within_bracketed(query.where)}{items}哪个{self._comparative(query)}"
            case "yes_no":
                return self._truth_question(query)
        return self._cases_question(query.where)

    def _cases_question(self, where: Filter) -> str:
        if not _has_only_themes(where):
            return self._conditions(where)
        return self._numbered(conjuncts(where)) or f"{self.case_phrase(where)}有哪些"

    def _numbered(self, parts: Sequence[Filter]) -> str:
        """Return a number with its tier and notice and nothing else: 最佳实践案例第3个; empty for other conditions."""
        numbers = [self._leaf_text(part) for part in parts if isinstance(part, Numbered)]
        tiers = [part.name for part in parts if isinstance(part, InTier)]
        notices = [f"{self.notice_name(part.id)}的" for part in parts if isinstance(part, InNotice)]
        if len(numbers) != 1 or len(tiers) != 1 or len(notices) > 1 or len(parts) != 2 + len(notices):
            return ""
        return "".join((*notices, *tiers, *numbers))

    def case_phrase(self, where: Filter) -> str:
        """Return the cases asked about as a noun phrase: 浙江参与的案例."""
        if where == EVERYTHING:
            return "所有案例"
        parts = conjuncts(where)
        if numbered := self._numbered(parts):
            return numbered
        tiers = [part for part in parts if isinstance(part, InTier)]
        rest = tuple(part for part in parts if part not in tiers)
        if len(tiers) == 1 and (not rest or self._needs_no_brackets(rest)):
            return (f"{self._clauses(rest)}的" if rest else "") + tiers[0].name
        if isinstance(where, IsCase):
            return self._clause(where)
        return f"{self._conditions(where)}的案例"

    def _notice_question(self, query: Query) -> str:
        named = [leaf.id for leaf, _ in leaves(query.where) if isinstance(leaf, InNotice)]
        start = "和".join(map(self.notice_name, named))
        if query.fact.startswith("@"):
            asked = _NOTICE_FIELD_QUESTIONS[query.fact[1:]]
            return start + asked.removeprefix("通知") if start else asked
        number = "有多少" if query.subject == "number" else ""
        return f"{start}{'的' if start else ''}{query.fact}{number}"

    def _units_question(self, query: Query) -> str:
        scope = query.scope
        noun = LEVEL_NAMES[scope.level] if scope.level else "单位"
        return self._question_for_units(query, f"哪些{noun}", "有" if not self._excluded(scope) else "还有")

    def _count_question(self, query: Query) -> str:
        if query.by == "share" and query.subject == "units":
            start, rest = self._scope_text(query)
            return f"{self._within_cases(rest)}{start}的单位占全部单位的百分之几"
        if query.by == "share":
            every = EVERYTHING if query.every is None else query.every
            domain = "" if every == EVERYTHING else f"{self.case_phrase(every)}里，"
            rest = both(*(part for part in conjuncts(query.where) if part not in conjuncts(every)))
            return f"{domain}{self.case_phrase(rest)}占比"
        if query.by == "mean":
            return f"{self._within_cases(query.where)}平均每个案例几个{LEVEL_NAMES.get(query.subject, '单位')}"
        if query.subject == "notices":
            return "有几份通知"
        if query.subject == "cases":
            return (
                f"{self.case_phrase(query.where)}一共有几个"
                if _has_only_themes(query.where)
                else f"{self._conditions(query.where)}有几个"
            )
        noun = LEVEL_NAMES.get(query.subject, "单位")
        return self._question_for_units(query, f"几个{noun}", "一共有" if not self._excluded(query.scope) else "还有")

    def _question_for_units(self, query: Query, asked: str, verb: str) -> str:
        """Return a question for agencies: 浙江参与的案例有哪些单位; （最佳实践案例）里，浙江有哪些单位."""
        start, rest = self._scope_text(query)
        scope = query.scope
        if scope.op:
            count = f"{OPERATOR_NAMES[scope.op]}{count_word(scope.count)}"
            return f"{self._within_cases(rest)}{start}{asked}参与了{count}个案例"
        if scope.meets:
            return (
                f"{self._within_cases(rest)}{'和'.join(map(self._item_name, scope.meets))}都参与了的单位{verb}{asked}"
            )
        if scope.only is not None:
            return f"{self._within_cases(rest)}只参与了{self._item_name(scope.only)}的单位{verb}{asked}"
        if rest == EVERYTHING or start or not _has_only_themes(rest):
            return f"{self._within_cases(rest)}{start}{verb}{asked}"
        return f"{self._unambiguous(rest)}的案例{verb}{asked}"

    def _rank_question(self, query: Query) -> str:
        most = "最少" if query.least else "最多"
        if query.subject == "cases":
            return f"{self._within_cases(query.where)}哪个案例参与的{LEVEL_NAMES.get(query.by, '单位')}{most}"
        if query.items:
            return f"{self._within_cases(query.where)}{self._item_name(query.items[0])}排第几"
        start, rest = self._scope_text(query)
        nouns = {"units": "单位", "bureaus": "局"}
        noun = nouns.get(query.subject) or LEVEL_NAMES[query.subject]
        if query.by == "units" and query.subject not in nouns:
            return f"{self._within_cases(rest)}{start}哪个{noun}的单位{most}"
        return f"{self._within_cases(rest)}{start}哪个{noun}参与{most}"

    def _truth_question(self, query: Query) -> str:
        if query.items:
            first, second = (self._item_name(item) for item in query.items[:2])
            noun = "的单位" if query.by == "units" else ""
            return f"{self._within_bracketed(query.where)}{first}{noun}比{second}{'少' if query.least else '多'}吗"
        if query.by == "number" and query.scope.op is not None:
            number = f"{operator_name(query.scope.op, query.scope.count)}{count_word(query.scope.count)}个"
            return f"{self.case_phrase(query.where)}{number}吗"
        if query.every is not None:
            domain = conjuncts(query.every)
            asked = both(*(part for part in conjuncts(query.where) if part not in domain))
            every = "所有案例" if query.every == EVERYTHING else self._conditions(query.every)
            return f"{every}都有{self._bracketed(asked)}吗"
        return f"有没有{self.case_phrase(query.where)}"

    def _comparative(self, query: Query) -> str:
        return ("单位" if query.by == "units" else "") + ("少" if query.least else "多")

    def _item_name(self, item: Filter) -> str:
        match item:
            case InRegion() | ByAgency() | InArea():
                return self._holder_name(item)
        return self._clause(item)

    # The cases, and the scope of their agencies.

    def _within_cases(self, where: Filter) -> str:
        """Return all conditions as the set that is asked about: （上海参与）里，."""
        return "" if where == EVERYTHING else f"{self._unambiguous(where)}里，"

    def _within_bracketed(self, where: Filter) -> str:
        """Return the same in one pair of brackets, for use next to conditions that are compared."""
        return "" if where == EVERYTHING else f"{self._bracketed(where)}里，"

    def _scope_text(self, query: Query) -> tuple[str, Filter]:
        """Return the text of the agencies' scope, and the conditions of the cases that it does not cover."""
        scope = query.scope
        tiers = (either(*scope.meets),) if scope.meets else (scope.only,)
        parts = tuple(part for part in conjuncts(query.where) if part not in tiers)
        named: tuple[Filter, ...] = (*map(InRegion, scope.within), *scope.parts)
        text = ""
        if named:
            alternative = either(*named)
            conjunction = all(part in parts for part in named)
            text = ("和" if conjunction else "或者").join(map(self._item_name, named))
            covered = named if conjunction else (alternative,)
            parts = tuple(part for part in parts if part not in covered)
        return self._exclusion_text(scope) + text, both(*parts)

    def _exclusion_text(self, scope: UnitScope) -> str:
        left_out = self._excluded(scope)
        return f"除了{'和'.join(map(self._item_name, left_out))}" if left_out else ""

    @staticmethod
    def _excluded(scope: UnitScope) -> tuple[Filter, ...]:
        return (*map(InRegion, scope.outside), *scope.without)

    # Conditions.

    def _bracketed(self, where: Filter) -> str:
        """Return the conditions in one pair of brackets."""
        return f"（{self._conditions(where)}）"

    def _conditions(self, where: Filter) -> str:
        """Return the conditions as they stand before 的案例 or in brackets."""
        parts = conjuncts(where)
        if self._needs_no_brackets(parts):
            return self._clauses(parts)
        if numbered := self._numbered(parts):
            return numbered
        return self._listed(parts, "和") if len(parts) > 1 else self._clause(parts[0])

    def _listed(self, parts: Sequence[Filter], conjunction: str) -> str:
        """Return the conditions, each in brackets; negations come last, as 不是 would extend over what follows."""
        present = [part for part in parts if not self._is_negated_compound(part)]
        absent = [part for part in parts if self._is_negated_compound(part)]
        return conjunction.join((*map(self._bracketed, present), *map(self._clause, absent)))

    @staticmethod
    def _is_negated_compound(part: Filter) -> bool:
        return isinstance(part, Not) and not isinstance(part.part, InRegion | InArea | ByAgency)

    def _unambiguous(self, where: Filter) -> str:
        """Return the conditions so that no part outside brackets can be taken for the question."""
        parts = conjuncts(where)
        listed = len(parts) > 1 and not self._needs_no_brackets(parts) and not self._numbered(parts)
        joined = isinstance(where, Or) and not all(isinstance(part, InRegion) for part in where.parts)
        return (
            self._conditions(where) if listed or joined or self._is_negated_compound(where) else self._bracketed(where)
        )

    @staticmethod
    def _needs_no_brackets(parts: Sequence[Filter]) -> bool:
        """Return whether the conditions can be chained without brackets: places, or a single clause."""
        if len(parts) == 1 and not isinstance(parts[0], And | Numbered | InTier | InNotice | IsCase | About | Unknown):
            return not isinstance(parts[0], Not) or isinstance(parts[0].part, InRegion)
        return bool(parts) and all(isinstance(part.part if isinstance(part, Not) else part, InRegion) for part in parts)

    def _clauses(self, parts: Sequence[Filter]) -> str:
        present = [part for part in parts if isinstance(part, InRegion)]
        absent = [part.part for part in parts if isinstance(part, Not) and isinstance(part.part, InRegion)]
        rest = [self._clause(part) for part in parts if part not in present and not isinstance(part, Not)]
        clauses = []
        if present:
            clauses.append("和".join(map(self._holder_name, present)) + "参与")
        if absent:
            clauses.append("和".join(map(self._holder_name, absent)) + ("都" if len(absent) > 1 else "") + "没有参与")
        return "、".join((*clauses, *rest))

    def _clause(self, part: Filter) -> str:
        """Return one condition."""
        match part:
            case InRegion() | InArea() | ByAgency():
                return f"{self._holder_name(part)}参与"
            case Not(InRegion() | InArea() | ByAgency() as inner):
                return f"{self._holder_name(inner)}没有参与"
            case Not(inner):
                return f"不是{self._bracketed(inner)}"
            case Or(parts) if all(isinstance(one, InRegion) for one in parts):
                return "或者".join(map(self._holder_name, parts)) + "参与"
            case Or(parts):
                return self._listed(parts, "或者")
            case And():
                return self._conditions(part)
            case IsCase(id):
                case = self._index.cases[self._index.position_of[id]]
                place = f"{case.tier or ''}第{case.number}个"
                return f"{self.notice_name(case.notice)}的{place}" if len(self._index.dataset.notices) > 1 else place
        return self._leaf_text(part)

    def _leaf_text(self, part: Filter) -> str:
        match part:
            case InTier(name):
                return name
            case InNotice(id):
                return self.notice_name(id)
            case Numbered(number, until):
                return question_ordinal(number, until)
            case About(words, theme):
                return ("关于" if theme else "") + "".join(words)
            case InTitle(words):
                return f"标题里有{words}"
            case OnlyAgencies(units):
                return "只有" + "和".join(map(self._holder_name, units)) + "参与"
            case OnlyRegions(codes):
                return f"只有{'和'.join(map(self._place_name, codes))}参与"
            case PlaceCount(level, op, count):
                return f"{operator_name(op, count)}{count_word(count)}个{LEVEL_NAMES[level]}参与"
            case UnitCount(op, count, code):
                return (
                    f"{operator_name(op, count)}{count_word(count)}个{self._place_name(code) if code else ''}单位参与"
                )
            case UnitLevel(level, code):
                return f"{self._place_name(code) + '的' if code else ''}{UNIT_LEVEL_NAMES[level]}单位参与"
            case Unknown(name, what):
                return f"关于{name}" if what == "topic" else name if what == "number" else f"{name}参与"
        return ""

    # Names that the parser resolves to the same entity.

    def _holder_name(self, part: Filter) -> str:
        """Return the name of a place or an agency."""
        match part:
            case InRegion(code):
                return self._place_name(code)
            case InArea(name):
                return name
            case ByAgency("", code):
                return f"{self._lexicon.region(code).name}局"
            case ByAgency(short, code):
                return self._full_agency_name(short, code) or (self._place_name(code) if code else "") + short
        return ""

    def _full_agency_name(self, part: str, code: str) -> str:
        """Return the agency's full name if `part` is bureau and department together; empty otherwise."""
        units = (unit for unit in self._index.agencies if unit.department and unit.bureau + unit.department == part)
        return next((unit.name for unit in units if unit.place is not None and unit.place.code == code), "")

    def _place_name(self, code: str) -> str:
        """Return the shortest name of the place that no other place shares."""
        region = self._lexicon.region(code)
        upper = region.parent.name if region.parent else ""
        names: Iterable[str] = (region.short, region.name, upper + region.name)
        return next((name for name in names if self._is_unambiguous(name, code)), region.name)

    def _is_unambiguous(self, name: str, code: str) -> bool:
        terms = self._lexicon.terms.get(normalize_name(name), ())
        codes = [term.value[: term.bearers] for term in terms if term.kind == "place" and isinstance(term.value, tuple)]
        # A weak term is read as a place only with other evidence.
        return codes == [(code,)] and not any(term.weak for term in terms if term.kind == "place")

    def notice_name(self, name: str) -> str:
        """Return the common name of a notice that does not ask about the notice itself: 长三角案例名单."""
        notices = self._index.dataset.notices
        named: Notice = next(notice for notice in notices if notice.id == name)
        shared = {alias for notice in notices if notice is not named for alias in notice.aliases}
        own = (alias for alias in named.aliases if alias not in shared)
        # A name with 通知 would make it a question about the notice itself.
        return min(own, key=lambda alias: ("通知" in alias, len(alias)), default=f"《{named.title}》")
