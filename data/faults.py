"""What can be wrong with a folder of data, and the error that carries it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]

WHOLE_FILE = "文件"
"""The path of a fault that concerns a file as a whole."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with one file, told to an editor; renders as `file: path: what`."""

    file: str
    """The file, relative to the data folder."""
    path: str
    """Where in it: tiers[0].cases[2].title, or `line 12` for what is no YAML."""
    message: str
    """What is wrong, in Chinese."""
    severity: Severity = "error"
    """A warning does not keep the data from loading."""

    def __str__(self) -> str:
        return f"{self.file}: {self.path}: {self.message}"


class DataError(Exception):
    """The data cannot be loaded; `faults` holds everything that is wrong, warnings too."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


def join_path(path: str, part: str | int) -> str:
    """The path of `part` (a key or a position from 0) below `path`."""
    if isinstance(part, int):
        return f"{path}[{part}]"
    return f"{path}.{part}" if path else part


def quote(value: object) -> str:
    """`value` as a fault quotes it: on one line, cut where it is long."""
    text = " ".join(str(value).split())
    text = "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in text)
    return text if len(text) <= 40 else f"{text[:40]}…"
