"""Rule for conditions without a noun, which are of what was listed (SEMANTICS 11)."""

from __future__ import annotations

from intents.dialogue.change import OWN, UNCLEAR, Change
from intents.dialogue.claims import of_each
from intents.dialogue.kinds import HOLDERS, NAMED, kinds_of
from intents.dialogue.references import asks_alike, has_object, points_back, removes_tier
from intents.dialogue.replacing.instead import asks_too, is_instead, is_too
from intents.dialogue.replacing.replacement import exchanged
from intents.index.case_index import LEVELS
from intents.model.query import (
    EVERYTHING,
    About,
    And,
    Filter,
    InRegion,
    InTitle,
    IsCase,
    Not,
    Or,
    PlaceCount,
    Query,
    both,
    conjuncts,
    leaves,
)


def headless(change: Change) -> Query | None:
    """Return the fragment's query with its conditions added to those of the last list.

    It applies to conditions without a noun (浙江的, 有江苏的, 最佳的是哪个, 安徽有吗). OWN where they make a whole
    question; UNCLEAR where it is not clear which cases are meant; None where nothing was listed, or where they stand in
    the place of conditions of the list.
    """
    too = change.reading.has("also") and change.kinds == {"place"}  # 苏州也在吗
    all_of_them = change.has("all", "everything") and not too
    shown = change.old.ask == "rank" or (change.old.by == "number" and all_of_them)  # 这五个都是优秀案例吗
    listing = _led(change) or change.context.listing
    listing = listing or (change.old if shown and change.old.where != EVERYTHING else None)
    refers = change.refers and not (change.asks_truth and change.reading.has("also") and not points_back(change))
    there = _in_notice(change)
    if there or listing is None or _is_another(change) or refers or not (change.parts or change.new.items):
        return there or (UNCLEAR if listing is None and _is_of_all(change) else None)
    claimed = all_of_them and change.has("particle") and not change.asks  # 都是最佳的吧
    new, old = change.new.with_(ask="yes_no") if claimed else change.new, listing.where
    all_of_tier = new.ask == "yes_no" and all_of_them and change.kinds == {"tier"}  # 是否均为优秀案例
    if all_of_tier or _says_anew(change, listing):
        anew = new if change.asks else listing.with_(where=new.where)
        return of_each(change, new, old) if all_of_tier else anew
    first = UNCLEAR if _may_be_of_first(change) else None
    other = first or _each_of_number(change) or _other_number(change, old) or _asks_of_another(change, old)
    if (change.names_case and not removes_tier(change)) or other is not None:
        return other
    titled = all(isinstance(part, InTitle | Not) for part in change.parts)  # 标题带标准的; 与质量无关的
    titled = titled or _is_theme(change, old)
    if (change.kinds & NAMED and not titled) or change.has("turn"):
        return None
    together = change.events[:2] == ["condition", "which"] and change.has("all")  # 江苏有哪几个局一起弄的
    if new.ask == "units" and change.kinds == {"place"} and (change.begins("have", "take") or together):
        return new.with_(where=old)  # 涉及安徽哪些单位
    if _is_whole(change, listing) or _asks_truth_of_another(change, listing):
        return OWN
    another = is_instead(change, old) or _counts_another(change)
    if not _may_lack_noun(change) or another or is_too(change) or asks_too(change):
        return None
    marked = all(names.is_marked for one in change.conditions for names, _ in one.names)
    of_cases = any(one.is_attributive for one in change.conditions)
    any_of_them = of_cases and (change.has("have") or change.reading.has("exists"))  # 安徽也参与的有吗
    of_those = any_of_them or change.begins("have") or change.reading.has("with")  # 跟苏州一起的有吗
    marked = marked and not of_those
    if new.ask == "yes_no" and (marked or all_of_them or new.every == EVERYTHING):
        return of_each(change, new, old)  # 都有浙江吗
    if new.ask == "count" and new.subject != "cases":
        return new.with_(where=both(old, new.where))
    if set(conjuncts(new.where)) <= set(conjuncts(old)):
        said = new.ask in ("units", "cases") and old != EVERYTHING
        return new.with_(where=old) if said else None  # 江苏是哪个处, of its cases; 安徽没参加的, said again
    if change.kinds == {"org"} <= kinds_of(old) and not change.index.evaluate(both(old, new.where)):
        return None  # 药监局的呢, after those of 消保委: another agency's
    return _narrowed(change, old)


def _in_notice(change: Change) -> Query | None:
    """Return the question whether a notice has what was asked about (河南那份里也有吗), or None."""
    old, asked = change.old, change.kinds == {"notice"} and change.asks_truth
    told = old.ask in ("cases", "count", "units", "card") and not kinds_of(old.where) <= {"notice"}
    return change.new.with_(where=both(old.where, change.new.where), every=None) if asked and told else None


def _counts_another(change: Change) -> bool:
    """Return whether the fragment counts for another place what was counted for one: 江苏一共参与了几个."""
    counts = change.old.ask == "count" and change.asks_count and change.new.subject == change.old.subject == "cases"
    places = [part for part in conjuncts(change.old.where) if kinds_of(part) == {"place"}]
    alone = len(places) == len(change.parts) == 1 and change.kinds == {"place"}
    return counts and alone and change.has("sum") and change.has("take") and not change.refers


def _is_theme(change: Change, old: Filter) -> bool:
    """Return whether the fragment asks which of the listed cases are about a theme, and some are: 标准方面的有哪些."""
    themes = all(isinstance(part, About) and part.theme for part in change.parts)
    asks = change.has("which") and not (change.names_case or change.has("more"))
    asks = asks and any(one.is_attributive for one in change.conditions)
    return themes and asks and bool(change.index.evaluate(both(old, change.new.where)))


def _led(change: Change) -> Query | None:
    """Return the query for the cases that a ranking of the fewest shows, or that all were asked of; None without such.

    For example 都有浙江吗, after 单位最少的案例, and then 有江苏吗.
    """
    old = change.old
    if old.ask == "rank" and old.subject == "cases" and old.least:
        return Query("cases", change.leaders(old))
    if old.ask != "yes_no" or old.every is None:
        return None
    listed = all(isinstance(leaf, IsCase) for leaf, _ in leaves(old.every))  # …: 江苏参加了吗
    asks = change.reading.has("have") or (listed and change.reading.has("take"))
    whole = change.new.every == EVERYTHING and old.every != EVERYTHING and change.reading.has("throughout")
    asks = asks or (whole and not change.reading.has("case", "every"))  # …没有安徽，对吗: 江苏是不是都参与了
    return Query("cases", old.every) if asks else None


def _is_of_all(change: Change) -> bool:
    """Return whether the fragment asks if all are of a tier (都是优秀吗) while no single case was shown."""
    truth = change.asks_truth and change.has("all") and change.kinds == {"tier"}
    return truth and not change.names_case and change.context.card is None


def _may_be_of_first(change: Change) -> bool:
    """Return whether 安徽有吗, after a ranking of cases, may be of those that lead it or of all."""
    ranked = change.old.ask == "rank" and change.old.subject == "cases" and not change.old.least
    ranked = ranked and change.context.card is None
    return ranked and change.asks_truth and change.kinds == {"place"}


def _each_of_number(change: Change) -> Query | None:
    """Return the question whether a place has a part in each listed case, or None.

    It applies if the fragment says how many were listed (安徽两个都参与了吗, after two cases).
    """
    listing = change.context.listing
    claims = change.asks_truth and change.new.by == "number" and change.has("all", "everything")
    if listing is None or not claims or change.kinds != {"place"} or change.numbers != [change.size(listing)]:
        return None
    return Query("yes_no", both(listing.where, *change.parts), every=listing.where)


def _asks_truth_of_another(change: Change, listing: Query) -> bool:
    """Return whether the truth about one place is asked of another (金华参与了吗 → 宁波参与了吗)."""
    old, parts = change.old, conjuncts(change.old.where)
    afresh = listing.where == old.where or set(conjuncts(listing.where)).isdisjoint(parts)
    alike = old.ask == change.new.ask == "yes_no" and old.every is None and old.by == "cases" and afresh
    return alike and len(parts) == 1 and kinds_of(parts[0]) == change.kinds == {"place"} and not change.refers


def _narrowed(change: Change, old: Filter) -> Query:
    """Return the fragment's query, narrowed to the listed cases; OWN where none of them but another is meant.

    For example 松江参加的是优秀里的第几个.
    """
    where = both(*(part for part in conjuncts(old) if part != And()), change.new.where)
    anew = change.has("list") and all(isinstance(part, Not) for part in change.parts)  # 没有凑齐四地的列一下
    nothing = not change.index.evaluate(where) and change.index.evaluate(change.new.where)
    other = (change.new.ask == "card" or anew) and nothing
    return OWN if other else change.new.with_(where=where)


def _other_number(change: Change, old: Filter) -> Query | None:
    """Return the fragment's query with its number in the place of the list's, which it contradicts, or None.

    For example 四地的最佳有几个, after those of three.
    """
    new, both_counted = change.new, "count" in kinds_of(old) & change.kinds
    counted = all(isinstance(part, PlaceCount) for part in change.parts)  # 仅三个省市参与的, after those of all four
    several = sum(isinstance(part, InRegion) for part in conjuncts(old)) > 1
    both_counted = both_counted or (counted and several)
    if not both_counted or change.index.evaluate(both(old, new.where)) or not change.index.evaluate(new.where):
        return None
    return new.with_(where=exchanged(old, new.where, keeps=True))


def _asks_of_another(change: Change, old: Filter) -> Query | None:
    """Return the fragment's query with its place instead of the one that the last question added, or None.

    It applies to places that are denied, and to one that is counted as another was: 江苏没参加的几个, after
    上海没参加的是哪个 of the cases of 浙江.
    """
    if not change.context.earlier or change.reading.has("also") or change.asks_truth or change.has("inside"):
        return None
    held = conjuncts(change.context.earlier[0].where)
    kept = [part for part in conjuncts(old) if part in held]
    added = [part for part in conjuncts(old) if part not in held]
    sides = (added, change.parts)
    alike = all(len(parts) == 1 and kinds_of(parts[0]) == {"place"} for parts in sides)
    alike = alike and (all(isinstance(parts[0], Not) for parts in sides) or asks_alike(change))
    return change.new.with_(where=both(*kept, *change.parts)) if alike and kept else None


def _holds_last(change: Change, listing: Query) -> bool:
    """Return whether each place of the list lies in a place that the fragment names."""
    regions = change.index.regions
    named = [regions[part.code] for part in change.parts if isinstance(part, InRegion) and part.code in regions]
    held = [part.code for part in conjuncts(listing.where) if isinstance(part, InRegion)]
    inner = [regions[code] for code in held if code in regions]
    return bool(named and inner) and all(any(one.is_within(upper) for upper in named) for one in inner)


def _is_whole(change: Change, listing: Query) -> bool:
    """Return whether the fragment is a whole question and not about a part of the list.

    For example 金华参与了哪些; 最佳里没有安徽的, after 优秀里没有上海的.
    """
    left_out = (change.begins("neg_right") or change.reading.has("lacks")) and not change.names_case
    left_out = left_out or removes_tier(change)
    if change.has("which") and has_object(change):
        return not left_out  # 去掉安徽，还有哪些 is of those that were listed
    several = change.has("which") and not change.reading.has("which_one") and not change.refers
    if several and change.kinds == {"place"} and change.events == ["condition", "which"] and change.size(listing) == 1:
        return True  # 宣城的哪几个呀, after the one case of 芜湖
    if change.new.every == EVERYTHING and change.reading.has("case") and change.asks_truth:
        return True  # 浙江是否参与了全部案例
    if change.asks_count and _counts_anew(change, listing):
        return True
    if change.asks_count and change.kinds == kinds_of(listing.where) == {"place", "tier"}:
        return not points_back(change)  # 浙江参加了几个优秀的, after those of 安徽
    held_names = {leaf for leaf, _ in leaves(listing.where)}
    options = [part for part in change.parts if isinstance(part, Or) and kinds_of(part) == {"place"}]
    if any(not held_names.isdisjoint(leaf for leaf, _ in leaves(part)) for part in options):
        return True  # 杭州或者绍兴参与的合计几项, after those of 杭州
    picked = any(isinstance(leaf, IsCase) for leaf in held_names)
    if picked and change.events[:2] == ["condition", "inside"] and kinds_of(change.parts[0]) == {"tier"}:
        return True  # 最佳里面没有安徽的, after the last three of them
    evaluate = change.index.evaluate
    if len(change.parts) > 1 and set(conjuncts(listing.where)) < set(change.parts):
        return True  # 湖州金华一起的有没有, after those of 金华
    if len(change.parts) > 1 and change.kinds == {"place"}:  # 四省市都有的几个, after those of three
        return not evaluate(both(listing.where, change.new.where)) and bool(evaluate(change.new.where))
    tiers = {part for part in change.parts if kinds_of(part) == {"tier"}}
    held = {part for part in conjuncts(listing.where) if kinds_of(part) == {"tier"}}
    return {"tier"} < change.kinds and bool(held) and tiers.isdisjoint(held)


def _counts_anew(change: Change, listing: Query) -> bool:
    """Return whether the fragment counts what is not a part of the list (湖州全市总共几个, after the cases of 安吉)."""
    counts_cases = change.new.subject in ("cases", *LEVELS)
    if counts_cases and change.has("sum") and _holds_last(change, listing):
        return True
    if change.kinds != {"place"}:
        return False
    if change.has("sum") and kinds_of(listing.where) == {"org"}:
        return True  # 合起来苏州一共几个, after one of its agencies
    old, new = change.old, change.new
    counted = old.ask == "count" and old.subject == new.subject == "cases" and isinstance(old.where, InRegion)
    if counted and isinstance(new.where, Not) and not points_back(change):
        return True  # 安徽没有参与的有几个, after 江苏参与了几个
    said = change.old.ask == "yes_no" and set(change.parts) <= set(conjuncts(change.old.where))
    if said and change.has("sum"):
        return True  # 宣城一共参与了几个, after 宣城也参与了吗
    takes = change.new.subject == "cases" and change.has("take") and not points_back(change)
    return takes and change.size(listing) == 1  # 金华参加了几个, after the one case of 杨浦


def _is_another(change: Change) -> bool:
    """Return whether the fragment is about another list or another number.

    For example 再列出江苏参与的; 哦不对，我要看上海的; 上海又是多少. After the number of all agencies there is no list
    to go on with: 一共几家单位 → 江苏的单位几家.
    """
    of_all = change.lists_units and change.old.where == EVERYTHING and not change.old.scope.within
    another = (change.begins("again") or change.events[:1] == ["again"]) and change.has("list", "show")
    share = change.old.by == "share" and change.asks_count and change.reading.has("amount")
    stated = change.has("hole", "cases") and change.new.by == "number" and _each_of_number(change) is None
    return of_all or another or share or stated or change.in_turn or change.has("rather", "instead")


def _says_anew(change: Change, listing: Query) -> bool:
    """Return whether the fragment repeats the list's conditions with a change.

    For example 有上海没安徽的, after 有江苏没安徽的.
    """
    old, new = set(conjuncts(listing.where)), set(change.parts)
    told = bool(old & new) and bool(new - old) and len(new) == len(old) > 1
    same = set(leaves(listing.where)) == set(leaves(change.new.where))  # 江苏或安徽未参与的, after 均未参与的
    told = told or (same and len(old) > 1 and old != new)
    denied = [sum(isinstance(part, Not) for part in side) for side in (old, new)]
    alike = 0 < denied[0] == denied[1] and change.new.ask == "cases"  # 沪浙都参与而安徽没参与的有哪些
    told = told and (not change.asks or same or alike)  # 江苏、安徽至少有一方未参与的有几件
    return told and change.kinds <= HOLDERS and kinds_of(listing.where) <= HOLDERS


def _may_lack_noun(change: Change) -> bool:
    """Return whether the fragment may leave out the noun for cases (浙江的, 最佳的那个, 有江苏的是哪个)."""
    if change.new.ask != "cases":
        return change.new.ask in ("count", "yes_no", "units", "card")
    lists = change.old.ask == "rank" and change.has("list")  # 安徽的明细拉出来
    return change.ends_attributive or change.has("point", "which") or lists
