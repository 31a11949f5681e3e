from __future__ import annotations

import pytest

from data.notice_import.blocks import Line
from data.notice_import.labels import join_labels, known_labels, label_values
from data.notice_import.names.places import load_places


def lines(texts: list[str]) -> list[Line]:
    return [Line(text, at) for at, text in enumerate(texts, 1)]


def test_a_label_before_a_space_that_stands_twice_gets_a_colon() -> None:
    texts = ["实施单位 甲县司法局", "建设单位 乙县司法局", "某某案例 丙县司法局", "建设单位 丁县司法局"]
    labelled = label_values(lines(texts))
    assert [block.text for block in labelled if isinstance(block, Line)] == [
        "实施单位 甲县司法局",
        "建设单位：乙县司法局",
        "某某案例 丙县司法局",
        "建设单位：丁县司法局",
    ]


@pytest.mark.parametrize(
    ("values", "label"),
    [
        (["甲县司法局", "乙县司法局、丙县民政局", "丁县公安局"], "单位"),
        (["甲县司法局", "乙县司法局"], "共同实施"),
        (["甲县司法局", "乙县司法局", "成效十分明显"], "共同实施"),
    ],
    ids=["agencies each time", "too few", "something else once"],
)
def test_a_label_that_no_list_has_is_read_by_what_stands_behind_it(values: list[str], label: str) -> None:
    found = known_labels(lines([f"共同实施：{value}" for value in values]), load_places())
    assert [block.text for block in found if isinstance(block, Line)] == [f"{label}：{value}" for value in values]


def test_a_label_alone_that_stands_twice_is_joined_with_the_line_below() -> None:
    joined = join_labels(lines(["获奖机构：", "甲协会", "获奖机构：", "乙协会"]))
    assert [block.text for block in joined if isinstance(block, Line)] == ["获奖机构：甲协会", "获奖机构：乙协会"]
