"""Write conditions so that the parser reads exactly the given ones; ambiguous ones are put in brackets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

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
    UnitCount,
    UnitLevel,
    Unknown,
    conjuncts,
)
from intents.parsing.lexicon import Lexicon
from intents.phrasing.words import (
    LEVEL_NAMES,
    UNIT_LEVEL_NAMES,
    count_word,
    operator_name,
    question_ordinal,
)


class ConditionWriter:
    """Writes conditions over one dataset as Chinese text."""

    def __init__(self, index: CaseIndex, lexicon: Lexicon) -> None:
        self._index, self._lexicon = index, lexicon

    def numbered(self, parts: Sequence[Filter]) -> str:
        """Return a number with its tier and notice, 最佳实践案例第3个; empty for other conditions."""
        numbers = [self._leaf_text(part) for part in parts if isinstance(part, Numbered)]
        tiers = [part.name for part in parts if isinstance(part, InTier)]
        notices = [f"{self.notice_name(part.id)}的" for part in parts if isinstance(part, InNotice)]
        if len(numbers) != 1 or len(tiers) != 1 or len(notices) > 1 or len(parts) != 2 + len(notices):
            return ""
        return "".join((*notices, *tiers, *numbers))

    def case_phrase(self, where: Filter, noun: str = "案例") -> str:
        """Return the noun phrase for the cases that match the conditions: 浙江参与的案例."""
        if where == EVERYTHING:
            return f"所有{noun}"
        parts = conjuncts(where)
        if numbered := self.numbered(parts):
            return numbered
        tiers = [part for part in parts if isinstance(part, InTier)]
        rest = tuple(part for part in parts if part not in tiers)
        if len(tiers) == 1 and (not rest or self._needs_no_brackets(rest)):
            return (f"{self._clauses(rest)}的" if rest else "") + tiers[0].name
        if isinstance(where, IsCase):
            return self.clause(where)
        if isinstance(where, Numbered):
            return self.clause(where) + noun
        return f"{self.text(where)}的{noun}"

    def item_name(self, item: Filter) -> str:
        """Return a place, area or agency by its name, any other condition as a clause."""
        match item:
            case InRegion() | ByAgency() | InArea():
                return self._holder_name(item)
        return self.clause(item)

    def bracketed(self, where: Filter) -> str:
        """Return the conditions in one pair of brackets."""
        return f"（{self.text(where)}）"

    def text(self, where: Filter) -> str:
        """Return the conditions in the form that stands before 的案例 or in brackets."""
        parts = conjuncts(where)
        if self._needs_no_brackets(parts):
            return self._clauses(parts)
        if numbered := self.numbered(parts):
            return numbered
        return self._listed(parts, "和") if len(parts) > 1 else self.clause(parts[0])

    def _listed(self, parts: Sequence[Filter], conjunction: str) -> str:
        """Return the conditions, each in brackets, negations last, as 不是 would extend over what follows it."""
        present = [part for part in parts if not self._is_negated_compound(part)]
        absent = [part for part in parts if self._is_negated_compound(part)]
        return conjunction.join((*map(self.bracketed, present), *map(self.clause, absent)))

    @staticmethod
    def _is_negated_compound(part: Filter) -> bool:
        return isinstance(part, Not) and not isinstance(part.part, InRegion | InArea | ByAgency)

    def unambiguous(self, where: Filter) -> str:
        """Return the conditions so that no part outside brackets can be read as part of the question."""
        parts = conjuncts(where)
        listed = len(parts) > 1 and not self._needs_no_brackets(parts) and not self.numbered(parts)
        joined = isinstance(where, Or) and not all(isinstance(part, InRegion) for part in where.parts)
        return self.text(where) if listed or joined or self._is_negated_compound(where) else self.bracketed(where)

    @staticmethod
    def _needs_no_brackets(parts: Sequence[Filter]) -> bool:
        """Return whether the conditions can be chained without brackets: places, or a single clause."""
        if len(parts) == 1 and not isinstance(parts[0], And | Numbered | InTier | InNotice | IsCase | About | Unknown):
            return not isinstance(parts[0], Not) or isinstance(parts[0].part, InRegion)
        return bool(parts) and all(isinstance(part.part if isinstance(part, Not) else part, InRegion) for part in parts)

    def _clauses(self, parts: Sequence[Filter]) -> str:
        present = [part for part in parts if isinstance(part, InRegion)]
        absent = [part.part for part in parts if isinstance(part, Not) and isinstance(part.part, InRegion)]
        rest = [self.clause(part) for part in parts if part not in present and not isinstance(part, Not)]
        clauses = []
        if present:
            clauses.append("和".join(map(self._holder_name, present)) + "参与")
        if absent:
            clauses.append("和".join(map(self._holder_name, absent)) + ("都" if len(absent) > 1 else "") + "没有参与")
        return "、".join((*clauses, *rest))

    def clause(self, part: Filter) -> str:
        """Return a single condition as a clause: 浙江参与."""
        match part:
            case InRegion() | InArea() | ByAgency():
                return f"{self._holder_name(part)}参与"
            case Not(InRegion() | InArea() | ByAgency() as inner):
                return f"{self._holder_name(inner)}没有参与"
            case Not(inner):
                return f"不是{self.bracketed(inner)}"
            case Or(parts) if all(isinstance(one, InRegion) for one in parts):
                return "或者".join(map(self._holder_name, parts)) + "参与"
            case Or(parts):
                return self._listed(parts, "或者")
            case And():
                return self.text(part)
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
            case PlaceCount(level, op, count, code):
                within = f"{self._place_name(code)}有" if code else ""
                return f"{within}{operator_name(op, count)}{count_word(count)}个{LEVEL_NAMES[level]}参与"
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
            case ByAgency(own=True):
                return f"{self._holder_name(replace(part, own=False))}以自己名义"
            case ByAgency("", code):
                return f"{self._lexicon.region(code).name}局"
            case ByAgency(short, code):
                return self.full_agency_name(short, code) or (self._place_name(code) if code else "") + short
        return ""

    def full_agency_name(self, part: str, code: str) -> str:
        """Return the full name of a place's agency or bureau called `part`; empty if there is none."""
        for unit in self._index.agency_index.agencies(ByAgency(part, code)) if part and code else ():
            if unit.place is not None and unit.place.code == code:
                if unit.bureau == part:
                    return unit.bureau_name
                if unit.bureau + unit.department == part:
                    return unit.name
        return ""

    def _place_name(self, code: str) -> str:
        """Return the shortest unambiguous name of a place; its full name if all are ambiguous."""
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
        """Return the shortest unambiguous name of a notice: 长三角案例名单.

        Names without 通知 are preferred, as 通知 would make the question one about the notice itself.
        """
        notices = self._index.dataset.notices
        named: Notice = next(notice for notice in notices if notice.id == name)
        shared = {alias for notice in notices if notice is not named for alias in notice.aliases}
        own = (alias for alias in named.aliases if alias not in shared)
        # A name with 通知 would make it a question about the notice itself.
        return min(own, key=lambda alias: ("通知" in alias, len(alias)), default=f"《{named.title}》")
