"""Checks of every layout, and pictures to lay out."""

from __future__ import annotations

from itertools import combinations

from hypothesis import strategies as st

from bot.pictures.content import MAX_COLUMNS
from bot.pictures.model import (
    MEANT,
    MEANT_WITHIN,
    NOTHING,
    OWN,
    WITHIN,
    CasePicture,
    Column,
    Group,
    MapPicture,
    Row,
    Unit,
)
from bot.pictures.shapes import Box, Canvas, Dot, Text, Tick
from bot.pictures.style import SMALL, WIDTH


def measure(text: str, size: int, _weight: int) -> float:
    """Return a width: Chinese characters are square, others a little wider than half of that."""
    return sum(0.56 * size if char.isascii() else size for char in text)


def span(text: Text) -> tuple[float, float]:
    """Return the left and right end of a text."""
    wide = measure(text.text, text.size, text.weight)
    left = text.x - {"l": 0.0, "m": wide / 2, "r": wide}[text.anchor]
    return left, left + wide


def legible(canvas: Canvas) -> None:
    """Assert that all shapes lie within the picture, no text is too small or covered, and Telegram takes the size."""
    assert canvas.width == WIDTH
    assert canvas.width + canvas.height <= 10_000
    texts = [shape for shape in canvas.shapes if isinstance(shape, Text)]
    for shape in canvas.shapes:
        match shape:
            case Text():
                left, right = span(shape)
                assert shape.size >= SMALL
                assert shape.text.strip()
                assert (left >= 0, right <= canvas.width) == (True, True), shape
                assert shape.size * 0.8 <= shape.y <= canvas.height - shape.size * 0.2, shape
            case Box(left, top, right, bottom):
                assert 0 <= left < right <= canvas.width, shape
                assert 0 <= top < bottom <= canvas.height, shape
            case Dot() | Tick():
                assert 0 <= shape.x <= canvas.width
                assert 0 <= shape.y <= canvas.height
    for text, other in combinations(texts, 2):
        beside = abs(text.y - other.y) >= 0.8 * min(text.size, other.size)
        assert beside or _do_not_overlap(text, other), (text, other)


def _do_not_overlap(text: Text, other: Text) -> bool:
    (left, right), (other_left, other_right) = span(text), span(other)
    return right <= other_left + 1 or other_right <= left + 1


names = st.text(st.sampled_from("安徽省南京市鼓楼区 ab1“”（），"), min_size=1, max_size=30).filter(str.strip)
titles = st.lists(names, min_size=1, max_size=8).map(tuple)


@st.composite
def maps(draw: st.DrawFn) -> MapPicture:
    """Draw any map that `bot.pictures.content` can build."""
    columns = draw(st.integers(1, MAX_COLUMNS[0]))
    digits = max(at for at, limit in enumerate(MAX_COLUMNS, 1) if columns <= limit)
    tiers = draw(st.lists(st.integers(0, 5), min_size=columns, max_size=columns).map(sorted))
    groups = [
        Group(
            tuple(sorted(draw(st.lists(names, min_size=1, max_size=4, unique=True)), key=len, reverse=True)),
            tier,
            tuple(Column(draw(st.integers(1, 10**digits - 1)), draw(titles)) for _ in range(tiers.count(tier))),
        )
        for tier in sorted(set(tiers))
    ]
    cells = st.text(st.sampled_from(NOTHING + WITHIN + OWN + MEANT_WITHIN + MEANT), min_size=columns, max_size=columns)
    row = st.builds(Row, name=names, cells=cells, count=st.integers(1, 22), named=st.booleans())
    provinces = draw(st.lists(st.lists(row, min_size=1, max_size=5).map(tuple), max_size=8))
    return MapPicture(
        draw(titles), draw(names), tuple(groups), tuple(provinces), tuple(draw(st.lists(names, max_size=2)))
    )


units = st.lists(st.builds(Unit, name=names, marked=st.booleans()), min_size=1, max_size=40).map(tuple)
cards = st.builds(
    CasePicture,
    tier=names,
    tone=st.integers(0, 9),
    title=titles,
    provinces=st.lists(st.tuples(names.map(lambda name: name[:8].strip() or "其他"), units), max_size=6).map(tuple),
    notes=st.lists(names, max_size=2).map(tuple),
)
