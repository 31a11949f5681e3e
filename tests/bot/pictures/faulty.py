"""Functions that a worker can run instead of drawing, each of which fails in its own way."""

from __future__ import annotations

import os
import time

from bot.pictures.model import Picture
from bot.pictures.worker import MAX_MEMORY


def hang_in_python(picture: Picture) -> bytes:  # noqa: ARG001
    while True:
        pass


def hang_in_a_library(picture: Picture) -> bytes:  # noqa: ARG001
    return bytes(sum(iter(int, 1)))


def sleep(picture: Picture) -> bytes:  # noqa: ARG001
    time.sleep(60)
    return b""


def exit_at_once(picture: Picture) -> bytes:  # noqa: ARG001
    os._exit(3)


def divide_by_zero(picture: Picture) -> bytes:  # noqa: ARG001
    return bytes(1 // 0)


def exceed_memory(picture: Picture) -> bytes:  # noqa: ARG001
    return bytes(MAX_MEMORY)
