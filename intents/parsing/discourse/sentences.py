"""Read texts that are more than one question: several questions, and stories with a question in them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from functools import partial

from intents.language.normalize import NormalizedText
from intents.language.word_classes import CLASSES
from intents.model.query import Filter
from intents.parsing.reading import Reading

_ASKING = frozenset(("which", "who", "howmany"))
"""The effects of words that ask for an answer of their own."""
_OF_ONE_ASK = (
    *("than", "compare", "compare_less", "more_of", "less_of", "yes_no"),
    *("count", "count_unit", "count_case", "count_province", "count_city"),
)
"""The effects of words that stand with two conditions of one question."""
_OF_A_SPEAKER = ("num", "number", "topic", "unknown")
"""The sorts of mentions that may belong to who asks, or to which question it is: 企业, 最后一轮."""
_QUESTION = (
    "which",
    "who",
    "howmany",
    "yes_no",
    "most",
    "least",
    "compare",
    "compare_less",
    "list",
    "card",
    "why",
    "reason",
)
MAX_QUESTIONS = 3
"""The most questions of one text that are offered."""
_SENTENCES = 12
"""The most sentences of a story that is searched for a question."""
_REMARKS = 6
"""The fewest characters of a remark that is typed apart from a question by blanks alone."""

_ASKED_BY = ("?", "？")
_CLAIM = 6
"""The fewest characters of a statement in quotation marks."""
_QUOTED = re.compile('[“「『"]([^“”「」『』"]+)[”」』"]')

Read = Callable[[str], Reading]
"""A function that returns the reading of a normalized question, without repairs."""


def several_questions(read: Read, text: NormalizedText) -> tuple[str, ...]:
    """Return the questions in a text, where sentences each ask something of names of their own (SEMANTICS 15)."""
    if not (text.clean and any(mark in text.raw for mark in _ASKED_BY)):
        return ()
    if not any(itertools.starmap(partial(is_asked, text), text.sentences())):
        return ()
    questions: list[str] = []
    for start, end in itertools.islice(text.sentences(), MAX_QUESTIONS):
        if start >= end:
            continue
        first, reading = start, read(text.clean[start:end])
        if reading.unknown and is_asked(text, start, end):
            first, reading = _asked_in(read, text.clean, start, end)
        goes_on = bool(questions) and reading.has("ne")
        ranks = reading.query.ask == "rank" and reading.has("which", "who", "ranked_where")
        own_noun = any(one.has("case") and one.filters for one in reading.mentions)  # 灯塔一共几座
        named = reading.groups or ranks or own_noun or reading.query.ask == "notice" or reading.says("partners")
        if (reading.asks or goes_on) and named and not reading.unknown and not reading.dropped:
            questions.append(text.clean[first:end])
    return tuple(questions)


def _asked_in(read: Read, clean: str, start: int, end: int) -> tuple[int, Reading]:
    """Return where the question of a sentence begins, and its reading: after clauses that are not understood."""
    for at in (at + 1 for at in range(start, end - 1) if clean[at] == "，"):
        reading = read(clean[at:end])
        if reading.asks and reading.groups and not (reading.unknown or reading.dropped):
            return at, reading
    return start, read(clean[start:end])


def announced(read: Read, text: NormalizedText, evaluate: Callable[[Filter], int]) -> NormalizedText | None:
    """Return what stands after a colon, if what is before it only announces a question (难题来了：有几家…).

    None if there is no colon, what is before it is understood or names anything, or no clear question follows. It may
    name subjects of which no case would be left (来访登记：金华…).
    """
    colons = (at for at, char in enumerate(text.clean) if char == "，" and text.raw[text.offsets[at]] in ":：")
    at = next(colons, 0)
    if not 0 < at < len(text.clean) - 1:
        return None
    said, asked = read(text.clean[:at]), read(text.clean[at + 1 :])
    sorts = {one.sort for one in said.mentions if one.filters}
    if text.clean[:at].endswith((*CLASSES.reporting_verbs, *CLASSES.question_nouns)):  # 有企业问：…; 最后一轮提问：…
        if not sorts <= {*_OF_A_SPEAKER}:
            return None
    elif not said.unknown or any(one.has(*_QUESTION, "neg", "except", "only") for one in said.mentions):
        return None
    elif sorts:
        cases = evaluate(asked.query.where)
        if sorts != {"topic"} or not cases or cases & evaluate(said.query.where):
            return None
    clear = asked.asks and not (asked.unknown or asked.dropped or asked.unaccounted)
    return text.select([(at + 1, len(text.clean))]) if clear else None


def quoted_claim(read: Read, text: NormalizedText) -> NormalizedText | None:
    """Return a statement in quotation marks with the word that asks whether it is true; None if there is none.

    稿子写“浙江参与了 21 个案例”，这句站得住吗 asks about the statement.
    """
    found = list(_QUOTED.finditer(text.raw))
    if len(found) != 1:
        return None
    (quoted,) = found
    within = [at for at, offset in enumerate(text.offsets) if quoted.start(1) <= offset < quoted.end(1)]
    if len(within) < _CLAIM:
        return None
    start, end = within[0], within[-1] + 1
    if end == len(text.clean):
        return None
    said, before, after = read(text.clean[start:end]), read(text.clean[:start]), read(text.clean[end:])
    verdict = [one for one in after.mentions if one.has("yes_no")]
    around = (*before.mentions, *(one for one in after.mentions if one not in verdict))
    if any(one.filters or one.has(*_QUESTION, "neg", "except", "only") for one in around):
        return None  # what is said around it asks, or names a condition
    states = said.says("take", "cases", "hole", "than", "negated") or any(
        event.condition is not None and event.condition.has_verb for event in said.events
    )
    if not verdict or not states or said.unknown or said.dropped or said.has(*_QUESTION):
        return None
    tokens = verdict[-1].tokens
    return text.select([(start, end), (end + tokens[0].start, end + tokens[-1].end)])


def two_asks(read: Read, text: NormalizedText, reading: Reading) -> tuple[str, ...]:
    """Return the two questions of one sentence; () if it is one: 安庆参加了哪些案例再问一下芜湖参加了几个."""
    if parts := _two_requests(read, text, reading) or _carried_on(read, text, reading):
        return parts
    end, lists = 0, 0
    for event in reading.events if not reading.unknown else ():
        at = text.clean.find(event.text[:2], end)  # 安徽的单位是哪些 stands there without 是
        if event.kind in _ASKING and at >= 0:
            end = at + len(event.text)
        elif event.kind == "list" and at >= 0:
            lists = at + len(event.text)
        elif event.kind == "more" and lists:
            end = max(end, lists)  # …的清单；另外…有几个
        elif event.kind == "more" and end and at >= 0 and _is_another(read(text.clean[at:]), text.clean[end:at]):
            return (text.clean[:end], text.clean[at:])  # 安徽参加了几个，再有就是哪个案例单位最多
        elif end and event.condition is not None and at >= 0:
            parts = (text.clean[:end], text.clean[at:])
            readings = [read(part) for part in parts]
            apart = all(one.asks and one.groups and not one.unknown for one in readings)
            apart = apart and any(one.kind in _ASKING for one in readings[1].events) and not reading.has(*_OF_ONE_ASK)
            asks = {one.query.ask for one in readings}
            return parts if apart and asks != {"count"} else ()
    return ()


def _two_requests(read: Read, text: NormalizedText, reading: Reading) -> tuple[str, ...]:
    """Return the two requests of one sentence, each with a name of its own; () if it is one.

    For example 列出溧阳参与的案例，并统计安徽参与案例数量.
    """
    for stop, joined, verb in zip(reading.mentions, reading.mentions[1:], reading.mentions[2:], strict=False):
        if stop.has("stop") and joined.has("and") and verb.has("show", "list", "count", "card"):
            parts = (text.clean[: stop.tokens[0].start], text.clean[verb.tokens[0].start :])
            first, second = (read(part) for part in parts)
            whole = all(one.groups and not (one.unknown or one.dropped) for one in (first, second))
            named = [{part for group in one.groups for part in group.filters} for one in (first, second)]
            apart = named[0].isdisjoint(named[1]) and not second.has("those", "inside_those", "also", "unit")
            apart = apart and any(group.sort in ("place", "org", "topic") for group in second.groups)
            return parts if whole and apart and first.has("list", "card", "show") else ()
    return ()


def _carried_on(read: Read, text: NormalizedText, reading: Reading) -> tuple[str, ...]:
    """Return a question and the fragment that carries it on, or (): 安徽参与了几个，|江苏呢."""
    stops = [one.tokens[0].start for one in reading.mentions if one.has("stop")] if reading.has("ne") else []
    if not stops:
        return ()
    at = stops[-1]
    first, second = read(text.clean[:at]), read(text.clean[at + 1 :])
    asks = first.asks and first.has(*_ASKING, "yes_no", "exists")
    if not asks or second.asks or any(one.unknown or one.dropped or one.unaccounted for one in (first, second)):
        return ()
    named = [{group.sort for group in one.groups} for one in (first, second)]
    carries = bool(second.events) and second.events[-1].kind == "ne" and second.events[0].kind in ("that", "condition")
    return (text.clean[:at], text.clean[at + 1 :]) if carries and named[1] and named[1] <= named[0] else ()


def _is_another(reading: Reading, between: str) -> bool:
    """Return whether what stands after 另外 is a question of its own: a ranking, or after a stop one with names."""
    whole = reading.asks and bool(reading.groups) and not (reading.unknown or reading.dropped or reading.unaccounted)
    return reading.query.ask == "rank" or (between.startswith("，") and whole and reading.has(*_ASKING))


def without_story(read: Read, text: NormalizedText) -> NormalizedText | None:
    """Return the sentences of a story that are understood; None if the text is no story, or all of it is understood."""
    sentences = list(itertools.islice(text.sentences(), _SENTENCES + 1))
    typed_apart = len(sentences) == 1
    if typed_apart:
        sentences = list(itertools.islice(text.sentences(blanks=True), _SENTENCES + 1))
    if not 1 < len(sentences) <= _SENTENCES:
        return None
    kept, asked = [], False
    for start, end in sentences:
        reading = read(text.clean[start:end])
        asks = is_asked(text, start, end)
        if not reading.unknown:
            kept.append((start, end))
            asked |= is_wanted(reading)
        elif end == sentences[-1][1] and not asked:
            kept.append((start, end))  # it may have a slip
        elif asks or reading.has("which", "who", "yes_no", "why", "reason") or (typed_apart and end - start < _REMARKS):
            return None  # two questions, or keywords
    return text.select(kept) if len(kept) < len(sentences) else None


def asked_statement(read: Read, text: NormalizedText, reading: Reading) -> NormalizedText | None:
    """Return a statement to be verified, or with a question mark, as a question whether it is true.

    杭州参与了？ and 请核对：安徽参与17个案例 are such statements; None for other texts.
    """
    said = [event for event in reading.events if event.kind not in ("cases", "hole")]
    last = said[-1].condition if said else None
    states = last is not None and last.has_verb and not last.is_attributive
    counts = reading.has("have") and len(said) < len(reading.events)  # 浙江有三家？
    there = counts or (reading.has("have") and (reading.has("also") or reading.has("all")))  # 嘉兴也在？, 四家都在？
    mentions = reading.mentions
    there = there or (len(said) == 1 and mentions[0].has("have", "include"))  # 有安徽？
    takes_part = reading.has("take", "present") or there
    marked = last is not None and not last.has_verb and {names.is_marked for names, _ in last.names} == {True}
    before = said[-2].kind if len(said) > 1 else ""
    are_all = marked or (last is not None and before in ("all", "everything"))  # 都是浙江的？, 全是优秀？
    are_all = are_all or (last is not None and last.is_of_units and not last.is_attributive)  # 单位都是药监局？
    named = [event.condition for event in said if event.condition is not None]
    ends_in_tier = bool(named) and named[-1].kinds == {"tier"} and (last is named[-1] or said[-1].kind == "case")
    before_tier = itertools.takewhile(lambda one: one.sort != "tier", mentions)
    is_of_tier = ends_in_tier and (any(one.has("is") for one in before_tier) or mentions[0].has("have"))
    # 叉车是优秀案例？, 评的是优秀？, 属于优秀？
    included = [event.kind for event in said] == ["condition", "include"]  # 安徽在内？
    counts = bool(named) and reading.says("hole") and any(one.has("is", "have") for one in reading.mentions[:-1])
    # 其中优秀的是12个？
    states = (states and takes_part) or are_all or is_of_tier or counts or included
    states = states and not reading.has(*_QUESTION)
    if not states or reading.unknown or not (reading.has("verify") or is_asked(text, 0, len(text.clean))):
        return None
    end = len(text.clean)
    asked = text.replace_span(end - 1, end, text.clean[-1] + CLASSES.asking_particles[0])
    read_so = read(asked.clean)
    return asked if read_so.query.ask == "yes_no" and not (read_so.unknown or read_so.dropped) else None


def asks_twice(text: NormalizedText) -> bool:
    """Return whether two sentences or more end in a question mark: then none of them is talk beside another."""
    return sum(itertools.starmap(partial(is_asked, text), text.sentences())) > 1


def is_asked(text: NormalizedText, start: int, end: int) -> bool:
    """Return whether the sentence between two positions ends in a question mark."""
    return start < end and text.raw[text.offsets[end - 1] + 1 :].lstrip()[:1] in _ASKED_BY


def is_wanted(reading: Reading) -> bool:
    """Return whether a reading is of a question, or names what is wanted: 安徽的最佳案例."""
    wanted = reading.has("case") or any(group.sort == "tier" for group in reading.groups)
    return reading.asks or wanted or reading.has(*_QUESTION)
