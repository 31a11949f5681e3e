from __future__ import annotations

import pytest

from data.notice_import.blocks import Line
from data.notice_import.readers.registry import read
from data.notice_import.readers.word_numbering import to_chinese
from tests.data.notice_import.documents.word import numbered_word


@pytest.mark.parametrize(
    ("value", "expected"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (99, "九十九"), (100, "100"), (0, "0")]
)
def test_chinese_numbers(value: int, expected: str) -> None:
    assert to_chinese(value) == expected


def test_automatic_numbers_are_part_of_the_text_and_begin_again_below_each_heading() -> None:
    texts = [block.text for block in read(numbered_word(), "a.docx") if isinstance(block, Line)]
    assert [text for text in texts if text[:1] in "一二123"] == [
        "一、 标杆案例（2个）",
        "1. 景德镇陶瓷“一瓷一码”质量追溯",
        "2. 赣南脐橙品牌“三统一”",
        "二、 优秀案例（3个）",
        "1. 南康家具质量基础设施协同服务",
        "2. 烟花爆竹“机械换人”",
        "3. 医疗器械注册“前置辅导”",
        "2023年9月18日",
    ]
