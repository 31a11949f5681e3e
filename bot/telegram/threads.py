"""Run what blocks in threads that do not delay the end of the process."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


async def run_in_thread(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call the function in a daemon thread, which does not delay the end of the process as `to_thread` does."""
    loop = asyncio.get_running_loop()
    future = loop.create_future()

    def set_unless_cancelled(setter: Callable[[Any], None], outcome: Any) -> None:
        if not future.done():
            setter(outcome)

    def run() -> None:
        try:
            outcome, setter = function(*args, **kwargs), future.set_result
        except Exception as error:  # noqa: BLE001 - it is raised in the caller
            outcome, setter = error, future.set_exception  # type: ignore[assignment]
        with suppress(RuntimeError):  # the loop is closed
            loop.call_soon_threadsafe(set_unless_cancelled, setter, outcome)

    threading.Thread(target=run, daemon=True).start()
    result: T = await future
    return result
