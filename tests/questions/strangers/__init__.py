"""Questions by writers who had never seen the code: read the sets, ask them and compare the answers.

An item is `{"class", "turns", "want"}`: the last turn is compared, those before it are its chat. `want` holds any of
`kinds` (one of which the answer must have), `cases` (beginnings of their tiers, and numbers), `top` (the first case),
`agencies`, `value`, `yes`, `ranking` (its first entries), `text` (parts of the reply), `repair` (true if one must be
disclosed) and `any` (alternatives to choose from).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from bot.cards.card import build_card, to_plain_text
from intents.engine import Engine
from intents.model.answer import Answer
from intents.model.context import Context

HERE = Path(__file__).parent
STRANGERS = (
    ("ninth_w1", 93.6, 2.2),
    ("ninth_w2", 92.8, 0.8),
    ("ninth_w3", 88.3, 2.4),
    ("ninth_w4", 91.0, 3.5),
    ("tenth_w5", 93.2, 2.6),
    ("tenth_w6", 96.4, 2.4),
    ("tenth_w7", 96.7, 1.7),
    ("tenth_w8", 97.7, 0.7),
    ("tenth_w9", 98.1, 0.6),
    ("tenth_w10", 98.0, 0.5),
    ("tenth_w11", 94.4, 2.5),
    ("tenth_w12", 98.6, 0.3),
    ("tenth_w13", 99.7, 0.0),
    ("tenth_w14", 98.6, 0.6),
    ("tenth_w15", 97.1, 0.0),
    ("tenth_w16", 99.0, 0.4),
    ("tenth_w17", 93.6, 1.1),
    ("tenth_w18", 95.5, 1.0),
    ("tenth_w19", 99.6, 0.0),
    ("tenth_w20", 96.7, 2.4),
    ("tenth_w21", 99.5, 0.5),
    ("tenth_w22", 98.4, 0.8),
    ("tenth_w23", 99.6, 0.0),
    ("tenth_w24", 99.7, 0.3),
    ("tenth_w25", 100.0, 0.0),
    ("tenth_w26", 99.7, 0.0),
    ("tenth_w27", 99.5, 0.5),
    ("tenth_w28", 100.0, 0.0),
    ("tenth_w29", 99.4, 0.0),
    ("tenth_w30", 100.0, 0.0),
    ("tenth_w31", 97.8, 0.8),
    ("tenth_w32", 96.5, 0.6),
    ("tenth_w33", 97.3, 0.8),
    ("tenth_w34", 94.2, 1.4),
    ("tenth_w35", 96.2, 1.1),
    ("tenth_w36", 93.2, 0.4),
    ("tenth_w37", 84.0, 1.6),
    ("tenth_w38", 98.0, 0.8),
    ("tenth_w39", 98.4, 0.0),
    ("tenth_w40", 98.8, 0.0),
    ("tenth_w41", 89.6, 0.8),
    ("tenth_w42", 94.4, 0.8),
    ("tenth_w43", 94.0, 0.0),
    ("tenth_w44", 94.8, 0.4),
    ("tenth_w45", 89.2, 0.0),
    ("tenth_w46", 96.0, 0.0),
    ("tenth_w47", 91.2, 1.2),
    ("tenth_w48", 94.8, 1.6),
    ("tenth_w49", 92.4, 0.8),
    ("tenth_w50", 98.8, 0.0),
    ("tenth_w51", 100.0, 0.0),
    ("tenth_w52", 96.8, 0.0),
    ("tenth_w53", 96.4, 0.0),
    ("tenth_w54", 98.0, 0.0),
    ("tenth_w55", 98.8, 0.4),
    ("tenth_w56", 97.6, 0.0),
    ("tenth_w57", 98.0, 0.8),
    ("tenth_w58", 98.4, 0.0),
    ("tenth_w59", 98.4, 0.4),
    ("tenth_w60", 97.6, 0.0),
    ("tenth_w61", 95.2, 1.6),
    ("tenth_w62", 94.4, 2.0),
    ("tenth_w63", 95.2, 0.8),
    ("tenth_w64", 97.2, 0.8),
    ("tenth_w65", 95.2, 1.2),
    ("tenth_w66", 99.2, 0.0),
    ("tenth_w67", 98.4, 0.4),
    ("tenth_w68", 94.0, 1.2),
    ("tenth_w69", 96.0, 0.4),
    ("tenth_w70", 98.4, 0.4),
    ("tenth_w71", 93.6, 1.2),
    ("tenth_w72", 95.6, 0.8),
    ("tenth_w73", 94.4, 2.8),
    ("tenth_w74", 89.6, 2.0),
    ("tenth_w75", 93.6, 1.2),
    ("tenth_w76", 96.0, 0.8),
    ("tenth_w77", 100.0, 0.0),
    ("tenth_w78", 99.6, 0.0),
    ("tenth_w79", 98.4, 0.0),
    ("tenth_w80", 98.8, 0.0),
    ("tenth_w81", 93.6, 0.8),
    ("tenth_w82", 99.6, 0.0),
    ("tenth_w83", 96.4, 0.4),
    ("tenth_w84", 98.4, 0.4),
    ("tenth_w85", 99.6, 0.0),
    ("tenth_w86", 98.8, 0.0),
    ("tenth_w87", 96.4, 0.8),
    ("tenth_w88", 99.2, 0.4),
    ("tenth_w89", 98.8, 0.0),
    ("tenth_w90", 98.8, 0.0),
    ("tenth_w91", 97.2, 0.4),
    ("tenth_w92", 98.8, 0.0),
    ("tenth_w93", 94.4, 1.6),
    ("tenth_w94", 99.6, 0.0),
    ("tenth_w95", 97.6, 0.8),
    ("tenth_w96", 98.4, 0.0),
    ("tenth_w97", 89.6, 1.6),
    ("tenth_w98", 89.6, 2.4),
    ("tenth_w99", 93.6, 1.2),
    ("tenth_w100", 96.8, 0.4),
    ("tenth_w101", 89.2, 2.8),
    ("tenth_w102", 97.2, 1.2),
    ("tenth_w103", 98.4, 0.8),
    ("tenth_w104", 97.2, 0.0),
    ("tenth_w105", 98.4, 0.0),
    ("tenth_w106", 96.4, 0.4),
    ("tenth_w107", 95.6, 0.8),
    ("tenth_w108", 96.4, 1.2),
    ("tenth_w109", 97.2, 0.4),
    ("tenth_w110", 93.2, 1.2),
    ("tenth_w111", 96.4, 1.2),
    ("tenth_w112", 92.8, 1.2),
    ("tenth_w113", 93.2, 1.6),
    ("tenth_w114", 94.8, 0.4),
    ("tenth_w115", 94.8, 1.6),
    ("tenth_w116", 96.0, 2.4),
    ("tenth_w117", 98.8, 0.8),
    ("tenth_w118", 99.2, 0.0),
    ("tenth_w119", 97.6, 0.0),
    ("tenth_w120", 99.2, 0.0),
    ("tenth_w121", 98.8, 0.0),
    ("tenth_w122", 99.2, 0.4),
    ("tenth_w123", 96.8, 1.2),
    ("tenth_w124", 96.8, 0.0),
    ("tenth_w125", 94.0, 1.2),
    ("tenth_w126", 95.6, 1.6),
    ("tenth_w127", 100.0, 0.0),
    ("tenth_w128", 95.6, 1.6),
    ("tenth_w129", 98.0, 1.2),
    ("tenth_w130", 98.4, 1.2),
    ("tenth_w131", 99.6, 0.0),
    ("tenth_w132", 97.2, 2.0),
    ("tenth_w133", 100.0, 0.0),
    ("tenth_w134", 100.0, 0.0),
    ("tenth_w135", 99.6, 0.4),
    ("tenth_w136", 98.0, 1.2),
    ("tenth_w137", 98.8, 0.0),
    ("tenth_w138", 98.0, 0.4),
    ("tenth_w139", 98.8, 0.8),
    ("tenth_w140", 99.2, 0.4),
    ("tenth_w141", 95.2, 2.4),
    ("tenth_w142", 98.0, 1.2),
    ("tenth_w143", 97.6, 0.8),
    ("tenth_w144", 98.0, 0.4),
    ("tenth_w145", 98.4, 0.4),
    ("tenth_w146", 95.6, 2.0),
    ("tenth_w147", 100.0, 0.0),
    ("tenth_w148", 98.8, 0.4),
    ("tenth_w149", 99.6, 0.4),
    ("tenth_w150", 98.4, 0.4),
    ("tenth_w151", 99.6, 0.0),
    ("tenth_w152", 96.8, 0.4),
    ("tenth_w153", 97.6, 0.8),
    ("tenth_w154", 98.8, 0.4),
    ("tenth_w155", 99.2, 0.8),
    ("tenth_w156", 98.8, 0.0),
    ("tenth_w157", 98.4, 1.2),
    ("tenth_w158", 99.2, 0.0),
    ("tenth_w159", 99.2, 0.4),
    ("tenth_w160", 98.0, 0.8),
    ("tenth_w161", 100.0, 0.0),
    ("tenth_w162", 96.8, 1.2),
    ("tenth_w163", 95.6, 1.6),
    ("tenth_w164", 94.4, 0.8),
    ("tenth_w165", 96.4, 0.8),
    ("tenth_w166", 94.8, 1.2),
    ("tenth_w167", 97.2, 0.8),
    ("tenth_w168", 100.0, 0.0),
    ("tenth_w169", 100.0, 0.0),
    ("tenth_w170", 99.2, 0.0),
    ("tenth_w171", 98.0, 0.4),
    ("tenth_w172", 99.2, 0.4),
    ("tenth_w173", 97.2, 0.4),
    ("tenth_w174", 100.0, 0.0),
    ("tenth_w175", 99.2, 0.0),
    ("tenth_w176", 98.8, 0.4),
    ("tenth_w177", 94.8, 1.6),
    ("tenth_w178", 96.4, 0.4),
    ("tenth_w179", 100.0, 0.0),
    ("tenth_w180", 99.6, 0.0),
    ("tenth_w181", 99.2, 0.0),
    ("tenth_w182", 99.6, 0.0),
    ("tenth_w183", 99.2, 0.0),
    ("tenth_w184", 98.4, 0.0),
    ("tenth_w185", 99.2, 0.4),
    ("tenth_w186", 97.6, 1.2),
    ("tenth_w187", 96.4, 1.2),
    ("tenth_w188", 97.2, 1.2),
    ("tenth_w189", 98.4, 0.0),
    ("tenth_w190", 98.8, 0.8),
    ("tenth_w191", 97.2, 0.8),
    ("tenth_w192", 99.6, 0.0),
    ("tenth_w193", 98.0, 0.4),
    ("tenth_w194", 96.8, 0.4),
    ("tenth_w195", 98.0, 0.4),
    ("tenth_w196", 99.2, 0.0),
    ("tenth_w197", 96.4, 0.4),
    ("tenth_w198", 98.8, 0.4),
    ("tenth_w199", 100.0, 0.0),
    ("tenth_w200", 100.0, 0.0),
    ("tenth_w201", 94.0, 3.2),
    ("tenth_w202", 99.2, 0.4),
    ("tenth_w203", 94.4, 0.4),
    ("tenth_w204", 94.8, 0.8),
    ("tenth_w205", 99.6, 0.4),
    ("tenth_w206", 98.4, 0.4),
    ("tenth_w207", 98.8, 0.0),
    ("tenth_w208", 98.8, 0.4),
    ("tenth_w209", 97.6, 0.4),
    ("tenth_w210", 96.8, 0.4),
    ("tenth_w211", 94.8, 0.0),
    ("tenth_w212", 93.6, 2.4),
    ("tenth_w213", 97.2, 0.8),
    ("tenth_w214", 97.6, 0.4),
    ("tenth_w215", 96.8, 1.2),
    ("tenth_w216", 92.0, 1.6),
    ("tenth_w217", 95.6, 1.2),
    ("tenth_w218", 94.8, 0.8),
    ("tenth_w219", 96.8, 1.2),
    ("tenth_w220", 96.0, 0.0),
    ("tenth_w221", 99.2, 0.4),
    ("tenth_w222", 97.6, 0.4),
    ("tenth_w223", 92.8, 0.4),
    ("tenth_w224", 96.4, 1.2),
    ("tenth_w225", 94.8, 1.6),
    ("tenth_w226", 98.0, 0.4),
    ("tenth_w227", 97.2, 0.8),
    ("tenth_w228", 98.4, 1.6),
    ("tenth_w229", 94.8, 0.8),
    ("tenth_w230", 96.8, 2.0),
    ("tenth_w231", 98.0, 0.4),
    ("tenth_w232", 94.4, 0.8),
    ("tenth_w233", 99.6, 0.4),
    ("tenth_w234", 92.4, 1.2),
    ("tenth_w235", 95.6, 1.6),
    ("tenth_w236", 94.8, 0.8),
    ("tenth_w237", 97.6, 0.8),
    ("tenth_w238", 96.4, 0.8),
    ("tenth_w239", 96.4, 0.0),
    ("tenth_w240", 98.4, 0.0),
    ("tenth_w241", 98.0, 0.4),
    ("tenth_w242", 95.6, 2.0),
    ("tenth_w243", 97.6, 0.4),
    ("tenth_w244", 95.6, 1.2),
    ("tenth_w245", 88.8, 2.4),
    ("tenth_w246", 99.2, 0.4),
    ("tenth_w247", 96.8, 1.2),
    ("tenth_w248", 94.8, 0.8),
    ("tenth_w249", 97.2, 1.2),
)
"""Each set, and the percentages of exact answers, at least, and of silently wrong ones, at most."""
EXACT, SILENT, REFUSED, ASKED = "exact", "silent", "refused", "asked"
FIELDS = frozenset(("kinds", "cases", "top", "agencies", "value", "yes", "ranking", "text", "repair"))


def read(name: str) -> list[dict[str, Any]]:
    """Return the items of a set."""
    items: list[dict[str, Any]] = json.loads((HERE / f"{name}.json").read_text("utf-8"))
    return items


def ask_all(items: Iterable[dict[str, Any]], engine: Engine) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield each item with its outcome."""
    for item in items:
        context: Context | None = None
        for turn in item["turns"]:
            answer, context = engine.ask(turn, context, 0.0)
        yield item, outcome(item["want"], answer, engine)


def outcome(want: dict[str, Any], answer: Answer, engine: Engine) -> str:
    """Return whether the answer is right; if not, whether it asserts something wrong, refuses, or asks."""
    if any(_is_right(one, answer, engine) for one in want.get("any", [want])):
        return EXACT
    if answer.kind == "clarify":
        return ASKED
    return REFUSED if answer.kind in ("refuse", "help", "none") else SILENT


def _is_right(want: dict[str, Any], answer: Answer, engine: Engine) -> bool:
    keys = [((case.tier or "")[:2], case.number) for case in answer.cases]
    checks: dict[str, Callable[[Any], bool]] = {
        "kinds": lambda kinds: answer.kind in kinds,
        "cases": lambda cases: set(keys) == {tuple(key) for key in cases},
        "top": lambda top: keys[:1] == [tuple(top)] and (len(keys) <= 4 or answer.kind == "rank"),
        "agencies": lambda names: {unit.name for unit in answer.agencies} == set(names),
        "value": lambda value: answer.value == value,
        "yes": lambda yes: answer.yes is yes,
        "ranking": lambda lines: _begins(answer, lines),
        "text": lambda parts: all(part in to_plain_text(build_card(answer, engine.dataset)) for part in parts),
        "repair": lambda asked: not asked or bool(answer.repairs),
    }
    return all(checks[field](wanted) for field, wanted in want.items())


def _begins(answer: Answer, lines: list[list[Any]]) -> bool:
    """Return whether the ranking begins with these names, in their full or short form, and numbers."""
    head = answer.ranking[: len(lines)]
    return len(head) == len(lines) and all(
        one.value == value and (one.name in name or name in one.name)
        for one, (name, value) in zip(head, lines, strict=True)
    )
