from __future__ import annotations

import pytest

from intents.model.places import place_codes, with_place
from intents.serialization.codec import dumps, loads

MOVED = {
    "1cr34": ("34", "1cr32"),
    "1c!r3401": ("3401", "1c!r32"),
    "1c(r34,t最佳实践案例)": ("34", "1c(r32,t最佳实践案例)"),
    "1c[r34,b计量处+34]": ("34", "1c[r32,b计量处+32]"),
    "1co+34": ("34", "1co+32"),
    "1c{b消保委+34,b药监局}": ("34", "1c{b消保委+32,b药监局}"),
    "1u(r34,a+叉车);w34": ("34", "1u(r32,a+叉车);w32"),
    "1u();o34;qb消保委+34": ("34", "1u();o32;qb消保委+32"),
    "1nr34;w34;pb计量处+31": ("31 34", "1nr32;w32;pb计量处+32"),
    "1ct最佳实践案例": ("", "1ct最佳实践案例"),
}


@pytest.mark.parametrize(("before", "named", "after"), [(one, *named) for one, named in MOVED.items()], ids=MOVED)
def test_with_place_replaces_every_place(before: str, named: str, after: str) -> None:
    assert place_codes(loads(before)) == {code.ljust(6, "0") for code in named.split()}
    assert dumps(with_place(loads(before), "320000")) == after
