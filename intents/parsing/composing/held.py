"""Whether a query holds what a part of a question asks for (SEMANTICS 14)."""

from __future__ import annotations

from collections.abc import Iterator

from intents.index.case_index import LEVELS
from intents.index.selection import agencies_named, listed_count
from intents.model.query import (
    EVERYTHING,
    Filter,
    InNotice,
    InRegion,
    InTier,
    Leaf,
    Not,
    OnlyRegions,
    Or,
    PlaceCount,
    Query,
    UnitLevel,
    both,
    conjuncts,
    leaves,
    negated,
)
from intents.parsing.composing.notice import of_candidates, states_candidates
from intents.parsing.composing.question import Question
from intents.parsing.constituents import Ask, Event, Quantity, said
from intents.parsing.semantics.effects import NOUNS
from intents.parsing.title_runs import SEPARATORS

_COUNTING = ("count", "compare", "rank", "yes_no", "notice", "help")
"""The kinds of queries that hold an ask with 几个."""
_OF_A_CHANGE = frozenset(
    (
        "negated",
        "any_absent",
        "exactly_one",
        "not_every",
        "replaced",
        "absent_replaced",
        "given_up",
        "too",
        "besides",
        "narrowed",
        "both",
        "counted_in",
        "that_unit",
        "that_tier",
        "next",
        "previous",
        "not_only",
        "undo",
        "exception",
        "lacking",
    )
)
"""The kinds of events that no query holds: only a follow-up can ask for them, as a change of the last question."""


def is_held(question: Question, event: Event, ask: Ask, query: Query) -> bool:  # noqa: C901 - one case for each kind
    """Return whether the query holds what `ask`, the ask of an event, says."""
    match event.kind:
        case "other_number" | "mean_of_places" | "ranked_place":  # 垫底那个省的优秀案例
            return False
        case "own_name":
            return _has_no_department(question)
        case "rather":
            return _corrects(question, event)
        case "ranked_where":
            of_case = query.ask == "card" and any(one.kinds - {"place"} for one in question.conditions)
            return of_case or (query.ask == "rank" and bool(query.items))  # 叉车案例排第几, 安徽排第几
        case "with_count" | "sorted":
            return query.ask in ("rank", "compare") or (event.kind == "with_count" and query.ask == "count")
        case "negated" if query.by == "missed":
            return True
        case "absent":
            return query.by in ("absence", "missed") or any(isinstance(one, Not) for one in query.items)
        case "help" | "summary":
            return query.ask in ("help", "notice", "card")
        case "which_notice":
            return query.ask in ("notice", "compare") or query.subject == "notices"
        case "every_notice":
            return ask.quantity == said(len(question.index.dataset.notices))
        case "hole" | "cases" if query.by == "number" or (ask.claim == "all" and query.every is not None):
            return True
        case "hole" if (query.items or query.every is not None) and query.ask == "yes_no":
            return False  # 上海比江苏多两个，对吗
        case "which" if query.ask == "compare" and ask.noun in LEVELS and not _are_of_level(question, query, ask.noun):
            return False  # 浙江和江苏哪个城市多
        case "which" if query.ask == "compare" and (ask.noun, query.by) == ("case", "units"):
            return not all(isinstance(item, InRegion) for item in query.items)  # 哪个案例浙江单位比上海单位多
        case "which" | "howmany" if query.ask == "count" and query.by == "cases" and query.subject != "cases":
            return _counts_places(question, event, ask)
        case "which" if ask.quantity is not None and query.ask in ("units", "cases"):
            return listed_count(query, question.index) == ask.quantity.bounds[0].number  # 叉车的四家单位
        case "hole" if ask.quantity is not None:
            return _says_known(question, ask.quantity, query)
        case "that_unit" if question.names_cases:
            return query.ask == "units" or query.subject == "units"  # …的案例，其参与单位有几家
        case "unlimited":
            return _frees_nothing(question, query)
        case kind if kind in _OF_A_CHANGE:
            return _says_alone(question, ask, query)
        case "or" if _follows_level(question, event) or _stands_before_verb(question, event):
            return False  # 哪几个省级或市级单位: it joins two nouns; 安徽或者参与了: it joins nothing
        case "any" | "or":
            return bool(query.items) or any(isinstance(part, Or) for part in conjuncts(query.where))
        case "included":
            return query.subject in LEVELS or query.level is not None
        case "partners":
            return query.ask != "rank" or bool(query.scope.outside)
        case "who_else":
            return query.ask != "rank"  # 谁跟谁合作最多
        case "shared":
            return bool(query.scope.meets)
        case "share":
            return _is_share(question, query)
        case "mean":
            divided = question.find("each_noun")  # 每个单位平均参与几个案例: only cases have a mean
            return query.by == event.kind and (divided is None or divided.noun == "case")
        case "each_noun" if ask.noun == "case" and query.ask == "yes_no":
            return query.every is not None or bool(query.items)
        case "everything" | "every_noun":
            return query.ask != "yes_no" or query.every is not None
        case "yes_no":
            return (
                query.ask == "yes_no"
                or (query.ask == "notice" and query.by == "number")
                or question.has("may")
                or _is_request(question)
                or _then_asks(question, event)
                or _asks_whether_known(question, event)
            )
        case "most" | "least" if ask.by in LEVELS and ask.by not in (query.by, query.subject):
            return False  # 哪个省的城市最多
        case "most" | "least":
            ascending = event.kind == "least" and not query.least
            leads = query.ask == "yes_no" and len(query.items) == 1
            return (query.ask == "rank" or leads) and not ascending  # 最多的三个案例，按升序
        case "compare" | "compare_less" if ask.by in NOUNS and ask.noun == "unit" and query.ask == "compare":
            return query.scope.level == NOUNS[ask.by] or _are_of_level(question, query, ask.by)  # 哪个区县局多; 哪个省
        case "compare" | "compare_less" | "than" | "than_less" | "more_of" | "less_of":
            levels = all(isinstance(item, UnitLevel) for item in query.items) and not question.names_cases
            return (bool(query.items) and not levels) or query.ask == "rank"
        case "alike":
            return query.is_equal
        case "fact" | "selection_share" | "unselected":
            return query.ask == "notice" or _counts_selected(question, query)
        case "howmany" if ask.noun in LEVELS and query.ask in ("compare", "rank") and _counts(ask):
            return ask.noun in (query.subject, query.by)
        case "howmany":
            return query.ask in _COUNTING or question.has("which", "this_case")
        case "cases" if ask.quantity is not None:
            bound = ask.quantity.bounds[0]
            if query.scope.op is not None and query.ask not in ("cases", "card"):
                return (query.scope.op, query.scope.count) == bound
            return (ask.quantity.is_plain and bound.number == 1) or _says_known(question, ask.quantity, query)
    return True


def _is_share(question: Question, query: Query) -> bool:
    """Return whether the query is for a share of one whole: not 最佳和优秀各占多少, nor that of units in one case."""
    each = any(names.join == "each" for one in question.conditions for names, _ in one.names)
    nothing = query.where == query.every == EVERYTHING and query.subject != "units"
    head = question.nouns(0, question.position("share"))[-1:]  # 最佳案例中安徽的单位占比
    units = query.subject != "units" and head == ["unit"]
    one = question.index.evaluate(query.every or EVERYTHING).bit_count() == 1  # only units have a share in it
    one = one and query.subject != "units"
    return query.by == "share" and not (each or nothing or units or one)  # 最佳和优秀各占多少


def _counts_selected(question: Question, query: Query) -> bool:
    """Return whether the query counts those selected of the candidates, who are a fact: 75 个参评案例里选上了几个."""
    return query.ask == "count" and of_candidates(question) and len(question.index.dataset.notices) == 1


def _says_known(question: Question, quantity: Quantity, query: Query) -> bool:
    """Return whether a number only repeats that of what is listed, or of the candidates."""
    repeated = quantity.is_plain and _repeats(question, quantity, query)
    return repeated or states_candidates(question, quantity.bounds[0].number)


def _counts_places(question: Question, event: Event, ask: Ask) -> bool:
    """Return whether an ask is for a number of places or agencies, and not for one case: 几省有多少公司的系统是哪个."""
    if event.kind == "howmany":
        return not _is_indefinite(question, event)
    one = ask.noun in ("", "case") and ask.mention is not None and ask.mention.has("which_one")
    return not (one and question.has("howmany"))


def _is_indefinite(question: Question, event: Event) -> bool:
    """Return whether 几个 means several, as what it counts does something together: 几个省一起弄的, 几省共用的那个."""
    at = question.events.index(event)
    rest = question.events[at + 1 :]
    ends = bool(rest) and rest[-1].kind in ("point", "this_case") and not question.has("card")
    before = [one for one in question.events[:at] if one.kind not in ("comma", "stop", "ignored")]
    asks = any(one.condition is not None or one.kind in ("have", "sum", "take", "case") for one in before)
    together = bool(rest) and rest[0].kind in ("all", "sum")
    return ends or (together and not asks)


def _has_no_department(question: Question) -> bool:
    """Return whether the agencies that are named are all bureaus: their own name then says nothing more."""
    names = (part for one in question.conditions for listed, _ in one.names for part in listed.filters)
    named = list(agencies_named(names, question.index))
    return bool(named) and not any(unit.department for unit in named)


def _says_alone(question: Question, ask: Ask, query: Query) -> bool:
    """Return whether the query holds an ask for a change that also says something without a last question."""
    if ask.kind == "not_every":
        every = not_all_provinces(question)
        return bool(every) and set(every) <= set(conjuncts(query.where))
    return ask.kind == "given_up" and _says_open(ask, query)


def not_all_provinces(question: Question) -> tuple[Filter, ...]:
    """Return the condition that not all provinces take part, if a question says so and names no places, else ().

    For example 没有全部参与的优秀案例.
    """
    if not question.has("not_every") or not (question.names_cases or question.conditions):
        return ()
    if any(one.kinds & {"place", "org", "count", "bracket"} for one in question.conditions):
        return ()
    provinces = [InRegion(place.code) for place in question.index.places("province")]
    return (negated(both(*provinces)),) if len(provinces) > 1 else ()


def _says_open(ask: Ask, query: Query) -> bool:
    """Return whether a question leaves open what it could ask for beside its like: 浙江的案例，有没有安徽都算."""
    named = {type(leaf) for one in ask.conditions for leaf, _ in leaves(one.where)}
    held = conjuncts(query.where)
    alike = any(type(part) in named for part in held)
    return alike and all(one.where not in held for one in ask.conditions)


def _then_asks(question: Question, event: Event) -> bool:
    """Return whether the question next asks which ones there are: to list them answers both (有没有…，是哪个)."""
    after = question.events[question.events.index(event) + 1 :]
    stops = [at for at, one in enumerate(after) if one.kind == "stop"]
    last = after[stops[-1] + 1 :] if stops else []
    nouns = [one.ask.noun for one in last if one.kind == "which" and one.ask is not None]
    before = [leaf for one in after if one.condition is not None for leaf, _ in leaves(one.condition.where)]
    if any(isinstance(leaf, UnitLevel) for leaf in before) and nouns == [""]:
        return False  # 有没有区县局参加，是哪些: the agencies, or the cases
    return bool(nouns) and all(one.condition is None for one in last)


def _corrects(question: Question, event: Event) -> bool:
    """Return whether an event corrects what stands before it, or stands apart: 杭州，哦不是湖州.

    嗯不是江苏做的 rather denies.
    """
    return question.events[0] is not event or event.text.endswith(tuple(SEPARATORS))


def _asks_whether_known(question: Question, event: Event) -> bool:
    """Return whether an event only asks if the answer is known: 是哪个，您知道吗."""
    before = question.events[: question.events.index(event)]
    asked = any(one.kind in ("which", "who", "howmany") for one in before)
    return asked and event is question.events[-1] and before[-1].kind == "stop"


def _follows_level(question: Question, event: Event) -> bool:
    """Return whether an event stands right behind a level that is asked for."""
    before = question.events[: question.events.index(event)]
    return bool(before) and before[-1].ask is not None and before[-1].ask.noun in LEVELS


def _stands_before_verb(question: Question, event: Event) -> bool:
    """Return whether a verb stands right behind an event."""
    after = question.events[question.events.index(event) + 1 :]
    return bool(after) and after[0].kind == "take"


def _is_request(question: Question) -> bool:
    """Return whether a question requests a list (列出来吗), or a clause of its own does (有没有无锡的，列一下)."""
    asked, listed = question.position("yes_no"), question.position("list")
    between = (event.kind for event in question.events[asked:listed])
    return 0 <= listed < asked or (asked < listed and "stop" in between)


def _repeats(question: Question, quantity: Quantity, query: Query) -> bool:
    """Return whether a number only repeats how many names, conditions, tiers, notices or cases there are: 这十二个."""
    number = quantity.bounds[0].number
    listed = [len(names.filters) for condition in question.conditions for names, _ in condition.names]
    tiers = {tier.name for notice in question.index.dataset.notices for tier in notice.tiers if tier.name}
    after = question.events[question.position("hole") + 1 :]
    counts_notices = question.has("hole") and bool(after) and after[0].kind == "notice"
    if counts_notices and number == len(question.index.dataset.notices):
        return True  # 七份通知加起来
    of_tiers = question.has("hole") and not (question.conditions or question.has("notice") or quantity.is_of_cases)
    every = (len(tiers),) if of_tiers else ()  # 两种加一块儿
    return number in (*listed, *every, len(question.conditions), question.index.evaluate(query.where).bit_count())


def _are_of_level(question: Question, query: Query, level: str) -> bool:
    """Return whether the places that are compared are of the level that is asked for."""
    places = [question.index.regions.get(code) for item in query.items for code in _codes_of(item)]
    return all(place is None or place.counts_as(level) for place in places)  # type: ignore[arg-type]


def _codes_of(part: Filter) -> Iterator[str]:
    """Yield the codes of the places that a filter names."""
    for leaf, _ in leaves(part):
        yield from codes_in(leaf)


def _counts(ask: Ask) -> bool:
    """Return whether 几个 or 多少 asks for a number, not a noun."""
    return ask.mention is not None and ask.mention.has("howmany", "howmany_unit")


def codes_in(leaf: Leaf) -> tuple[str, ...]:
    """Return the codes of the places that a condition names."""
    if isinstance(leaf, InRegion | PlaceCount):
        return (leaf.code,)
    return leaf.codes if isinstance(leaf, OnlyRegions) else ()


def _frees_nothing(question: Question, query: Query) -> bool:
    """Return whether a question has no condition of the kind that it drops: 不限条件, 不分档次的话."""
    tiers = any(isinstance(leaf, InTier) for leaf, _ in leaves(query.where))
    freed = question.find("unlimited")
    if freed is not None and freed.noun == "notice":
        return not any(isinstance(leaf, InNotice) for leaf, _ in leaves(query.where))  # 不限通知，叉车的案例有哪些
    of_tiers = question.has("tier_noun") or (freed is not None and freed.noun == "tier_noun")
    return not question.conditions or (of_tiers and not tiers)
