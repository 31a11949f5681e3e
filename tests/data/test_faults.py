from __future__ import annotations

import pytest

from data.faults import DataError, Fault, join_path, quote


def test_a_fault_renders_as_file_path_and_message() -> None:
    assert str(Fault("a.yaml", "tiers[0].name", "太长")) == "a.yaml: tiers[0].name: 太长"


def test_the_error_lists_all_faults() -> None:
    error = DataError([Fault("a.yaml", "id", "甲"), Fault("b.yaml", "id", "乙", "warning")])
    assert str(error) == "a.yaml: id: 甲\nb.yaml: id: 乙"


@pytest.mark.parametrize(
    ("path", "part", "expected"),
    [("", "tiers", "tiers"), ("tiers", 0, "tiers[0]"), ("tiers[0]", "name", "tiers[0].name")],
)
def test_join_path(path: str, part: str | int, expected: str) -> None:
    assert join_path(path, part) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [(12, "12"), ("甲\n 乙", "甲 乙"), ("甲\x07", "甲\\x07"), ("甲" * 41, "甲" * 40 + "…")]
)
def test_quote(value: object, expected: str) -> None:
    assert quote(value) == expected
