"""Captions of pictures: their content in words, for those who cannot see them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from bot.cards.card import explain
from bot.pictures.model import MEANT, MEANT_WITHIN, CasePicture, MapPicture, Picture
from bot.telegram.conversations.answerer import Reply
from bot.telegram.rendering.html import escape, keep_numbers, truncate, utf16_length
from intents.model.query import Query
from intents.views.matrix import OTHER_PLACES

MAX_CAPTION_LENGTH = 1024
"""UTF-16 code units of a caption after entities parsing: https://core.telegram.org/bots/api#sendphoto."""

_MAX_LINE_LENGTH = 140
"""UTF-16 code units: at most seven lines precede the list, which leaves room for them in a caption."""
_MAX_NUMBERED = 4
"""Cases of a place that are named by number; more are only counted."""
_MAX_OPEN_LINES = 6
"""Lines of the list that stay visible; a longer list is collapsed."""
_PLAIN = ("cases", "count", "units")
"""What lists or counts."""


def explain_picture(picture: Picture, reply: Reply) -> tuple[str, ...]:
    """Return lines on how the question of a reply was understood and repaired, below the title of its picture.

    A map of all cases shows that they are meant.
    """
    answer, query = reply.answer.with_(cases=()), reply.query
    if isinstance(picture, MapPicture) and query is not None and _means_all_cases(query):
        answer = answer.with_(understood="")
    return tuple(explain(answer, reply.engine.dataset, query))


def render_caption(picture: Picture, explanation: Sequence[str]) -> str:
    """Return the caption's HTML; `explanation` are lines on how the question was understood and repaired."""
    explanation = explanation[:3]
    title, facts, listed = _map_lines(picture) if isinstance(picture, MapPicture) else _case_lines(picture)
    top = [truncate(line, _MAX_LINE_LENGTH) for line in (title, *map(keep_numbers, (*explanation, *facts)))]
    room = MAX_CAPTION_LENGTH - sum(utf16_length(line) + 1 for line in top) - utf16_length(_omitted(len(listed)))
    rows = [truncate(line, _MAX_LINE_LENGTH) for line in listed]
    fitting = next(
        (end for end in range(len(rows), 0, -1) if sum(utf16_length(row) + 1 for row in rows[:end]) <= room), 0
    )
    if fitting < len(rows):
        rows[fitting:] = [_omitted(len(rows) - fitting)]
    parts = [f"<b>{escape(top[0])}</b>"]
    parts += [f"<i>{escape(line)}</i>" for line in top[1 : len(explanation) + 1]]
    parts += map(escape, top[len(explanation) + 1 :])
    if rows:
        body = "\n".join(map(escape, rows))
        parts.append(f"<blockquote expandable>{body}</blockquote>" if len(rows) > _MAX_OPEN_LINES else body)
    return "\n".join(parts)


def _means_all_cases(query: Query) -> bool:
    """Return whether a query lists or counts without any condition, whatever it counts."""
    return query.ask in _PLAIN and query.with_(subject="cases", by="cases", fact="") == Query(query.ask)


def _omitted(lines: int) -> str:
    return f"……还有 {lines} 行。"


def _map_lines(picture: MapPicture) -> tuple[str, list[str], list[str]]:
    """Return the title, lines on the picture as a whole, and the list of its cases."""
    provinces = (rows[0] for rows in picture.provinces if rows[0].name != OTHER_PLACES)
    counts = "、".join(f"{row.name} {row.count}" for row in provinces)
    meant = "；".join(_meant_places(picture))
    facts = [
        picture.subtitle,
        f"各省市参与的{picture.noun}：{counts}。" if counts else "",
        f"问到的：{meant}。" if meant else "",
    ]
    listed = [
        line
        for group in picture.groups
        for line in (group.labels[0], *(f"{column.number}. {''.join(column.title)}" for column in group.columns))
    ]
    return f"{picture.noun}与地区对照图", [line for line in facts if line], listed


def _meant_places(picture: MapPicture) -> Iterator[str]:
    """Yield each place that the question asks for, with its cases."""
    for rows in picture.provinces:
        for row in rows:
            positions = [column for column, cell in enumerate(row.cells) if cell in (MEANT, MEANT_WITHIN)]
            if len(positions) > _MAX_NUMBERED:
                yield f"{row.name}（{len(positions)} {picture.measure}{picture.noun}）"
            elif positions:
                yield f"{row.name}（{'、'.join(_case_numbers(positions, picture))}）"


def _case_numbers(positions: Sequence[int], picture: MapPicture) -> Iterator[str]:
    """Yield the numbers of the cases at these positions, one text for each tier."""
    # the label of cases without tiers begins with what they are called
    has_tiers = not picture.groups[0].labels[-1].startswith(picture.noun)
    columns = [(group.labels[-1], column.number) for group in picture.groups for column in group.columns]
    for tier, part in groupby((columns[position] for position in positions), lambda column: column[0]):
        yield (f"{tier} " if has_tiers else "") + "、".join(str(number) for _, number in part)


def _case_lines(picture: CasePicture) -> tuple[str, list[str], list[str]]:
    listed = [
        line
        for province, units in picture.provinces
        for line in (province, *(f"{'✓' if unit.marked else '·'} {unit.name}" for unit in units))
    ]
    return "".join(picture.title), [picture.tier], [*listed, *picture.notes]
