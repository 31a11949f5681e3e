"""Classes of words by a property of the language: endings of names of bureaus, measure words, pronouns."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final

import yaml

from intents.language.cues import Loader

SHIPPED = Path(__file__).with_name("word_classes.yaml")


# No eq and repr: for so many fields, generating these methods at each start takes longer than reading the file.
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class WordClasses:
    """The words of each class, in the order of the file."""

    unit_endings: tuple[str, ...]
    """Endings of the names of agencies and of their departments."""
    unit_kinds: tuple[str, ...]
    """Kinds of agencies, which also name agencies that no notice has: 公安局."""
    enterprise_endings: tuple[str, ...]
    """Endings of the names of enterprises, which people call by their first characters."""
    legal_forms: tuple[str, ...]
    """Legal forms at the end of enterprise names, which people omit."""
    enterprise_nouns: tuple[str, ...]
    """Nouns for enterprises in general."""
    university_endings: tuple[str, ...]
    """Endings of the names of universities and colleges."""
    academy_endings: tuple[str, ...]
    """Endings of the names of academies, which are no universities."""
    university_nouns: tuple[str, ...]
    """Nouns for universities and colleges in general."""
    school_nouns: tuple[str, ...]
    """Nouns for schools in general."""
    school_endings: tuple[str, ...]
    """Endings of the names of schools."""
    short_kinds: tuple[str, ...]
    """Short names of kinds of agencies, in the order of `full_kinds`."""
    full_kinds: tuple[str, ...]
    """Full names of kinds of agencies, in the order of `short_kinds`."""
    institution_endings: tuple[str, ...]
    """Further endings of names that people abbreviate together with their place: 重医附一院, 重庆高院."""
    nation_beginnings: tuple[str, ...]
    """Words for the nation at the beginning of enterprise names, before the distinctive part."""
    division_endings: tuple[str, ...]
    """Endings of the full names of places that short names lack."""
    prefecture_endings: tuple[str, ...]
    """Endings of the names of prefectures, full or short."""
    general_offices: tuple[str, ...]
    """Offices that issue notices in the name of their agency: 国家林业和草原局办公室."""
    autonomous_endings: tuple[str, ...]
    """Endings of the names of autonomous divisions."""
    ministry_endings: tuple[str, ...]
    """Endings of the names of ministries, which may stand before the name of an agency of theirs."""
    province_endings: tuple[str, ...]
    """Endings of the names of provinces that are neither municipalities nor autonomous regions."""
    district_endings: tuple[str, ...]
    """Endings of the names of districts."""
    title_openings: tuple[str, ...]
    """Beginnings of the titles of notices."""
    publishing_verbs: tuple[str, ...]
    """Verbs that may follow the beginning of a notice's title."""
    notice_nouns: tuple[str, ...]
    """Endings of the titles of notices."""
    demonstratives: tuple[str, ...]
    """Words that point at a notice, between a part of its title and 通知."""
    occasions: tuple[str, ...]
    """Words that point at a notice without 通知: 川渝那次."""
    chosen_from: tuple[str, ...]
    """Beginnings of the names of facts that state from how many cases a notice chose its own: 参评案例."""
    case_nouns: tuple[str, ...]
    """Endings of the names of tiers, the longest first."""
    tier_endings: tuple[str, ...]
    prize_endings: tuple[str, ...]
    """Endings of the names of ranks, including ranks that no notice has: 三等奖."""
    rank_nouns: tuple[str, ...]
    """Endings of tiers that are called by their number: 第一批."""
    grade_nouns: tuple[str, ...]
    """Words after the numeral in tiers that are called by their grade: 五星级站点."""
    choosing_verbs: tuple[str, ...]
    """Verbs for the selection of the cases."""
    measure_words: tuple[str, ...]
    """Measure words of any noun."""
    other_measures: tuple[str, ...]
    """Measure words of things that no notice counts."""
    fact_heads: tuple[str, ...]
    """Endings of the names of facts that add no meaning: 公示期."""
    perfect_particles: tuple[str, ...]
    """Particles behind a verb for what is done: 申报了多少."""
    proposing_verbs: tuple[str, ...]
    """Verbs for the proposal of cases."""
    time_units: tuple[str, ...]
    """Units of facts that state how long something takes."""
    unit_measures: tuple[str, ...]
    """Measure words that also count agencies and places."""
    person_measures: tuple[str, ...]
    """Measure words of people: 位."""
    any_measures: tuple[str, ...]
    """Measure words of anything that is counted: 个."""
    pointing_determiners: tuple[str, ...]
    """Determiners that point at a case, before a measure word."""
    near_determiners: tuple[str, ...]
    """Determiners that only point at what was shown, also before a number: 这两条."""
    directions: tuple[str, ...]
    """Complements of direction after a verb: 甩出来."""
    separable_verbs: tuple[str, ...]
    """Verbs of two characters, a verb and its object, between which a particle may stand: 牵头, 牵的头."""
    separating_particles: tuple[str, ...]
    """Particles that may stand within a separable verb."""
    which_determiners: tuple[str, ...]
    """Determiners that ask “which”, before a measure word."""
    howmany_determiners: tuple[str, ...]
    """Determiners that ask “how many”, before a measure word."""
    asking_particles: tuple[str, ...]
    """Particles that make a question of a statement, as a question mark does."""
    closing_negations: tuple[str, ...]
    """Negations that make a question at the end of a statement: 参与了不."""
    hesitations: tuple[str, ...]
    """Interjections of a speaker who falters."""
    suppositions: tuple[str, ...]
    """Verbs before 是 of what a speaker supposes, also after what he got wrong."""
    acknowledgements: tuple[str, ...]
    """Words that take note of an answer."""
    localizers: tuple[str, ...]
    """Localizers, which follow a noun."""
    locatives: tuple[str, ...]
    """Prepositions before the place where something is done."""
    attributives: tuple[str, ...]
    """The particle between an attribute and its noun."""
    connecting_words: tuple[str, ...]
    """Words that join the words of a title."""
    particles: tuple[str, ...]
    """Particles at the end of a phrase or sentence."""
    operators: tuple[str, ...]
    """One-character words that change the meaning of a question."""
    small_words: tuple[str, ...]
    """Further one-character words for which an unknown character may be a slip."""
    exclamation_beginnings: tuple[str, ...]
    """Beginnings of exclamations: 太好了."""
    exclamation_endings: tuple[str, ...]
    """Endings of exclamations."""
    other_offices: tuple[str, ...]
    """Endings of the names of offices above or below one that has the same name otherwise: 总局."""
    first_person: tuple[str, ...]
    """Beginnings of clauses in which speakers talk about themselves."""
    saying_verbs: tuple[str, ...]
    """Verbs that report what somebody said, after the person's name."""
    question_openings: tuple[str, ...]
    """Words that begin a question after a statement."""
    causative_verbs: tuple[str, ...]
    """Verbs for what somebody does who has the speaker ask: 局长让我看看."""
    spoken_suffixes: tuple[str, ...]
    """Suffixes that speech adds to function words."""
    pronouns: tuple[str, ...]
    """Beginnings of pronouns for people."""
    third_persons: tuple[str, ...]
    """Beginnings of words for people who are neither the speaker nor the one spoken to."""
    reporting_verbs: tuple[str, ...]
    """Verbs for what somebody asks or says: 她又问扬州参与了什么."""
    question_nouns: tuple[str, ...]
    """Nouns for a question that somebody announces: 第一个问题."""
    final_particles: tuple[str, ...]
    """Particles that end a clause in speech, before a clause with a pronoun: 报一下吧我记一记."""
    person_endings: tuple[str, ...]
    """Endings of nouns for people."""
    person_prefixes: tuple[str, ...]
    """What stands before a noun for people: 老朋友."""
    degree_adverbs: tuple[str, ...]
    """Adverbs of degree, which stand before no noun."""
    verbal_adverbs: tuple[str, ...]
    """Adverbs of time and repetition and modal verbs, which stand before a verb and before no noun."""
    people_nouns: tuple[str, ...]
    """Nouns for the people of a place, who stand for it."""
    governed_words: tuple[str, ...]
    """Words for the places that one of a higher level includes."""
    indefinite_persons: tuple[str, ...]
    """Words for nobody in particular."""
    nickname_openings: tuple[str, ...]
    """What the name of somebody that one knows begins with."""
    wanting_verbs: tuple[str, ...]
    """Verbs of searching, whose object is what is asked about."""
    benefactives: tuple[str, ...]
    """Prepositions that introduce the beneficiary."""
    agentives: tuple[str, ...]
    """Prepositions that introduce who does something."""
    place_relations: tuple[str, ...]
    """Words for the relation of a place to the asker or to another place."""
    copulas: tuple[str, ...]
    """Copulas, between a subject and its predicate."""
    opinion_verbs: tuple[str, ...]
    """Verbs for what somebody supposes."""
    working_verbs: tuple[str, ...]
    """Verbs for having a post somewhere."""
    purpose_openings: tuple[str, ...]
    """Beginnings of clauses that say what for something is asked."""
    purpose_endings: tuple[str, ...]
    """Endings of clauses that say what for something is asked."""
    recalling_words: tuple[str, ...]
    """Words that recall an earlier question."""
    plural_endings: tuple[str, ...]
    """Endings that make a noun for people plural."""
    seeming_words: tuple[str, ...]
    """Words that stand before how something seems."""
    prohibitives: tuple[str, ...]
    """Beginnings of words that forbid something."""
    requests: tuple[str, ...]
    """Beginnings of polite requests."""
    passive_markers: tuple[str, ...]
    """Words that make the following verb passive."""
    light_verbs: tuple[str, ...]
    """Verbs that the general dictionary does not list as verbs."""
    outside_verbs: tuple[str, ...]
    """Verbs whose subject takes no part in what it does them to: 退出, 学习."""


def read_word_classes(path: Path = SHIPPED) -> WordClasses:
    """Return the word classes of a file.

    Raises ValueError, as “file: what”, if a class is missing, unknown or no list of words.
    """
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
