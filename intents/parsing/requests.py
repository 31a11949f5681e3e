"""Tell a polite request from a question of truth: 能给我看看吗."""

from __future__ import annotations

from collections.abc import Sequence

from intents.parsing.mention import Mention

_MAY = frozenset(("能", "能不能", "能否", "可以", "可否", "可不可以", "方便"))
_SHOW = frozenset(
    (
        *("给我", "给", "看看", "看", "看下", "看一下", "瞧瞧", "发", "发我", "发一下", "查", "查查", "查一下", "查下"),
        *(
            "找",
            "找找",
            "找一下",
            "找下",
            "说",
            "讲",
            "告诉",
            "告诉我",
            "帮我",
            "帮忙",
            "帮",
            "整理",
            "整理一下",
            "汇总",
        ),
        *("统计", "梳理"),
    )
)
"""What a bot is asked to do."""


def is_request(mentions: Sequence[Mention], at: int) -> bool:
    """Whether 吗 at `at` only makes a request polite."""
    may = next((n for n, mention in enumerate(mentions[:at]) if mention.text in _MAY), -1)
    if may < 0 or mentions[at].text not in ("吗", "么", "嘛", "不"):
        return False
    shows = any(one.text in _SHOW or one.has("list", "card") for one in mentions[may + 1 : at])
    return shows and not any(one.has("take", "yes_no") for one in mentions[max(may, at - 2) : at])
