"""Describe queries in Chinese: names of conditions, clauses, and the line of interpretation above an answer."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence

from intents.index.case_index import CaseIndex
from intents.index.selection import select_busy_places
from intents.language.normalize import normalize_name
from intents.model.answer import Answer
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
    Unknown,
    both,
    conjuncts,
    either,
    leaves,
)
from intents.parsing.lexicon import Lexicon
from intents.phrasing.question import QuestionWriter
from intents.phrasing.words import LEVEL_NAMES, OPERATOR_NAMES, UNIT_LEVEL_NAMES, label_ordinal, operator_name

_UNKNOWN_LABELS = {"place": "地区", "unit": "单位", "topic": "主题", "number": "序号"}
_LABELS_BY_TYPE: tuple[tuple[tuple[type, ...], str], ...] = (
    ((InRegion, InArea, OnlyRegions), "地区"),
    ((ByAgency, OnlyAgencies, UnitLevel), "单位"),
    ((InTitle,), "标题"),
    ((InTier,), "等次"),
    ((About,), "主题"),
    ((InNotice,), "通知"),
    ((IsCase,), "案例"),
    ((Numbered,), "序号"),
    ((PlaceCount,), "地区数"),
    ((UnitCount,), "单位数"),
)
_NOTICE_FIELDS = {
    "issued": "发布日期",
    "issuers": "发布单位",
    "addressed": "主送单位",
    "summary": "通知概要",
    "source": "通知原文",
}


class Describer:
    """Describes the queries over one dataset."""

    def __init__(self, index: CaseIndex, lexicon: Lexicon) -> None:
        self._index, self._lexicon = index, lexicon
        self._question_writer = QuestionWriter(index, lexicon)
        self.original_spelling = functools.lru_cache(1024)(self._find_original_spelling)
        """Return a word with Latin letters in its original spelling (G60), from the notices or the lists of words."""

    def place_name(self, code: str) -> str:
        """Return the short name of a place: 安徽."""
        return self._lexicon.region(code).short

    def question(self, query: Query) -> str:
        """Return a question that is interpreted as exactly this query."""
        return self._question_writer.question(query)

    def case_phrase(self, where: Filter) -> str:
        """Return the cases that match the conditions as a noun phrase: 安徽没有参与的最佳实践案例."""
        return self._question_writer.case_phrase(where)

    def notice_name(self, notice: InNotice) -> str:
        """Return the common name of a notice: 长三角案例名单."""
        return self._question_writer.notice_name(notice.id)

    def find_fact(self, name: str) -> tuple[str, str]:
        """Return the topic of the fact with this name, and the unit of its number."""
        facts = (fact for notice in self._index.dataset.notices for fact in notice.facts)
        found = (fact for fact in facts if name in map(normalize_name, (fact.topic, *fact.aliases)))
        return next(((fact.topic, fact.unit) for fact in found), (name, ""))

    def count_places(self, query: Query) -> int:
        """Return how many places of the asked level the agencies in scope belong to."""
        if query.level is None:
            return 0
        return len(select_busy_places(self._index.evaluate(query.where), query.scope, query.level, self._index)[0])

    # Names of conditions.

    def name(self, part: Filter) -> str:
        """Return a condition in a few words."""
        match part:
            case InRegion(code):
                return self.place_name(code)
            case InArea(name) | InTier(name):
                return name
            case ByAgency(short, code):
                return (self.place_name(code) if code else "") + (self.original_spelling(short) or "局")
            case InNotice(id):
                return next((notice.title for notice in self._index.dataset.notices if notice.id == id), id)
            case IsCase(id):
                return self._index.cases[self._index.position_of[id]].title
            case Numbered(number, until):
                return label_ordinal(number, until)
            case About(words):
                return " ".join(map(self.original_spelling, words))
            case InTitle(words):
                return f"有“{self.original_spelling(words)}”"
            case Unknown(name):
                return self.original_spelling(name)
        return self._quantity_name(part) or self.clause(part)

    def _quantity_name(self, part: Filter) -> str:
        match part:
            case OnlyAgencies(units):
                return "只有" + "、".join(map(self.name, units))
            case OnlyRegions(codes):
                return f"只有{'、'.join(map(self.place_name, codes))}"
            case PlaceCount(level, op, count):
                return f"{OPERATOR_NAMES[op]} {count} 个{LEVEL_NAMES[level]}"
            case UnitCount(op, count, code):
                return f"{OPERATOR_NAMES[op]} {count} 个{self.place_name(code) if code else ''}单位"
            case UnitLevel(level, code):
                return f"{self.place_name(code) if code else ''}{UNIT_LEVEL_NAMES[level]}单位"
        return ""

    def _find_original_spelling(self, word: str) -> str:
        if not any("a" <= char <= "z" for char in word):
            return word
        return next((found for text in self._texts_with(word) if (found := _spelling_in(text, word))), word)

    def _texts_with(self, word: str) -> Iterable[str]:
        for case in self._index.topics.candidate_cases(word):
            yield case.title
            yield from case.aliases
        yield from self._index.agency_index.names
        yield from self._index.dataset.topics
        yield from self._index.dataset.agency_aliases

    # Conditions as clauses about a case.

    def _label_with_note(self, part: Filter) -> str:
        """Return the name of a condition, with a note if no notice has it."""
        if isinstance(part, Unknown) and part.what != "number":
            return f"{self.name(part)}（未收录）"
        return f"《{self.name(part)}》" if isinstance(part, InNotice) else self.name(part)

    def clause(self, part: Filter) -> str:
        """Return a condition as a clause about a case: 有上海, 没有江苏, 是最佳实践案例."""
        match part:
            case Not(inner):
                return self._negated_clause(inner)
            case And(parts):
                return self._all_clause(parts)
            case Or(parts):
                return self._any_clause(parts)
            case InRegion() | InArea() | ByAgency() | UnitLevel():
                return f"有{self._label_with_note(part)}"
            case Unknown():
                return self._label_with_note(part) if part.what == "number" else f"有{self._label_with_note(part)}"
            case InTier() | Numbered() | IsCase():
                return f"是{self._label_with_note(part)}"
            case InNotice():
                return f"在{self._label_with_note(part)}里"
            case About():
                return f"关于{self._label_with_note(part)}"
            case PlaceCount() | UnitCount():
                return f"有{self._label_with_note(part)}"
        return self._label_with_note(part)

    def _negated_clause(self, part: Filter) -> str:
        match part:
            case InRegion() | InArea() | ByAgency() | UnitLevel():
                return f"没有{self._label_with_note(part)}"
            case Unknown():
                return f"没有{self._label_with_note(part)}"
            case Not(inner):
                return self.clause(inner)
            case Or(parts):
                return self._all_clause(tuple(map(Not, parts)))
            case And(parts) if all(map(_is_place_or_agency, parts)):
                return f"不是{'、'.join(map(self._label_with_note, parts))}都有"
            case About():
                return f"与{self._label_with_note(part)}无关"
            case InTitle(words):
                return f"没有“{self.original_spelling(words)}”"
            case InTier() | Numbered() | IsCase():
                return f"不是{self._label_with_note(part)}"
            case InNotice():
                return f"不在{self._label_with_note(part)}里"
        return f"不是{self._bracketed_if_compound(part)}"

    def _all_clause(self, parts: Sequence[Filter]) -> str:
        present = [part for part in parts if _is_place_or_agency(part)]
        absent = [part.part for part in parts if isinstance(part, Not) and _is_place_or_agency(part.part)]
        texts = []
        if present:
            texts.append(
                f"{'、'.join(map(self._label_with_note, present))}都有" if len(present) > 1 else self.clause(present[0])
            )
        if absent:
            texts.append(
                f"{'、'.join(map(self._label_with_note, absent))}都没有"
                if len(absent) > 1
                else f"没有{self._label_with_note(absent[0])}"
            )
        left = [
            part
            for part in parts
            if not _is_place_or_agency(part) and not (isinstance(part, Not) and _is_place_or_agency(part.part))
        ]
        return "，".join((*texts, *map(self._bracketed_if_compound, left)))

    def _any_clause(self, parts: Sequence[Filter]) -> str:
        if all(map(_is_place_or_agency, parts)):
            return f"有{' 或 '.join(map(self._label_with_note, parts))}"
        return " 或 ".join(map(self._bracketed_if_compound, parts))

    def _bracketed_if_compound(self, part: Filter) -> str:
        """Return the clause of a condition, in brackets if it is a conjunction or disjunction."""
        return f"（{self.clause(part)}）" if isinstance(part, And | Or) else self.clause(part)

    # The line of interpretation.

    def describe(self, query: Query) -> str:
        """Return the conditions of a query, without its result: 地区：安徽；等次：最佳实践案例."""
        match query.ask:
            case "notice":
                named = [self._label_with_note(part) for part in conjuncts(query.where) if part != EVERYTHING]
                return "问通知本身" + (f"：{'、'.join(named)}" if named else "")
            case "units":
                return self._describe_units(query) or "全部案例"
            case "count" if query.by == "share" and query.subject == "units":
                return f"{self._describe_units(query) or '全部单位'}；占全部单位"
            case "count" if query.by == "share":
                every = EVERYTHING if query.every is None else query.every
                domain = "全部案例" if every == EVERYTHING else self.case_phrase(every)
                return f"{'；'.join(self._labelled_conditions(query.where)) or '全部案例'}；占{domain}"
            case "count" if query.subject != "cases":
                return self._describe_units(query) or "全部案例"
            case "rank":
                return "；".join(part for part in (self._describe_ranking(query), self._describe_units(query)) if part)
            case "compare":
                noun = "单位数" if query.by == "units" else ""
                return "；".join(
                    (
                        f"比较{noun}：{'、'.join(map(self._label_with_note, query.items))}",
                        *self._labelled_conditions(query.where),
                    )
                )
            case "yes_no" if query.items:
                first, second = (self.name(item) for item in query.items[:2])
                noun = "的单位" if query.by == "units" else ""
                asked = f"{first}{noun}比{second}{'少' if query.least else '多'}？"
                return "；".join((*self._labelled_conditions(query.where), asked))
            case "yes_no" if query.by == "number" and query.scope.op is not None:
                asked = f"{operator_name(query.scope.op, query.scope.count)} {query.scope.count} 个？"
                return "；".join((*self._labelled_conditions(query.where), asked))
            case "yes_no" if query.every is not None:
                given = conjuncts(query.every)
                asked_of_all = both(*(part for part in conjuncts(query.where) if part not in given))
                listed = [leaf for leaf, _ in leaves(query.every)]
                if len(listed) > 1 and all(isinstance(leaf, IsCase) for leaf in listed):
                    return f"这 {len(listed)} 个案例都{self.clause(asked_of_all)}？"
                noun = "案例" if query.every == EVERYTHING else self.case_phrase(query.every)
                return f"每个{noun}都{self.clause(asked_of_all)}？"
        return "；".join(self._labelled_conditions(query.where)) or "全部案例"

    def _describe_ranking(self, query: Query) -> str:
        order = "，从少到多" if query.least else ""
        if query.subject == "cases":
            return f"按{LEVEL_NAMES.get(query.by, '单位')}数给案例排名{order}"
        noun = {"units": "单位", "bureaus": "局"}.get(query.subject) or LEVEL_NAMES[query.subject]
        asked = f"，看{self._label_with_note(query.items[0])}排第几" if query.items else ""
        return (f"按单位数给{noun}排名" if query.by == "units" else f"按{noun}排名") + order + asked

    def _describe_units(self, query: Query) -> str:
        """Return the conditions of a query for agencies: those of the cases and those of the agencies."""
        scope = query.scope
        tiers = (either(*scope.meets),) if scope.meets else (scope.only,)
        where = both(*(part for part in conjuncts(query.where) if part not in tiers))
        named: tuple[Filter, ...] = (*map(InRegion, scope.within), *scope.parts)
        # A single place or agency is stated once, as the scope.
        if len(named) == 1:
            where = both(*(part for part in conjuncts(where) if part not in named))
        scope_parts = []
        if scope.within:
            scope_parts.append(f"单位所在：{'、'.join(map(self.place_name, scope.within))}")
        if scope.parts:
            scope_parts.append(f"单位：{'、'.join(map(self._label_with_note, scope.parts))}")
        if scope.outside or scope.without:
            names = (*map(self.place_name, scope.outside), *map(self._label_with_note, scope.without))
            scope_parts.append(f"不计{'、'.join(names)}的单位")
        if scope.meets:
            scope_parts.append(f"{'、'.join(map(self.name, scope.meets))}都参与的单位")
        if scope.only is not None:
            scope_parts.append(f"只参与{self.name(scope.only)}的单位")
        if scope.op:
            noun = LEVEL_NAMES[query.level] if query.level else "单位"
            scope_parts.append(f"参与{OPERATOR_NAMES[scope.op]} {scope.count} 个案例的{noun}")
        names_place = any(isinstance(leaf, InRegion | InArea | ByAgency | OnlyRegions) for leaf, _ in leaves(where))
        if names_place and not scope_parts and query.ask != "rank":
            of_units = "的全部单位" if query.subject in ("cases", "units") else ""
            return f"{self.case_phrase(where)}{of_units}"
        return "；".join((*self._labelled_conditions(where), *scope_parts))

    def _labelled_conditions(self, where: Filter) -> list[str]:
        """Return the conditions grouped under the labels of their kinds."""
        kinds: dict[str, list[Filter]] = {}
        for part in conjuncts(where):
            if part != EVERYTHING:
                kinds.setdefault(_kind_label(part), []).append(part)
        return [f"{label}：{self._conditions_of_kind(parts)}" for label, parts in kinds.items()]

    def _conditions_of_kind(self, parts: Sequence[Filter]) -> str:
        """Return the conditions of one kind; the label makes 有 or 是 before the first unnecessary."""
        (first, *rest) = parts
        if rest or isinstance(first, Not | And):
            return self._all_clause(parts).removeprefix("有") if rest else self.clause(first)
        if isinstance(first, Or):
            same = not any(isinstance(part, Not | And | Or) for part in first.parts)
            return (
                " 或 ".join(map(self._label_with_note, first.parts))
                if same and _kind_label(first) != "条件"
                else self.clause(first)
            )
        return self._label_with_note(first)


def interpretation_line(query: Query, answer: Answer, describer: Describer) -> str:
    """Return the line of interpretation: what was understood → the result; empty if there is nothing to interpret."""
    if answer.kind in ("help", "refuse", "clarify"):
        return ""
    return f"{describer.describe(query)} → {_describe_result(query, answer, describer)}"


def _describe_result(query: Query, answer: Answer, describer: Describer) -> str:
    if query.ask == "notice":
        topic, unit = (
            (_NOTICE_FIELDS[query.fact[1:]], "") if query.fact.startswith("@") else describer.find_fact(query.fact)
        )
        return topic if answer.value is None else f"{topic} {answer.value} {unit}".rstrip()
    if query.ask == "yes_no":
        return "是" if answer.yes else "否"
    if query.by == "share":
        return f"{answer.value}%"
    if query.by == "mean":
        return f"平均 {answer.value} 个{LEVEL_NAMES.get(query.subject, '单位')}"
    if query.ask == "count":
        noun = {"cases": "个案例", "units": "个单位", "notices": "份通知"}.get(query.subject)
        return f"{answer.value} {noun or '个' + LEVEL_NAMES[query.subject]}"
    if query.ask == "units" and query.level and answer.agencies:
        return f"{describer.count_places(query)} 个{LEVEL_NAMES[query.level]}"
    if query.ask == "units":
        return f"{len(answer.agencies)} 个单位"
    if query.ask in ("rank", "compare"):
        return f"{len(answer.ranking)} 项"
    return f"{len(answer.cases)} 个案例"


def _is_place_or_agency(part: Filter) -> bool:
    """Return whether the condition names a place or an agency that takes part."""
    return isinstance(part, InRegion | InArea | ByAgency) or (
        isinstance(part, Unknown) and part.what in ("place", "unit")
    )


def _kind_label(part: Filter) -> str:
    """Return the label of a condition's kind; 条件 if it mixes kinds."""
    kinds = set()
    for leaf, _ in leaves(part):
        if isinstance(leaf, Unknown):
            kinds.add(_UNKNOWN_LABELS[leaf.what])
        else:
            kinds.add(next((label for types, label in _LABELS_BY_TYPE if isinstance(leaf, types)), "条件"))
    return kinds.pop() if len(kinds) == 1 else "条件"


def _spelling_in(text: str, word: str) -> str:
    """Return `word` as `text` spells it, ignoring case; empty if `text` does not contain it."""
    at = text.lower().find(word)
    return text[at : at + len(word)] if at >= 0 else ""
