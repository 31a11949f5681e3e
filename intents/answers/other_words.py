"""Decide whether a question may mean a case in other words (SEMANTICS 16): its reading explains too little of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from intents.answers.title_places import in_parts, in_titles
from intents.index.case_index import CaseIndex
from intents.language.word_classes import CLASSES
from intents.model.answer import Repair
from intents.model.query import About, InRegion, PlaceCount, UnitCount, UnitLevel, Unknown, both, leaves
from intents.parsing.mention import Mention
from intents.parsing.reading import Reading
from intents.parsing.words import words_of

MIN_PASSED = 4
"""The minimum number of characters of ignored words that may be the subject of the question."""
_DESCRIBED = 3
"""The minimum number of places with which a single subject describes a case."""
_SUBJECTS = ("topic", "org", "tier", "fact", "notice")
"""Sorts of mentions that name the subject of a question; a place or number may stand in a phrase by chance."""


def lacks_case(reading: Reading, repairs: Iterable[Repair], index: CaseIndex) -> bool:
    """Return whether no case has what is asked for, in a question that may mean a case in other words."""
    return _lacks_subject(reading, index) or _describes_none(reading, index) or _names_nobody(reading, repairs, index)


def is_passed_over(reading: Reading) -> bool:
    """Return whether more of a question is ignored than is used for its conditions: 办照条件三地一致.

    Words must be ignored both before and after the conditions: 请帮我查一下 is courtesy. A question that asks for cases
    or agencies, or that has a subject, is about these.
    """
    places = any(mention.sort == "place" for mention in reading.mentions)
    if reading.query.ask not in ("cases", "card", "yes_no") or (reading.query.ask == "yes_no" and places):
        return False
    if reading.has("case", "unit", "who") or any(mention.sort in _SUBJECTS for mention in reading.mentions):
        return False
    passed = [one for one in _passed(reading) if one.text.isalpha() and one.text not in CLASSES.particles]
    names = [one.tokens[0].start for one in reading.mentions if one.sort != "op"] or [0]
    before = any(one.tokens[0].start < names[0] for one in passed)
    after = any(one.tokens[0].start > names[-1] for one in passed)
    size = sum(len(one.text) for one in passed)
    conditions = sum(len(event.text) for event in reading.events if event.condition is not None)
    return before and after and size >= MIN_PASSED and size > conditions


def _lacks_subject(reading: Reading, index: CaseIndex) -> bool:
    """Return whether no case has the subjects asked for, so that they may mean a case in other words.

    A single name that no notice has (电梯) is known to be another subject. A number of places or agencies that no case
    with the subject has may have been meant otherwise: 一个区和一个市结对合作.
    """
    query = reading.query
    parts = [leaf for leaf, _ in leaves(query.where)]
    subjects = [leaf for leaf in parts if isinstance(leaf, About)]
    lost = sum(isinstance(leaf, Unknown) for leaf in parts)
    numbered = any(isinstance(leaf, PlaceCount | UnitCount | UnitLevel) for leaf in parts)
    if query.ask == "yes_no" and not lost and len(subjects) < len(parts):
        return False  # 八城联动有九家单位，对吗: no
    away = all(leaf.what == "place" for leaf in parts if isinstance(leaf, Unknown))
    if query.ask == "yes_no" and away and subjects and index.evaluate(both(*subjects)):
        return False  # 德清参与了一地六县吗: no
    if index.evaluate(query.where) or len(subjects) + lost + numbered < (2 if lost or query.ask == "yes_no" else 1):
        return False
    if not subjects and away:
        return False  # 南通、徐州有没有案例
    places = sum(isinstance(leaf, InRegion) for leaf in parts)
    describes = places > 1 and query.ask in ("cases", "card") and not reading.has("case", "unit", "take", "who")
    if not (lost or numbered or describes) and index.evaluate(both(*subjects)):
        return False  # but 申城与甬城结伴帮企业海外注册维权 describes a case
    return in_parts(query, index) is None and in_titles(reading, index, query) is None


def _describes_none(reading: Reading, index: CaseIndex) -> bool:
    """Return whether no case has all of several subjects and places by which a question describes one.

    For example 去嘉善注册公司跟在青浦一个口径，是哪个案例, or 有没有青吴嘉开办公司规则一致的案例. A question whether a
    certain case has a place is answered.
    """
    query = reading.query
    parts = [leaf for leaf, _ in leaves(query.where)]
    subjects = sum(mention.sort == "topic" for mention in reading.mentions)
    places = sum(isinstance(leaf, InRegion) for leaf in parts)
    described = subjects > 1 or (subjects > 0 and places >= _DESCRIBED)
    if index.evaluate(query.where) or not described:
        return False
    begins = next((one for one in reading.mentions if one.sort != "op" or one.has("exists")), None)
    exists = begins is not None and begins.has("exists") and reading.has("case") and not reading.has("point")
    if query.ask not in ("cases", "card", "units", "count") and not (query.ask == "yes_no" and exists):
        return False
    return in_parts(query, index) is None and in_titles(reading, index, query) is None


def _names_nobody(reading: Reading, repairs: Iterable[Repair], index: CaseIndex) -> bool:
    """Return whether the query needs something that no notice has and that may not have been meant.

    That is a word from a repair that left out or added characters (异地退换货 → 异地退货), or an agency in a phrase
    that asks nothing of it (水乡客厅).
    """
    lost = [leaf for leaf, _ in leaves(reading.query.where) if isinstance(leaf, Unknown)]
    if not lost or index.evaluate(reading.query.where):
        return False
    asks = reading.has("case", "unit") or any(event.ask is not None for event in reading.events)
    repaired = {one.target for one in repairs if len(one.target) != len(one.source)}  # no typo
    known = index.dataset.agency_aliases  # 市市监局 is what people call a bureau
    unit = {leaf.name for leaf in lost if leaf.what == "unit" and not asks and leaf.name not in known}
    return all(leaf.name in (repaired if leaf.what == "topic" else unit) for leaf in lost)


def _passed(reading: Reading) -> Iterator[Mention]:
    """Yield the mentions of operators and other words that are in no constituent."""
    for step in reading.steps:
        value = getattr(step.edge.value, "mention", step.edge.value)
        if not step.is_constituent and isinstance(value, Mention) and value.sort == "op":
            yield value
    yield from (mention for mention in reading.mentions if not words_of(mention, None))
