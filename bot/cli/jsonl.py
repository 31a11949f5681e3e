"""An answer as one line of JSON; scripts rely on its fields and their order."""

from __future__ import annotations

import json
from typing import Any

from bot.cards.card import card, plain
from bot.cli.sessions import Reply
from data.model import Dataset

# JSON lets these stand as they are, but some readers end a line at them.
_LINE_ENDS = {ord(end): f"\\u{ord(end):04x}" for end in "\x85\u2028\u2029"}


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
        "text": plain(card(answer, dataset)),
    }
    return record | {"error": reply.error} if reply.error else record
