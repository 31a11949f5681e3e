"""A dictionary of bounded size."""

from __future__ import annotations

from collections import OrderedDict
from typing import TypeVar

MAX_CACHED = 4096
"""Entries of a cache; the least recently written are dropped."""

_K = TypeVar("_K")
_V = TypeVar("_V")


class LruCache(OrderedDict[_K, _V]):
    """The `MAX_CACHED` entries that were written last."""

    def put(self, key: _K, value: _V) -> None:
        """Set an entry, as the last one to be dropped."""
        self[key] = value
        self.move_to_end(key)
        if len(self) > MAX_CACHED:
            self.popitem(last=False)
