"""The pictures in docs/pictures, each with its content."""

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
from tests.tools.doc_pictures import chat_layout, conversation
from tests.tools.doc_pictures.conversation import Turn

FOLDER = Path(__file__).parents[3] / "docs" / "pictures"


@dataclass(frozen=True)
class DocPicture:
    """A picture."""

    name: str
    content: str
    """The content that it is drawn from."""
    png: bytes


def draw_pictures() -> list[DocPicture]:
    """Draw all pictures from the present data."""
    engine = Engine(load())
    turns = asyncio.run(conversation.conversation(engine))
    shown = {
        "map": build_map(Query(), engine),
        "map-of-a-query": next(turn.sheet for turn in turns if turn.sheet is not None),
        "case": build_case_picture(engine.dataset.cases[17], engine),
    }
    pieces = [
        DocPicture(name, sheets.to_json(sheet), draw(sheet)) for name, sheet in shown.items() if sheet is not None
    ]
    return [*pieces, DocPicture("conversation", conversation.to_json(turns), _conversation(turns))]


def _conversation(turns: list[Turn]) -> bytes:
    insets = {turn: _inset(turn.sheet) for turn in turns if turn.sheet is not None}
    screens = (turns[:2], turns[2:])
    canvas, places = chat_layout.lay_out(screens, lambda turn: insets[turn].height, measure_text)
    image = rasterize(canvas)
    for place in places:
        image.paste(insets[place.turn], (place.left, place.top))
    return encode_png(image, conversation.to_json(turns))


def _inset(sheet: Picture) -> Image.Image:
    image = Image.open(BytesIO(draw(sheet))).convert("RGB")
    return image.resize(
        (chat_layout.PICTURE, round(image.height * chat_layout.PICTURE / image.width)), Image.Resampling.LANCZOS
    )
