from __future__ import annotations

import pytest

from data.notice_import.blocks import Line, Table
from data.notice_import.readers.html import read_html


def rows(content: str) -> list[tuple[tuple[str, ...], ...]]:
    return [block.rows for block in read_html(content) if isinstance(block, Table)]


def test_merged_cells_are_repeated() -> None:
    table = "<table><tr><td rowspan=2>一等奖<td>甲<tr><td>乙<tr><td>二等奖<td>丙</table>"
    assert rows(table) == [(("一等奖", "甲"), ("一等奖", "乙"), ("二等奖", "丙"))]


def test_a_table_that_lays_out_the_page_is_none() -> None:
    inner = "<table><tr><td>1<td>甲<tr><td>2<td>乙</table>"
    assert rows(f"<table><tr><td>首页<td>{inner}</table>") == [(("1", "甲"), ("2", "乙"))]


@pytest.mark.parametrize("span", ["0", "-1", "x", "99999999"])
def test_a_span_that_makes_no_sense_does_no_harm(span: str) -> None:
    assert rows(f"<table><tr><td rowspan={span}>甲<td>乙</table>") == [(("甲", "乙"),)]


def test_scripts_and_navigation_are_left_out_and_lists_are_numbered() -> None:
    page = "<script>x</script><nav>首页</nav><h1>标题</h1><ol><li>甲<li>乙</ol><p>上<br>下</p>"
    assert [(block.text, block.heading) for block in read_html(page) if isinstance(block, Line)] == [
        ("标题", True),
        ("1. 甲", False),
        ("2. 乙", False),
        ("上", False),
        ("下", False),
    ]


def test_a_form_around_the_whole_page_is_read_without_its_fields() -> None:
    page = "<form><input value=甲><select><option>乙</select><button>搜索</button><p>正文</p></form>"
    assert [block.text for block in read_html(page) if isinstance(block, Line)] == ["正文"]
