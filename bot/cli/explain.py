"""Show an explanation as aligned plain text."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from bot.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from intents.explanation import Explanation, Meaning, Piece, Stated

NOTHING_TO_EXPLAIN = "还没有可以解释的问题。"

_KINDS = {
    "cue": "作用",
    "place": "地区",
    "area": "区域",
    "group": "几个地区",
    "tier": "等次",
    "org": "单位",
    "notice": "通知",
    "fact": "通知里的事实",
    "topic": "主题",
    "field": "本领域的词",
    "number": "数字",
    "unknown": "不认识",
}
"""What a token may stand for."""
_SORTS = {
    "op": "作用",
    "num": "数字",
    "verb": "动词",
    "place": "地区",
    "org": "单位",
    "tier": "等次",
    "number": "序号",
    "topic": "主题",
    "count": "数量",
    "notice": "通知",
    "fact": "事实",
    "cases": "案例数",
    "unknown": "不认识",
    "bracket": "括号",
    "level": "级别",
}
"""What a mention is read as."""
_RULES = {
    None: "没有用到（没有上一问，或者在此之前就有了回复）",
    "": "没有一条适用，自成一问",
    "own": "own，自成一问",
    "undo": "undo，回到更早的一问",
}

Row = tuple[str, ...]


def format_explanation(explanation: Explanation) -> str:
    """Return the explanation as lines of text, each block under its Chinese label, with a line feed at the end."""
    blocks: tuple[tuple[str, Sequence[Row]], ...] = (
        ("读作", [(explanation.text,)] if explanation.text else ()),
        ("修正", [(repair.source, f"→ {repair.target}") for repair in explanation.repairs]),
        ("词（读作什么，可以是什么）", [_token_row(piece) for piece in explanation.tokens]),
        ("解析前略去", [(text,) for text in explanation.left_out]),
        (f"结构（行号，产生式，所含的词；总价 {explanation.cost:g}）", list(_construction_rows(explanation))),
        ("跳过的词（价，类）", list(_passed_rows(explanation))),
        ("成分", [(part.kind, part.text, part.meaning) for part in explanation.events]),
        ("追问规则", [(_RULES.get(explanation.rule, str(explanation.rule)),)]),
        ("查询", list(_query_rows(explanation))),
        ("没有着落的词", [(text,) for text in explanation.unaccounted]),
        ("答案", [(explanation.kind, explanation.heading)]),
    )
    return printable("".join(f"{label}\n{_table(rows)}" if rows else f"{label}：无\n" for label, rows in blocks))


def _token_row(piece: Piece) -> Row:
    return piece.text, _SORTS[piece.sort], "；".join(map(_meaning, piece.meanings))


def _meaning(meaning: Meaning) -> str:
    return f"{_KINDS[meaning.kind]} {meaning.name}".rstrip()


def _construction_rows(explanation: Explanation) -> Iterator[Row]:
    for line in explanation.constructions:
        yield str(line.line), f"{'  ' * line.depth}{line.production}", line.text


def _passed_rows(explanation: Explanation) -> Iterator[Row]:
    for word in explanation.passed:
        note = "影响含义，要反问" if word.is_dropped else "" if word.category else "不进语法"
        yield word.text or "（其余的词）", f"{word.price:g}", word.category, note


def _query_rows(explanation: Explanation) -> Iterator[Row]:
    shown: tuple[tuple[str, Stated | None], ...] = (
        ("上一问", explanation.last),
        ("这一问", explanation.read),
        ("改后", explanation.query),
    )
    for label, query in shown:
        yield (label, query.ask, query.question) if query is not None else (label, "无")


def _table(rows: Sequence[Row]) -> str:
    """Return the rows indented, with all columns but the last padded to the width of their widest cell."""
    columns = max(map(len, rows))
    widths = [max((_width(row[at]) for row in rows if at + 1 < len(row)), default=0) for at in range(columns)]
    return "".join(f"  {'  '.join(map(_padded, row, widths)).rstrip()}\n" for row in rows)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
