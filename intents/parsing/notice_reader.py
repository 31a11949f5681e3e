"""Read the names of notices: by parts of their titles, their issuers, their places and when they came."""

from __future__ import annotations

from data.model import Notice
from intents.language.numerals import parse_number
from intents.language.word_classes import CLASSES
from intents.model.query import InNotice, Unknown, either
from intents.parsing.mention import Mention
from intents.parsing.notice_names import is_of, names_of, names_of_tier, notices_called
from intents.parsing.token_cursor import Cursor

_NAMED = 12
"""Tokens of the name of a notice and of what stands between it and 通知, at most."""
_NAME = 3
"""Characters of a region's name that names a notice, at least: more than letters run together."""
ENDS = ("notice", "publish", "issuers")
"""The effects of what a notice's name may stand before."""


def _points(mention: Mention) -> bool:
    """Whether it stands between a name and what it is the name of: 那个, 的."""
    return mention.has("de", "point") or mention.text in CLASSES.demonstratives


class NoticeReader(Cursor):
    """Reads what names a notice, with what stands beside it."""

    def _notice(self, at: int) -> int:
        """What names notices by parts of their titles or issuers before 通知 or 发布, or by when they came: 第一份."""
        notices = self._index.dataset.notices
        ends = [end for end in range(at + 1, min(at + _NAMED, len(self._tokens))) if self._ends_name(end)]
        if not ends or (self._at(at).terms.kinds == {"cue"} and self._begins_sentence(at)):
            return 0
        number = self._at(at + 1).number or parse_number(self._at(at + 1).text[:1])  # 第|一份
        if self._has(at, "ordinal") and number and (self._has(at + 2, "notice") or self._has(at + 3, "notice")):
            one = notices[number - 1] if number <= len(notices) else None
            return self._add("notice", at, 2, InNotice(one.id) if one else Unknown(f"第 {number} 份通知", "number"))
        if self._has(at, "latest", "earliest") and any(self._has(end, "notice") for end in (at + 1, at + 2, at + 3)):
            return self._add("notice", at, 1, InNotice(notices[-1 if self._has(at, "latest") else 0].id))
        for end in reversed(ends):
            stop = end
            while stop > at + 1 and (self._points(stop - 1) or self._has(stop - 1, "inside", "about", "selected")):
                stop -= 1
            words = "".join(self._tokens[one].text for one in range(at, stop) if not self._points(one))
            found = notices_called(words, notices) if len(words) > 1 and self._is_name(at, stop) else ()
            if found and len(found) == len(notices):
                return self._skip(at, stop - at)
            if found:
                return self._add("notice", at, stop - at, either(*map(InNotice, found)))
        return 0

    def _title_part(self, at: int, name: str) -> int:
        """A part of a notice's title, with what else names it beside: 广西|短视频大赛, 公共|工程|金质奖."""
        notice = next(one for one in self._index.dataset.notices if one.id == name)
        words, tokens = self._at(at).text, [self._at(at)]
        while self._mentions and any(self._mentions[-1].text + words in one for one in names_of(notice)):
            before = self._mentions.pop()
            words, tokens = before.text + words, [*before.tokens, *tokens]
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
            words += self._at(end - 1).text
            if not any(words in one for one in names_of(notice)):
                break
            if not self._at(end - 1).terms or self._at(end - 1).term("topic", "field"):
                taken = end - at
        tokens += self._tokens[at + 1 : at + taken]
        self._mentions.append(Mention("notice", tuple(tokens), (InNotice(name),)))
        return taken

    def _ordinal_before(self, notice: Notice) -> int | None:
        """Where a number of the title begins that stands right before: 第25届|金质奖, of 第25届公共工程金质奖."""
        for back in (3, 2):
            before = self._mentions[-back:]
            words = "".join(mention.text for mention in before)
            if len(before) == back and any(one.sort == "num" for one in before) and words in names_of(notice)[0]:
                return len(self._mentions) - back
        return None

    @staticmethod
    def _names(mention: Mention, notice: Notice) -> bool:
        """Whether a place or unit that is named right before a notice only says whose notice it is."""
        if mention.sort == "place":
            return is_of(mention.text, notice)
        return mention.sort == "org" and bool(notices_called(mention.text, (notice,)))

    def _begins_sentence(self, at: int) -> bool:
        """Whether a word of the question stands there, and no part of a name that is no word: 非|遗."""
        return not self._has(at, "ordinal", "latest", "earliest") and (
            bool(self._at(at + 1).terms) or self._at(at + 1).number is not None or len(self._at(at).text) > 1
        )

    def _ends_name(self, at: int) -> bool:
        return self._has(at, *ENDS) and (self._has(at, "notice") or not self._has(at, "take"))

    def _is_name(self, at: int, stop: int) -> bool:
        """Whether the tokens are no words of the question alone, and no unit: that has cases of its own."""
        tokens = self._tokens[at:stop]
        named = not all(token.terms.kinds == {"cue"} for token in tokens)
        return named and not any(token.has("notice", "case") or token.term("tier") for token in tokens)

    def _names_notice(self, at: int) -> bool:
        """川渝那份通知: a place that names notices by their titles."""
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
        """Whether a region stands before a tier of the one notice that is called by it: 东北三省的二等奖."""
        token, tier = self._at(at), self._at(at + 2).term("tier")
        region = token.term("group", "area") is not None and len(token.text) >= _NAME
        if not region or tier is None or not self._has(at + 1, "de"):
            return False
        notice = next(one for one in self._index.dataset.notices if one.id == name)
        return any(self._at(at + 2).text in names_of_tier(one.name, one.aliases) for one in notice.tiers if one.name)

    def _is_year(self, at: int) -> bool:
        return self._at(at).number is not None and self._has(at + 1, "year")

    def _points(self, at: int) -> bool:
        """Whether it points at a notice, or belongs to what does: 川渝的|那份|通知."""
        return self._has(at, "de") or self._at(at).text in CLASSES.demonstratives
