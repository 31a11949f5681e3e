from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from data.files import shipped_folder
from data.notice_import.blocks import ImportRefusedError
from data.notice_import.draft import to_yaml
from data.notice_import.importer import import_notice
from data.schema import NoticeModel, validate
from tests.data.notice_import.documents import DOCUMENTS

NOTICES = Path(__file__).parent / "notices"
FILES: Mapping[str, bytes] = {
    **{file.name: file.read_bytes() for file in sorted(NOTICES.iterdir()) if not file.name.endswith(".gold.yaml")},
    **{name: make() for name, make in DOCUMENTS.items()},
}
LISTS = [name for name in FILES if not name.startswith("not-")]


def read_gold(name: str) -> dict[str, Any]:
    gold: dict[str, Any] = yaml.safe_load((NOTICES / f"{name.partition('.')[0]}.gold.yaml").read_text("utf-8"))
    return {**gold, "issued": str(gold["issued"]) if gold["issued"] else None}


@pytest.mark.parametrize("name", LISTS)
def test_a_notice_becomes_what_its_gold_says(name: str) -> None:
    content = import_notice(FILES[name], name).to_mapping()
    del content["id"]
    assert content == read_gold(name)


@pytest.mark.parametrize("name", sorted(set(FILES) - set(LISTS)))
def test_what_is_no_list_of_cases_is_refused(name: str) -> None:
    with pytest.raises(ImportRefusedError, match="没有找到案例名单"):
        import_notice(FILES[name], name)


@pytest.mark.parametrize("name", [name for name in LISTS if not name.startswith("titles-only")])
def test_a_draft_meets_the_schema(name: str) -> None:
    draft = import_notice(FILES[name], name)
    model, faults = validate(NoticeModel, yaml.safe_load(to_yaml(draft)), name)
    assert faults == []
    assert model is not None
    assert model.title == draft.title


def test_the_shipped_notice_in_the_usual_layout_is_read_exactly() -> None:
    notice = yaml.safe_load((shipped_folder() / "notices" / "csj-2022.yaml").read_text("utf-8"))
    lines = [notice["title"], "各有关单位：", "从75个参评案例中评选出下列案例，现予以公布："]
    for number, tier in zip("一二", notice["tiers"], strict=True):
        lines.append(f"{number}、{tier['name']}（{len(tier['cases'])}个）")
        for at, case in enumerate(tier["cases"], 1):
            lines += [f"{at}．{case['title']}", "", f"单位（部门）：{'、'.join(case['agencies'])}"]
    draft = import_notice("\n".join([*lines, "希望相关单位（部门）再接再厉。"]).encode(), "a.txt")
    assert draft.title == notice["title"]
    assert [(tier.name, [(case.title, list(case.agencies)) for case in tier.cases]) for tier in draft.tiers] == [
        (tier["name"], [(case["title"], case["agencies"]) for case in tier["cases"]]) for tier in notice["tiers"]
    ]


def doubts(text: str) -> list[str]:
    return [str(doubt) for doubt in import_notice(text.encode(), "a.txt").doubts]


HEAD = "关于公布优秀案例名单的通知\n"
FOOT = "海南省民政厅\n2024年5月6日\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"{HEAD}一、优秀案例（3个）\n1.甲案例\n单位：海口市民政局\n2.乙案例\n单位：三亚市民政局\n{FOOT}",
            "“优秀案例”写明 3 个，找到 2 个",
        ),
        (
            f"{HEAD}1.甲案例\n单位：海口市民政局、龙华区民政局\n2.乙案例\n单位：三亚市民政局\n{FOOT}",
            "line 2: “龙华区民政局”补为“海口市龙华区民政局”，对吗？",
        ),
        (f"{HEAD}1.甲案例\n单位：海口市民政局\n2.乙案例\n单位：三亚市民政局\n", "没有找到日期，issued 留空"),
        (f"{HEAD}1.甲案例\n单位：海口市民政局\n2.乙案例\n单位：三亚市民政局\n", "没有找到发布单位，issuers 留空"),
        (
            f"{HEAD}1.甲案例（海口市民政局）\n2.乙案例（三亚市民政局）\n3.丙案例\n{FOOT}",
            "line 4: 没有找到单位：丙案例",
        ),
        (
            f"{HEAD}序号\t单位\t案例名称\n1\t海口市民政局\t甲案例\n2\t\t乙案例\n3\t三亚市民政局\t丙案例\n{FOOT}",
            "line 4: 《乙案例》的单位空着，取了上一行的，对吗？",
        ),
    ],
)
def test_doubts_name_line_and_reason(text: str, expected: str) -> None:
    assert expected in doubts(text)


def test_a_sure_notice_has_no_doubts() -> None:
    assert doubts(f"{HEAD}1.甲案例\n单位：海口市民政局\n2.乙案例\n单位：三亚市民政局\n{FOOT}") == []


LINES = [
    line
    for name, content in FILES.items()
    if name.endswith(".txt")
    for line in content.decode("utf-8", "ignore").split("\n")
]
MARKED_LINES = st.tuples(st.sampled_from(LINES), st.integers(0, 40), st.sampled_from("、；：（）—| 及①1"))
"""A line of a notice, and a mark that is put into it."""


@given(st.lists(MARKED_LINES, max_size=20))
def test_lines_of_any_notices_are_read_or_refused(lines: list[tuple[str, int, str]]) -> None:
    text = "\n".join(line[:at] + mark + line[at:] for line, at, mark in lines)
    with suppress(ImportRefusedError):
        assert import_notice(text.encode(), "a.txt").tiers


def test_a_rank_in_brackets_after_a_title_is_its_tier() -> None:
    draft = import_notice(
        f"{HEAD}1.甲案例（一等奖）\n单位：海口市民政局\n2.乙案例（二等奖）\n单位：三亚市民政局\n{FOOT}".encode(),
        "a.txt",
    )
    assert [(tier.name, tier.cases[0].title) for tier in draft.tiers] == [("一等奖", "甲案例"), ("二等奖", "乙案例")]


def test_a_list_that_ends_within_a_sentence_is_refused() -> None:
    with pytest.raises(ImportRefusedError, match="没有找到案例名单"):
        import_notice("公布优秀案例如下：甲案例；及".encode(), "a.txt")


@pytest.mark.parametrize(("heading", "tier"), [("家庭创新案例", None), ("家庭创新案例（2个）", "家庭创新案例")])
def test_a_heading_that_says_what_the_notice_is_about_is_no_tier(heading: str, tier: str | None) -> None:
    cases = "1.甲案例\n单位：海口市民政局\n2.乙案例\n单位：三亚市民政局"
    text = f"关于推介家庭创新案例的通知\n{heading}\n{cases}\n{FOOT}"
    assert [tier.name for tier in import_notice(text.encode(), "a.txt").tiers] == [tier]
