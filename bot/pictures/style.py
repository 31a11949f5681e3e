"""Sizes (pixels at a phone's width) and colours that all pictures share."""

from __future__ import annotations

WIDTH = 1080
"""The width of a phone's screen."""
MARGIN = 44

NORMAL = 28
"""The usual font size."""
SMALL = 26
"""The smallest font size that is legible on a phone."""

GROUND = "#fbfaf6"
"""Opaque, since the background of a chat may be light or dark."""
BAND = "#efede5"
RULE = "#dedbd0"
INK = "#1d2530"
MUTED = "#66707c"
WHITE = "#ffffff"
ACCENT = "#c0392b"
"""The colour of what the question names."""

TONES = ("#0f6f66", "#4a55a8", "#9a5a0e", "#7f3f88")
"""The colours of tiers, in turn."""


def tier_colour(number: int) -> str:
    """Return the colour of a tier by its position in the notice, from 0."""
    return TONES[number % len(TONES)]
