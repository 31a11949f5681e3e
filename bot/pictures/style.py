"""The look that all pictures share: sizes in pixels at a phone's width, and colours."""

from __future__ import annotations

WIDTH = 1080
"""A phone's."""
MARGIN = 44

TEXT_SIZE = 28
"""The usual size of text."""
SMALL_SIZE = 26
"""The smallest: what stands in a picture 1,080 pixels wide has to be read on a phone."""

BACKGROUND = "#fbfaf6"
"""A background of its own: a chat's may be light or dark."""
BAND = "#efede5"
RULE = "#dedbd0"
INK = "#1d2530"
MUTED = "#66707c"
WHITE = "#ffffff"
ACCENT = "#c0392b"
"""What was asked for."""

TONES = ("#0f6f66", "#4a55a8", "#9a5a0e", "#7f3f88")
"""A colour for each tier, in turn."""


def tier_colour(number: int) -> str:
    """The colour of a tier, by its place in the notice, from 0."""
    return TONES[number % len(TONES)]
