"""What a picture shows in words, for those who do not see it: its caption."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from bot.pictures.model import MEANT, MEANT_WITHIN, CasePicture, MapPicture, Picture
from bot.telegram.rendering.html import cut, escape, units

LIMIT = 1024
"""UTF-16 code units of a caption after entities parsing: https://core.telegram.org/bots/api#sendphoto."""

_LINE = 140
"""Units of a line: what stands above the list has at most seven, which fit."""
_FEW = 4
"""So many cases of a place are told by number."""
_OPEN = 6
"""So many lines stay in sight; more are folded up."""


def caption(sheet: Picture, explanation: Sequence[str]) -> str:
    """HTML for the picture of a sheet; `explanation` tells how the question was understood, and what was repaired."""
    explanation = explanation[:3]
    title, said, listed = _of_map(sheet) if isinstance(sheet, MapPicture) else _of_card(sheet)
    top = [cut(line, _LINE) for line in (title, *explanation, *said)]
    room = LIMIT - sum(units(line) + 1 for line in top) - units(_rest(len(listed)))
    rows = [cut(line, _LINE) for line in listed]
    kept = next((at for at in range(len(rows), 0, -1) if sum(units(row) + 1 for row in rows[:at]) <= room), 0)
    if kept < len(rows):
        rows[kept:] = [_rest(len(rows) - kept)]
    parts = [f"<b>{escape(top[0])}</b>"]
    parts += [f"<i>{escape(line)}</i>" for line in top[1 : len(explanation) + 1]]
    parts += map(escape, top[len(explanation) + 1 :])
    if rows:
        body = "\n".join(map(escape, rows))
        parts.append(f"<blockquote expandable>{body}</blockquote>" if len(rows) > _OPEN else body)
    return "\n".join(parts)


def _rest(lines: int) -> str:
    return f"……还有 {lines} 行。"


def _of_map(sheet: MapPicture) -> tuple[str, list[str], list[str]]:
    """Title, what is said of all, and the cases by number."""
    counts = "、".join(f"{rows[0].name} {rows[0].count}" for rows in sheet.provinces)
    meant = "；".join(_meant(sheet))
    said = [sheet.subtitle, f"各省市参与的案例：{counts}。" if counts else "", f"问到的：{meant}。" if meant else ""]
    listed = [
        line
        for group in sheet.groups
        for line in (group.labels[0], *(f"{one.number}. {''.join(one.title)}" for one in group.columns))
    ]
    return "案例与地区对照图", [line for line in said if line], listed


def _meant(sheet: MapPicture) -> Iterator[str]:
    """The places that were asked for, and by which cases."""
    for rows in sheet.provinces:
        for row in rows:
            at = [column for column, cell in enumerate(row.cells) if cell in (MEANT, MEANT_WITHIN)]
            if len(at) > _FEW:
                yield f"{row.name}（{len(at)} 个案例）"
            elif at:
                yield f"{row.name}（{'、'.join(_numbers(at, sheet))}）"


def _numbers(at: Sequence[int], sheet: MapPicture) -> Iterator[str]:
    """The cases at these positions, by tier and number."""
    several = len(sheet.groups) > 1
    columns = [(group.labels[-1], column.number) for group in sheet.groups for column in group.columns]
    for tier, part in groupby((columns[position] for position in at), lambda column: column[0]):
        yield (f"{tier} " if several else "") + "、".join(str(number) for _, number in part)


def _of_card(sheet: CasePicture) -> tuple[str, list[str], list[str]]:
    listed = [
        line
        for province, units in sheet.provinces
        for line in (province, *(f"{'✓' if unit.marked else '·'} {unit.name}" for unit in units))
    ]
    return "".join(sheet.title), [sheet.tier], [*listed, *sheet.notes]
