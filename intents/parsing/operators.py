"""Combine mentions into one filter: and, or, not, only, and what each of them reaches."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from intents.index.case_index import CaseIndex
from intents.model.query import About, Filter, InRegion, Op, PlaceCount, both, either
from intents.parsing.condition_groups import Group, Scope, is_question, meaning
from intents.parsing.mention import Mention, Sort, effects

_CONDITIONS: tuple[Sort, ...] = ("place", "org", "tier", "number", "topic", "count", "notice", "bracket", "level")
_DENIED = ("不是", "并非", "不是说", "非")
_OF_THEM = ("at_least", "at_most", "exactly", "only", "have")
_LINKS = frozenset(("and", "or", "comma", "stop"))


class OperatorScope:
    """Reads the scope of each operator in one question."""

    def __init__(self, index: CaseIndex, mentions: Sequence[Mention]) -> None:
        self._index = index
        self._mentions = mentions
        self._groups: list[Group] = []

    def combine(self) -> Scope:
        """The groups of conditions, and the one filter they come to."""
        self._groups = self._collect()
        present = effects(self._mentions)
        for steered_by, steer in (
            (("except", "beyond", "other"), self._exception),
            (("only", "alone", "over"), self._only),
            (("neg", "neg_left", "neg_right"), self._negation),
        ):
            if not present.isdisjoint(steered_by):
                for at, mention in enumerate(self._mentions):
                    steer(at, mention)
        return Scope(self._groups, self._where())

    def _collect(self) -> list[Group]:  # noqa: C901 - a branch for each word that ends or joins a list
        groups: list[Group] = []
        joint: set[object] = set()
        joining, excepting, apart = True, False, False
        for at, mention in enumerate(self._mentions):
            if mention.sort in _CONDITIONS:
                previous = groups[-1] if groups else None
                if previous and joining and previous.sort == mention.sort and "de" not in joint:
                    previous.filters.extend(mention.filters)
                    previous.last = at
                    previous.any |= "or" in joint
                else:
                    groups.append(Group(mention.sort, list(mention.filters), at, at))
                joining, joint = True, set()
                continue
            has = mention.effects
            several = bool(groups) and len(groups[-1].filters) > 1
            if "each" in has and several and joining:
                groups[-1].any = groups[-1].each = True
            if "each" in has and not several:
                apart = True
            if "any" in has and several and (joining or self._counts(groups[-1], at)):
                groups[-1].any = True
                groups[-1].one = self._one(groups[-1], at)
            if "except" in has or "only" in has:
                excepting = True
            elif excepting and ("stop" in has or "beyond" in has):
                joining = excepting = False
            links = has & _LINKS
            joint |= links
            if "case" in has and groups and groups[-1].sort in ("tier", "number", "topic"):
                continue  # 最佳案例和优秀案例
            if "all" in has and "and" not in has and mention.text in ("同时", "也", "既", "不仅", "不但"):
                continue
            joining = joining and (bool(links) or self._is_filler(mention))
            if links and self._has(at - 1, "all") and not has & {"and", "or"}:
                joining = False  # 苏浙皖一起、沪不在
        if apart:  # 分别列出江苏和安徽的
            for group in groups[:1]:
                group.any = group.each = len(group.filters) > 1
        return groups

    def _counts(self, group: Group, at: int) -> bool:
        """Whether the word at `at` counts those of the list before it: 江苏、安徽两地中至少一方."""
        return all(
            mention.has("those", "place", "province", "city", "county", *_OF_THEM) or self._is_filler(mention)
            for mention in self._mentions[group.last + 1 : at]
        )

    def _one(self, group: Group, at: int) -> Literal["", "exactly", "at_most"]:
        between = effects(self._mentions[group.last + 1 : at + 1])
        return "at_most" if "at_most" in between else "" if between.isdisjoint(("exactly", "only")) else "exactly"

    @staticmethod
    def _is_filler(mention: Mention) -> bool:
        return mention.sort == "op" and all(
            term.kind == "cue" and term.value in ("filler", "all", "measure") for term in mention.tokens[0].terms
        )

    # What stands beside an operator.

    def _after(self, at: int, *skipped: str) -> Group | None:
        """The group that begins right after position `at`, past operators with the effects skipped."""
        at += 1
        while at < len(self._mentions) and (self._mentions[at].has(*skipped) or self._is_filler(self._mentions[at])):
            at += 1
        return next((group for group in self._groups if group.first == at), None)

    def _before(self, at: int, *skipped: str) -> Group | None:
        """The group that ends right before position `at`."""
        at -= 1
        while at >= 0 and (self._mentions[at].has(*skipped) or self._is_filler(self._mentions[at])):
            at -= 1
        return next((group for group in self._groups if group.last == at), None)

    def _has(self, at: int, *effects: str) -> bool:
        return 0 <= at < len(self._mentions) and self._mentions[at].has(*effects)

    def _next_real(self, at: int) -> int:
        at += 1
        while at < len(self._mentions) and self._is_filler(self._mentions[at]):
            at += 1
        return at

    # 除了…以外

    def _exception(self, at: int, mention: Mention) -> None:
        if mention.has("except"):
            group = self._after(at, "have", "only") or self._after(at, "and", "about")
            if group:
                group.mode = "except"
                following = self._next_real(group.last)
                if self._has(following, "and", "or", "comma") and (more := self._after(following)):
                    more.mode = "except"
        elif mention.has("beyond"):
            group = self._before(at, "de", "case", "unit")
            if group and group.mode == "plain" and not any(self._has(back, "except") for back in range(at)):
                group.mode = "except"
        elif mention.has("other") and self._has(at - 1, "neg"):
            first = next((group for group in self._groups if group.sort == "place" and group.last < at), None)
            if first is not None and first.mode in ("plain", "except", "only"):
                first.mode = "only"  # 除了沪浙没有别的省
        elif mention.has("other"):
            self._others(at)

    def _others(self, at: int) -> None:
        """除了安徽，其他三地都参与: the rest of the provinces, all of them."""
        left_out = [
            one.code
            for group in self._groups
            if group.last < at
            for one in group.filters
            if isinstance(one, InRegion) and group.sort == "place"
        ]
        ahead = range(at + 1, min(at + 7, len(self._mentions)))
        if not left_out or not any(self._has(there, "all", "every") for there in ahead):
            return
        if any(self._has(there, "case", "unit", "which") for there in ahead[:2]):
            return
        rest = [place.code for place in self._index.places("province") if place.code not in left_out]
        absent = any(self._has(there, "neg", "neg_left") for there in ahead)
        self._groups.append(
            Group("place", [InRegion(code) for code in rest], at, at, mode="not" if absent else "plain")
        )
        self._groups.sort(key=lambda group: group.first)

    # 只有, 单独

    def _only(self, at: int, mention: Mention) -> None:
        if mention.has("only"):
            group = self._after(at, "have", "only", "take", "all")
            if group is None or group.sort not in ("place", "org") or group.mode != "plain":
                return
            left_out = self._has(at - 1, "neg_right")
            group.mode = "not_exactly" if left_out else "not_only" if self._has(at - 1, "neg") else "only"
        elif mention.has("alone"):
            group = self._before(at, "all", "only") or self._after(at, "take", "have")
            itself = mention.text == "自己" and group is not None and group.sort == "org"  # 苏州市局自己
            if group and group.sort in ("place", "org") and group.mode == "plain" and not itself:
                group.mode = "only"
        elif mention.has("over") and mention.text in ("不止", "不只"):
            group = self._after(at, "have")
            if group and group.sort == "place":
                group.mode = "not_only"

    # 没有, 不含, 缺席

    def _negation(self, at: int, mention: Mention) -> None:
        if not mention.has("neg", "neg_left", "neg_right") or self._has(at + 1, "over", "only"):
            return
        if is_question(self._mentions, at) or self._has(at + 1, "other"):
            return
        if (mention.has("neg") and self._has(at + 1, "neg_left")) or (
            mention.has("neg_left") and self._has(at - 1, "neg")
        ):
            return  # 没有缺席
        denies = mention.text in _DENIED and self._has(at + 1, "neg", "neg_right")
        if denies or (at and self._mentions[at - 1].text in _DENIED):
            return  # 不是没有安徽
        group = self._reached(at, mention)
        if group is None:
            return
        if group.sort == "count" and group.last < at and all(isinstance(one, PlaceCount) for one in group.filters):
            group.filters = [self._absent(one) for one in group.filters if isinstance(one, PlaceCount)]
        elif group.mode == "only":
            group.mode = "others"
        elif mention.has("neg_left") and group.last < at and any(self._has(b, "take") for b in range(group.last, at)):
            group.mode = "not_all"  # 四地都参与的除外
        elif group.mode == "plain":
            after = group.first > at and self._has(group.last + 1, "all", "every")
            every = after or self._has(at + 1, "all", "every")
            group.mode = "not_all" if mention.has("neg") and every and len(group.filters) > 1 else "not"
            if group.last < at and group.mode == "not":
                self._spread(group)

    def _spread(self, group: Group) -> None:
        """消保委和安徽都没有参与: a negation reaches the whole list, units and places alike."""
        for other in reversed(self._groups[: self._groups.index(group)]):
            links = self._mentions[other.last + 1 : group.first]
            if not links or not all(mention.has("and", "or", "comma") for mention in links) or other.mode != "plain":
                break
            if other.sort not in ("place", "org") or group.sort not in ("place", "org"):
                break
            other.mode, group = group.mode, other

    def _absent(self, count: PlaceCount) -> Filter:
        """三个省没参与: so many of the places are absent, and the rest are there."""
        flipped: dict[Op, Op] = {"==": "==", ">=": "<=", "<=": ">=", ">": "<", "<": ">"}
        return PlaceCount(count.level, flipped[count.op], len(self._index.places(count.level)) - count.count)

    def _reached(self, at: int, mention: Mention) -> Group | None:
        before = self._before(at, "all", "those", "only", "alone") or self._list_before(at)
        after = self._after(at, "all", "have", "those", "every", "about")
        if mention.has("neg_left"):
            before = before or self._before(at, "all", "de", "take", "case", "unit", "have")
            before = before or self._before(at, "any", "those", "place", *_OF_THEM)  # 江苏、安徽至少一方缺席
            return before or self._after(at, "take")
        if mention.has("neg_right"):
            return after or before or self._before(at, "all", "de", "about", "case", "take", "unit")
        ahead = self._next_real(at)
        while self._has(ahead, "all", "alone"):
            ahead += 1
        if self._has(ahead, "take"):
            return before or self._earlier(at) or self._after(ahead, "have")
        if after is None:
            return before or self._earlier(at)
        if before is None:
            return after
        ends_with_verb = self._has(self._next_real(after.last), "have") or (
            self._has(self._next_real(after.last), "take") and not self._introduced(before)
        )
        return before if ends_with_verb and before.sort == after.sort else after

    def _introduced(self, group: Group) -> bool:
        """Whether 有 or 含 stands before it: 有上海没有安徽."""
        return any(self._has(group.first - back, "have", "all", "yes_no") for back in (1, 2))

    def _list_before(self, at: int) -> Group | None:
        """A group that only 的单位 or 方面 parts from the negation: 安徽的单位没有参与."""
        return self._before(at, "all", "de", "unit", "province", "place", "city", "county")

    def _earlier(self, at: int) -> Group | None:
        """The nearest group before, in the same clause."""
        for back in range(at - 1, -1, -1):
            if self._mentions[back].has("but", "stop", "take"):
                return None
            for group in self._groups:
                if group.last == back:
                    return group
        return None

    # All together.

    def _where(self) -> Filter:
        """All groups together; 或 joins two neighbours of one sort, else all left of it with all right of it."""
        alternatives: list[list[Filter]] = [[]]
        previous: Group | None = None
        self._merge_topics()
        for group in self._groups:
            found = meaning(self._index, group)
            if previous is not None and self._or_between(previous, group):
                whole = len(alternatives[-1]) > 1 and self._has_clause(previous, group)
                alike = previous.sort == group.sort or {previous.sort, group.sort} <= {"place", "org"}
                if alike and not whole:
                    found = either(alternatives[-1].pop(), found)
                else:
                    alternatives.append([])
            elif previous is not None and self._are_apart(previous, group):
                found = either(alternatives[-1].pop(), found)  # 最佳的和优秀的
            alternatives[-1].append(found)
            previous = group
        return either(*(both(*parts) for parts in alternatives)) if len(alternatives) > 1 else both(*alternatives[0])

    def _are_apart(self, before: Group, after: Group) -> bool:
        """Whether two groups of one sort are joined by 和 and no case has both, or each has a noun of its own."""
        nouns = [any(self._has(at, "case") for at in range(one.last + 1, one.last + 4)) for one in (before, after)]
        links = self._mentions[before.last + 1 : after.first]
        if (
            before.sort == after.sort == "place"
            and before.mode == after.mode == "plain"
            and all(nouns)
            and len(links) == 3
            and links[0].has("de")
            and links[1].has("case")
            and links[2].has("and", "comma")
        ):
            return True  # 宁波的案例和杨浦的案例
        if before.sort != after.sort or after.sort not in ("tier", "number", "notice") or before.mode != "plain":
            return False
        tiers = before.sort == "tier" and all(link.has("de", "case") or self._is_filler(link) for link in links)
        return after.mode == "plain" and (tiers or any(link.has("and", "comma") for link in links))

    def _merge_topics(self) -> None:
        """Free words that no 和 or 或 joins are one topic, which the closest cases answer."""
        loose = [
            group
            for group in self._groups
            if group.sort == "topic" and group.mode == "plain" and not group.any and not self._joint(group)
        ]
        words = [one for group in loose for one in group.filters]
        if len(words) > 1 and all(isinstance(one, About) for one in words):
            loose[0].filters = [About(tuple(word for one in words if isinstance(one, About) for word in one.words))]
            self._groups = [group for group in self._groups if group is loose[0] or group not in loose]

    def _joint(self, group: Group) -> bool:
        """Whether a word for and or or stands in or beside its list."""
        return any(self._has(at, "and", "or", "comma", "but") for at in range(group.first - 1, group.last + 2))

    def _has_clause(self, before: Group, after: Group) -> bool:
        """Whether 或者 begins a clause, so that it joins all before it with all after it: …，或者有宁波参与的."""
        links = self._mentions[before.last + 1 : after.first]
        return any(one.has("stop") and other.has("or") for one, other in pairwise(links))

    def _or_between(self, before: Group, after: Group) -> bool:
        return any(self._mentions[at].has("or") for at in range(before.last + 1, after.first))
