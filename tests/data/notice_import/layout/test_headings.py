from __future__ import annotations

import pytest

from data.notice_import.layout.headings import is_name_of_list, looks_like_heading, parse_heading


@pytest.mark.parametrize(
    ("text", "name", "count"),
    [
        ("一、最佳案例（10个）", "最佳案例", 10),
        ("二、优秀案例（８个）", "优秀案例", 8),
        ("一、民间文学（11项，涉及12个申报地区或单位）", "民间文学", 11),
        ("（二）銀獎（三名）", "銀獎", 3),
        ("一等奖：3个", "一等奖", 3),
        ("金獎1名", "金獎", 1),
        ("優等獎（計4件）", "優等獎", 4),
        ("五星级（3份）", "五星级", 3),
        ("一等作品2部", "一等作品", 2),
        ("优秀奖 3幅", "优秀奖", 3),
        ("新增就业岗位2个", "新增就业岗位2个", None),
        ("一、场景类别：居家安全", "居家安全", None),
        ("【特優】3件", "特優", 3),
        ("【最佳案例】", "最佳案例", None),
        ("附件2 提名案例名单", "提名案例", None),
        ("优秀案例（排名不分先后）", "优秀案例", None),
        ("服務模式獎（創新意念）", "服務模式獎（創新意念）", None),
    ],
)
def test_parts_of_a_heading(text: str, name: str, count: int | None) -> None:
    heading = parse_heading(text, 1)
    assert (heading.name, heading.count) == (name, count)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一等奖（3项）", True),
        ("平台赋能方向", True),
        ("示范案例", True),
        ("一类案卷", True),
        ("優異證書", True),
        ("一、场景类别：居家安全", True),
        ("企业开办“一网通办、一窗通取”", False),
        ("市委政法委", False),
        ("各市图书馆学会，各会员单位：", False),
        ("有关单位：", False),
        ("现将结果公布如下。", False),
        ("本次共评出获奖案例16个，其中特等奖2个，现予公布", False),
    ],
)
def test_what_looks_like_a_heading(text: str, expected: bool) -> None:  # noqa: FBT001 - what the table says
    assert looks_like_heading(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2022年度优秀案例名单", True), ("附件1", True), ("一、优秀案例", False), ("最佳案例", False)],
)
def test_the_name_of_the_whole_list(text: str, expected: bool) -> None:  # noqa: FBT001 - what the table says
    assert is_name_of_list(text) is expected
