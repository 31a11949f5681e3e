"""Read the names of a question: places, bureaus and departments, levels of units, tiers, notices and facts."""

from __future__ import annotations

from intents.index.case_index import LEVELS
from intents.language.word_classes import CLASSES
from intents.model.query import ByAgency, Filter, InArea, InRegion, InTier, InTitle, Unknown, either
from intents.parsing.mention import Mention
from intents.parsing.notices.reader import NoticeReader
from intents.parsing.semantics.effects import NOUNS
from intents.parsing.terms import Token

_OWNED = ("province", "city", "county", "unit", "bureau")
"""The effects of nouns for what may be the asker's own."""
_LETTERS = 4
"""The most characters that a question spells: 带“双随机”字."""


class Names(NoticeReader):
    """Reads names, each with what stands right beside it."""

    def _place(self, at: int) -> int:
        token = self._at(at)
        if own := self._own(at):
            if self._is_named(at + own):
                return self._skip(at, own)
            name = "".join(token.text for token in self._tokens[at : at + own])
            return self._add("place", at, own, Unknown(name, "own"))
        if token.term("group", "area", "place") and self._names_notice(at):
            return 1
        group = token.term("group")
        if group:
            return self._add("place", at, 1, *(self._region(code) for code in group.value))  # type: ignore[attr-defined]
        area = token.term("area")
        if area:
            return self._area(at, str(area.value))
        place = token.term("place")
        whole = token.text.endswith(CLASSES.division_endings)
        if place and not place.own and not whole and self._index.topics.has_words(token.text):
            return 0  # 太湖 is in a title
        joined = bool(self._mentions) and self._mentions[-1].sort in ("place", "org")
        small = len(token.terms) > 1 and (joined or not token.has("and"))  # 合肥市会同芜湖市; 会同 alone is a county
        if place is None or (place.weak and (small or not self._asks_for_place(at))):
            return 0
        codes: tuple[str, ...] = place.value  # type: ignore[assignment]
        named, inner = self._inner(codes if whole else codes[: place.bearers])
        codes = tuple(inner) or codes[: place.bearers]
        where_it_is = either(*(self._region(code) for code in codes))
        if inner and named and named.sort == "place" and len(named.filters) == 1:  # 江苏苏州 is 苏州
            if self._mentions[-1].has("include"):  # 苏州，连吴江一起算
                return self._skip(at, 1)
            if named is self._mentions[-1]:
                self._mentions[-1] = Mention("place", (*named.tokens, token), (where_it_is,))
                return 1
            self._mentions[self._mentions.index(named)] = Mention("op", named.tokens)
        return self._add("place", at, 1, where_it_is)

    def _own(self, at: int) -> int:
        """Return how many tokens name the asker's own place or unit (我市, 咱们局, 本省), or 0."""
        token, cues = self._at(at), self._lexicon.cues
        if self._has(at, "mine"):
            return 2 if self._has(at + 1, *_OWNED) else 0
        if token.terms or len(token.text) != 2:
            return 0
        owner, owned = (cues.get(char, ()) for char in token.text)
        return int("mine" in owner and any(effect in _OWNED for effect in owned))

    def _is_named(self, after: int) -> bool:
        """Return whether the asker's own place is named, right after it or before.

        For example 我省（浙江）, 我们县嘉善, 我是嘉兴的，我们市.
        """
        after += self._at(after).text == "("
        said = any(mention.sort in ("place", "org") for mention in self._mentions)
        return said or self._at(after).term("place", "group", "org") is not None

    def _area(self, at: int, name: str) -> int:
        where = InArea(name)
        if not self._index.evaluate(where):
            return self._add("place", at, 1, Unknown(name, "place"))
        ahead = at + 1
        if self._at(ahead).number and self._has(ahead + 1, "place_noun"):
            ahead += 2
        if self._has(ahead, "all"):  # 京津冀都参与
            return self._add("place", at, 1, *(self._region(place.code) for place in self._index.areas[name]))
        if self._index.evaluate(where) == self._index.everything:
            return self._skip(at, 1)  # what every case has is no condition
        return self._add("place", at, 1, where)

    def _inner(self, codes: tuple[str, ...]) -> tuple[Mention | None, list[str]]:
        """Return the mention before, and the codes of the places that lie in it; 天津河北 names two provinces."""
        including = bool(self._mentions) and self._mentions[-1].has("include")
        passed = ("de", "filler", "stop") if including else ("de", "filler")
        named = next((m for m in reversed(self._mentions) if m.sort != "op" or not m.has(*passed)), None)
        return named, [code for code in codes if named and named.filters and self._within(code, named.filters[-1])]

    def _asks_for_place(self, at: int) -> bool:
        after = self._at(at + 1)
        if len(self._at(at).text) == 1 and after.has(*NOUNS, "de"):
            return False
        return (
            len(self._tokens) == 1
            or after.has("take", "have", "de", "and", "or", "comma", "which", "yes_no", "all", "neg", *NOUNS)
            or self._has(at - 1, "take", "have", "neg")
        )

    def _within(self, code: str, upper: Filter) -> bool:
        region = self._lexicon.region(code)
        return isinstance(upper, InRegion | Unknown) and any(
            place.code == getattr(upper, "code", None) or place.short == getattr(upper, "name", None)
            for place in region.chain[:-1]
        )

    def _region(self, code: str) -> Filter:
        if code in self._index.regions:
            return InRegion(code)
        return Unknown(self._lexicon.region(code).short, "place")

    def _org(self, at: int) -> int:
        token = self._at(at)
        term = token.term("org")
        before = self._mentions[-1] if self._mentions else None
        if term is None or token.has("case"):  # 工作站, of a notice that lists such
            bare = term is None and before is not None and before.sort == "place" and self._is_bare_bureau(token)
            if not bare or self._has(at + 1, "unit"):
                return 0
            return self._in_places(at, ByAgency(""))
        wanted: ByAgency = term.value  # type: ignore[assignment]
        whole = self._of_bureau(before, wanted)
        if whole is not None:
            self._mentions[-1] = Mention("org", (*self._mentions[-1].tokens, token), (whole,))
            return 1
        if not self._index.agency_index.is_name(wanted.part):
            return self._add("org", at, 1, self._unit(wanted))
        if not wanted.code and self._is_said_to_be(at, wanted):
            return 1
        return self._in_places(at, wanted)

    def _is_said_to_be(self, at: int, wanted: ByAgency) -> bool:
        """Read a bureau after a place and 是 as a question about one unit: that of the place, with this name.

        For example 江苏是消保处吗, 安徽的单位也是执法稽查处，对吗. Return False if the tokens are no such question.
        """
        if not any(token.has("yes_no", "ba") for token in self._tokens):
            return False
        said, back = False, len(self._mentions)
        while back and self._mentions[back - 1].has("is", "yes_no", "de", "unit", "all", "province", "take"):
            back -= 1
            said = said or self._mentions[back].has("is")
        place = self._mentions[back - 1] if back and said else None
        if place is None or place.sort != "place" or len(place.filters) != 1:
            return False
        where = place.filters[0]
        if not isinstance(where, InRegion):
            return False
        between = self._mentions[back:]
        tokens = (*place.tokens, *(token for mention in between for token in mention.tokens), self._at(at))
        asked = [mention for mention in between if mention.has("yes_no", "all")]
        self._mentions[back - 1 :] = [Mention("org", tokens, (ByAgency(wanted.part, where.code),)), *asked]
        return True

    def _is_bare_bureau(self, token: Token) -> bool:
        """Return whether the token is a bureau without its field: 局, 市局."""
        cues = self._lexicon.cues
        if "bureau" not in cues.get(token.text[-1:], ()):
            return False
        return len(token.text) == 1 or any(effect in LEVELS for effect in cues.get(token.text[:-1], ()))

    def _of_bureau(self, before: Mention | None, wanted: ByAgency) -> ByAgency | None:
        """Return the department of the bureau named right before it (合肥市市监局计量处); None if there is none."""
        if before is None or before.sort != "org" or len(before.filters) != 1:
            return None
        bureau = before.filters[0]
        if not isinstance(bureau, ByAgency) or not bureau.part:
            return None
        offices = self._index.agency_index
        whole = ByAgency(offices.resolve_alias(bureau.part) + offices.resolve_alias(wanted.part), bureau.code)
        return whole if offices.agencies(whole) else None

    def _in_places(self, at: int, wanted: ByAgency) -> int:
        """Add the mention of a bureau or department in the places right before it: 上海和江苏的计量处.

        Return how many tokens were read.
        """
        back = len(self._mentions)
        if back and self._mentions[back - 1].has("de"):
            back -= 1
        if not back or self._mentions[back - 1].sort != "place":
            return self._add("org", at, 1, self._unit(wanted))  # 宜兴和计量处 are two
        places: list[Filter] = []
        last = back
        while back and (self._mentions[back - 1].sort == "place" or self._mentions[back - 1].has("and", "or", "comma")):
            back -= 1
            if self._mentions[back].sort == "place":
                places[:0] = self._mentions[back].filters
                last = back
        if not places or (self._mentions[-1].has("de") and self._are_lower(wanted, places)):
            return self._add("org", at, 1, self._unit(wanted))
        if self._mentions[-1].sort == "place" and self._has_it_alone(places, wanted):
            last, places = len(self._mentions) - 1, places[-1:]  # 勐腊和云南大学
        connectives = [mention for mention in self._mentions[last:] if mention.has("or")]
        tokens = (*(token for mention in self._mentions[last:] for token in mention.tokens), self._at(at))
        del self._mentions[last:]
        filters = tuple(
            self._unit(ByAgency(wanted.part, one.code)) if isinstance(one, InRegion) else one for one in places
        )
        self._mentions.append(Mention("org", tokens, (either(*filters),) if connectives else filters))
        return 1

    def _are_lower(self, wanted: ByAgency, places: list[Filter]) -> bool:
        """Return whether a place has no such unit of its own, but the places in it have: 广东的气象局."""
        place = places[0] if len(places) == 1 else None
        if not isinstance(place, InRegion) or any(token.has("take") for token in self._tokens):
            return False
        offices, region = self._index.agency_index, self._index.regions[place.code]
        own = offices.agencies(ByAgency(wanted.part, place.code))
        return not own and any(unit.is_within(region) for unit in offices.agencies(wanted))

    def _has_it_alone(self, places: list[Filter], wanted: ByAgency) -> bool:
        """Return whether the last of several places has the agency, and none of the others."""
        codes = [place.code for place in places if isinstance(place, InRegion)]
        there = [bool(self._index.agency_index.agencies(ByAgency(wanted.part, code))) for code in codes]
        return len(codes) == len(places) > 1 and there[-1] and not any(there[:-1])

    def _unit(self, wanted: ByAgency) -> Filter:
        if self._index.agency_index.agencies(wanted):
            return wanted
        place = self._lexicon.region(wanted.code).short if wanted.code else ""
        return Unknown(place + (wanted.part or "局"), "unit")

    def _named(self, at: int) -> int:
        token = self._at(at)
        tier = token.term("tier")
        noun = token.has("case") and not (self._has(at + 1, "de") and not self._has(at - 1, "which", "howmany", "de"))
        if tier and not noun:  # 典型的呢, but 哪些典型
            return self._add("tier", at, 1, either(*(InTier(name) for name in tier.value)))  # type: ignore[attr-defined]
        notice = token.term("notice")
        if notice:
            return self._title_part(at, str(notice.value))
        chosen = token.has("choose") and self._has(at + 1, "de")  # 商务厅公示的门店
        if token.term("fact") and not (chosen and self._mentions and self._mentions[-1].sort == "notice"):
            return self._add("fact", at, 1)
        return 0

    def _spelled(self, at: int) -> int:
        """Read the characters that a title is said to have, with the word for characters: 标题带“渔”字的."""
        first = self._at(at)
        opens = self._has(at - 1, "have", "take", "neg") or (self._has(at - 1, "title") and not first.terms)
        if not opens or self._has(at, "have", "take", "neg", "inside", "point", "those"):
            return 0
        text = ""
        for size in (1, 2, 3):
            if size > 1 and (self._at(at + size - 1).number is not None or self._has(at + size - 1, "point", "those")):
                break  # “协同”这个词, “示范区”仨字
            text += self._at(at + size - 1).text
            if self._has(at + size, "glyph") and len(text) <= _LETTERS:
                return self._add("topic", at, size + 1, InTitle(text))
        if not first.terms and "glyph" in self._lexicon.cues.get(first.text[-1:], ()):  # “新”字 as one word
            return self._add("topic", at, 1, InTitle(first.text[:-1]))
        return 0
