"""Turn results into tables of figures, and tables into plain text or Markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from tests.questions.eval.robustness import COLUMNS, Edited
from tests.questions.eval.runner import AskedTurn
from tests.questions.eval.score import ANSWERS, EXACT, OUTCOMES, outcome, share


@dataclass(frozen=True)
class Table:
    """Figures ready for display: text in the first column, numbers after it."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def plain(self) -> str:
        """Return the table in aligned columns; cells contain only ASCII."""
        lines = (self.header, *self.rows)
        widths = [max(len(line[i]) for line in lines) for i in range(len(self.header))]
        text = [self.title]
        for name, *figures in lines:
            cells = (figure.rjust(width) for figure, width in zip(figures, widths[1:], strict=True))
            text.append("  ".join((name.ljust(widths[0]), *cells)).rstrip())
        return "\n".join(text) + "\n"

    def markdown(self) -> str:
        rule = ("---", *("---:" for _ in self.header[1:]))
        lines = (self.header, rule, *self.rows)
        return f"**{self.title}**\n\n" + "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def tables(asked: Sequence[AskedTurn], edited: Sequence[Edited] = ()) -> list[Table]:
    """Return everything that `make eval` prints."""
    found = [by_class(asked), refusals(asked), confusion(asked)]
    return [*found, robustness_table(edited)] if edited else found


def by_class(asked: Sequence[AskedTurn]) -> Table:
    """Count each turn of a dialogue in the dialogue's class."""
    counts: dict[str, Counter[str]] = {}
    for one in asked:
        result = outcome(one.turn.gold, one.got)
        for name in (one.item.kind, "ALL"):
            counts.setdefault(name, Counter())[result] += 1
    names = sorted(counts, key=lambda name: (name == "ALL", name))
    rows = tuple((name, str(counts[name].total()), *_shares(counts[name], OUTCOMES)) for name in names)
    return Table("By class, % of the questions", ("class", "n", *OUTCOMES), rows)


def refusals(asked: Sequence[AskedTurn]) -> Table:
    rows = []
    for kind in ("refuse", "none"):
        both = sum(one.turn.gold.kind == kind == one.got.kind for one in asked)
        got = sum(one.got.kind == kind for one in asked)
        gold = sum(one.turn.gold.kind == kind for one in asked)
        rows += [_part(f"{kind}: precision", both, got), _part(f"{kind}: recall", both, gold)]
    follow = [one for one in asked if one.index]
    exact = sum(outcome(one.turn.gold, one.got) == EXACT for one in follow)
    rows.append(_part("follow-up turns exact", exact, len(follow)))
    times = sorted(1000 * one.seconds for one in asked) or [0.0]
    rows.append(("ms a question, median and slowest", f"{median(times):.1f}", f"{times[-1]:.0f}", ""))
    return Table("Refusals, follow-ups, time", ("", "%", "of", "n"), tuple(rows))


def confusion(asked: Sequence[AskedTurn]) -> Table:
    """Count expected (rows) and actual (columns) kinds; all kinds that assert something are one."""
    kinds = ("answer", "clarify", "none", "refuse", "help", "error")
    counts = Counter((_coarse(one.turn.gold.kind), _coarse(one.got.kind)) for one in asked)
    rows = tuple((gold, *(str(counts[gold, got] or "-") for got in kinds)) for gold in kinds[:-1])
    return Table("Expected (row) and got (column)", ("", *kinds), rows)


def robustness_table(edited: Sequence[Edited]) -> Table:
    counts: dict[str, Counter[str]] = {}
    for one in edited:
        for name in (one.name, "ALL"):
            counts.setdefault(name, Counter())[one.result] += 1
    rows = []
    for name, count in counts.items():
        well = _percent(count["right"] + count["offered"] + count["asked"], count.total())
        rows.append((name, str(count.total()), well, *_shares(count, COLUMNS)))
    rows.sort(key=lambda row: row[0] == "ALL")
    return Table("One edit, % of the questions it applies to", ("edit", "n", "right or asked", *COLUMNS), tuple(rows))


def _shares(count: Counter[str], names: Iterable[str]) -> list[str]:
    return [_percent(count[name], count.total()) if count[name] else "-" for name in names]


def _part(name: str, part: int, whole: int) -> tuple[str, ...]:
    return (name, _percent(part, whole), str(part), str(whole))


def _percent(part: int, whole: int) -> str:
    return f"{share(part, whole):.1f}"


def _coarse(kind: str) -> str:
    return "answer" if kind in ANSWERS else kind
