from __future__ import annotations

import pytest

from data.notice_import.blocks import make_lines
from data.notice_import.readers.wrapping import find_running, unwrap


@pytest.mark.parametrize(
    ("pages", "running"),
    [
        ((("简报", "标题"), ("- 2 -", "简报", "名单")), "简报"),
        ((("标题",), ("简报", "一、甲"), ("简报", "二、乙")), "简报"),
        ((("标题",), ("简报", "一、甲")), ""),
        ((("简报", "一、甲"), ("二、乙",), ("简报", "三、丙")), ""),
        ((("简报", "标题"),), ""),
    ],
)
def test_what_stands_above_every_page_is_found(pages: tuple[tuple[str, ...], ...], running: str) -> None:
    assert find_running(pages) == running


PROSE = """\
　　各地要结合实际学习借鉴，把好经验好做法转化为治理
效能，努力形成一批可复制、可推广的制度成果，持续提升
工作水平，并及时报送进展。各地要结合实际学习借鉴，把
好经验推广开来。
"""
"""Lines of 25 wide characters."""


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (("　　　　　　——甲市人民检察院、甲市生态环境局、甲市林", "　　　　　　业科学研究所"), True),
        (("　　　　　　——甲市人民检察院、甲市生态环境局、甲市林", "业科学研究所"), True),
        (
            (
                "　　　　　　　　　　　　甲省社会主义核心价值观研究会",
                "　　　　　　　　　　　　甲省精神文明建设工作促进中心",
            ),
            False,
        ),
    ],
)
def test_agencies_after_a_dash_go_on_and_signatures_do_not(lines: tuple[str, ...], joined: bool) -> None:  # noqa: FBT001
    texts = [line.text for line in unwrap(list(make_lines("\n".join((PROSE, *lines)), 1)))]
    ends = [line.strip() for line in lines]
    assert texts[1:] == (["".join(ends)] if joined else ends)
