"""An event loop whose clock advances only when all tasks wait: hours pass at once, and always in the same order."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class _Selector(selectors.SelectSelector):
    """Advances the clock instead of sleeping."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        events = super().select(0)
        if not events:
            assert timeout is not None, "everyone waits for ever"
            self.now += timeout
        return events


class VirtualLoop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._virtual = _Selector()
        self.errors: list[dict[str, Any]] = []
        """Errors of callbacks and of tasks that nobody awaited, which asyncio would only log."""
        super().__init__(self._virtual)

    def time(self) -> float:
        return self._virtual.now

    def call_exception_handler(self, context: dict[str, Any]) -> None:
        self.errors.append(context)


def run(main: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine on a clock that starts at 0; fail if the loop caught an error."""
    loop = VirtualLoop()
    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        result = runner.run(main)
    assert not loop.errors, loop.errors
    return result


def now() -> float:
    return asyncio.get_running_loop().time()
