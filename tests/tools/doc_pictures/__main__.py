"""Draw the pictures in docs/pictures: `make pictures`."""

from __future__ import annotations

import sys

from tests.tools.doc_pictures.gallery import FOLDER, draw_pictures

if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for piece in draw_pictures():
        (FOLDER / f"{piece.name}.png").write_bytes(piece.png)
        sys.stdout.write(f"docs/pictures/{piece.name}.png\n")
