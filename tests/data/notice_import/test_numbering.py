from __future__ import annotations

import pytest

from data.notice_import.numbering import Number, parse_number, to_int


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一、最佳案例", Number("chinese", 1, "最佳案例")),
        ("十二、其他", Number("chinese", 12, "其他")),
        ("（二）优秀案例", Number("chinese-paren", 2, "优秀案例")),
        ("㈡优秀案例", Number("chinese-paren", 2, "优秀案例")),
        ("3.标题", Number("arabic", 3, "标题")),
        ("3．标题", Number("arabic", 3, "标题")),
        ("3、标题", Number("arabic", 3, "标题")),
        ("⒊标题", Number("arabic", 3, "标题")),
        ("(4) 标题", Number("paren", 4, "标题")),
        ("⑤ 标题", Number("enclosed", 5, "标题")),
        ("❷标题", Number("enclosed", 2, "标题")),
        ("⑶标题", Number("enclosed-paren", 3, "标题")),
        ("案例一：标题", Number("case", 1, "标题")),
        ("【案例12】标题", Number("case", 12, "标题")),
        ("案例3｜标题", Number("case", 3, "标题")),
        ("第三名：标题", Number("nth", 3, "标题")),
        ("01", Number("bare", 1, "")),
        ("TOP 2", Number("bare", 2, "")),
        ("NO.2 | 标题", Number("bare", 2, "标题")),
        ("7 “长者”模式", Number("bare", 7, "“长者”模式")),
        ("• 标题", Number("bullet", 0, "标题")),
        ("AQ2022-001    标题", Number("lettered", 1, "标题")),
        ("2022-012 标题", Number("lettered", 12, "标题")),
        ("SZ03：标题", Number("lettered", 3, "标题")),
        ("2022-12-01", None),
        ("2.0版本", None),
        ("2022年", None),
        ("一体化", None),
        ("", None),
    ],
)
def test_numbers_of_each_style(text: str, expected: Number | None) -> None:
    assert parse_number(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("12", 12), ("十", 10), ("二十三", 23), ("一百零五", 105), ("两", 2), ("甲", None), ("", None)],
)
def test_chinese_numbers(text: str, expected: int | None) -> None:
    assert to_int(text) == expected
