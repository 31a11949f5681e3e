"""Leave out what is said before a question is begun: 我是小王让我问一下."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

from intents.language.word_classes import CLASSES
from intents.parsing.discourse.clause import ASKING
from intents.parsing.discourse.predication import SHOWING
from intents.parsing.discourse.words import is_wanting
from intents.parsing.mention import STOP, Mention


def without_preface(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Return the mentions after 问一下 and the like, if those before have no condition: 我是小王让我问一下, 小王说.

    They may name what the question names again (我在滁州上班，想问一下滁州…). The mentions are returned unchanged if
    there is no such opening, or if no question follows.
    """
    texts = list(accumulate(mention.text for mention in mentions))
    for at in range(len(mentions) - 2, 0, -1):
        said, question = mentions[: at + 1], mentions[at + 1 :]
        opens_last = texts[at].endswith(CLASSES.question_openings) or _wants_shown(mentions[at], question[0])
        named = any(one.filters for one in question) and _are_named_again(said, question)
        if opens_last and named and _tells(said):
            return question
    pairs = pairwise((*mentions, STOP))
    opens = (
        _opens(one, text) or _wants_shown(one, next_one) for (one, next_one), text in zip(pairs, texts, strict=True)
    )
    after = next((at for at, is_opening in enumerate(opens) if is_opening), -1) + 1
    said, question = mentions[:after], mentions[after:]
    if not _tells(said) or any(mention.filters for mention in said):
        return mentions
    if said[-1].text in CLASSES.saying_verbs and not any(_names(mention) for mention in question):
        return mentions  # 用 Python 写个快速排序
    asks = any(mention.has(*ASKING, "case", "unit", "list", "card") for mention in question)
    named = is_wanting(said[-1]) and any(map(_names, question))
    return question if asks or named else mentions


def _tells(said: Sequence[Mention]) -> bool:
    """Return whether something of other matters is said."""
    return any(mention.sort == "unknown" and len(mention.text) > 1 for mention in said)


def _are_named_again(said: Sequence[Mention], question: Sequence[Mention]) -> bool:
    """Return whether each name said before a question stands in it too, alone or within a longer one."""
    named = [one for one in said if one.filters]
    asks = any(one.has(*ASKING) for one in said)
    held = [other.text for other in question if other.filters]
    return not named or (not asks and all(any(one.text in text or text in one.text for text in held) for one in named))


def _names(mention: Mention) -> bool:
    """Return whether the mention names what is asked about, or is a number."""
    return bool(mention.filters) or mention.sort in ("fact", "num") or mention.has("case", "unit")


def _wants_shown(mention: Mention, after: Mention) -> bool:
    """Return whether two mentions ask to be shown or told something: 写稿|想|找, 会上|要|讲, 讲话中|要|提到."""
    shows = after.has(*SHOWING, "have") or mention.text not in CLASSES.wanting_verbs  # 想|找, 想找
    return is_wanting(mention) and shows


def _opens(mention: Mention, text: str) -> bool:
    """Return whether a mention at the end of `text` opens a question.

    For example 我是小王让我问一下, 小王说, 处长想知道, 局长让我看看.
    """
    before = text[: -len(mention.text)]
    told_me = before.endswith(CLASSES.causative_verbs) and mention.text.startswith(CLASSES.first_person)
    return told_me or text.endswith(CLASSES.question_openings) or mention.text in CLASSES.saying_verbs
