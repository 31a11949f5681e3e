from __future__ import annotations

import pytest

from data.notice_import.importer import import_notice
from tests.data.notice_import.grid_cases import TIERS
from tests.data.notice_import.layout_grid import layouts, write

EXPECTED = [(tier, [(title, list(units)) for title, units in cases]) for tier, cases in TIERS]


@pytest.mark.parametrize("layout", list(layouts()), ids=" ".join)
def test_a_list_is_read_in_every_layout(layout: tuple[str, str, str, str, str]) -> None:
    draft = import_notice(write(*layout), layout[-1])
    tiers = [(tier.name, [(case.title, list(case.agencies)) for case in tier.cases]) for tier in draft.tiers]
    assert tiers == EXPECTED
