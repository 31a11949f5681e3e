"""Ask every question, compare the answers with gold and print the figures: `python -m tests.questions.eval --help`."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable, Sequence

from tests.questions.eval.misses import edited_miss, miss
from tests.questions.eval.robustness import COLUMNS, Edited, edit_all
from tests.questions.eval.runner import AskedTurn, ask_all
from tests.questions.eval.score import EXACT, OUTCOMES, SILENT, outcome
from tests.questions.eval.tables import Table, tables
from tests.questions.eval.targets import shortfalls
from tests.questions.gold import CLASSES, PARTS, Item, read_parts
from tests.questions.perturb import PERTURBATIONS


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    items, faults = read_parts(PARTS if options.part == "all" else (options.part,))
    for fault in faults:
        sys.stderr.write(f"{fault}\n")
    asked = list(ask_all(_chosen(items, options)))
    names = list(PERTURBATIONS) if options.perturb == "all" else [options.perturb] if options.perturb else []
    edited = list(_counted(edit_all(asked, names))) if names else []
    if options.fails:
        _print_misses(options.fails, asked, edited)
    for table in tables(asked, edited):
        _print(f"{_shown(table, markdown=options.markdown)}\n")
    short = shortfalls(asked, edited, heldout=options.part == "heldout") if options.gate else []
    for line in short:
        _print(f"{line}\n")
    return 1 if short else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.questions.eval", description=__doc__)
    parser.add_argument("--part", choices=(*PARTS, "all"), default="dev", help="which questions (dev)")
    parser.add_argument("--file", metavar="TEXT", help="only files whose name contains the text")
    parser.add_argument("--class", dest="kind", choices=sorted(CLASSES), help="only this class")
    parser.add_argument("--ask", metavar="TEXT", help="only items with a question that contains the text")
    parser.add_argument(
        "--fails",
        nargs="?",
        const="any",
        choices=("any", *OUTCOMES[1:], *COLUMNS[1:3]),
        help="show what failed, or only what failed in this way",
    )
    names = ("all", *PERTURBATIONS)
    parser.add_argument("--perturb", nargs="?", const="all", choices=names, help="edit each in ten ways, or in one")
    parser.add_argument("--markdown", action="store_true", help="print the tables as Markdown")
    parser.add_argument("--gate", action="store_true", help="exit with 1 where a target is missed")
    return parser


def _chosen(items: Iterable[Item], options: argparse.Namespace) -> list[Item]:
    return [
        item
        for item in items
        if (not options.file or options.file in item.file)
        and (not options.kind or options.kind == item.kind)
        and (not options.ask or any(options.ask in turn.ask for turn in item.turns))
    ]


def _print_misses(which: str, asked: Iterable[AskedTurn], edited: Sequence[Edited]) -> None:
    """Print the misses. With edits, those that turned a right answer wrong; a clarification counts only on request."""
    if edited:
        fine = ("right", "offered", "asked")
        astray = [one for one in edited if one.result == which or (which == "any" and one.result not in fine)]
        lines = [edited_miss(one) for one in astray if outcome(one.of.turn.gold, one.of.got) == EXACT]
    else:
        results = [(one, outcome(one.turn.gold, one.got)) for one in asked]
        results.sort(key=lambda pair: (pair[1] == SILENT, pair[1]))  # the worst last, directly above the tables
        lines = [miss(one) for one, result in results if result == which or (which == "any" and result != EXACT)]
    for line in lines:
        _print(f"{line}\n")


def _counted(edited: Iterable[Edited]) -> Iterable[Edited]:
    """Yield the same, showing the number so far on a terminal's standard error once a second."""
    last = time.monotonic()
    for number, one in enumerate(edited, 1):
        if sys.stderr.isatty() and time.monotonic() - last > 1:
            last = time.monotonic()
            sys.stderr.write(f"\r{number} …")
        yield one
    if sys.stderr.isatty():
        sys.stderr.write("\r")


def _shown(table: Table, *, markdown: bool) -> str:
    return table.markdown() if markdown else table.plain()


def _print(text: str) -> None:
    sys.stdout.write(text)


if __name__ == "__main__":
    sys.exit(main())
