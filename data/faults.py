"""Faults of a data folder, and the exception that carries them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from data.record import record

Severity = Literal["error", "warning"]

WHOLE_FILE = "文件"
"""The path of a fault that concerns the whole file."""


@record
class Fault:
    """One fault of one file, for the editor of the data; renders as `file: path: message`."""

    file: str
    """The file, relative to the data folder."""
    path: str
    """The position in the file: tiers[0].cases[2].title, or `line 12` if the file is not valid YAML."""
    message: str
    """The fault, in Chinese."""
    severity: Severity = "error"
    """A warning does not prevent loading."""

    def __str__(self) -> str:
        return f"{escape(self.file)}: {self.path}: {self.message}"


class DataError(Exception):
    """The data cannot be loaded. `faults` has every fault, including warnings."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


def join_path(path: str, part: str | int) -> str:
    """Return the path of `part`, a key or a position from 0, below `path`."""
    if isinstance(part, int):
        return f"{path}[{part}]"
    return f"{path}.{part}" if path else part


def escape(text: str) -> str:
    """Return the text with escapes for unprintable characters, such as control characters in the name of a file."""
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in text)


def quote(value: object) -> str:
    """Return `value` as a fault message quotes it: on one line, without control characters, at most 40 characters."""
    text = escape(" ".join(str(value).split()))
    return text if len(text) <= 40 else f"{text[:40]}…"
