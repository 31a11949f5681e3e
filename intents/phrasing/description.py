"""Describe conditions in Chinese: by name, and as clauses about a case."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from dataclasses import replace

from data.model import Fact, Notice
from data.nouns import CaseNoun
from intents.index.case_index import CaseIndex
from intents.index.selection import noun_of, select_busy_places
from intents.language.normalize import normalize_name
from intents.language.word_classes import CLASSES
from intents.model.query import (
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
    conjuncts,
    leaves,
    level_alone,
    only_of_level,
)
from intents.parsing.lexicon import Lexicon
from intents.parsing.notices.names import proposes
from intents.phrasing.question import QuestionWriter
from intents.phrasing.words import LEVEL_NAMES, OPERATOR_NAMES, UNIT_LEVEL_NAMES, label_ordinal

_FIELDS = ("issued", "issuers", "addressed")
"""Fields of a notice that a fact may state as well; each is also the effect of the words that ask for it."""


@functools.lru_cache(1024)
def _names(fact: Fact) -> frozenset[str]:
    return frozenset(map(normalize_name, (fact.topic, *fact.aliases)))


class Describer:
    """Describes queries and conditions over one dataset in Chinese."""

    def __init__(self, index: CaseIndex, lexicon: Lexicon) -> None:
        self._index, self._lexicon = index, lexicon
        self._question_writer = QuestionWriter(index, lexicon)
        self.original_spelling = functools.lru_cache(1024)(self._find_original_spelling)
        """Returns a word with Latin letters in its original spelling (G60), from the notices or the word lists."""

    def place_name(self, code: str) -> str:
        """Return the short name of a place: 安徽."""
        return self._lexicon.region(code).short

    def question(self, query: Query) -> str:
        """Return a question that the parser reads as exactly this query."""
        return self._question_writer.question(query)

    def case_phrase(self, where: Filter) -> str:
        """Return the cases that match the conditions as a noun phrase: 安徽没有参与的最佳实践案例."""
        return self._question_writer.conditions.case_phrase(where, self.noun(where).noun)

    def noun(self, where: Filter) -> CaseNoun:
        """Return the noun and measure word that the notices use for the matching cases."""
        return noun_of(self._index.evaluate(where), self._index)

    def is_called_by_noun(self, where: Filter) -> bool:
        """Return whether the conditions name one notice only, which alone has its noun for cases."""
        nouns = [notice.noun for notice in self._index.dataset.notices]
        return isinstance(where, InNotice) and nouns.count(self.noun(where).noun) == 1

    def notice_name(self, notice: InNotice) -> str:
        """Return the common name of a notice: 长三角案例名单."""
        return self._question_writer.conditions.notice_name(notice.id)

    def notices(self, where: Filter) -> list[Notice]:
        """Return the notices that the conditions name; all notices if they name none."""
        named = {leaf.id for leaf, positive in leaves(where) if positive and isinstance(leaf, InNotice)}
        return [notice for notice in self._index.dataset.notices if not named or notice.id in named]

    def facts(self, query: Query) -> list[tuple[Notice, Fact]]:
        """Return the facts that a query asks for, with their notices.

        If no notice has a fact of this name, facts are returned that have another name of it (参赛项目, 参赛作品), or
        whose name consists of it and the notice's noun for cases (参选 for 参选工程, but not for 参选设施), or that
        state what was proposed.
        """
        notices = self.notices(query.where)
        for names in (frozenset((query.fact,)), self._other_names(query.fact)):
            found = [(notice, fact) for notice in notices for fact in notice.facts if names & _names(fact)]
            if found:
                counted = any(many in query.fact for many in CLASSES.howmany_determiners)  # 申报了多少
                return self._with_proposed(found, notices) if counted else found
        nouns = ((notice, normalize_name(notice.noun)) for notice in notices)
        found = [
            (notice, fact)
            for notice, noun in nouns
            for fact in notice.facts
            if {query.fact + noun, noun + query.fact} & _names(fact)
        ]
        if found or not query.fact.startswith(CLASSES.proposing_verbs):
            return found
        return self._with_proposed([], notices)

    @staticmethod
    def _with_proposed(found: list[tuple[Notice, Fact]], notices: Sequence[Notice]) -> list[tuple[Notice, Fact]]:
        """Return the facts, if they all state what was proposed with those of the other notices (报送 for 申报).

        A notice that states several such facts is left out.
        """
        if not all(proposes(_names(fact)) for _, fact in found):
            return found
        told: list[tuple[Notice, Fact]] = []
        for notice in notices:
            own = [(one, fact) for one, fact in found if one is notice]
            said = own or [(notice, fact) for fact in notice.facts if proposes(_names(fact))]
            told += said if own or len(said) == 1 else []
        return told

    def field(self, query: Query) -> str:
        """Return the field of the notice that a query asks for (issued, addressed, source); empty for a fact.

        Some notices state as a fact what others only have in a field: 主送单位.
        """
        if query.fact.startswith("@"):
            return query.fact[1:]
        return "" if self.facts(query) else self.field_like(query)

    def field_like(self, query: Query) -> str:
        """Return the field that tells the same as the fact that a query asks for; empty if there is none."""
        effects = {effect for name in self._other_names(query.fact) for effect in self._lexicon.cues.get(name, ())}
        return next((field for field in _FIELDS if field in effects), "")

    def _other_names(self, name: str) -> frozenset[str]:
        """Return all names of the facts with this name, in any notice."""
        facts = (fact for notice in self._index.dataset.notices for fact in notice.facts)
        return frozenset[str]().union(*(_names(fact) for fact in facts if name in _names(fact)))

    def count_places(self, query: Query) -> int:
        """Return the number of places of the asked level that the query finds; 0 if it asks for no places."""
        if query.level is None:
            return 0
        return len(select_busy_places(self._index.evaluate(query.where), query.scope, query.level, self._index)[0])

    # Names of conditions.

    def units_name(self, scope: UnitScope) -> str:
        """Return a name for the agencies in scope: 浙江区县单位, 药监局; 单位 for all agencies."""
        places = "、".join(map(self.place_name, scope.within))
        level = UNIT_LEVEL_NAMES[scope.level] if scope.level else ""
        return places + ("、".join(map(self.name, scope.parts)) or f"{level}单位")

    def name(self, part: Filter) -> str:
        """Return a short name for a condition."""
        match part:
            case InRegion(code):
                return self.place_name(code)
            case InArea(name) | InTier(name):
                return name
            case ByAgency(own=True):
                return f"{self.name(replace(part, own=False))}以自己名义"
            case ByAgency(short, code):
                own = self._question_writer.conditions.full_agency_name(short, code)
                return own or (self.place_name(code) if code else "") + (self.original_spelling(short) or "局")
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
            case And((InTier(tier), Numbered(number, until))):
                return f"{tier}{label_ordinal(number, until)}"
            case Unknown(name):
                return self.original_spelling(name)
        return self._quantity_name(part) or self.clause(part)

    def _quantity_name(self, part: Filter) -> str:
        match part:
            case OnlyAgencies(units):
                return "只有" + "、".join(map(self.name, units))
            case OnlyRegions(codes):
                return f"只有{'、'.join(map(self.place_name, codes))}"
            case PlaceCount(level, op, count, code):
                return f"{OPERATOR_NAMES[op]} {count} 个{self.place_name(code) if code else ''}{LEVEL_NAMES[level]}"
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

    def labelled_name(self, part: Filter) -> str:
        """Return the name of a condition, with 《》 for a title and a note for a name that no notice has."""
        if isinstance(part, Unknown) and part.what != "number":
            return f"{self.name(part)}（未收录）"
        is_title = isinstance(part, InNotice | IsCase) or (
            isinstance(part, About) and any(map(self._index.topics.is_title, part.words))
        )
        return f"《{self.name(part)}》" if is_title else self.name(part)

    def clause(self, part: Filter) -> str:
        """Return a condition as a clause about a case: 有上海, 没有江苏, 是最佳实践案例."""
        match part:
            case Not(inner):
                return self._negated_clause(inner)
            case And((InTier(), Numbered())):
                return f"是{self.name(part)}"
            case And(parts):
                return self.all_clause(parts)
            case Or(parts):
                return self._any_clause(parts)
            case InRegion() | InArea() | ByAgency() | UnitLevel():
                return f"有{self.labelled_name(part)}"
            case Unknown():
                return self.labelled_name(part) if part.what == "number" else f"有{self.labelled_name(part)}"
            case InTier() | Numbered() | IsCase():
                return f"是{self.labelled_name(part)}"
            case InNotice():
                return f"在{self.labelled_name(part)}里"
            case About():
                return f"关于{self.labelled_name(part)}"
            case PlaceCount() | UnitCount():
                return f"有{self.labelled_name(part)}"
        return self.labelled_name(part)

    def _negated_clause(self, part: Filter) -> str:
        match part:
            case InRegion() | InArea() | ByAgency() | UnitLevel():
                return f"没有{self.labelled_name(part)}"
            case Unknown():
                return f"没有{self.labelled_name(part)}"
            case Not(inner):
                return self.clause(inner)
            case Or(parts):
                return self.all_clause(tuple(map(Not, parts)))
            case And(parts) if all(map(_is_place_or_agency, parts)):
                return f"不是{'、'.join(map(self.labelled_name, parts))}都有"
            case And(parts) if level_alone(parts) is not None:
                return f"不是{self.all_clause(parts)}"
            case About():
                return f"与{self.labelled_name(part)}无关"
            case InTitle(words):
                return f"没有“{self.original_spelling(words)}”"
            case InTier() | Numbered() | IsCase() | PlaceCount() | UnitCount():
                return f"不是{self.labelled_name(part)}"
            case InNotice():
                return f"不在{self.labelled_name(part)}里"
        return f"不是{self._bracketed_if_compound(part)}"

    def all_clause(self, parts: Sequence[Filter]) -> str:
        """Return a conjunction of conditions as one clause: 上海、浙江都有，关于食品."""
        if (level := level_alone(parts)) is not None:
            alone = conjuncts(only_of_level(level))
            others = tuple(part for part in parts if part not in alone)
            rest = self.all_clause(others) if others else ""
            return "，".join(filter(None, (f"只有{UNIT_LEVEL_NAMES[level]}单位", rest)))
        present = [part for part in parts if _is_place_or_agency(part)]
        absent = [part.part for part in parts if isinstance(part, Not) and _is_place_or_agency(part.part)]
        texts = []
        if present:
            texts.append(
                f"{'、'.join(map(self.labelled_name, present))}都有" if len(present) > 1 else self.clause(present[0])
            )
        if absent:
            texts.append(
                f"{'、'.join(map(self.labelled_name, absent))}都没有"
                if len(absent) > 1
                else f"没有{self.labelled_name(absent[0])}"
            )
        left = [
            part
            for part in parts
            if not _is_place_or_agency(part) and not (isinstance(part, Not) and _is_place_or_agency(part.part))
        ]
        return "，".join((*texts, *map(self._bracketed_if_compound, left)))

    def _any_clause(self, parts: Sequence[Filter]) -> str:
        if all(map(_is_place_or_agency, parts)):
            return f"有{'或'.join(map(self.labelled_name, parts))}"
        return "或".join(map(self._bracketed_if_compound, parts))

    def _bracketed_if_compound(self, part: Filter) -> str:
        """Return the clause of a condition, in brackets if it is a conjunction or disjunction."""
        return f"（{self.clause(part)}）" if isinstance(part, And | Or) else self.clause(part)


def _is_place_or_agency(part: Filter) -> bool:
    """Return whether the condition names a place or an agency that takes part."""
    return isinstance(part, InRegion | InArea | ByAgency) or (
        isinstance(part, Unknown) and part.what in ("place", "unit")
    )


def _spelling_in(text: str, word: str) -> str:
    """Return `word` as `text` spells it, ignoring case; empty if `text` does not contain it."""
    at = text.lower().find(word)
    return text[at : at + len(word)] if at >= 0 else ""
