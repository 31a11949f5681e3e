"""Requests for pictures during a measurement, to show that drawing delays nobody's answer."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import combinations, islice
from threading import Event, Thread

from data.load import load
from tests.botapi.remote_control import Remote

RATE = 8.0
"""Pictures requested per second: 100 last as long as the questions do."""


@dataclass
class PhotoRequests:
    """The outcome."""

    asked: int = 0
    drawn: int = 0
    """Pictures that had arrived when the last question was answered; the others came later or were refused."""


@contextmanager
def request_photos(url: str, count: int) -> Iterator[PhotoRequests]:
    """Within this context, `count` users ask the bot of this server for a picture each, all different."""
    wanted = PhotoRequests()
    over = Event()
    thread = Thread(target=_ask, args=(url, count, wanted, over))
    thread.start()
    try:
        yield wanted
    finally:
        over.set()
        thread.join()


def _ask(url: str, count: int, wanted: PhotoRequests, over: Event) -> None:
    places = list(dict.fromkeys(unit.place.short for case in load().cases for unit in case.agencies if unit.place))
    remote = Remote(url)
    begin = time.monotonic()
    for number, (one, other) in enumerate(islice(combinations(places, 2), count)):
        if over.wait(max(0.0, begin + number / RATE - time.monotonic())):
            break
        who = remote.call("user", name=f"图{number}", language="zh-hans")["id"]
        remote.call("says", user=who, chat=who, text=f"/map {one}或{other}")
        wanted.asked += 1
    over.wait()
    wanted.drawn = len([call for call in remote.call("calls", method="sendPhoto") if call["status"] == 200])
    remote.close()
