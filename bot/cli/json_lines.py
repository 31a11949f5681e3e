"""Questions and answers as lines: questions read from standard input, answers written as JSON objects.

No input line can stop the stream or fill the memory.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, BinaryIO

from bot.cards.card import build_card, to_plain_text
from bot.cli.sessions import NOT_UTF_8, Question, Reply
from bot.text import TOO_LONG, excerpt, replace_surrogates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from data.model import Dataset

MAX_LINE_BYTES = 64 * 1024
"""Room for 4,096 characters, each escaped as a surrogate pair (12 bytes), and for the chat."""

NOT_AN_OBJECT = "这一行以 { 开头，却不是完整的 JSON 对象"
NO_TEXT = "JSON 对象里要有 text，值是字符串"
NO_CHAT = "JSON 对象里的 chat 应是字符串"

# JSON allows these characters unescaped, but some readers end a line at them, as str.splitlines does.
_LINE_ENDS = {ord(end): f"\\u{ord(end):04x}" for end in "\x85\u2028\u2029"}


def read_questions(stream: BinaryIO, *, objects: bool, chat: str | None = None) -> Iterator[Question]:
    """Yield a question for each line of `stream` as soon as the line arrives.

    If `objects` is set, a line may be a JSON object, `{"text": …, "chat": …}`. Any other line is the question itself
    and belongs to the conversation `chat`.
    """
    first = True
    while raw := stream.readline(MAX_LINE_BYTES + 1):
        complete = len(raw) <= MAX_LINE_BYTES or raw.endswith(b"\n")
        tail = raw  # the rest of an overlong line is read in parts and dropped
        while len(tail) == MAX_LINE_BYTES + 1 and not tail.endswith(b"\n"):
            tail = stream.readline(MAX_LINE_BYTES + 1)
        if first:
            raw = raw.removeprefix(b"\xef\xbb\xbf")  # a byte order mark, which Windows editors write
            first = False
        yield _question(raw.removesuffix(b"\n").removesuffix(b"\r"), chat, complete=complete, objects=objects)


def _question(raw: bytes, chat: str | None, *, complete: bool, objects: bool) -> Question:
    if not complete:
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
    except (ValueError, RecursionError):  # deep nesting exceeds the stack; huge integers are a ValueError
        return Question(excerpt(text), error=NOT_AN_OBJECT)
    question, chat = value.get("text"), value.get("chat")
    if not isinstance(question, str):
        return Question(excerpt(text), error=NO_TEXT)
    if not isinstance(chat, str | None):
        return Question(excerpt(text), error=NO_CHAT)
    return Question(replace_surrogates(question), chat)


def to_json_line(reply: Reply, dataset: Dataset) -> str:
    """Return the reply as a JSON object on one line, for scripts, which rely on the order of its fields."""
    return json.dumps(_record(reply, dataset), ensure_ascii=False).translate(_LINE_ENDS)


def _record(reply: Reply, dataset: Dataset) -> dict[str, Any]:
    answer = reply.answer
    record = {
        "question": answer.question,
        "kind": answer.kind,
        "understood": answer.understood,
        "repairs": [{"from": repair.source, "to": repair.target} for repair in answer.repairs],
        "unused": list(answer.unused),
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
        "text": to_plain_text(build_card(answer, dataset, reply.query)),
    }
    return record | {"error": reply.error} if reply.error else record
