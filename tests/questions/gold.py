"""Questions with their gold answers: read and check the files, and evaluate what they expect.

`python -m tests.questions.gold` checks all files, reports each error with its place, and counts the questions.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.questions.expected import FIELDS, FaultError, Gold, GoldReader
from tests.questions.notices import ROOT, Loader, NoticeIndex, folder

HERE = Path(__file__).resolve().parent
PARTS = ("dev", "heldout")
CLASSES = (
    *(
        "region",
        "and_or",
        "not",
        "only",
        "places",
        "tier",
        "number",
        "unit",
        "topic",
        "ask",
        "rank",
        "compare",
        "yes_no",
    ),
    *("notice", "followup", "repair", "none", "refuse", "help", "robust"),
)


@dataclass(frozen=True)
class Turn:
    """A question and its gold."""

    ask: str
    gold: Gold


@dataclass(frozen=True)
class Item:
    """A question, or a dialogue whose turns share a chat."""

    part: str
    file: str
    line: int
    kind: str
    """The class in which it is counted."""
    turns: tuple[Turn, ...]
    data: Path | None
    """The data directory that it is asked about; None for the shipped one."""

    @property
    def place(self) -> str:
        """Its file and line: dev/region.yaml:12."""
        return f"{self.file}:{self.line}"


def read(path: Path) -> tuple[list[Item], list[str]]:
    """Read a question file. Returns its items, and its faults as `file:line: what`."""
    name = f"{path.parent.name}/{path.name}"
    faults: list[str] = []
    items: list[Item] = []
    data: Path | None = None
    index, notice = shipped(), ""
    try:
        entries = list(_entries(path))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        return [], [f"{name}: {' '.join(str(error).split())}"]
    for first, (line, entry) in enumerate(entries):
        try:
            if first == 0 and isinstance(entry, dict) and "data" in entry:
                _known(entry, {"data"})
                data, index, notice = _dataset(entry["data"])
                continue
            kind, turns = _item(entry, index, notice or index.notices[0])
            items.append(Item(path.parent.name, name, line, kind, turns, data))
        except FaultError as fault:
            faults.append(f"{name}:{line}: {fault}")
    return items, faults


def read_parts(parts: Iterable[str] = PARTS) -> tuple[list[Item], list[str]]:
    """Return all items of these parts in order, and all faults."""
    items: list[Item] = []
    faults: list[str] = []
    for part in parts:
        for path in sorted((HERE / part).glob("*.yaml")):
            more, wrong = read(path)
            items += more
            faults += wrong
    return items, faults


@cache
def shipped() -> NoticeIndex:
    """Return the shipped notices."""
    return NoticeIndex(folder(ROOT / "data" / "notices"))


@cache
def _other(data: Path) -> NoticeIndex:
    return NoticeIndex(folder(data / "notices"))


def _entries(path: Path) -> Iterator[tuple[int, Any]]:
    loader = Loader(path.read_text(encoding="utf-8"))
    node = loader.get_single_node()
    if not isinstance(node, yaml.SequenceNode):
        raise yaml.YAMLError("a question file is a list")
    for child in node.value:
        yield child.start_mark.line + 1, loader.construct_object(child, deep=True)


def _dataset(name: str) -> tuple[Path | None, NoticeIndex, str]:
    """Resolve a directory below questions/data or the id of a shipped notice: directory, notices, default notice."""
    own = HERE / "data" / str(name)
    if own.is_dir():
        return own, _other(own), _other(own).notices[0]
    if name in shipped().notices:
        return None, shipped(), name
    raise FaultError(f"data: there is no {name!r}")


def _item(entry: object, index: NoticeIndex, notice: str) -> tuple[str, tuple[Turn, ...]]:
    if not isinstance(entry, dict):
        raise FaultError("an item is a mapping")
    kind = entry.get("class")
    if kind not in CLASSES:
        raise FaultError(f"class: unknown {kind!r}")
    if "turns" not in entry:
        _known(entry, FIELDS | {"class", "ask"})
        return kind, (_turn(entry, index, notice),)
    _known(entry, {"class", "turns"})
    turns = entry["turns"]
    if not isinstance(turns, list) or len(turns) < 2 or not all(isinstance(turn, dict) for turn in turns):
        raise FaultError("turns: a list of at least two mappings")
    for turn in turns:
        _known(turn, FIELDS | {"ask"})
    return kind, tuple(_turn(turn, index, notice) for turn in turns)


def _known(entry: dict[str, Any], keys: Iterable[str]) -> None:
    if unknown := [str(key) for key in entry if key not in set(keys)]:
        raise FaultError(f"unknown {', '.join(unknown)}")


def _turn(entry: dict[str, Any], index: NoticeIndex, notice: str) -> Turn:
    ask = entry.get("ask")
    if not isinstance(ask, str):
        raise FaultError(f"ask: not text: {ask!r}")
    try:
        return Turn(ask, GoldReader(entry, index, notice).gold())
    except FaultError as fault:
        raise FaultError(f"{ask}: {fault}") from fault


def report(items: list[Item]) -> Iterator[str]:
    """Yield the numbers of questions by part and class, and the questions that occur more than once."""
    for part in PARTS:
        own = [item for item in items if item.part == part]
        turns = sum(len(item.turns) for item in own)
        dialogues = sum(len(item.turns) > 1 for item in own)
        other = sum(len(item.turns) for item in own if item.data)
        yield f"{part}: {turns} questions ({len(own)} items, {dialogues} dialogues, {other} questions on other notices)"
        yield "  " + "  ".join(f"{kind} {n}" for kind, n in sorted(Counter(item.kind for item in own).items()))
    first: dict[tuple[str, Path | None], Item] = {}
    shared = 0
    for item in items:
        if len(item.turns) == 1:
            ask, gold = item.turns[0].ask, item.turns[0].gold
            before = first.setdefault((ask, item.data), item)
            if before.part != item.part:
                shared += 1
            elif before is not item:
                differs = "" if before.turns[0].gold == gold else ", with another answer"
                yield f"{item.place}: {ask}: already at {before.place}{differs}"
    yield f"questions that stand in both parts: {shared}"


def main() -> int:
    items, faults = read_parts()
    sys.stdout.write("".join(f"{line}\n" for line in (*report(items), *faults)))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
