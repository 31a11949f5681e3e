"""Lists of cases that are evaluated as they are read, so that a long list costs no more than the page shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import overload

from data.model import Case

_BATCH = 64
"""The number of cases that are looked up at a time."""


class LazyCases(Sequence[Case]):
    """A sequence of cases whose order is evaluated only as far as it is read."""

    def __init__(self, cases: Sequence[Case], order: Iterator[int], size: int) -> None:
        """Create a sequence of `size` cases; `order` yields their positions in `cases`."""
        self._cases, self._order, self._size = cases, order, size
        self._found: list[Case] = []

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, key: int) -> Case: ...
    @overload
    def __getitem__(self, key: slice) -> Sequence[Case]: ...
    def __getitem__(self, key: int | slice) -> Case | Sequence[Case]:
        positions = range(self._size)[key]  # raises IndexError
        if isinstance(positions, int):
            return self._load(positions + 1)[positions]
        if not positions:
            return ()
        cases = self._load(max(positions[0], positions[-1]) + 1)
        return tuple([cases[one] for one in positions])

    def __iter__(self) -> Iterator[Case]:
        for start in range(0, self._size, _BATCH):
            end = min(start + _BATCH, self._size)
            yield from self._load(end)[start:end]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(Case.__eq__, self, other))

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"Cases({self._size}: {', '.join(case.id for case in self[:3])}{', …' if self._size > 3 else ''})"

    def _load(self, size: int) -> list[Case]:
        """Return the cases evaluated so far, at least `size` of them."""
        lacking = size - len(self._found)
        if lacking > 0:
            self._found.extend(self._cases[key] for key in islice(self._order, lacking))
        return self._found
