"""A picture as a structure: its size, and what it was drawn from."""

from __future__ import annotations

import json
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image

from bot.pictures.rasterizer import CONTENT


@dataclass(frozen=True)
class Picture:
    """What tests compare of a picture."""

    width: int
    height: int
    content: dict[str, Any]

    @property
    def title(self) -> str:
        return "".join(self.content["title"])

    @property
    def rows(self) -> dict[str, str]:
        """The marks of each place."""
        return {row["name"]: row["cells"] for rows in self.content["provinces"] for row in rows}

    @property
    def titles(self) -> dict[str, list[str]]:
        """The cases of each tier."""
        return {
            group["labels"][0]: [f"{column['number']} {''.join(column['title'])}" for column in group["columns"]]
            for group in self.content["groups"]
        }

    @property
    def units(self) -> list[str]:
        """The units of a card, the marked ones with a tick."""
        return [
            f"{'✓' if unit['marked'] else ''}{unit['name']}" for _, units in self.content["provinces"] for unit in units
        ]


def read(png: bytes) -> Picture:
    """A picture that the bot drew."""
    image = Image.open(BytesIO(png))
    image.load()
    return Picture(*image.size, content=json.loads(image.info[CONTENT]))
