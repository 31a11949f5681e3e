"""The pictures in docs/pictures, each with what it was drawn from."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image

from bot.pictures import model as sheets
from bot.pictures.content import build_case_picture, build_map
from bot.pictures.fonts import measure_text
from bot.pictures.model import Picture
from bot.pictures.rasterizer import encode_png, rasterize
from bot.pictures.worker import draw
from data.load import load
from intents.engine import Engine
from intents.model.query import Query
from tests.tools.doc_pictures import chat, talk
from tests.tools.doc_pictures.talk import Turn

FOLDER = Path(__file__).parents[3] / "docs" / "pictures"


@dataclass(frozen=True)
class Piece:
    """A picture."""

    name: str
    content: str
    """What it is drawn from."""
    png: bytes


def gallery() -> list[Piece]:
    """All of them, drawn from the data as it is."""
    engine = Engine(load())
    turns = asyncio.run(talk.conversation(engine))
    shown = {
        "map": build_map(Query(), engine),
        "map-of-a-query": next(turn.sheet for turn in turns if turn.sheet is not None),
        "case": build_case_picture(engine.dataset.cases[17], engine),
    }
    pieces = [Piece(name, sheets.to_json(sheet), draw(sheet)) for name, sheet in shown.items() if sheet is not None]
    return [*pieces, Piece("conversation", talk.written(turns), _conversation(turns))]


def _conversation(turns: list[Turn]) -> bytes:
    insets = {turn: _inset(turn.sheet) for turn in turns if turn.sheet is not None}
    screens = (turns[:2], turns[2:])
    canvas, places = chat.laid_out(screens, lambda turn: insets[turn].height, measure_text)
    image = rasterize(canvas)
    for place in places:
        image.paste(insets[place.turn], (place.left, place.top))
    return encode_png(image, talk.written(turns))


def _inset(sheet: Picture) -> Image.Image:
    image = Image.open(BytesIO(draw(sheet))).convert("RGB")
    return image.resize((chat.PICTURE, round(image.height * chat.PICTURE / image.width)), Image.Resampling.LANCZOS)
