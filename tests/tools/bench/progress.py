"""Show a stage, its progress and the remaining time on standard error, once or twice a second."""

from __future__ import annotations

import sys
import time


class Progress:
    """Counts the steps of one stage."""

    def __init__(self, label: str, total: int) -> None:
        self._label, self._total, self._done = label, total, 0
        self._began = self._shown = time.monotonic()
        self._every = 0.5 if sys.stderr.isatty() else 10.0
        self._write()

    def step(self) -> None:
        """Count a step as done."""
        self._done += 1
        now = time.monotonic()
        if now - self._shown >= self._every or self._done == self._total:
            self._shown = now
            self._write()

    def _write(self) -> None:
        passed = time.monotonic() - self._began
        left = passed / self._done * (self._total - self._done) if self._done else 0
        times = f", {left:.0f} s left" if left >= 1 else f", {passed:.1f} s" if self._done == self._total else ""
        text = f"  {self._label}: {self._done} of {self._total}{times}"
        if sys.stderr.isatty():
            sys.stderr.write(f"\r\x1b[K{text}" + ("\n" if self._done == self._total else ""))
        else:
            sys.stderr.write(f"{text}\n")
        sys.stderr.flush()
