from __future__ import annotations

import pytest

from data.model import Notice
from intents.parsing.notices import years
from tests.intents.names import DATASET

YEARS = {
    "none": (None, "关于公布案例的通知", (), set()),
    "of the date": ("2024-05-06", "通知", (), {"2024"}),
    "of the title": (None, "关于公布2023年案例的通知", (), {"2023"}),
    "of other names": ("2024-01-02", "2023年通知", ("2022年的",), {"2022", "2023", "2024"}),
    "other numbers are none": (None, "12345热线通知", (), set()),
}


@pytest.mark.parametrize(("issued", "title", "aliases", "expected"), YEARS.values(), ids=YEARS)
def test_the_years_of_a_notice(issued: str | None, title: str, aliases: tuple[str, ...], expected: set[str]) -> None:
    first = DATASET.notices[0]
    notice = Notice(first.id, title, aliases, issued, (), (), (), first.tiers, "")
    assert years(notice) == expected
