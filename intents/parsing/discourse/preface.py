"""Pass over what is said before a question is begun: 我是小王让我问一下."""

from __future__ import annotations

from itertools import accumulate

from intents.language.word_classes import CLASSES
from intents.parsing.discourse.clause import ASKING
from intents.parsing.mention import Mention


def without_preface(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Without what is said before 问一下 and the like, where that names no condition: 我是小王让我问一下, 小王说."""
    texts = accumulate(mention.text for mention in mentions)
    after = next((at for at, (one, text) in enumerate(zip(mentions, texts, strict=True)) if _opens(one, text)), -1) + 1
    said, question = mentions[:after], mentions[after:]
    if not any(mention.sort == "unknown" and len(mention.text) > 1 for mention in said) or any(
        mention.filters for mention in said
    ):
        return mentions
    if said[-1].text in CLASSES.saying_verbs and not any(_names(mention) for mention in question):
        return mentions  # 用 Python 写个快速排序
    return question if any(mention.has(*ASKING, "case", "unit", "list", "card") for mention in question) else mentions


def _names(mention: Mention) -> bool:
    """Whether it names what is asked about, or says a number."""
    return bool(mention.filters) or mention.sort in ("fact", "num") or mention.has("case", "unit")


def _opens(mention: Mention, text: str) -> bool:
    """Whether a question is begun with it, at the end of `text`: 我是小王让我问一下, 小王说, 处长想知道."""
    return text.endswith(CLASSES.question_openings) or mention.text in CLASSES.saying_verbs
