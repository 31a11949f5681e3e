"""A picture's size and content, read from its PNG."""

from __future__ import annotations

import json
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image

from bot.pictures.rasterizer import CONTENT


@dataclass(frozen=True)
class Picture:
    """The parts of a picture that tests compare."""

    width: int
    height: int
    content: dict[str, Any]

    @property
    def title(self) -> str:
        return "".join(self.content["title"])

    @property
    def rows(self) -> dict[str, str]:
        """Return the marks of each place."""
        return {row["name"]: row["cells"] for rows in self.content["provinces"] for row in rows}

    @property
    def titles(self) -> dict[str, list[str]]:
        """Return the cases of each tier."""
        return {
            group["labels"][0]: [f"{column['number']} {''.join(column['title'])}" for column in group["columns"]]
            for group in self.content["groups"]
        }

    @property
    def units(self) -> list[str]:
        """Return the units of a card, the marked ones with a tick."""
        return [
            f"{'✓' if unit['marked'] else ''}{unit['name']}" for _, units in self.content["provinces"] for unit in units
        ]


def read(png: bytes) -> Picture:
    """Read a picture that the bot drew."""
    image = Image.open(BytesIO(png))
    image.load()
    return Picture(*image.size, content=json.loads(image.info[CONTENT]))
