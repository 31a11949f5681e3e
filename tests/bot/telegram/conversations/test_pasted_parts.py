from __future__ import annotations

import pytest

from bot.telegram.conversations.pasted_parts import MAX_SECONDS, MAX_TEXT, MIN_PART, PastedParts, PastedText


@pytest.mark.parametrize(
    ("last", "length", "asker", "after", "continues"),
    [
        (MIN_PART, MIN_PART, 1, 0, True),
        (MIN_PART, MIN_PART, 1, MAX_SECONDS, True),
        (MIN_PART, MIN_PART, 1, MAX_SECONDS + 1, False),
        (MIN_PART, MIN_PART, 1, -1, False),
        (MIN_PART, MIN_PART, 2, 0, False),
        (MIN_PART - 1, 3 * MIN_PART, 1, 0, False),
        (MIN_PART, MAX_TEXT + 1, 1, 0, False),
    ],
)
def test_a_part_continues_a_long_one_of_the_same_person(
    *, last: int, length: int, asker: int, after: float, continues: bool
) -> None:
    parts = PastedParts()
    parts.keep(1, text := PastedText("案" * length, last, 100))
    assert parts.before(asker, 100 + after) == (text if continues else None)
