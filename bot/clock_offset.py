"""How far the machine's clock is from Telegram's, by the `Date` of a response (RFC 9110, 6.6.1)."""

from __future__ import annotations

import time
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

import httpx

MAX_OFFSET_SECONDS = 60.0
"""An offset that is of no consequence."""

TIMEOUT_SECONDS = 10.0


def measure_clock_offset(api_base_url: str, proxy: str | None, clock: Callable[[], float] = time.time) -> float | None:
    """Return by how many seconds the clock is fast; None if the Bot API's server does not tell the time.

    No token is sent. The result is exact to a second and the round trip.
    """
    try:
        with httpx.Client(proxy=proxy, timeout=TIMEOUT_SECONDS) as client:
            response = client.head(urljoin(api_base_url, "/"))
            now = clock()
        return now - parsedate_to_datetime(response.headers["date"]).timestamp()
    except (httpx.HTTPError, KeyError, ValueError):
        return None
