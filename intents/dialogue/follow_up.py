"""Read a fragment against the question before it (SEMANTICS 11): swap, add, narrow, pick, or ask another thing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from intents.model.context import Context
from intents.model.query import (
    EVERYTHING,
    About,
    And,
    ByAgency,
    Filter,
    InArea,
    InNotice,
    InRegion,
    InTier,
    IsCase,
    Leaf,
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
    both,
    conjuncts,
    leaves,
    negated,
)
from intents.parsing.mention import Sort
from intents.parsing.reading import Reading

_BESIDE = ("那个", "这个", "里面", "里头", "当中", "之中")
"""What says nothing of the last question where it stands beside a name: 禁渔那个, 最佳里面."""


def sort(leaf: Leaf) -> Sort:
    """Which sort of condition a leaf is."""
    match leaf:
        case InRegion() | InArea() | OnlyRegions():
            return "place"
        case ByAgency() | OnlyAgencies():
            return "org"
        case InTier():
            return "tier"
        case Numbered():
            return "number"
        case About() | IsCase():
            return "topic"
        case PlaceCount() | UnitCount() | UnitLevel():
            return "count"
        case InNotice():
            return "notice"
        case Unknown(_, what):
            return {"place": "place", "unit": "org", "topic": "topic", "number": "number"}[what]  # type: ignore[return-value]


def sorts(where: Filter) -> set[Sort]:
    """The sorts of all leaves."""
    return {sort(leaf) for leaf, _ in leaves(where)}


class FollowUp:
    """One fragment beside what came before."""

    def __init__(self, reading: Reading, context: Context, nth: Callable[[Query, int], Filter]) -> None:
        """`nth` gives the case at a position of a list, as a condition."""
        self._reading, self._context, self._nth = reading, context, nth
        self._new, self._old = reading.query, context.query
        self._card = context.card
        self._named = bool(reading.groups)
        said = [mention for mention in reading.mentions if not mention.has("stop")]
        while len(said) > 1 and said[0].has("filler") and not said[0].has("that", "those", "more", "and"):
            del said[0]
        while len(said) > 1 and said[-1].has("filler"):
            del said[-1]
        self._mentions = said
        """Its mentions, without what is said before and after them for politeness."""

    def query(self) -> Query | None:
        """The query that the fragment comes to; None where it is a question of its own."""
        picked = self._pick()
        if picked is not None:
            return picked
        if self._new.ask in ("notice", "help"):
            return None
        if not self._named:
            return self._turned() or self._other_ask()
        if self._card is not None and self._asks_of_card():
            return self._new.with_(where=both(self._card.where, self._new.where))
        narrowed = self._narrowed()
        if narrowed is not None:
            return narrowed
        if self._adds():
            return self._added()
        if self._swaps():
            return self._swapped()
        return None

    def _has(self, *effects: str) -> bool:
        return self._reading.has(*effects)

    def _pick(self) -> Query | None:
        """第二个: a position in the last list, unless a tier makes it the notice's own number."""
        listing = self._context.listing
        if listing is None or {group.sort for group in self._reading.groups} != {"number"}:
            return None
        group = self._reading.groups[0]
        picks = [self._nth(listing, one.number) for one in group.filters if isinstance(one, Numbered)]
        where = Or(tuple(picks)) if len(picks) > 1 else picks[0]
        ask = self._new.ask if self._reading.asks else "cases"
        return self._new.with_(ask=ask, where=where, scope=UnitScope())

    def _turned(self) -> Query | None:
        """那没参与的呢: the places of the question before, turned round."""
        turned = self._has("neg", "neg_left") and self._has("ne", "that", "those")
        if self._reading.unknown or not (turned or self._has("turn")):
            return None
        parts = conjuncts(self._old.where)
        if not any(part != And() and sorts(part) == {"place"} for part in parts):
            return None
        where = (negated(part) if part != And() and sorts(part) == {"place"} else part for part in parts)
        return self._old.with_(where=both(*where), ask="cases" if self._old.ask == "card" else self._old.ask)

    def _other_ask(self) -> Query | None:
        """谁做的, 有几个: another thing of the same cases."""
        new, old = self._new, self._old
        if self._reading.unknown or not (self._reading.asks or self._has("those", "that", "ne", "every")):
            return None
        names_all = self._has("case") and (self._has("sum", "every") or (self._has("which") and old.ask != "count"))
        if names_all and not self._has("those", "that", "ne"):
            return None
        if not self._reading.asks:
            return old
        if new.ask == old.ask == "rank":
            return old.with_(least=new.least)
        if new.ask == "cases" and old.ask == "count" and old.subject == "units" and not self._has("case"):
            return old.with_(ask="units")
        if new.ask == "count" and new.subject == "cases" and not self._has("case") and old.ask == "units":
            return old.with_(ask="count", subject="units")
        scope = new.scope
        if new.ask == old.ask == "units" or (new.ask in ("units", "count") and old.ask in ("units", "count")):
            scope = old.scope
        if new.ask == "units" and old.ask == "yes_no":  # 有江苏的单位吗 → 是哪个
            asked = tuple(part.code for part in conjuncts(old.where) if isinstance(part, InRegion))
            scope = replace(scope, within=scope.within or asked)
        return new.with_(where=old.where, scope=scope, items=old.items if new.ask == "compare" else ())

    def _adds(self) -> bool:
        """其中…, 和上海一起的, 不要江苏的: a further condition."""
        first = self._mentions[0]
        if self._refers_back():
            return True
        if first.has("pick") and not self._reading.asks and not self._has("ne"):  # 只看最佳
            return sorts(self._new.where).isdisjoint(sorts(self._old.where))
        second = self._mentions[1] if len(self._mentions) > 1 else first
        if first.has("and", "more", "but") and not self._has("which", "that") and second.sort != "topic":
            return True
        numbered = any(isinstance(part, Numbered) for part in conjuncts(self._old.where))
        if numbered and {group.sort for group in self._reading.groups} == {"tier"} and self._reading.bare:
            return "tier" not in sorts(self._old.where)  # 第七个 → 最佳
        if first.sort == "place" and self._has("all") and len(self._reading.groups) == 1 and not self._reading.asks:
            return len(self._reading.groups[0].filters) == 1  # 江苏一起的
        left_out = all(group.mode in ("not", "except") for group in self._reading.groups)
        if left_out and self._mentions[-1].has("neg_right", "neg_left") and not self._has("ne", "that"):
            return not self._reading.asks  # 跟标准有关的不要
        return first.has("neg_right", "except") and not self._reading.asks

    def _refers_back(self) -> bool:
        """Whether it names what came before: 其中, 这些; 那个 after a name is of that name (禁渔那个)."""
        named = ("topic", "number", "tier")
        return any(
            mention.has("those") and not (mention.text in _BESIDE and before is not None and before.sort in named)
            for before, mention in pairwise((None, *self._reading.mentions))
            if mention is not None
        )

    def _swaps(self) -> bool:
        alone = {group.sort for group in self._reading.groups} if not self._reading.asks else set()
        if alone == {"number"} and {"tier", "number"} <= sorts(self._old.where):
            return True  # 优秀案例第5个 → 第6个
        if alone == {"tier"} and self._mentions[0].has("pick"):
            return True
        if alone == {"tier"} and self._reading.mentions[-1].has("de"):
            return True  # 优秀的
        tiers = [mention.text for mention in self._reading.mentions if mention.sort == "tier"]
        if (
            tiers
            and not self._has("case", "sum")
            and self._new.ask == "count"
            and not any("案例" in text for text in tiers)
        ):
            return {group.sort for group in self._reading.groups} == {"tier"}  # 最佳几个
        if self._has("ne", "turn") or self._mentions[0].text == "还是":  # 还是看江苏吧
            return True
        return any(mention.has("that") for mention in self._mentions[:2])

    def _added(self) -> Query:
        new, old = self._new, self._old
        where = both(*self._uncontradicted(old.where), new.where)
        if self._reading.asks:
            return new.with_(where=where)
        if old.ask in ("rank", "compare", "notice"):
            return new.with_(where=where)
        return old.with_(where=where)

    def _asks_of_card(self) -> bool:
        """安徽参与了吗 beside a card: asked of that case."""
        named = {group.sort for group in self._reading.groups} <= {"place", "org", "tier"}
        return (
            self._card is not None and named and self._new.ask in ("yes_no", "units", "count") and not self._has("case")
        )

    def _narrowed(self) -> Query | None:
        """上海的是哪个, after the units of some cases: those of them."""
        if (
            not (self._old.ask == "units" or (self._old.ask == "count" and self._old.subject == "units"))
            or self._has("case", "take", "yes_no", "ne", "that")
            or not self._has("which", "who", "pick")
        ):
            return None
        if not {group.sort for group in self._reading.groups} <= {"place", "org"}:
            return None
        scope = self._new.scope
        return self._old.with_(
            ask="units",
            scope=replace(self._old.scope, within=scope.within or self._old.scope.within, parts=scope.parts),
        )

    def _uncontradicted(self, old: Filter) -> tuple[Filter, ...]:
        """The old conditions without those that the new ones turn round."""
        new = conjuncts(self._new.where)
        return tuple(part for part in conjuncts(old) if negated(part) not in new)

    def _swapped(self) -> Query:
        new, old = self._new, self._old
        if new.ask == "units" and self._reading.asks and old.where != EVERYTHING and self._only_places():
            return new.with_(where=old.where)  # 安徽的单位呢 narrows
        where = self._exchanged(old.where, new.where)
        if self._reading.asks:
            return new.with_(where=where)
        if old.ask in ("rank", "compare") and sorts(new.where) & {"place"} and old.items:
            items = conjuncts(new.where)
            return old.with_(items=items if len(items) >= len(old.items) else (*old.items[:-1], *items))
        scope = old.scope
        if scope.within or scope.parts or (old.ask in ("units", "count") and new.scope != UnitScope()):
            scope = replace(scope, within=new.scope.within or scope.within, parts=new.scope.parts or scope.parts)
        ask = "cases" if old.ask == "card" else old.ask
        return old.with_(where=where, scope=scope, ask="cases" if old.ask in ("notice", "help") else ask)

    def _only_places(self) -> bool:
        return sorts(self._new.where) <= {"place", "org"}

    def _exchanged(self, old: Filter, new: Filter) -> Filter:
        """`old` with the conditions of `new` in place of those of their sorts; a negation is kept."""
        replaced = sorts(new)
        if "topic" in replaced or "number" in replaced:
            replaced |= {"topic", "number"}
        kept: list[Filter] = []
        negative = positive = False
        for part in conjuncts(old):
            if part != And() and sorts(part) <= replaced:
                negative |= isinstance(part, Not)
                positive |= not isinstance(part, Not)
            else:
                kept.append(part)
        fresh: Filter = new
        if any(isinstance(part, OnlyRegions) for part in conjuncts(old)) and sorts(new) == {"place"}:
            codes = tuple(leaf.code for leaf, positive in leaves(new) if positive and isinstance(leaf, InRegion))
            fresh = OnlyRegions(codes) if codes else new
        if (
            negative
            and not positive
            and not self._has("have", "turn")
            and not any(isinstance(part, Not) for part in conjuncts(new))
        ):
            fresh = both(*map(negated, conjuncts(new)))
        elif negative and positive:
            kept.extend(
                part
                for part in conjuncts(old)
                if isinstance(part, Not) and sorts(part) <= replaced and part not in kept
            )
        return both(*kept, fresh)
