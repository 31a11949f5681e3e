"""Questions and answers as lines: questions read from standard input, answers written as JSON objects.

No input line can stop the stream or fill the memory.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from bot.cards.card import build_card, to_plain_text
from bot.cli.sessions import LONGEST, NOT_UTF_8, TOO_LONG, Question, Reply, excerpt, whole_characters
from data.model import Dataset

LINE = 16 * LONGEST
"""Bytes that a line may have: a longest question, every character escaped as a pair of surrogates, and its chat."""

NOT_AN_OBJECT = "这一行以 { 开头，却不是完整的 JSON 对象"
NO_TEXT = "JSON 对象里要有 text，值是字符串"
NO_CHAT = "JSON 对象里的 chat 应是字符串"

# JSON lets these stand as they are, but some readers end a line at them.
_LINE_ENDS = {ord(end): f"\\u{ord(end):04x}" for end in "\x85\u2028\u2029"}


def questions(stream: BinaryIO, *, objects: bool, chat: str | None = None) -> Iterator[Question]:
    """A question for each line of `stream`, as soon as the line is there.

    With `objects` a line may be a JSON object, `{"text": …, "chat": …}`; any other line is the question itself, and
    belongs to the conversation `chat`.
    """
    first = True
    while raw := stream.readline(LINE + 1):
        whole = len(raw) <= LINE or raw.endswith(b"\n")
        tail = raw
        while len(tail) == LINE + 1 and not tail.endswith(b"\n"):
            tail = stream.readline(LINE + 1)
        if first:
            raw = raw.removeprefix(b"\xef\xbb\xbf")
            first = False
        yield _question(raw.removesuffix(b"\n").removesuffix(b"\r"), chat, whole=whole, objects=objects)


def _question(raw: bytes, chat: str | None, *, whole: bool, objects: bool) -> Question:
    if not whole:
        return Question(excerpt(raw.decode(errors="replace")), chat, TOO_LONG)
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        return Question(excerpt(raw.decode(errors="replace")), chat, NOT_UTF_8)
    if objects and text.lstrip().startswith("{"):
        return _from_object(text)
    return Question(text, chat)


def _from_object(text: str) -> Question:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return Question(excerpt(text), error=NOT_AN_OBJECT)
    question, chat = value.get("text"), value.get("chat")
    if not isinstance(question, str):
        return Question(excerpt(text), error=NO_TEXT)
    if not isinstance(chat, str | None):
        return Question(excerpt(text), error=NO_CHAT)
    return Question(whole_characters(question), chat)


def line(reply: Reply, dataset: Dataset) -> str:
    """The reply as one JSON object on one line, without the line's end."""
    return json.dumps(_record(reply, dataset), ensure_ascii=False).translate(_LINE_ENDS)


def _record(reply: Reply, dataset: Dataset) -> dict[str, Any]:
    answer = reply.answer
    record = {
        "question": answer.question,
        "kind": answer.kind,
        "understood": answer.understood,
        "repairs": [{"from": repair.source, "to": repair.target} for repair in answer.repairs],
        "cases": [
            {"id": case.id, "notice": case.notice, "tier": case.tier, "number": case.number, "title": case.title}
            for case in answer.cases
        ],
        "agencies": [
            {"name": agency.name, "regions": [region.name for region in agency.regions]} for agency in answer.agencies
        ],
        "value": answer.value,
        "yes": answer.yes,
        "ranking": [{"name": ranked.name, "value": ranked.value} for ranked in answer.ranking],
        "options": [{"label": option.label, "question": option.question} for option in answer.options],
        "text": to_plain_text(build_card(answer, dataset)),
    }
    return record | {"error": reply.error} if reply.error else record
