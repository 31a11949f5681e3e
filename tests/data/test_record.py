from __future__ import annotations

from dataclasses import replace

import pytest

from data.record import record


@record
class Point:
    x: int
    y: int = 0


def test_records_are_equal_by_their_fields() -> None:
    assert Point(1) == Point(1, 0) != Point(1, 2)
    assert len({Point(1), Point(1, 0), Point(1, 2)}) == 2


def test_a_record_is_changed_in_a_copy() -> None:
    point = Point(1)
    assert replace(point, y=2) == Point(1, 2)
    assert point == Point(1)


def test_a_record_has_no_other_fields() -> None:
    with pytest.raises(AttributeError):
        Point(1).z = 3  # type: ignore[attr-defined]
