"""A sign of life on a terminal while something takes longer than a second."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO


@contextmanager
def waiting(what: str, err: TextIO, interval: float = 1) -> Iterator[Callable[[int, int], None] | None]:
    """Tell `err`, if it is a terminal, every second that `what` goes on; nothing if it is over within the first.

    `interval` is that second. Gives a function to be told how many parts of how many are done; None where nobody
    listens.
    """
    if not err.isatty():
        yield None
        return
    from threading import Event, Thread

    over = Event()
    far = ""

    def progress(done: int, total: int) -> None:
        nonlocal far
        far = f"{done}/{total}，"

    def tell() -> None:
        seconds = 0
        while not over.wait(interval):
            seconds += 1
            err.write(f"\r{what}……{far}{seconds} 秒")
            err.flush()
        if seconds:
            err.write("\n")

    thread = Thread(target=tell, daemon=True)
    thread.start()
    try:
        yield progress
    finally:
        over.set()
        thread.join()
