"""A progress line on a terminal while something takes longer than a second."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def show_progress(activity: str, err: TextIO, interval: float = 1) -> Iterator[Callable[[int, int], None] | None]:
    """Write to `err`, if it is a terminal, every `interval` seconds that the activity goes on.

    Yields a function that takes how many parts are done and how many there are; None if `err` is no terminal.
    """
    if not err.isatty():
        yield None
        return
    from threading import Event, Thread

    finished = Event()
    counts = ""

    def progress(done: int, total: int) -> None:
        nonlocal counts
        counts = f"{done}/{total}，"

    def write() -> None:
        seconds = 0
        while not finished.wait(interval):
            seconds += 1
            err.write(f"\r{activity}……{counts}{seconds} 秒")
            err.flush()
        if seconds:
            err.write("\n")

    thread = Thread(target=write, daemon=True)
    thread.start()
    try:
        yield progress
    finally:
        finished.set()
        thread.join()
