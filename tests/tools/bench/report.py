"""The figures of a run as Markdown tables, for docs/performance.md."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from tests.tools.bench.figures import ClassFigures, SizeFigures, percentile
from tests.tools.bench.runs.cold_start import ColdStartFigures

DOCUMENT = Path(__file__).parents[3] / "docs" / "performance.md"
BEGIN, END = "<!-- make bench writes from here -->", "<!-- to here -->"

Row = Sequence[str]


def insert_tables(document: str, text: str) -> str:
    """Return `document` with `text` between the markers. Raises ValueError if they are missing."""
    before, begin, rest = document.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{DOCUMENT.name} needs the lines {BEGIN} and {END}")
    return f"{before}{begin}\n\n{text.strip()}\n\n{end}{after}"


def report(
    cold: ColdStartFigures | None,
    asked: Sequence[float],
    sizes: Sequence[SizeFigures],
    command: str,
    telegram: Sequence[str] = (),
) -> str:
    """Return all tables for which there are figures, with headings."""
    parts = [f"Measured by `{command}`."]
    if cold:
        parts.append(f"### The shipped notice, 22 cases\n\n{table(('what', 'figure'), shipped(cold, asked))}")
    if any(size.asked for size in sizes):
        parts.append(f"### By number of cases\n\n{table(*_by_size(sizes))}")
        parts.append(f"### By class\n\n{table(*_by_class(sizes))}")
        parts.append(f"### Lists\n\n{table(*_lists(sizes))}")
    if any(size.peers for size in sizes):
        parts.append(f"### Compared with other engines\n\n{table(*_peers(sizes))}")
        parts += [
            f"Right first, by class, of {size.cases:,} cases, in %:\n\n{table(*_peer_classes(size))}"
            for size in sizes
            if size.peers
        ]
    if telegram:
        parts.append("### Through Telegram, compared with an echo bot\n\n" + _bullets(telegram))
    return "\n\n".join(parts)


def _bullets(lines: Sequence[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def table(head: Row, rows: Sequence[Row]) -> str:
    """Return a Markdown table; the first column is text, the others are figures."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def shipped(cold: ColdStartFigures, asked: Sequence[float]) -> list[Row]:
    return [
        ("anlitong ask, whole process, s", f"{cold.ask:.3f}"),
        ("import jieba; jieba.initialize(), s", f"{cold.yardstick:.3f}"),
        ("ratio, pair by pair (at most 0.5)", f"{cold.ratio:.2f}"),
        ("anlitong ask, peak memory, MB (at most 90)", f"{cold.ask_peak:.0f}"),
        ("jieba, peak memory, MB", f"{cold.yardstick_peak:.0f}"),
        ("questions asked in one process", f"{len(asked)}"),
        ("ask(), p50, ms (at most 0.3)", f"{percentile(asked, 50) * 1e3:.2f}"),
        ("ask(), p99, ms (at most 2)", f"{percentile(asked, 99) * 1e3:.2f}"),
    ]


def _costs(size: SizeFigures, before: SizeFigures | None) -> dict[str, str]:
    """Return the rows of one size; `before` is the next smaller one."""
    found = {}
    if size.yaml:
        found["ready from YAML, s (at most 60)"] = f"{size.yaml.seconds:.2f}"
        found["peak memory, ready from YAML, MB (at most 700)"] = f"{size.yaml.peak:.0f}"
    if size.again:
        found["ready from the compiled form, s (at most 5)"] = f"{size.again.seconds:.2f}"
    if size.asked:
        found["peak memory, ready from the compiled form, MB"] = f"{size.asked.built:.0f}"
        found["peak memory, everything asked, MB"] = f"{size.asked.peak:.0f}"
        found["ask() for one case, p50, ms"] = f"{size.asked.all_first.p50:.2f}"
        found["ask() for one case, p99, ms"] = f"{size.asked.all_first.p99:.2f}"
        if before and before.asked:
            growth = size.asked.all_first.p50 / before.asked.all_first.p50
            found["p50, ratio to the previous size"] = f"{growth:.1f}"
    return found


def _by_size(sizes: Sequence[SizeFigures]) -> tuple[Row, list[Row]]:
    columns = [_costs(size, before) for before, size in pairwise((None, *sizes)) if size]
    names = dict.fromkeys(name for column in columns for name in column)
    rows: list[Row] = [(name, *(column.get(name, "") for column in columns)) for name in names]
    return ("what", *(f"{size.cases:,}" for size in sizes)), rows


def _by_class(sizes: Sequence[SizeFigures]) -> tuple[Row, list[Row]]:
    measured = [size for size in sizes if size.asked]
    what = ("first %", "found %", "p50 ms", "p99 ms")
    head = ("class", "n", *(f"{size.cases:,}: {name}" for size in measured for name in what))
    rows: list[Row] = []
    for klass in dict.fromkeys(klass for size in measured if size.asked for klass in size.asked.classes):
        row = [klass]
        for size in measured:
            found = size.asked.classes.get(klass) if size.asked else None
            row += [] if len(row) > 1 else [str(found.number if found else 0)]
            row += list(_cells(found)) if found else [""] * len(what)
        rows.append(row)
    return head, rows


def _cells(found: ClassFigures) -> Iterator[str]:
    yield percent(found.right, found.number)
    yield percent(found.right + found.listed + found.asked, found.number)
    yield f"{found.p50:.2f}"
    yield f"{found.p99:.2f}"


def percent(part: int, whole: int) -> str:
    """Return a percentage such as 99.5; - for none, so that the others stand out."""
    return f"{100 * part / whole:.1f}" if part else "-"


def _lists(sizes: Sequence[SizeFigures]) -> tuple[Row, list[Row]]:
    rows: list[Row] = [
        (f"{size.cases:,}", f"{one.cases:,}", f"{one.ask:.2f}", f"{one.page:.3f}", f"{one.json:.2f}")
        for size in sizes
        if size.asked
        for one in size.asked.listings
    ]
    return ("cases", "in the answer", "ask(), ms", "first page, ms", "JSON, ms"), rows


def _peers(sizes: Sequence[SizeFigures]) -> tuple[Row, list[Row]]:
    rows: list[Row] = []
    for size in sizes:
        own = size.asked.all_first if size.asked else None
        if own:
            rows.append((f"{size.cases:,}", "anlitong", str(own.number), *_peer_cells(own, own)))
        for peer in size.peers:
            found = peer.all_first
            rows.append((f"{size.cases:,}", peer.name, str(found.number), *_peer_cells(found, own)))
    return ("cases", "engine", "n", "right first %", "p50 ms", "p99 ms", "p50, times ours"), rows


def _peer_classes(size: SizeFigures) -> tuple[Row, list[Row]]:
    """One row for each class of questions for one case; of the engine also what is found, as in the table by class."""
    own = size.asked.classes if size.asked else {}
    rows: list[Row] = []
    for klass in size.peers[0].classes:
        mine = list(_cells(own[klass]))[:2] if own else []
        peers = [percent(peer.classes[klass].right, peer.classes[klass].number) for peer in size.peers]
        rows.append((klass, *mine, *peers))
    return ("class", *(["anlitong", "anlitong, found"] if own else []), *(peer.name for peer in size.peers)), rows


def _peer_cells(found: ClassFigures, own: ClassFigures | None) -> tuple[str, ...]:
    times = f"{found.p50 / own.p50:.1f}" if own and own.p50 else ""
    return percent(found.right, found.number), f"{found.p50:.2f}", f"{found.p99:.2f}", times
