from __future__ import annotations

import pytest

from data.notice_import.blocks import Line
from data.notice_import.layout.signature import is_signature
from data.notice_import.names.places import load_places

HEAD = ("中国残疾人联合会、人力资源社会保障部决定：", "手语咖啡馆", "成都市残疾人联合会")


@pytest.mark.parametrize(
    ("text", "below", "expected"),
    [
        ("人力资源社会保障部", ("2021年11月22日",), True),
        ("中国残疾人联合会", ("人力资源社会保障部", "2021年11月22日"), True),
        ("成都市民政局", ("人力资源社会保障部", "2021年11月22日"), False),
        ("中国残疾人联合会", ("希望各地再接再厉。", "2021年11月22日"), False),
        ("中国残疾人联合会", (), False),
    ],
)
def test_who_signs_above_the_date(text: str, below: tuple[str, ...], expected: bool) -> None:  # noqa: FBT001 - what the table says
    lines = [Line(text, number) for number, text in enumerate((*HEAD, text, *below), 1)]
    assert is_signature(lines, len(HEAD), load_places()) is expected
