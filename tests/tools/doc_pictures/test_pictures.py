"""The pictures in docs/pictures are what `make pictures` draws; a conversation is laid out in order."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.pictures.shapes import BOLD, Text
from bot.pictures.style import WIDTH
from data.load import load
from intents.engine import Engine
from tests.bot.pictures.layouts import measure
from tests.bot.pictures.reading import Picture, read
from tests.tools.doc_pictures.chat_layout import PICTURE, lay_out
from tests.tools.doc_pictures.conversation import Turn, conversation
from tests.tools.doc_pictures.gallery import FOLDER, DocPicture, draw_pictures
from tests.tools.doc_pictures.styled_text import Run, parse_lines

ROOT = FOLDER.parents[1]


@pytest.fixture(scope="module")
def pieces() -> list[DocPicture]:
    return draw_pictures()


def test_no_picture_is_stale(pieces: list[DocPicture]) -> None:
    """Compare structure: bytes differ between versions of Pillow. `make pictures` draws them anew."""
    assert sorted(path.stem for path in FOLDER.glob("*.png")) == sorted(piece.name for piece in pieces)
    for piece in pieces:
        committed, fresh = (_without_noise(read(png)) for png in (_committed(piece), piece.png))
        assert committed == fresh, f"{piece.name}: make pictures"


def _committed(piece: DocPicture) -> bytes:
    return (FOLDER / f"{piece.name}.png").read_bytes()


def _without_noise(picture: Picture) -> tuple[object, ...]:
    """Versions of FreeType measure some pixels differently."""
    return picture.content, picture.width, round(picture.height / 20)


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_the_readme_shows_the_pictures(readme: str) -> None:
    shown = re.findall(r"docs/pictures/[\w-]+\.png", Path(ROOT / readme).read_text("utf-8"))
    assert "docs/pictures/conversation.png" in shown
    assert all((ROOT / path).is_file() for path in shown)


def test_html_as_lines() -> None:
    found = parse_lines("<b>甲：</b>乙 &lt;\n<i>丙</i>\n\n<blockquote expandable>丁\n戊</blockquote>")
    assert [(line.runs, line.quoted) for line in found] == [
        ([Run("甲：", bold=True), Run("乙 <")], False),
        ([Run("丙", slanted=True)], False),
        ([], False),
        ([Run("丁")], True),
        ([Run("戊")], True),
    ]


def test_a_conversation_is_laid_out_in_order() -> None:
    turns = [
        Turn("问一", "<b>答一</b>\n很长" + "的话" * 40, (("甲", "乙"), ("丙",))),
        Turn("问二", "<i>答二</i>", ()),
        Turn("问三", "题", (), sheet=None),
    ]
    canvas, insets = lay_out((turns[:2], turns[2:]), lambda _: 500, measure)
    assert insets == []
    texts = [shape for shape in canvas.shapes if isinstance(shape, Text)]
    said = "".join(shape.text for shape in texts)
    assert "".join(re.findall("问一|答一|很长|甲|乙|丙|问二|答二|问三|题", said)) == "问一答一很长甲乙丙问二答二问三题"
    by_text = {shape.text: shape for shape in texts}
    assert by_text["问一"].x > by_text["答一"].x
    assert by_text["答一"].weight == BOLD
    assert by_text["答二"].slanted
    assert by_text["甲"].y == by_text["乙"].y < by_text["丙"].y
    assert by_text["问三"].x > canvas.width / 2
    assert all(0 < shape.x < canvas.width and 0 < shape.y < canvas.height for shape in texts)


async def test_a_picture_has_its_place_in_its_bubble() -> None:
    turns = await conversation(Engine(load()))
    (turn,) = (turn for turn in turns if turn.sheet is not None)
    _, (inset,) = lay_out(([turn],), lambda _: 700, measure)
    assert inset.turn == turn
    assert inset.left + PICTURE < WIDTH
