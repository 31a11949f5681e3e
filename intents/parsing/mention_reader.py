"""Read tokens as mentions: the conditions a question names, and the operators between them."""

from __future__ import annotations

from collections.abc import Iterator

from intents.language.word_classes import CLASSES
from intents.model.query import About, Unknown
from intents.parsing.discourse.circumstances import without_circumstances
from intents.parsing.discourse.in_context import in_context
from intents.parsing.entities import Names
from intents.parsing.lexicon import STEERING
from intents.parsing.mention import Mention
from intents.parsing.notices.reader import ENDS
from intents.parsing.terms import NO_TERMS, Token

_FRAMES = frozenset(("about", "title", "glyph", "wording"))
"""The effects of words that frame a subject: 跟…有关, 标题里有…."""
_OF_OTHERS = ("revise", "opener", "person", "statement")
"""The effects of words that show another subject, unless they stand in a construction."""
_OCCASIONS = frozenset(("times",))
_JOINT = frozenset(("all",))
_KEYWORDS = frozenset(("all", "de", "case", "comma", "stop", "ne", "that"))
"""The effects of the only cues that a text of nothing but names has."""
_KIN = frozenset(word for word in CLASSES.person_endings if len(word) == 1)
"""The characters for people that may follow a pronoun."""
_IDLE = frozenset(("filler", "function"))
"""The effects of words that say nothing."""
_WORDS = 12
"""The most words of one topic."""


class Reader(Names):
    """Turns the tokens of one question into mentions."""

    def read(self) -> tuple[Mention, ...]:
        """Return all mentions, in the order of the question."""
        said = frozenset[object]().union(*[token.terms.effects for token in self._tokens])
        self._frames = not said.isdisjoint(_FRAMES)
        self._tokens = tuple(self._merged())
        self._notices = not said.isdisjoint(ENDS) and any(map(self._ends_name, range(len(self._tokens))))
        self._joins_nothing = self._names_few()
        position = 0
        while position < len(self._tokens):
            position += (self._frames and self._spelled(position)) or self._next(position)
        return tuple(self._joined())

    def _merged(self) -> Iterator[Token]:
        """Yield the tokens; an unexplained character and a cue beside it are joined if they are a word.

        A pronoun is joined with a character for people after it (我妈).
        """
        tokens, dictionary = self._tokens, self._index.dictionary
        at = 0
        while at < len(tokens):
            token, after = tokens[at], self._at(at + 1)
            if after.text in _KIN and token.text in CLASSES.pronouns and token.end == after.start:
                yield token._replace(text=token.text + after.text, end=after.end)  # 我妈
                at += 2
                continue
            if (
                len(token.text) == len(after.text) == 1
                and token.end == after.start
                and sum(not one.terms and one.number is None for one in (token, after)) == 1
                and (token.terms.kinds or after.terms.kinds) == {"cue"}
                and (dictionary.has_word(token.text + after.text) or dictionary.is_verb(token.text + after.text))
            ):
                yield Token(token.text + after.text, token.start, after.end, word=True)
                at += 2
                continue
            yield token
            at += 1

    def _next(self, at: int) -> int:
        """Read the mention at `at`, and return how many tokens it took."""
        if self._tokens[at].number is not None:
            return self._add("num", at, 1)
        if self._notices and (taken := self._notice(at)):
            return taken
        if taken := self._alone(at):
            return taken
        if self._joins_nothing and self._is_joint_word(self._tokens[at]):
            return self._add("topic", at, 1, About((self._tokens[at].text,)))
        charges = self._has(at, "charge") and not self._is_in_charge(at)
        if charges or self._dangles(at) or self._counts_nothing(at):
            return self._add("unknown", at, 1)
        own = self._lexicon.own_nouns.get(self._at(at).text)
        if own is not None and self._has(at, "case", "which", "howmany"):
            self._skip_owner(own)
            return self._add("op", at, 1, own)
        if self._only_joins(self._tokens[at]):
            return self._add("op", at, 1)
        if self._frames and (size := self._framed(at)):
            words = "".join(token.text for token in self._tokens[at : at + size])
            if not self._index.topics.has_words(words):
                return self._add("unknown", at, size)
            return self._add("topic", at, size, About((words,), theme=True))
        for read in (
            self._place,
            self._org,
            self._named,
            self._topic,
        ):
            taken = read(at)
            if taken:
                return taken
        self._add("op", at, 1)
        return 1

    def _is_in_charge(self, at: int) -> bool:
        """Return whether a verb of being in charge stands right behind units, before a subject, or in a request.

        For example 谁管, 哪几家一起管, 江苏管了没有, 那个管叉车的, 请报, but not 监督|管|里.
        """
        before, after = self._at(at - 1 - self._has(at - 1, "all")), self._at(at + 1)
        done = before.term("place") is not None and after.has("aspect")
        begins = at == 0 or before.text in CLASSES.requests
        pointed = after.term("topic", "field") is not None and (begins or before.terms.kinds == {"cue"})
        pointed = pointed or (begins and at > 0)
        return before.has("who", "unit", "which_unit") or before.term("org") is not None or done or pointed

    def _counts_nothing(self, at: int) -> bool:
        """Return whether a measure word of occasions has no number before it: 拉回认证, but not 两回, 几回, 那回."""
        before = self._at(at - 1)
        counts = before.number is not None or before.has("howmany", "ordinal", "which", "times", "most")
        return self._at(at).terms.effects == _OCCASIONS and not (counts or before.text in CLASSES.demonstratives)

    def _only_joins(self, token: Token) -> bool:
        """Return whether the token is a cue with which no name or number begins."""
        return (
            not self._frames
            and token.number is None
            and token.terms.kinds == {"cue"}
            and not token.has("mine")
            and not self._is_bare_bureau(token)
        )

    def _names_few(self) -> bool:
        """Return whether the text is nothing but keywords with one place or unit at most: nothing is done together."""
        cues = [token for token in self._tokens if token.terms.kinds == {"cue"}]
        if not all(token.terms.effects <= _KEYWORDS for token in cues):
            return False
        named = [token for token in self._tokens if token.term("place", "group", "area", "org")]
        joined = any(token.term("group", "area") for token in named)
        return len(named) < 2 and not joined and all(token.number is None for token in self._tokens)

    def _is_joint_word(self, token: Token) -> bool:
        """Return whether the token is a word for “together” that titles have, too, such as 联动."""
        return token.terms.effects == _JOINT and len(token.text) > 1 and self._index.topics.has_words(token.text)

    def _framed(self, at: int) -> int:
        """Return how many tokens that are cues stand where a subject is named: 跟合作有关, 跟叫应有关, 信息这个词."""
        end = at
        while self._at(end).terms.effects and self._at(end).terms.effects <= _IDLE:
            end += 1
        if self._has(at - 1, "and", "with") and end > at and self._has(end, "about"):
            return end - at  # words without an effect
        return int(self._names_subject(at))

    def _names_subject(self, at: int) -> bool:
        """Return whether a cue that titles have stands where a subject is named.

        In what a title is said to have, a place is no more than its letters: 标题带“长三角”的.
        """
        token = self._at(at)
        if len(token.text) < 2 or not token.terms:
            return False
        known = self._index.topics.has_words(token.text)
        before = at - 1 - self._has(at - 1, "aspect")
        if self._has(before, "have", "take", "neg") and any(self._has(before - back, "title") for back in (1, 2)):
            letters = all(term.weak or term.kind in ("cue", "place", "area", "group") for term in token.terms)
            return letters and (known or token.term("place") is not None)
        units = self._has(at, "unit") and not self._has(at + 1, "de", "case")  # 安徽的相关|部门, but 关于|部门|的案例
        related = self._has(at - 1, "about") and not units
        related = related or (self._has(at + 1, "about") and self._has(at - 1, "and", "have"))
        related = related or self._is_within_titles(at)
        related = related or any(self._has(at + far, "glyph", "wording") for far in (1, 2, 3))
        return known and related and not any(term.kind != "cue" and not term.weak for term in token.terms)

    def _is_within_titles(self, at: int) -> bool:
        """Return whether the question asks in which titles the word stands: 信息出现在哪些案例的标题里."""
        titles = (after for after in range(at + 2, len(self._tokens)) if self._has(after, "title"))
        return self._has(at + 1, "take", "have") and any(self._has(title + 1, "inside") for title in titles)

    def _dangles(self, at: int) -> bool:
        """Return whether a localizer such as 上 or 江 follows nothing that it could belong to.

        It is then half a name: 上参与了哪些.
        """
        if self._tokens[at].text not in CLASSES.localizers or len(self._tokens) == 1:
            return False
        before = self._mentions[-1] if self._mentions else None
        return before is None or before.has("and", "or", "comma", "stop", "only", "yes_no", "except", "that", "neg")

    def _topic(self, at: int) -> int:
        end = at
        while end < len(self._tokens) and self._is_free(end):
            end += 1
        position = at
        while position < end:
            position = self._free(position, end)
        return position - at

    def _is_free(self, at: int) -> bool:
        token = self._at(at)
        return token.number is None and all(
            term.weak or (not term.own and self._index.topics.has_words(token.text)) or term.kind in ("topic", "field")
            for term in token.terms
        )

    def _free(self, at: int, end: int) -> int:
        """Read the longest known run of free words from `at`, else one unknown word; return the position after it."""
        if self._has(end, "county", "city") and len(self._at(end).text) == 1:
            whole = "".join(token.text for token in self._tokens[at : end + 1])
            if self._index.topics.has_words(whole):  # a place that no table has, in a unit's name: 琼山市
                return at + self._add("topic", at, end + 1 - at, About((whole,)))
        last = min(end, at + _WORDS)
        apart = (stop for stop in range(at + 1, last) if self._tokens[stop].start in self._blanks)
        for stop in range(next(apart, last), at, -1):
            words = "".join(token.text for token in self._tokens[at:stop])
            if len(words) > 1 and (self._index.topics.is_common(words) or self._says_nothing(words, stop)):
                self._skip(at, stop - at)
                return stop
            run = stop == at + 1 and self._at(at).term("topic") is not None
            if run or (len(words) > 1 and self._index.topics.has_words(words)):
                self._add("topic", at, stop - at, About((words,)))
                return stop
        if self._at(at).term("field"):
            text = self._at(at).text
            held = self._index.topics.has_text(text)  # within a word: 养老 in 养老诈骗
            return at + self._add("topic", at, 1, About((text,)) if held else Unknown(text, "topic"))
        if self._at(at).word and len(self._at(at).text) > 2 and self._at(at).text.endswith(CLASSES.unit_kinds):
            return at + self._add("org", at, 1, Unknown(self._at(at).text, "unit"))
        named = end == at + 1 and self._at(end).text in CLASSES.unit_kinds  # a unit of a kind unknown here: 教育局
        self._add("unknown", at, 1 + named)
        return at + 1 + named

    def _says_nothing(self, words: str, stop: int) -> bool:
        """Return whether words right before 案例 stand in every notice's title, so that they tell no case from another.

        For example 市场监管案例.
        """
        if not self._has(stop, "case") or any(m.has("about") for m in self._mentions[-2:]):
            return False
        others = any(m.sort in ("place", "org", "tier", "count") for m in self._mentions)
        return others and all(words in notice.title for notice in self._index.dataset.notices)

    def _joined(self) -> list[Mention]:
        """Return the mentions with neighbouring unknown words joined, and each settled by its neighbours."""
        joined: list[Mention] = []
        for mention in self._mentions:
            if mention.sort == "unknown" and joined and joined[-1].sort == "unknown":
                bracket = mention.text in ("(", ")") or joined[-1].text in ("(", ")")
                apart = joined[-1].text.startswith("@") and mention.tokens[0].start in self._blanks
                if not (bracket or apart):
                    joined[-1] = Mention("unknown", (*joined[-1].tokens, *mention.tokens))
                    continue
            joined.append(mention)
        joined = without_circumstances(joined)
        beside = zip([None, *joined], joined, [*joined[1:], None], strict=False)
        settled = [self._settled(before, mention, after) for before, mention, after in beside]
        return in_context(settled, self._index.dictionary.is_verb)

    def _settled(self, before: Mention | None, mention: Mention, after: Mention | None) -> Mention:
        """Return the mention as its neighbours make it: an operator, an unknown word, a verb, or unchanged."""
        if any(_is_gloss(mention, other) for other in (before, after)):
            return Mention("op", tuple(token._replace(terms=NO_TERMS) for token in mention.tokens))
        told = mention.sort == "topic" and before is not None and before.has("stop") and after is not None
        if told and after is not None and after.has("once") and self._index.dictionary.is_verb(mention.text):
            return Mention("op", tuple(token._replace(terms=NO_TERMS) for token in mention.tokens))  # …，登记一下
        if mention.sort != "unknown":
            other = self._is_elsewhere(before, mention, after) or self._is_subject(before, mention, after)
            return Mention("unknown", mention.tokens) if other else mention
        if mention.text.startswith("@"):
            return Mention("op", mention.tokens)  # @小王: whom it is for
        long_filler = after is not None and after.effects == {"filler"} and len(after.text) > 1
        if (before is None or before.has("stop")) and len(mention.text) == 1 and long_filler:
            return Mention("op", mention.tokens)  # 小|朋友, whom it is for
        if len(mention.text) == 1 and after is not None and self._index.dictionary.is_verb(mention.text):
            gives = (after.has("show") and len(after.text) > 1) or after.text in CLASSES.directions
            if gives or ((before is None or before.effects == {"filler"}) and after.has("range")):
                return Mention("op", mention.tokens)  # 念给我, 甩出来, 翻到下一个: how it is to be told
        helps = before is not None and before.has("give", "show")
        done = after is not None and after.has("aspect")  # 把质控做好了
        if helps and after is not None and after.has("filler", "show", "list", "count") and not done:
            return Mention("op", mention.tokens)  # 帮群友问, 给学生看看: for whom it is
        if after is not None and after.has("once", "revise"):
            return Mention("op", mention.tokens)  # 核一遍: what is to be done with the answer; 门槛提高到八家
        return Mention("verb", mention.tokens) if self._is_verb(before, mention, after) else mention

    def _is_subject(self, before: Mention | None, mention: Mention, after: Mention | None) -> bool:
        """Return whether a word that may be an adverb is a noun, as its place shows.

        For example 果实的案例, 首相参与了哪些案例, 安徽的积分, 安徽高速.
        """
        if mention.effects != {"function"} or not self._index.dictionary.names_subject(mention.text):
            return False
        if after is None or (before is not None and before.has("de")):
            return True
        return after.has("de", "case") or (before is None and after.has("take"))

    @staticmethod
    def _is_elsewhere(before: Mention | None, mention: Mention, after: Mention | None) -> bool:
        """Return whether the mention shows another subject and stands in no construction: 南京人, 这个说法, 放宽到."""
        if mention.effects == {"choose"}:  # 推荐个馆子, but 推荐了多少条线路
            return after is None or not after.has("aspect", "de")
        if mention.effects == {"along"}:  # 没带上海玩, 一起玩, but 好玩
            return before is None or not (before.sort == "place" or before.has("all"))
        if not mention.has(*_OF_OTHERS):
            return False
        if mention.has("revise"):
            return after is None or not after.has("range", "becomes", "stop")
        if mention.has("opener"):
            return before is not None and not before.has("stop")
        if mention.has("person"):
            return before is None or before.sort != "place"
        return mention.has("statement") and (before is None or not before.has("point", "those"))

    def _is_verb(self, before: Mention | None, mention: Mention, after: Mention | None) -> bool:
        """Return whether an unknown word may be a verb for taking part, by its part of speech or its neighbours.

        Verbs of one character are cues, but any other one counts between 一起 or 自己 and 的. 落实 and 列席 are no
        verbs in jieba's dictionary, but 没列席, 落实了 and 关联到 show them to be.
        """
        if self._steers(mention) or mention.text in CLASSES.outside_verbs:
            return False
        if len(mention.text) < 2:  # 一起玩的; 是谁修的: what else may units do with a case?
            asked = (
                before is not None and before.has("who", "which_unit", "unit") and after is not None and after.has("de")
            )
            together = before is not None and before.has("all", "itself") and (after is None or after.has("de", "stop"))
            return asked or (together and self._index.dictionary.is_verb(mention.text))
        denied = before is not None and before.has("neg", "all")
        done = after is not None and after.has("aspect", "range")
        is_word = len(mention.tokens) == 1 and mention.tokens[0].word
        framed = (denied and is_word) or (done and (is_word or len(mention.text) == 2))
        return self._index.dictionary.is_verb(mention.text) or framed

    def _steers(self, mention: Mention) -> bool:
        cues = self._lexicon.cues
        return any(not STEERING.isdisjoint(cues.get(char, ())) for char in mention.text)


def _is_gloss(mention: Mention, beside: Mention | None) -> bool:
    """Return whether an English word only repeats the Chinese one beside it: units 单位, 单位最多, the most."""
    said = mention.effects & beside.effects if beside is not None else frozenset()
    english = mention.sort == "op" and mention.text.isascii() and mention.text.isalpha()
    return english and bool(said) and beside is not None and not beside.text.isascii()
