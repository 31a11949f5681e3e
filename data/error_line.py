"""Describe where an unexpected error was raised, without its text, which may quote what people wrote."""

from __future__ import annotations

import traceback
from collections.abc import Container

PACKAGES = ("bot.", "data.", "intents.")


def own_line(error: BaseException, wrappers: Container[str] = ()) -> str:
    """Return the innermost line of this project in the traceback of `error` as module:line; empty if there is none.

    `wrappers` are the names of modules that only pass errors on.
    """
    place = ""
    for frame, line in traceback.walk_tb(error.__traceback__):
        module = frame.f_globals.get("__name__", "")
        if module.startswith(PACKAGES) and module not in wrappers:
            place = f"{module}:{line}"
    return place


def describe_without_text(error: BaseException) -> str:
    """Return the type of the error and the line where it was raised: KeyError (data.notice_import.head:34)."""
    return f"{type(error).__name__} ({own_line(error)})"
