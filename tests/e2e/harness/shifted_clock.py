"""The bot on a machine whose clock is wrong, by the seconds in the file that SHIFT names."""

import os
import time
from pathlib import Path

from bot.cli.main import run

_SHIFT = Path(os.environ["SHIFT"])
_time, _time_ns = time.time, time.time_ns


def _shifted_time() -> float:
    return _time() + float(_SHIFT.read_text())


def _shifted_time_ns() -> int:
    return _time_ns() + int(float(_SHIFT.read_text())) * 10**9


if __name__ == "__main__":
    time.time, time.time_ns = _shifted_time, _shifted_time_ns
    run()
