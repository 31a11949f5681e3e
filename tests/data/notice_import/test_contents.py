from __future__ import annotations

import pytest

from data.notice_import.blocks import Line
from data.notice_import.contents import without_contents

ENTRIES = ["一、甲县的做法…………1", "二、乙县的做法…………5", "三、丙县的做法…………12"]


@pytest.mark.parametrize(
    ("texts", "kept"),
    [
        (["汇编", "目 录", *ENTRIES, "一、甲县的做法"], ["汇编", "一、甲县的做法"]),
        (["目录", *ENTRIES[:2], "一、甲县的做法"], ["目录", *ENTRIES[:2], "一、甲县的做法"]),
        (ENTRIES, ENTRIES),
    ],
    ids=["below its heading", "too short", "without a heading"],
)
def test_a_table_of_contents_is_no_list(texts: list[str], kept: list[str]) -> None:
    found = without_contents([Line(text, at) for at, text in enumerate(texts, 1)])
    assert [block.text for block in found if isinstance(block, Line)] == kept
