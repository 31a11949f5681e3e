"""What goes between the bot and the process that draws: frames, each with its length before it."""

from __future__ import annotations

from struct import Struct

SECONDS = 2.0
"""A picture takes no longer: the process ends itself past that."""

HEADER = Struct(">I")
"""The length of a frame."""

READY, DRAWN, FAILED = b"r", b"d", b"f"
"""How a frame from the process begins: it can begin; then a picture follows; then what went wrong does."""


def framed(content: bytes) -> bytes:
    """The frame of this content."""
    return HEADER.pack(len(content)) + content
