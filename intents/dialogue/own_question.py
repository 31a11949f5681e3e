"""Rules for questions of their own, which name what they ask for and of what (SEMANTICS 11)."""

from __future__ import annotations

from itertools import pairwise

from intents.dialogue.card import the_case
from intents.dialogue.change import OWN, UNCLEAR, Change
from intents.dialogue.editing.exchanging import given_up
from intents.dialogue.kinds import HOLDERS, kinds_of, without_scope
from intents.dialogue.other.ranking import names_noun, ranks_those_shown
from intents.dialogue.references import is_this_case, joins_another, points_back, removes_tier
from intents.dialogue.replacing.instead import ranks_again
from intents.dialogue.shares import (
    is_whole_of_share,
    number_of_tier,
    share,
    share_in_case,
    share_of_another_place,
    share_of_units,
)
from intents.index.case_index import LEVELS
from intents.language.normalize import normalize_name
from intents.model.query import EVERYTHING, InNotice, InRegion, Not, Query, both, conjuncts
from intents.parsing.semantics.effects import NOUNS


def own(change: Change) -> Query | None:
    """Return OWN if the fragment names what it asks for and of what (最佳案例一共几个, 安徽参与了哪些案例).

    Shares, means, numbers and facts that are of what was shown are changed queries. UNCLEAR where it cannot be told
    what a share is of; None where the fragment goes on with what was shown.
    """
    if change.new.ask in ("notice", "help"):
        return _of_notice(change)
    of_case = change.kinds == {"tier"} and change.asks_truth and not change.has("have", "which")
    of_case = of_case or (change.events[:1] == ["negated"] and change.kinds == {"tier"})  # 未列入的最佳案例是哪一个
    if of_case or _leaves_out(change) or (change.has("unlimited") and change.new.by == change.old.by == "share"):
        return None  # 是最佳案例吗, after one case; 不分档，整体占比
    points = change.has("those", "inside_those") or is_this_case(change)  # 这个案例的全部参与单位
    every = change.has("every_noun") or (
        change.new.by == "share"
        and change.events[:1] == ["condition"]
        and change.reading.has("every")
        and not change.begins("occupy")
        and change.kinds == {"tier"}
        and not change.has("ne")
    )  # 最佳案例在全部案例里的占比
    whole = change.new.every == EVERYTHING and change.asks_truth  # 所有案例浙江都参与了，对吗
    whole = whole and change.reading.has("case") and change.reading.has("every")
    of_all = ((every and change.names_case) or whole or _is_of_all(change)) and change.asks and not points
    if of_all or any(whole(change) for whole in _WHOLE):
        return OWN
    if change.shares_no_cases:
        return share_of_units(change) or UNCLEAR
    within = change.new.by == change.old.by == "share" and change.kinds == {"tier"} and is_whole_of_share(change)
    if not within and (points or _goes_on(change)):  # but 在最佳案例里的占比呢
        return None
    if change.new.by == "share":
        return share_in_case(change) or share_of_another_place(change) or number_of_tier(change) or share(change)
    per_case = change.reading.has("per") and change.reading.has("case")  # but 平均每个几家单位 is of those
    if change.new.by == "mean" and (change.names_case or change.parts or per_case or change.has("cases")):
        return OWN
    if (some := _cases_within(change) or _units_within(change)) is not None:
        return some
    if change.kinds == {"tier"} and (belonging := _of_tier(change)) is not None:
        return belonging
    if change.kinds == {"tier"} and change.new.ask == "count" and change.has("sum") and not change.refers:
        return None if change.reading.has("tier_noun") else OWN  # 最佳一共几个; 两档合计多少个
    of_those = change.events == ["which", "condition"] and change.kinds == {"tier"}  # 哪几个是最佳案例
    asks = change.asks and change.names_case and not of_those and not joins_another(change)
    if asks and (change.parts or change.new.items) and change.new.ask != "card":
        return OWN
    return _ranking(change) if change.new.ask == "rank" and not ranks_those_shown(change) else None


def _leaves_out(change: Change) -> bool:
    """Return whether the fragment only leaves out a tier or what places or agencies did (请排除安徽参与的案例)."""
    said = change.begins("neg_right") and not change.reading.has("lacks")
    said = said and not change.has("which", "howmany") and change.kinds <= HOLDERS
    away = change.begins("neg_right") and given_up(change) is not None  # 不考虑安徽，浙江的优秀案例有哪些
    return said or away or removes_tier(change)  # 去掉最佳实践案例，还剩哪些


def _introduces_one(change: Change) -> bool:
    """Return whether the fragment asks to introduce one case by its tier and number (再介绍优秀案例第五项)."""
    return change.kinds == {"tier", "number"} and change.new.ask == "card" and not change.refers


def _asks_of_tier(change: Change) -> bool:
    """Return whether the fragment asks if a place has a part in all cases of a tier (江苏是否参与了全部最佳案例呢)."""
    every = change.new.every if change.new.ask == "yes_no" else None
    return every is not None and every in change.parts and change.kinds == {"place", "tier"} and change.names_case


def _is_after_case(change: Change) -> bool:
    """Return whether the fragment is a whole question after one case (那江苏参与了哪些案例呢, 另外优秀案例有几个)."""
    whole = change.names_case and change.has("which", "howmany") and change.new.ask in ("cases", "count")
    whole = whole and change.new.subject == "cases" and change.has("that", "again")
    whole = whole and not change.reading.has("switched")
    points = change.has("those", "inside_those", "point", "inside", "pick") or change.numbers
    return whole and bool(change.parts) and not points and the_case(change) is not None


def _asks_truth_as_before(change: Change) -> bool:
    """Return whether the fragment asks of another place the truth that was asked before the last question.

    The last question was one for partners: 是跟谁合作的 → 绍兴上榜没.
    """
    earlier = change.context.earlier[0] if change.context.earlier else None
    if earlier is None or not change.asks_truth or change.refers or change.kinds not in ({"place"}, {"org"}):
        return False
    alone = len(conjuncts(earlier.where)) == 1 and kinds_of(earlier.where) == change.kinds
    partners = change.old.ask == "units" and bool(change.old.scope.outside or change.old.scope.without)
    said = partners and any(one.has_verb for one in change.conditions)
    return said and alone and earlier.ask == "yes_no" and earlier.by == "cases" and earlier.every is None


def _counts_all(change: Change) -> bool:
    """Return whether the fragment counts among all cases after a question about a single one.

    For example 那安徽没参加的案例一共有几个呢.
    """
    counts = change.asks_count and change.new.subject == "cases" and change.names_case and change.has("sum")
    lately = (change.old, *change.context.earlier[:1])
    alone = any(change.index.evaluate(query.where).bit_count() == 1 for query in lately)
    return counts and alone and bool(change.parts) and not change.has("those", "point", "inside_those")


def _claims_several(change: Change) -> bool:
    """Return whether several cases of one place or agency are claimed after a single case: 它是不是参与了两个案例."""
    claims = change.new.ask == "yes_no" and change.new.by == "number" and change.new.subject == "cases"
    single = change.index.evaluate(change.old.where).bit_count() == 1
    return claims and single and change.has("cases") and change.kinds in ({"org"}, {"place"})


def _sums_one(change: Change) -> bool:
    """Return whether the fragment asks for all cases of one of the last places: 湖州参与的一共有哪些, 金华一共几个."""
    parts = conjuncts(change.old.where)
    counts = change.asks_count and any(isinstance(part, Not) for part in parts)
    asks = counts or (change.new.ask == "cases" and change.has("which"))
    asks = asks and change.new.subject == "cases" and change.has("sum") and change.kinds == {"place"}
    others = [part for part in parts if kinds_of(part) != {"place"} and not isinstance(part, Not)]  # not this case
    return asks and set(change.parts) < set(parts) and not others


def _is_of_every_case(change: Change) -> bool:
    """Return whether the fragment says that all cases of a place or agency are meant, not those of the last tier.

    For example 安徽参与的全部案例呢, after 安徽参与的最佳案例.
    """
    named = change.has("case") and bool(change.kinds & HOLDERS) and change.kinds <= HOLDERS
    said = change.reading.has("every") and not (change.asks_truth or points_back(change))
    return named and said and "tier" in kinds_of(change.old.where)


def _counts_notices(change: Change) -> bool:
    """Return whether the fragment counts notices that it names itself, or all: 2023年发的通知有几份, 一共有几份通知."""
    named = change.kinds == {"notice"} or (not change.parts and change.has("sum"))
    return change.new.subject == "notices" and named and not change.refers


_WHOLE = (
    _counts_notices,
    _is_of_every_case,
    _counts_all,
    _sums_one,
    _asks_truth_as_before,
    _is_after_case,
    _asks_of_tier,
    _introduces_one,
    _claims_several,
)
"""The tests for a question of its own; one that holds is enough."""


def _is_of_all(change: Change) -> bool:
    """Return whether the fragment says that it is about all cases or agencies (这次一共评出22个案例，对吧)."""
    chosen = change.new.by == "number" and change.has("selected") and change.has("sum") and not change.parts
    part = (change.new.by, change.new.subject) == ("share", "units") and "condition" in change.events
    whole = part and change.reading.has("every")  # 安徽的单位占全部单位的百分之几
    among = change.events[:2] == ["every_noun", "unit"] and change.has("cases")  # 所有单位里参与了不止一个的
    counts_places = change.asks_count and change.new.subject in LEVELS and change.has("take") and bool(change.parts)
    denied = any(isinstance(part, Not) for part in conjuncts(change.old.where))  # 上海几个区参加了, after 浦东没有
    first = [event for event in change.events if event not in ("list", "show")][:1]
    asks = change.asks_count or change.new.ask == "units"
    if change.reading.has("every") and change.has("notice") and asks and not change.parts:
        return True  # 整份通知里一共有多少个单位
    noun = next((ask.noun for ask in change.asks_of("which")), "")
    asked = first == ["which"] and noun == "unit" and change.reading.has("case") and not change.parts
    busy = (first == ["cases"] or asked) and change.names_unit and change.has("which", "list", "show", "howmany")
    busy = busy and change.new.scope.op is not None  # 参与了2个案例的处室有哪些, 哪些单位参与了不止一个案例
    of_selected = change.new.by == "share" and change.events[:1] == ["selected"]  # 入选的案例中，安徽的占多少
    return chosen or whole or among or busy or of_selected or (counts_places and denied)


def _of_notice(change: Change) -> Query:
    """Return the query for a fact of the last query's notice or for the case shown, else OWN.

    For example 参评的呢, after 书房, is of that one of several notices, if it has such a fact; 是讲什么的, after one
    case, is its card.
    """
    of_case = change.has("card") or (change.has("source") and change.has("title"))  # 标题全文再发一下
    card = change.context.card or (the_case(change) if change.has("title") else None)
    if card is not None and of_case:
        return card
    if change.has("summary") and not change.has("notice") and (case := the_case(change)) is not None:
        return case  # 是讲什么的, after one case
    if change.new.where != EVERYTHING or change.old.where == EVERYTHING or len(change.index.dataset.notices) < 2:
        return OWN
    found = change.notices_of_last
    facts = {normalize_name(name) for one in found for fact in one.facts for name in (fact.topic, *fact.aliases)}
    same = (change.old.ask == "notice" or change.has("notice")) and not change.reading.has("each", "per", "every")
    said = bool(found) and (same or change.new.fact in facts)  # 什么时候发的; 这份通知是哪天发的, after a case
    return change.new.with_(where=InNotice(found[0].id)) if said else OWN


def _goes_on(change: Change) -> bool:
    """Return whether the fragment is about what was shown (当中有金华的是哪一则, 列安徽方面的单位)."""
    side = change.reading.has("side") and change.new.ask == "units" and not change.names_case
    another = change.names_case and change.has("show", "list") and any(one.has_verb for one in change.conditions)
    shown = change.context.card or (the_case(change) if change.old.ask == "yes_no" else None)
    alone = shown is not None and change.names_case and change.has("which") and not change.refers
    if change.reading.has("switched") and change.kinds <= kinds_of(change.old.where):
        said = any(one.has_verb for one in change.conditions) or change.old.ask not in ("cases", "count")
        if change.kinds == {"tier"} or (change.kinds == {"place"} and not said):
            return True  # 换成优秀案例，都有哪些
    again = change.has("again") and not (another or alone)  # 再查上海参与的案例; 还有哪些案例没有安徽, after one
    continues = (
        again
        or change.has("ne", "pick", "narrowed", "more", "than", "compare", "compare_less")
        or change.begins("inside")
        or change.events[:2] == ["show", "inside"]  # 看看里面哪个案例单位最多
    )
    each = change.has("each") and change.old.ask == "rank" and change.kinds == {"tier"}  # 最佳案例各是多少
    continues = continues or each
    too = ranks_again(change) and (change.reading.has("also") or _names_no_ranked(change))  # 优秀案例的排名
    return continues or change.in_turn or too or (side and change.old.ask == "cases")


def _names_no_ranked(change: Change) -> bool:
    """Return whether the fragment leaves open what is ranked, after a ranking of places."""
    return change.old.subject in LEVELS and not change.has("each_noun", "take")


def _cases_within(change: Change) -> Query | None:
    """Return the number of the cases of a tier among those counted by their places (最佳案例里有几个), or None."""
    new, old = change.new, change.old
    within = change.kinds == {"tier"} and change.has("inside") and not change.has("sum", "card", "which")
    counted = (new.ask, new.subject) == (old.ask, old.subject) == ("count", "cases")
    kinds = kinds_of(old.where)
    if not within or not counted or not kinds & {"place", "count"} or "tier" in kinds:
        return None
    return old.with_(where=both(old.where, new.where))


def _of_tier(change: Change) -> Query | None:
    """Return the query for the cases of a tier among those shown (哪一个是优秀案例, 属于优秀案例的有哪些), or None."""
    if change.new.ask not in ("cases", "count"):
        return None
    belongs = change.begins("have") and change.has("which")
    mentions = change.reading.mentions
    among = change.new.ask == "count" and any(
        one.has("howmany") and after.has("is") for one, after in pairwise(mentions)
    )  # 有几个是优秀案例
    told = change.old.ask == "yes_no" and set(change.parts) <= set(conjuncts(change.old.where))
    if told and change.has("which") and change.new.ask == "cases" and not change.refers and change.old.by == "number":
        return change.new.with_(where=change.old.where)  # 最佳案例只有一个，是不是 → 是哪个最佳案例
    if belongs and change.lists_units:
        return change.old.with_(where=both(change.old.where, change.new.where))
    untiered = change.old.where != EVERYTHING and "tier" not in kinds_of(change.old.where)
    which_one = change.new.ask == "cases" and change.reading.has("which_one")
    where = both(change.old.where, change.new.where)
    if untiered and change.old.ask == "cases" and (belongs or among or which_one):
        return change.new.with_(where=where)
    found = change.old.ask in ("count", "yes_no") and change.old.subject == "cases"  # 有几个 → 哪个是最佳案例
    return change.new.with_(where=where) if untiered and found and which_one and change.index.evaluate(where) else None


def _ranking(change: Change) -> Query | None:
    """Return OWN for a ranking that names what it ranks (哪个省单位最少), or None if it does not.

    A ranking of cases after a ranking of places (参与单位最多的案例) is of the cases of that one.
    """
    named = next((ask.noun for ask in change.asks_of("which")), "")
    of_units = named in NOUNS and change.new.by == "units"  # 哪个省单位最少
    whole = change.new.subject == "units" and change.events[:1] == ["unit"] and kinds_of(change.old.where) == {"org"}
    of_units = of_units or whole  # 单位按参与案例数排序, after the number of one agency's cases
    of_cases = change.names_case and change.has("which", "who", "each_noun")
    if of_units or of_cases:
        return OWN
    asks = change.asks_of("most", "least")
    cases_named = change.new.subject == "cases" and any(ask.noun == "case" for ask in asks)
    if cases_named and change.old.ask == "rank" and change.old.subject != "cases":
        return change.new.with_(where=both(change.old.where, change.new.where))
    return None


def among_all(change: Change) -> Query | None:
    """Return the ranking of all places of the level of the one that was asked about (哪个省最多), or None.

    It has the last query's other conditions, and is by agencies if these were asked for.
    """
    old, parts = change.old, conjuncts(change.old.where)
    if change.new.ask != "rank" or ranks_those_shown(change):
        return None
    places = [part for part in parts if isinstance(part, InRegion)]
    ne = change.has("ne") and not names_noun(change)  # 谁最多呢 may be of these, 哪个省最多呢 is not
    points = ne or change.has("those", "inside_those") or points_back(change)  # not 那谁最多
    if old.ask not in ("count", "cases", "units") or len(places) != 1 or points:
        return None
    if old.ask != "count" and (change.has("each_noun") or not (change.has("who") or names_noun(change))):
        return None
    region = change.index.regions.get(places[0].code)
    if region is None or change.new.subject != region.level:
        return None
    by = "units" if change.lists_units and not change.has("take") else change.new.by
    return change.new.with_(where=both(*(part for part in parts if part not in places)), by=by)


def _units_within(change: Change) -> Query | None:
    """Return the number of those of the agencies shown that are of a tier or a place, or None.

    For example 优秀案例里的有几家, after a number of agencies; 浙江的单位有几个, after those of one case.
    """
    new, old = change.new, change.old
    counts = new.ask == "count" and new.subject == "units" and new.by == "cases" and change.kinds <= {"place"}
    places = [part for part in change.parts if isinstance(part, InRegion)]
    counts = counts and not change.names_case and len(places) == len(change.parts) and bool(new.scope.within)
    if counts and change.lists_units and change.index.evaluate(old.where).bit_count() == 1:
        return old.with_(where=without_scope(old), ask="count", subject="units", by="cases", scope=new.scope)
    again = bool(old.scope.within)  # 其中参与最佳的多少家 → 参与优秀的多少家
    of_them = change.lists_units and (change.has("inside") or again) and change.reading.has("howmany_unit")
    if not of_them or change.kinds != {"tier"} or change.reading.has("unit"):
        return None
    kept = (part for part in conjuncts(change.old.where) if kinds_of(part) != {"tier"})
    return change.old.with_(ask="count", subject="units", by="cases", where=both(*kept, change.new.where))
