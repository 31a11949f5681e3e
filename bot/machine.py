"""What the bot needs of its machine: a clock that is right, and space on the disk."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urljoin

import httpx

MAX_OFFSET_SECONDS = 60.0
"""An offset that is of no consequence."""

TIMEOUT_SECONDS = 10.0

MIN_FREE_BYTES, MIN_FREE_SHARE = 500_000_000, 0.05
"""A disk with less than both of these is nearly full."""


def measure_clock_offset(api_base_url: str, proxy: str | None, clock: Callable[[], float] = time.time) -> float | None:
    """Return by how many seconds the clock is fast; None if the Bot API's server does not tell the time.

    The server's time is the `Date` of a response (RFC 9110, 6.6.1), exact to a second and the round trip. No token is
    sent.
    """
    try:
        with httpx.Client(proxy=proxy, timeout=TIMEOUT_SECONDS) as client:
            response = client.head(urljoin(api_base_url, "/"))
            now = clock()
        return now - parsedate_to_datetime(response.headers["date"]).timestamp()
    except (httpx.HTTPError, KeyError, ValueError):
        return None


def describe_low_disk(directory: Path) -> str | None:
    """Return how little space is left for a directory; "" if there is enough, None if that cannot be told."""
    try:
        usage = shutil.disk_usage(directory)
    except OSError:
        return None
    if usage.free >= min(MIN_FREE_BYTES, MIN_FREE_SHARE * usage.total):
        return ""
    return f"{directory} 所在的磁盘只剩 {usage.free / 1e6:.0f} MB"


def describe_wrong_clock(offset: float) -> str:
    """Return how wrong the clock is; "" if it is right enough. `offset` is in seconds, positive if it is fast."""
    if abs(offset) <= MAX_OFFSET_SECONDS:
        return ""
    return f"比 Telegram 的时间{'快' if offset > 0 else '慢'} {abs(offset):.0f} 秒"
