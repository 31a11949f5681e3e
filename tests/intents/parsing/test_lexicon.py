from __future__ import annotations

import pytest

from intents.engine import Engine
from intents.language.normalize import normalize_name
from intents.model.query import ByAgency
from intents.parsing.lexicon import Lexicon
from tests.intents.names import AGENCIES, DATASET, REGIONS

MEANINGS: dict[str, list[tuple[str, object]]] = {
    "安徽": [("place", ("340000",))],
    "安徽省": [("place", ("340000",))],
    "申城": [("place", ("310000",))],
    "姑苏": [("place", ("320500",))],  # the city's old name, before the district's
    "江西": [("place", ("360000",))],
    "吉林": [("place", ("220000",))],  # the province, before its city
    "河北": [("place", ("130000",))],  # the province, before 天津's district
    "三省一市": [("group", ("310000", "320000", "330000", "340000"))],
    "苏锡常": [("group", ("320500", "320200", "320400"))],
    "长三角": [("area", "长三角")],
    "最佳": [("tier", ("最佳实践案例",))],
    "第一档": [("tier", ("最佳实践案例",))],
    "优秀实践": [("tier", ("优秀实践案例",))],
    "计量处": [("org", ByAgency("计量处"))],
    "药监局": [("org", ByAgency("药监局"))],
    "市场监督管理局": [("org", ByAgency("市场监督管理局"))],
    "市场监督管理局计量处": [("org", ByAgency("市场监督管理局计量处"))],
    "长三角通知": [("notice", "csj-2022")],
    "备忘录": [("fact", "备忘录")],
    "没有": [("cue", "neg")],
    "至少": [("cue", "at_least")],
    "电梯": [("field", None)],
    "天气": [],
    "皖": [],  # a letter, which is read only where nothing longer stands
    "西区": [],  # which of many?
}


@pytest.mark.parametrize(("word", "expected"), MEANINGS.items(), ids=MEANINGS)
def test_what_a_word_stands_for(lexicon: Lexicon, word: str, expected: list[tuple[str, object]]) -> None:
    assert [(term.kind, term.value) for term in lexicon.terms.get(word, ())] == expected


@pytest.mark.parametrize(
    ("word", "weak"), [("和平", True), ("平安", True), ("合作", True), ("和平区", False), ("江西", False)]
)
def test_a_county_that_is_a_common_word_is_weak(lexicon: Lexicon, word: str, *, weak: bool) -> None:
    (place,) = (term for term in lexicon.terms[word] if term.kind == "place")
    assert place.weak is weak


@pytest.mark.parametrize(
    ("letter", "place", "own"),
    [
        ("沪", "上海", True),
        ("苏", "江苏", True),
        ("皖", "安徽", True),
        ("甬", "宁波", True),
        ("宁", "南京", True),
        ("赣", "江西", False),
    ],
)
def test_one_letter_names(lexicon: Lexicon, letter: str, place: str, *, own: bool) -> None:
    assert lexicon.region(lexicon.letters[letter]).short == place
    assert (letter in lexicon.own_letters) is own


def test_a_name_of_the_dataset_is_never_weak_nor_another_place(lexicon: Lexicon) -> None:
    for place in REGIONS:
        for name in (place.name, place.short):
            (term,) = (term for term in lexicon.terms[name] if term.kind == "place")
            assert not term.weak
            assert place.code in term.value  # type: ignore[operator]


def test_words_are_in_the_written_form(lexicon: Lexicon) -> None:
    words = [word for word in lexicon.terms if word.isalnum()]  # a name has no signs, a question has some
    assert {word for word in words if word != normalize_name(word)} <= {"乾安", "乾安县", "乾县"}


@pytest.mark.parametrize("name", ["乾安县", "乾县"])
def test_a_name_with_a_character_of_its_own_is_found(lexicon: Lexicon, name: str) -> None:
    assert normalize_name(name) in lexicon.terms


FACTS = {
    "of one word": ("参评", False),
    "of words that may stand apart": ("合作备忘录", True),
}


@pytest.mark.parametrize(("name", "expected"), FACTS.values(), ids=FACTS)
def test_names_of_facts_in_words(lexicon: Lexicon, name: str, *, expected: bool) -> None:
    found = dict(lexicon.facts_in(f"请问{name}"))
    assert (name in found) is expected
    assert not expected or "".join(found[name]) == name


def test_what_a_fact_tells(lexicon: Lexicon) -> None:
    assert "75" in lexicon.told("参评")
    assert lexicon.told("天气") == ""


def test_a_tier_of_several_notices_is_each_of_them(several: Engine) -> None:
    for notice in several.dataset.notices:
        for tier in notice.tiers:
            if tier.name:
                (term,) = (term for term in several.lexicon.terms[tier.name] if term.kind == "tier")
                assert tier.name in term.value  # type: ignore[operator]


def test_every_name_of_the_dataset_is_known(lexicon: Lexicon) -> None:
    names = [name for group in DATASET.groups for name in group.names]
    names += [*DATASET.agency_aliases, *(unit.bureau + unit.department for unit in AGENCIES)]
    names += [name for notice in DATASET.notices for fact in notice.facts for name in (fact.topic, *fact.aliases)]
    assert [name for name in names if normalize_name(name) not in lexicon.terms] == []
