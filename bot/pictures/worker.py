"""The functions that the renderer's worker process runs, and the limits of that process.

The bot imports this module to name them; so Pillow is imported within `draw`, in the worker only.
"""

from __future__ import annotations

import os
import resource
import signal
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import parent_process
from threading import Thread
from traceback import walk_tb

from bot.pictures import case_layout, map_layout
from bot.pictures.model import CasePicture, MapPicture, Picture, to_json

NICENESS = 10
"""Leaves the processor to answers; 10 still grants a tenth of a busy core, in which a picture meets its time limit.

At 19 a picture would take several seconds.
"""
MAX_MEMORY = 1 << 30
"""Bytes of address space; a picture takes a tenth of that."""

_SAMPLE = CasePicture("图", 0, ("图",), (("图", ()),))


class DrawingError(Exception):
    """An exception while drawing: its type and place only, without any text of a user."""


def start() -> None:
    """Prepare the worker: set its limits, read the typeface."""
    # Ctrl-C in a terminal is for the bot alone; in a session of its own the worker's niceness would have no effect
    os.setpgrp()
    os.nice(NICENESS)
    with suppress(ValueError, OSError):  # not every system has this limit
        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    Thread(target=_exit_with_parent, daemon=True).start()
    draw(_SAMPLE)


def run(draw: Callable[[Picture], bytes], picture: Picture, seconds: float) -> bytes:
    """Return what `draw` returns. Raises `DrawingError`; ends the process if it takes longer than `seconds`."""
    # SIGALRM's default action ends the process even within a library that never returns to Python
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return draw(picture)
    except Exception as error:  # noqa: BLE001 - the bot reports errors of any kind
        raise DrawingError(_origin(error)) from None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def draw(picture: Picture) -> bytes:
    """Return the picture as PNG."""
    from bot.pictures.fonts import measure_text, with_glyphs
    from bot.pictures.rasterizer import render_png

    drawn = with_glyphs(picture)
    if isinstance(drawn, MapPicture):
        return render_png(map_layout.lay_out(drawn, measure_text), to_json(picture))
    return render_png(case_layout.lay_out(drawn, measure_text), to_json(picture))


def _exit_with_parent() -> None:
    # a pool's worker holds both ends of its queue, so it would wait for a killed bot forever
    if (parent := parent_process()) is not None:
        parent.join()
        os._exit(1)


def _origin(error: Exception) -> str:
    *_, (frame, line) = walk_tb(error.__traceback__)
    return f"{type(error).__name__} ({frame.f_globals['__name__']}:{line})"
