"""The process that draws: sheets come in on standard input, pictures go out on standard output. Alone imports Pillow.

It is nobody's to wait for: it ends with whoever started it, as its input does, and by itself where a picture takes too
long, even within a library.
"""

from __future__ import annotations

import os
import pickle
import resource
import signal
import sys
from contextlib import suppress
from traceback import walk_tb
from typing import BinaryIO

from bot.pictures import case_layout, map_layout
from bot.pictures.fonts import measure
from bot.pictures.model import CasePicture, MapPicture, Picture, written
from bot.pictures.pipe import DRAWN, FAILED, HEADER, READY, SECONDS, framed
from bot.pictures.rasterizer import png

NICE = 10
"""Answers go first where there is too little of the processor for both.

A tenth of one core is left then, in which a picture is still drawn within its time; at 19 it would take some seconds.
"""
MEMORY = 1 << 30
"""Bytes; a picture takes a tenth of that."""

_FIRST = CasePicture("图", 0, ("图",), (("图", ()),))


def drawn(sheet: Picture) -> bytes:
    """The picture as PNG."""
    canvas = (
        map_layout.laid_out(sheet, measure) if isinstance(sheet, MapPicture) else case_layout.laid_out(sheet, measure)
    )
    return png(canvas, written(sheet))


def main(source: BinaryIO, out: BinaryIO) -> None:
    """Draw what comes in until nothing does."""
    os.nice(NICE)
    with suppress(ValueError, OSError):  # not every system has such a limit
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    png(case_layout.laid_out(_FIRST, measure), "")  # the typeface is read once, before anyone waits
    out.write(framed(READY))
    out.flush()
    while len(header := source.read(HEADER.size)) == HEADER.size:
        sheet = source.read(*HEADER.unpack(header))
        signal.setitimer(signal.ITIMER_REAL, SECONDS)
        try:
            content = DRAWN + drawn(pickle.loads(sheet))  # noqa: S301 - it comes from the bot
        except Exception as error:  # noqa: BLE001 - whatever it is, it is the bot that reports it
            content = FAILED + _what(error).encode()
        signal.setitimer(signal.ITIMER_REAL, 0)
        out.write(framed(content))
        out.flush()


def _what(error: Exception) -> str:
    """The kind of an error and its place, without what anybody wrote."""
    *_, (frame, line) = walk_tb(error.__traceback__)
    return f"{type(error).__name__} ({frame.f_globals['__name__']}:{line})"


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
