"""Read the names of notices: parts of their titles, their issuers, their places and dates."""

from __future__ import annotations

from data.model import Notice
from intents.index.case_index import LEVELS
from intents.language.normalize import normalize_name
from intents.language.numerals import parse_number
from intents.language.word_classes import CLASSES
from intents.model.query import Filter, InNotice, Unknown, either, leaves
from intents.parsing.mention import Mention
from intents.parsing.notices.names import MAX_NOTICES, is_of, issuing, names_of, names_of_tier, notices_called
from intents.parsing.token_cursor import Cursor

_NAMED = 12
"""The most tokens of the name of a notice and of what stands between it and 通知."""
_NAME = 3
"""The fewest characters of a region's name that names a notice: more than letters run together."""
_WORDS = 4
"""The fewest characters of words of a title that name a notice without 通知."""
_BEFORE_OTHERS = ("de", "about", "title", "have", "take", "neg", "inside")
"""The effects of words before which no notice is named: 关于冰雪."""
_NAMES = frozenset(("place", "area", "group", "org"))
"""The kinds of terms of names that are not a notice's own."""
_BETWEEN = ("inside", "about", "selected", "all")
"""The effects of words between a name and 通知: …联合|发的|通知."""
_ASKED = ("notice", "which_notice")
"""The effects of the nouns that 最新的 and 最早的 stand before: 最早的是哪一份."""
_ADVERBIAL = ("filler", "function", "sum", "all", "other_time")
"""The effects of words between an issuer and what it did: 集团|这回|一共|表彰了."""
_OBJECT = ("aspect", "which", "howmany", "howmany_unit")
"""The effects of words between a verb and its object."""
ENDS = ("notice", "which_notice", "publish", "issuers")
"""The effects of words before which a notice may be named."""


def _points(mention: Mention) -> bool:
    """Return whether a mention connects a name with what it is the name of: 那个, 的."""
    return mention.has("de", "point") or mention.text in CLASSES.demonstratives


def _stands_later(words: str, before: str, notice: Notice) -> bool:
    """Return whether a name of the notice has the words somewhere behind the words `before`."""
    return any(0 <= one.find(before) < one.find(words) for one in names_of(notice))


class NoticeReader(Cursor):
    """Reads what names a notice, with what stands beside it."""

    def _notice(self, at: int) -> int:
        """Read notices by parts of titles or issuers before 通知 or 发布, or by order (第一份).

        Return how many tokens were read, 0 if no notice is named.
        """
        notices = self._index.dataset.notices
        ends = [end for end in range(at + 1, min(at + _NAMED, len(self._tokens))) if self._ends_name(end)]
        if not ends or (self._at(at).terms.kinds == {"cue"} and self._begins_sentence(at)):
            return 0
        number = self._at(at + 1).number or parse_number(self._at(at + 1).text[:1])  # 第|一份
        if self._has(at, "ordinal") and number and (self._has(at + 2, "notice") or self._has(at + 3, "notice")):
            one = notices[number - 1] if number <= len(notices) else None
            return self._add("notice", at, 2, InNotice(one.id) if one else Unknown(f"第 {number} 份通知", "number"))
        if self._has(at, "latest", "earliest") and any(self._has(end, *_ASKED) for end in (at + 1, at + 2, at + 3)):
            dated = [one for one in notices if one.arrived] or notices  # when others came is not known
            return self._add("notice", at, 1, InNotice(dated[-1 if self._has(at, "latest") else 0].id))
        for end in reversed(ends):
            stop = end
            while stop > at + 1 and (self._points(stop - 1) or self._has(stop - 1, *_BETWEEN)):
                stop -= 1
            words = "".join(self._tokens[one].text for one in range(at, stop) if not self._points(one))
            found = notices_called(words, notices) if len(words) > 1 and self._is_name(at, stop) else ()
            if found and len(found) == len(notices):
                return self._skip(at, stop - at)
            if found:
                self._add("notice", at, stop - at, either(*map(InNotice, found)))
                self._take_level()
                return stop - at
        return 0

    def _take_level(self) -> None:
        """Join the level or number right before an issuer with its name: 省|中医药管理局, 几家|气象局发的那份."""
        *before, named = self._mentions
        level = before[-1] if before else named
        if level.has(*LEVELS, "howmany_unit") and level.tokens[-1].end == named.tokens[0].start:
            self._mentions[-2:] = [Mention("notice", (*level.tokens, *named.tokens), named.filters)]

    def _alone(self, at: int) -> int:
        """Read the name of one of several notices without 通知: 冰雪线路里, 贵州非遗那个, 湖北省总工会命名的.

        Return how many tokens were read, 0 if no notice is named.
        """
        notices = self._index.dataset.notices
        before = self._mentions[-1] if self._mentions else None
        if not 1 < len(notices) <= MAX_NOTICES or (
            before is not None and (before.sort not in ("op", "notice") or before.has(*_BEFORE_OTHERS))
        ):
            return 0
        for end in range(min(at + _NAMED, len(self._tokens)), at, -1):
            words = "".join(self._tokens[one].text for one in range(at, end) if not self._at(one).has("point"))
            issued = [one for one in issuing(words, notices) if self._chose(end, one)]
            if issued:
                return self._add("notice", at, end - at, either(*(InNotice(one.id) for one in issued)))
            found = notices_called(words, notices) if len(words) >= _WORDS and self._is_title(at, end) else ()
            if len(found) == 1 and self._stands_for(at, end, next(one for one in notices if one.id == found[0])):
                return self._add("notice", at, end - at, InNotice(found[0]))
        return 0

    def _chose(self, end: int, notice: Notice) -> bool:
        """Return whether the words after an issuer say that it chose the cases, or begin with a tier: 2020年命名的."""
        while self._is_year(end) or self._is_year(end - 1):
            end += 1
        chosen = end
        while self._has(chosen, *_ADVERBIAL):
            chosen += 1
        if self._has(chosen, "choose"):
            return True
        units = (unit.name for tier in notice.tiers for case in tier.cases for unit in case.agencies)
        takes_part = any(unit.startswith(issuer) for unit in units for issuer in notice.issuers)
        return not takes_part and self._has(end, "de") and self._is_tier_of(end + 1, notice)

    def _is_title(self, at: int, end: int) -> bool:
        """Return whether the tokens have a word besides the names of places and units: 数字|政府."""
        tokens = self._tokens[at:end]
        own = any(not token.terms.kinds & _NAMES and (len(token.text) > 1 or not token.terms) for token in tokens)
        taken = any(token.has("notice") or token.number or token.term("notice", "fact", "tier") for token in tokens)
        return own and not taken and not tokens[-1].has("de", "inside")

    def _stands_for(self, at: int, end: int, notice: Notice) -> bool:
        """Return whether words of a title mean the notice, not a subject, by what follows or as no subject has them."""
        tokens = self._tokens[at:end]
        topics = self._index.topics
        does = self._index.dictionary.is_verb(tokens[-1].text) and self._has(end, *_OBJECT)  # 浙江守护了几座灯塔
        if does or topics.has_words("".join(token.text for token in tokens)):
            return False
        if any(not token.terms and (len(token.text) == 1 or not topics.has_words(token.text)) for token in tokens):
            return True  # 非|遗 is no subject either
        noun = normalize_name(notice.noun)
        nouns = [one.noun for one in self._index.dataset.notices]
        if tokens[-1].text == noun and nouns.count(notice.noun) == 1:
            return True
        facts = {normalize_name(name) for fact in notice.facts for name in (fact.topic, *fact.aliases)}
        of_fact = self._at(end + self._has(end, "de")).text in facts
        pointed = self._points(end) and not self._has(end, "de")
        return self._has(end, "inside") or of_fact or pointed or self._is_tier_of(end + self._has(end, "de"), notice)

    def _is_tier_of(self, at: int, notice: Notice) -> bool:
        """Return whether the token at `at` is a tier of the notice."""
        named = self._at(at).term("tier") is not None
        return named and any(
            self._at(at).text in names_of_tier(one.name, one.aliases) for one in notice.tiers if one.name
        )

    def _title_part(self, at: int, name: str) -> int:
        """Read a part of a notice's title, with what else names it beside: 广西|短视频大赛, 公共|工程|金质奖.

        Return how many tokens were read.
        """
        notice = next(one for one in self._index.dataset.notices if one.id == name)
        words, tokens = self._at(at).text, [self._at(at)]
        while self._mentions and self._belongs(self._mentions[-1], tokens[0].start, words, notice):
            before = self._mentions.pop()
            words, tokens = before.text + words, [*before.tokens, *tokens]
        if spelled := self._spelled_before(tokens[0].start, words, notice):
            tokens = [*(token for mention in self._mentions[-spelled:] for token in mention.tokens), *tokens]
            del self._mentions[-spelled:]
        if (ordinal := self._ordinal_before(notice)) is not None:
            tokens = [*(token for mention in self._mentions[ordinal:] for token in mention.tokens), *tokens]
            del self._mentions[ordinal:]
        back = len(self._mentions)
        while back and _points(self._mentions[back - 1]):
            back -= 1
        if back and self._names(self._mentions[back - 1], notice):
            self._mentions[back - 1] = Mention("op", self._mentions[back - 1].tokens)
        taken = 1
        for end in range(at + 2, min(at + _NAMED, len(self._tokens)) + 1):
            token = self._at(end - 1)
            if any(words + token.text in one for one in names_of(notice)):
                words += token.text
            elif not token.terms and len(token.text) > 1 and _stands_later(token.text, words, notice):
                words = token.text  # 智慧医疗|大赛, of 智慧医疗创新应用大赛
            else:
                break
            if not token.terms or token.term("topic", "field"):
                taken = end - at
        tokens += self._tokens[at + 1 : at + taken]
        self._mentions.append(Mention("notice", tuple(tokens), (InNotice(name),)))
        return taken

    @staticmethod
    def _belongs(before: Mention, start: int, words: str, notice: Notice) -> bool:
        """Return whether a mention belongs to the part of a title behind it.

        Words of the title may be missing between the two: 黄河|节水护河, of 黄河流域节水护河.
        """
        if any(before.text + words in one for one in names_of(notice)):
            return True
        if before.sort not in ("topic", "unknown") or len(before.text) < 2 or before.tokens[-1].end != start:
            return False
        return _stands_later(words, before.text, notice)

    def _spelled_before(self, start: int, words: str, notice: Notice) -> int:
        """Return how many characters right before are a part of the title that is no word: 沿|黄|档案展览; else 0."""
        found = ""
        for size, mention in enumerate(reversed(self._mentions), 1):
            if mention.sort != "unknown" or len(mention.text) > 1 or mention.tokens[-1].end != start - size + 1:
                break
            found = mention.text + found
            if size > 1 and _stands_later(words, found, notice):
                return size
        return 0

    def _ordinal_before(self, notice: Notice) -> int | None:
        """Return the index of the first mention of the title's number right before, or None: 第25届|金质奖."""
        for back in (3, 2):
            before = self._mentions[-back:]
            words = "".join(mention.text for mention in before)
            if len(before) == back and any(one.sort == "num" for one in before) and words in names_of(notice)[0]:
                return len(self._mentions) - back
        return None

    @staticmethod
    def _names(mention: Mention, notice: Notice) -> bool:
        """Return whether a place or unit named right before a notice only says whose notice it is."""
        if mention.sort == "place":
            return is_of(mention.text, notice)
        return mention.sort == "org" and bool(notices_called(mention.text, (notice,)))

    def _skip_owner(self, notices: Filter) -> None:
        """Ignore a place right before a notice's own noun if it is the notice's and a fact is asked for.

        新疆的牧场补贴多少 is about the notice of 新疆.
        """
        back = len(self._mentions)
        while back and _points(self._mentions[back - 1]):
            back -= 1
        place = self._mentions[back - 1] if back else None
        ids = {leaf.id for leaf, _ in leaves(notices) if isinstance(leaf, InNotice)}
        owned = (one for one in self._index.dataset.notices if one.id in ids)
        if place is None or place.sort != "place" or not any(token.term("fact") for token in self._tokens):
            return
        if all(is_of(place.text, notice) for notice in owned):
            self._mentions[back - 1] = Mention("op", place.tokens)

    def _begins_sentence(self, at: int) -> bool:
        """Return whether the token at `at` is a word of the question, not a part of a name that is no word: 非|遗."""
        return not self._has(at, "ordinal", "latest", "earliest") and (
            bool(self._at(at + 1).terms) or self._at(at + 1).number is not None or len(self._at(at).text) > 1
        )

    def _ends_name(self, at: int) -> bool:
        return self._has(at, *ENDS) and (self._has(at, "notice") or not self._has(at, "take"))

    def _is_name(self, at: int, stop: int) -> bool:
        """Return whether the tokens are not only cues, and contain no notice, noun for cases or tier."""
        tokens = self._tokens[at:stop]
        named = not all(token.terms.kinds == {"cue"} for token in tokens)
        return named and not any(token.has("notice", "case") or token.term("tier") for token in tokens)

    def _names_notice(self, at: int) -> bool:
        """Read a place that names notices by their titles: 川渝那份通知; return whether there are any."""
        ahead = at + 1
        while self._points(ahead) or self._is_year(ahead) or self._is_year(ahead - 1):
            ahead += 1
        word, notices = self._at(at).text, self._index.dataset.notices
        found = [notice.id for notice in notices if any(word in name for name in (notice.title, *notice.aliases))]
        if len(found) == 1 and len(notices) > 1 and self._owns_tier(at, found[0]):
            return bool(self._add("notice", at, 1, InNotice(found[0])))
        if (ahead == at + 1 and not self._has(ahead, "notice")) or not (
            self._has(ahead, "notice") or self._at(ahead - 1).text in CLASSES.occasions
        ):
            return False
        if not found:
            return False
        if len(found) == len(notices):
            return bool(self._skip(at, 1))
        return bool(self._add("notice", at, 1, either(*map(InNotice, found))))

    def _owns_tier(self, at: int, name: str) -> bool:
        """Return whether a region stands before a tier of the notice with this id, which it names: 东北三省的二等奖."""
        token = self._at(at)
        region = token.term("group", "area") is not None and len(token.text) >= _NAME
        if not region or not self._has(at + 1, "de"):
            return False
        return self._is_tier_of(at + 2, next(one for one in self._index.dataset.notices if one.id == name))

    def _is_year(self, at: int) -> bool:
        return self._at(at).number is not None and self._has(at + 1, "year")

    def _points(self, at: int) -> bool:
        """Return whether the token at `at` points at a notice, or belongs to what does: 川渝的|那份|通知."""
        return self._has(at, "de") or self._at(at).text in CLASSES.demonstratives
