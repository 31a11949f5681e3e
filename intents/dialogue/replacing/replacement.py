"""Put conditions in the place of those of their kinds, for rules that swap them (SEMANTICS 11)."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from intents.dialogue.change import Change
from intents.dialogue.kinds import HOLDERS, NAMED, kinds_of
from intents.model.query import (
    About,
    And,
    ByAgency,
    Filter,
    InArea,
    InNotice,
    InRegion,
    InTitle,
    IsCase,
    Not,
    OnlyRegions,
    Or,
    PlaceCount,
    Query,
    UnitCount,
    Unknown,
    both,
    conjuncts,
    leaves,
    negated,
)
from intents.model.substitution import renamed
from intents.parsing.notices.names import is_of, notices_called

_APART = HOLDERS | {"count"}
"""The kinds of conditions beside which a denied one stands: 没有安徽的呢, 去掉只有两家的."""


def swapped_where(change: Change, new: Query) -> Filter:
    """Return the last conditions with those of `new` in the place of those of their kinds.

    Where no case meets these, the conditions before the last question with the new ones, or conditions that fit another
    notice.
    """
    if (anew := _others_of(change) or _said_anew(change, new) or _in_their_place(change)) is not None:
        return anew
    kept, open_parts = _asked_parts(change)
    says = any(one.has_verb and all(mode == "plain" for _, mode in one.names) for one in change.conditions)
    keeps = not (says or change.reading.has("have") or change.has("turn"))  # 那江苏参与的呢, after 没有安徽的
    before = both(*change.before)
    other = change.old.ask == "yes_no" and change.asks and not change.asks_truth and bool(change.before)
    asked = [part for part in conjuncts(change.old.where) if part not in change.before]
    if other and change.kinds <= kinds_of(before) and change.kinds.isdisjoint(kinds_of(both(*asked))):
        return exchanged(before, new.where, keeps=keeps)  # 那无锡参加了哪些, after 有最佳的吗
    denied = bool(change.before) and bool(asked) and all(isinstance(part, Not) for part in asked)
    said = {leaf for leaf, _ in leaves(before)} <= {leaf for leaf, _ in leaves(new.where)}  # 江苏和安徽至少缺一个的呢
    if denied and keeps and not said and kinds_of(both(*asked)) == change.kinds:
        return both(before, exchanged(both(*asked), new.where, keeps=True))  # 江苏没来的 → 安徽呢
    of_cases = change.old.ask == "cases" or (change.old.ask == "count" and change.old.subject == "cases")
    lists = bool(change.before) and of_cases and not change.asks
    if lists and change.kinds == {"place"} == kinds_of(both(*asked)) and change.kinds <= kinds_of(before):
        of_those = both(before, exchanged(both(*asked), new.where, keeps=keeps))  # 其中有湖州的 → 有杭州的呢
        if change.index.evaluate(of_those):
            return of_those
    if change.kinds == {"tier"} and _is_unknown(change.old.where):
        return new.where  # 优秀的有哪些, after 三等奖
    where = both(*kept, exchanged(both(*open_parts), new.where, keeps=keeps))
    if (of_notice := _of_another_notice(change, where)) is not None:
        return of_notice
    if change.kinds == {"org"} and not change.index.evaluate(where) and _are_elsewhere(change):
        return both(*(part for part in conjuncts(where) if kinds_of(part) != {"place"}))
    if change.index.evaluate(where):
        return where
    return _instead_of_nothing(change, new, keeps=keeps) or where


def _instead_of_nothing(change: Change, new: Query, *, keeps: bool) -> Filter | None:
    """Return what else the fragment means where no case meets its conditions beside those kept, or None."""
    old, found = change.old.where, change.index.evaluate(new.where)
    if found and kinds_of(old) == {"count"} and change.kinds == {"place"}:
        return new.where  # 仅沪浙两地参与的有没有, after those of one
    alike = [part for part in change.before if kinds_of(part) <= change.kinds]
    further = change.before and len(alike) != 1  # 上海参与的, 其中最佳的 → 换成宁波: that is in its place
    narrowed = both(*change.before, new.where)  # 换成宁波参加的呢, after 其中有区级局的
    if change.has("turn", "instead", "that") and further:
        return narrowed if change.index.evaluate(narrowed) else None
    notices = [part for part in conjuncts(old) if kinds_of(part) == {"notice"}]
    if found and change.reading.has("rather", "switched", "instead") and kinds_of(old) - {"notice"} == {"topic"}:
        return both(*notices, new.where)  # 鼓浪屿的 → 不对，我要看武夷山的
    listing, picked = change.context.listing, all(isinstance(leaf, IsCase) for leaf, _ in leaves(old))
    if picked and listing is not None and change.kinds <= kinds_of(listing.where):
        return exchanged(listing.where, new.where, keeps=keeps)  # 金华的 → 第二个 → 那宁波呢
    return None


def _are_elsewhere(change: Change) -> bool:
    """Return whether the agencies named are of places outside those of the last query (嘉兴市局呢, after 嘉善)."""
    regions = change.index.regions
    held = [part.code for part in conjuncts(change.old.where) if isinstance(part, InRegion)]
    named = [leaf.code for leaf, _ in leaves(change.new.where) if isinstance(leaf, ByAgency)]
    uppers = [regions[code] for code in held if code in regions]
    known = bool(named and uppers) and all(code in regions for code in named)
    return known and not any(regions[code].is_within(upper) for code in named for upper in uppers)


def _of_another_notice(change: Change, where: Filter) -> Filter | None:
    """Return the conditions that fit another notice, or None if a case meets `where` or no other notice is meant.

    A tier that the other notice lacks is dropped (书房呢, after 金牌路段); a place may name the notice (甘肃的呢, after
    江西那份).
    """
    if change.index.evaluate(where):
        return None
    if "notice" in change.kinds:
        kept = [part for part in conjuncts(where) if kinds_of(part) != {"tier"} or part in change.parts]
        if change.index.evaluate(both(*kept)):
            return both(*kept)
        return both(*(part for part in kept if part in change.parts or not _says_whose(change, part)))
    if "notice" not in kinds_of(change.old.where):
        return None
    words = "".join(mention.text for mention in change.reading.mentions if mention.filters)
    named = len(change.parts) > 1 or change.kinds == {"topic"}
    called = notices_called(words, change.index.dataset.notices) if named else ()
    if len(called) == 1 and InNotice(called[0]) not in conjuncts(change.old.where):
        return exchanged(change.old.where, InNotice(called[0]), keeps=True)  # 川渝医疗的呢
    place = change.parts[0] if len(change.parts) == 1 else None
    titled: tuple[str, ...] = ()
    if isinstance(place, InArea):
        titled = notices_called(words, change.index.dataset.notices)  # 那长三角的呢
    elif not isinstance(place, InRegion):
        return None
    region = change.index.regions.get(place.code) if isinstance(place, InRegion) else None
    name = region.short if region is not None else ""
    found = [*titled, *(one.id for one in change.index.dataset.notices if name and is_of(name, one))]
    return exchanged(change.old.where, InNotice(found[0]), keeps=True) if len(found) == 1 else None


def _is_unknown(where: Filter) -> bool:
    """Return whether the filter has only topics that no case has."""
    return all(isinstance(part, Unknown) and part.what == "topic" for part in conjuncts(where))


def _says_whose(change: Change, part: Filter) -> bool:
    """Return whether a place only says which notice the last question was of (天津 of 天津的歌曲)."""
    of = change.notices_of_last
    region = change.index.regions.get(part.code) if isinstance(part, InRegion) else None
    return region is not None and len(of) == 1 and is_of(region.short, of[0])


def _said_anew(change: Change, new: Query) -> Filter | None:
    """Return the last conditions with all places, present and absent, said anew, or None.

    For example 沪在苏不在的呢, after those of 江苏 and 安徽 without 上海.
    """
    if kinds_of(new.where) != {"place"} or {positive for _, positive in leaves(new.where)} != {True, False}:
        return None
    return both(*(part for part in conjuncts(change.old.where) if kinds_of(part) != {"place"}), new.where)


def _others_of(change: Change) -> Filter | None:
    """Return the conditions that the new place is absent and that all other provinces take part, or None.

    For example 除了上海呢, after 除了安徽，其余三地都参与的.
    """
    parts = conjuncts(change.old.where)
    denied = [part.part.code for part in parts if isinstance(part, Not) and isinstance(part.part, InRegion)]
    held = [part.code for part in parts if isinstance(part, InRegion)]
    provinces = [place.code for place in change.index.places("province")]
    out = [part.part.code for part in change.parts if isinstance(part, Not) and isinstance(part.part, InRegion)]
    whole = sorted((*held, *denied)) == sorted(provinces) and bool(denied)
    if not whole or len(out) != len(change.parts) or not set(out) <= set(provinces):
        return None
    rest = (part for part in parts if kinds_of(part) != {"place"})
    places = (negated(InRegion(code)) if code in out else InRegion(code) for code in provinces)
    return both(*rest, *places)


def _in_their_place(change: Change) -> Filter | None:
    """Return the last conditions with other places in a part by which some of its places are absent, or None.

    For example 换成上海和江苏呢, after 江苏和安徽至少有一方缺席的.
    """
    some = [part for part in conjuncts(change.old.where) if isinstance(part, Or | Not) and len(list(leaves(part))) > 1]
    some = [part for part in some if not any(positive for _, positive in leaves(part))]
    held = [leaf for part in some for leaf, _ in leaves(part)]
    plain = all(isinstance(leaf, InRegion) for leaf in (*held, *change.parts))
    said = any(one.has_verb or any(names.join == "any" for names, _ in one.names) for one in change.conditions)
    if len(some) != 1 or not plain or said or len(held) != len(change.parts):
        return None
    return renamed(change.old.where, dict(zip(held, change.parts, strict=True)))


def _asked_parts(change: Change) -> tuple[list[Filter], list[Filter]]:
    """Return the conditions that a question of truth took as given, and those that it asked about.

    After any other question, none and all of its conditions.
    """
    parts = [part for part in conjuncts(change.old.where) if part != And()]
    places = [part for part in parts if isinstance(part, InRegion)]
    several = len(change.parts) > 1 or isinstance(change.parts[0], Or)  # 松江或杨浦的呢
    unknown = any(isinstance(part, Unknown) for part in parts)  # 温州有没有 → 绍兴呢
    if change.old.ask != "yes_no" or change.kinds != {"place"} or several or unknown:
        return [], parts
    earlier = change.context.earlier[0] if change.context.earlier else None
    common = conjuncts(earlier.where) if earlier is not None and earlier.ask == "yes_no" else ()  # 那上海呢 → 宁波呢
    shared = [part for part in parts if part in common]
    shared = shared if len(shared) < len(parts) else []
    given = list(change.before) or shared or [part for part in places if part != _alike(change, places)]
    if not any(kinds_of(part) <= HOLDERS for part in parts if part not in given):
        return [], parts  # 苏州参加了哪些, 有最佳的吗, 无锡呢
    return [part for part in parts if part in given], [part for part in parts if part not in given]


def _alike(change: Change, places: Sequence[InRegion]) -> InRegion | None:
    """Return the place that the new one replaces: the only one of its level, or else the last; None without places."""
    regions = change.index.regions
    levels = {regions[part.code].level for part in change.parts if isinstance(part, InRegion) and part.code in regions}
    alike = [part for part in places if part.code in regions and regions[part.code].level in levels]
    return alike[0] if len(alike) == 1 else places[-1] if places else None


def _alike_denied(out: Sequence[Filter], new: Filter) -> Sequence[Filter]:
    """Return the denied places of `out` if `new` denies as many, else `out`.

    For example 上海参与、浙江没参与的 → 安徽没参与的呢.
    """
    minus = [part for part in out if isinstance(part, Not)]
    denied = [part for part in conjuncts(new) if isinstance(part, Not) and kinds_of(part) == {"place"}]
    return minus if len(denied) == len(minus) == len(conjuncts(new)) < len(out) else out


def _kinds_replaced(old: Filter, new: Filter) -> frozenset[str]:
    """Return the kinds of the conditions of `old` that those of `new` take the place of: its own and their like."""
    gone = frozenset(kinds_of(new))
    placed = all(isinstance(leaf, PlaceCount) for leaf, _ in leaves(new))
    held = [part for part in conjuncts(old) if kinds_of(part) == {"place"}]
    apart = len(held) != 1 or not isinstance(held[0], InRegion)  # of those of one place, 三个省的呢 are some
    alone = any(isinstance(part, OnlyRegions) for part in held) and isinstance(new, UnitCount) and new.op == "=="
    if gone == {"count"} and ((placed and apart and "count" not in kinds_of(old)) or alone):
        return gone | {"place"}  # 换成三地的, after 四地的; 只有两家单位的呢, after 只有上海的
    if gone & NAMED:
        return gone | NAMED
    theirs = gone == {"org"} and all(isinstance(leaf, ByAgency) and leaf.code for leaf, _ in leaves(new))
    nowhere = bool(held) and all(isinstance(part, Unknown) for part in held)
    return gone | {"place"} if theirs and nowhere else gone  # 扬州市局呢


def exchanged(old: Filter, new: Filter, *, keeps: bool) -> Filter:
    """Return `old` with the conditions of `new` in the place of those of their kinds; `keeps` keeps a negation."""
    counted = kinds_of(new) == {"count"}
    gone = _kinds_replaced(old, new)
    placed = all(isinstance(leaf, PlaceCount) for leaf, _ in leaves(new))
    keeps = keeps and not (counted and placed and "place" in gone)  # 换成三地的, after 四地的
    keeps = keeps and not _compares(new)  # 超过四家的, after 不是四家的
    parts = [part for part in conjuncts(old) if part != And()]
    several = len(conjuncts(new)) > 1  # 四个都参与的呢, after 三个省参与的
    out = [
        part for part in parts if _is_of(part, gone, new) or (gone == {"place"} and _is_placed(part, several=several))
    ]
    places = [part for part in out if kinds_of(part) == {"place"} and not isinstance(part, InArea)]
    if places and not any(isinstance(leaf, InArea) for leaf, _ in leaves(new)):
        out = [part for part in out if not isinstance(part, InArea)]  # 长三角的案例里安徽没参与的 → 那江苏呢
    back = [part for part in out if negated(part) in conjuncts(new)]
    if back and len(back) == len(conjuncts(new)):
        out = back  # 改为湖州也参与的, after 湖州没参与: only that is taken back
    out = out if back else [*_alike_denied(out, new)]
    kept = [part for part in parts if part not in out]
    minus = [part for part in out if isinstance(part, Not)]
    stated: list[Filter] = [leaf for leaf, _ in leaves(new)]
    stated += [InRegion(code) for leaf in stated if isinstance(leaf, OnlyRegions) for code in leaf.codes]
    fresh = new
    if isinstance(new, About) and any(isinstance(part, InTitle) for part in out):
        fresh = InTitle("".join(new.words))  # “联动”的呢, after 标题里有“协同”的
    if keeps and any(isinstance(part, OnlyRegions) for part in out) and kinds_of(new) == {"place"}:
        codes = tuple(leaf.code for leaf, positive in leaves(new) if positive and isinstance(leaf, InRegion))
        fresh = OnlyRegions(codes) if codes else new
    denies = any(not positive for _, positive in leaves(new))
    apart = not any(negated(part) in out for part in conjuncts(new))
    if gone == {"place"} and out and apart and not (denies or keeps) and all(isinstance(part, Not) for part in out):
        return both(*parts, new)  # 有江苏的呢, after those without 安徽
    if denies and out and not back and not any(isinstance(part, Not) for part in out) and gone <= _APART:
        denied = {leaf.code for leaf, _ in leaves(new) if isinstance(leaf, InRegion)}
        alone: list[Filter] = [part for part in out if isinstance(part, OnlyRegions) and denied & set(part.codes)]
        alone += (part for part in out if isinstance(part, Unknown))
        return both(*(part for part in parts if part not in alone), new)  # 没有安徽的呢, after those of 江苏
    more = keeps and len(back) < len(conjuncts(new))  # 上海和江苏呢, after 没有上海的
    taken_back = bool(back) and out == back and not more  # 还是要江苏的, after 没有江苏的
    if minus and len(minus) == len(out) and not denies and keeps and not taken_back:
        fresh = both(*map(negated, conjuncts(new)))
    elif minus and len(minus) < len(out) and not denies and not taken_back:
        kept += [part for part in minus if part.part not in stated]  # 杭州或金华的呢, after those without 金华
    return both(*kept, fresh)


def _is_of(part: Filter, gone: AbstractSet[str], new: Filter) -> bool:
    """Return whether a condition is of the kinds to be replaced; one that counts must count the same.

    For example 市级的呢 stands beside 只有两个省市参与的.
    """
    counts = gone != {"count"} or not measures(part).isdisjoint(measures(new))
    return kinds_of(part) <= gone and counts


def measures(where: Filter) -> frozenset[type]:
    """Return the types of the conditions, which tell apart numbers of places, numbers of agencies and levels."""
    return frozenset(type(leaf) for leaf, _ in leaves(where))


def _compares(where: Filter) -> bool:
    """Return whether the filter compares with a number (超过四家)."""
    return any(leaf.op != "==" for leaf, _ in leaves(where) if isinstance(leaf, PlaceCount | UnitCount))


def _is_placed(part: Filter, *, several: bool) -> bool:
    """Return whether a condition names an agency of a place, or a number of places where `several` are named.

    For example 苏州市市场监督管理局.
    """
    if several and isinstance(part, PlaceCount):
        return True
    found = [leaf for leaf, _ in leaves(part)]
    return all(isinstance(leaf, ByAgency) and leaf.code for leaf in found)
