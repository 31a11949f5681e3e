"""Classes of words by a property of the language: what names of bureaus end with, measure words, pronouns."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final

import yaml

from intents.language.cues import Loader

SHIPPED = Path(__file__).with_name("word_classes.yaml")


# Nobody compares or prints it, and at each start a method of so many fields takes longer to make than the file to read.
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class WordClasses:
    """The words of each class, in the order of the file."""

    unit_endings: tuple[str, ...]
    """What the names of units and of their parts end with."""
    unit_kinds: tuple[str, ...]
    """Kinds of units, which also name units that no notice has: 公安局."""
    enterprise_endings: tuple[str, ...]
    """What the names of enterprises end with, which people call by their first characters."""
    legal_forms: tuple[str, ...]
    """What tells the legal form of an enterprise at the end of its name, and which nobody says."""
    enterprise_nouns: tuple[str, ...]
    """What enterprises are called together."""
    university_endings: tuple[str, ...]
    """What the names of universities and colleges end with …"""
    academy_endings: tuple[str, ...]
    """… but for academies, which no university is …"""
    university_nouns: tuple[str, ...]
    """… and what they are called together."""
    school_nouns: tuple[str, ...]
    """What schools are called together."""
    school_endings: tuple[str, ...]
    """What the names of schools end with."""
    short_kinds: tuple[str, ...]
    """What kinds of units are called for short …"""
    full_kinds: tuple[str, ...]
    """… and in full."""
    institution_endings: tuple[str, ...]
    """What else the names end with that are abbreviated with their place: 重医附一院, 重庆高院."""
    nation_beginnings: tuple[str, ...]
    """What names of enterprises begin with before what tells one from another."""
    division_endings: tuple[str, ...]
    """What the full names of places end with, and short ones do not."""
    prefecture_endings: tuple[str, ...]
    """What prefectures end with, be their names short or full."""
    province_endings: tuple[str, ...]
    """What the names of provinces end with that are neither municipalities nor autonomous regions."""
    district_endings: tuple[str, ...]
    """What the names of districts end with."""
    title_openings: tuple[str, ...]
    """What a notice's title begins with …"""
    publishing_verbs: tuple[str, ...]
    """… what may follow there …"""
    notice_nouns: tuple[str, ...]
    """… and what it ends with."""
    demonstratives: tuple[str, ...]
    """What points at a notice, between a part of its title and 通知."""
    occasions: tuple[str, ...]
    """Those that point at a notice alone, without 通知: 川渝那次."""
    chosen_from: tuple[str, ...]
    """What the name of a fact begins with that says of how many cases a notice chose its own: 参评案例."""
    case_nouns: tuple[str, ...]
    """What the names of tiers end with, the longest first."""
    tier_endings: tuple[str, ...]
    """What the names of ranks end with, also of those that no notice has: 三等奖."""
    rank_nouns: tuple[str, ...]
    """What a tier that is called by its number ends with: 第一批."""
    grade_nouns: tuple[str, ...]
    """What a tier that is called by its grade has after the numeral: 五星级站点."""
    choosing_verbs: tuple[str, ...]
    """Verbs of those who chose the cases."""
    measure_words: tuple[str, ...]
    """Measure words of any noun."""
    other_measures: tuple[str, ...]
    """Measure words of what no notice counts."""
    fact_heads: tuple[str, ...]
    """What the names of facts end with that says nothing: 公示期."""
    proposing_verbs: tuple[str, ...]
    """What those do who propose cases."""
    time_units: tuple[str, ...]
    """What a fact may count that tells how long something takes."""
    unit_measures: tuple[str, ...]
    """The measure words that count units and places, too."""
    any_measures: tuple[str, ...]
    """Those of anything that is counted: 个."""
    pointing_determiners: tuple[str, ...]
    """What points at a case before a measure word."""
    near_determiners: tuple[str, ...]
    """Those of them that only point at what was shown, before a number, too: 这两条."""
    directions: tuple[str, ...]
    """What follows a verb and says where to: 甩出来."""
    which_determiners: tuple[str, ...]
    """What asks “which” before a measure word."""
    howmany_determiners: tuple[str, ...]
    """What asks “how many” before a measure word."""
    asking_particles: tuple[str, ...]
    """What makes a statement a question, as a question mark does."""
    closing_negations: tuple[str, ...]
    """Negations that ask at the end of a question: 参与了不."""
    localizers: tuple[str, ...]
    """What follows a noun to tell where."""
    attributives: tuple[str, ...]
    """The particle between a noun and what it is said of."""
    connecting_words: tuple[str, ...]
    """What joins the words of a title."""
    particles: tuple[str, ...]
    """Particles at the end of a phrase or sentence."""
    operators: tuple[str, ...]
    """One-character words that turn a question's meaning."""
    small_words: tuple[str, ...]
    """Further one-character words that a character not understood may be a slip for."""
    exclamation_beginnings: tuple[str, ...]
    """What an exclamation begins with: 太好了 …"""
    exclamation_endings: tuple[str, ...]
    """… and what it ends with."""
    other_offices: tuple[str, ...]
    """How offices above or below one end that has the rest of their name: 总局."""
    first_person: tuple[str, ...]
    """What a clause in which a speaker tells of himself begins with."""
    saying_verbs: tuple[str, ...]
    """What reports what somebody said, after his name."""
    question_openings: tuple[str, ...]
    """What a question is begun with, after what is said before it."""
    spoken_suffixes: tuple[str, ...]
    """What speech adds to a small word."""
    pronouns: tuple[str, ...]
    """What pronouns for people begin with."""
    final_particles: tuple[str, ...]
    """What ends a clause in speech, where a pronoun begins the next one: 报一下吧我记一记."""
    person_endings: tuple[str, ...]
    """What nouns for people end with."""
    degree_adverbs: tuple[str, ...]
    """What tells to what degree something is so, and stands before no noun."""
    verbal_adverbs: tuple[str, ...]
    """Adverbs of time and repetition and modal verbs, which stand before a verb and before no noun."""
    wanting_verbs: tuple[str, ...]
    """Verbs of looking for something, whose object is what is asked about."""
    benefactives: tuple[str, ...]
    """Prepositions for whom something is done."""
    place_relations: tuple[str, ...]
    """What a place is to the asker or to another one."""
    copulas: tuple[str, ...]
    """What joins what is spoken of with what is said of it."""
    requests: tuple[str, ...]
    """What a polite request begins with."""
    passive_markers: tuple[str, ...]
    """What makes a verb passive, before it."""
    light_verbs: tuple[str, ...]
    """Verbs that the general dictionary has as other words."""


def read_word_classes(path: Path = SHIPPED) -> WordClasses:
    """Read the classes. Raises ValueError, as “file: what”, if one is missing, unknown or no list of words."""
    content = yaml.load(path.read_text("utf-8"), Loader)  # noqa: S506 - a safe loader
    if not isinstance(content, dict):
        raise ValueError(f"{path}: no classes")  # noqa: TRY004 - of whatever kind the fault in the file is
    names = [field.name for field in fields(WordClasses)]
    if missing := [name for name in names if name not in content]:
        raise ValueError(f"{path}: missing classes: {', '.join(missing)}")
    if unknown := [name for name in content if name not in names]:
        raise ValueError(f"{path}: unknown classes: {', '.join(map(str, unknown))}")
    for name, words in content.items():
        if not words or not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise ValueError(f"{path}: {name} is no list of words")
    return WordClasses(**{name: tuple(words) for name, words in content.items()})


CLASSES: Final = read_word_classes()
"""The shipped classes."""
