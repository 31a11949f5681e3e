from __future__ import annotations

import pytest

from data.error_line import describe_without_text, own_line
from data.load import load


def _raised(text: object) -> BaseException:
    with pytest.raises(AttributeError) as caught:
        load(text)  # type: ignore[arg-type]
    return caught.value


def test_the_innermost_own_line_is_told_and_no_text() -> None:
    error = _raised(5)
    assert own_line(error).startswith("data.")
    assert describe_without_text(error) == f"AttributeError ({own_line(error)})"


def test_wrappers_are_passed_over() -> None:
    error = _raised(5)
    assert own_line(error, [own_line(error).partition(":")[0]]) != own_line(error)


def test_an_error_of_others_has_no_line() -> None:
    assert describe_without_text(KeyError("安徽")) == "KeyError ()"
