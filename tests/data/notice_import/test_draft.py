from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from data.load import load
from data.notice_import.draft import (
    About,
    Doubt,
    Draft,
    DraftCase,
    DraftTier,
    doubt_count,
    from_message,
    to_json,
    to_message,
    to_yaml,
)
from data.notice_import.identity import make_id
from data.notice_import.names.places import load_places

DRAFT = Draft(
    "hainan-2024",
    "关于公布典型案例的通知: 一",
    "2024-05-06",
    ("海南省民政厅",),
    (DraftTier(None, (DraftCase("“一件事”改革 # 甲", ("海口市民政局", "三亚市民政局")),)),),
    (
        Doubt(3, "两个单位还是一个？", About.AGENCY, "海口市民政局"),
        doubt_count("一等", 3, 2),
        Doubt(0, "没有找到日期", About.ISSUED),
    ),
)


def test_a_draft_survives_the_way_to_another_process() -> None:
    assert from_message(json.loads(json.dumps(to_message(DRAFT)))) == DRAFT


def test_a_draft_that_was_stored_without_what_its_doubts_are_about_is_read() -> None:
    message = {**to_message(DRAFT), "doubts": [[3, "两个单位还是一个？"]]}
    assert from_message(message).doubts == (Doubt(3, "两个单位还是一个？"),)


def test_yaml_is_what_an_editor_writes() -> None:
    assert to_yaml(DRAFT) == (
        "id: hainan-2024\n"
        "title: '关于公布典型案例的通知: 一'\n"
        "issued: 2024-05-06\n"
        "issuers:\n- 海南省民政厅\n"
        "addressed_to: []\nfacts: []\n"
        "tiers:\n- name: null\n  cases:\n"
        "  - title: '“一件事”改革 # 甲'\n    agencies:\n    - 海口市民政局\n    - 三亚市民政局\n"
    )


def test_json_has_the_notice_or_null() -> None:
    assert json.loads(to_json(DRAFT))["tiers"][0]["cases"][0]["title"] == "“一件事”改革 # 甲"
    assert to_json(None) == "null"


def test_doubts_tell_where() -> None:
    assert [str(doubt) for doubt in DRAFT.doubts] == [
        "line 3: 两个单位还是一个？",
        "“一等”写明 3 个，找到 2 个",
        "没有找到日期，issued 留空",
    ]


@pytest.mark.parametrize(
    ("title", "issued", "issuers", "expected"),
    [
        ("关于公布案例的通知", "2022-12-09", ["广东省文化和旅游厅"], "guangdong-2022"),
        ("厦门优秀案例揭晓", None, [], "xiamen"),
        ("第四批名录的公告（2014年）", None, ["文化部办公厅"], "dspmld-2014"),
        ("A", None, [], "notice"),
    ],
)
def test_an_id_tells_place_and_year(title: str, issued: str | None, issuers: list[str], expected: str) -> None:
    found = make_id(title, issued, issuers, load_places())
    assert found == expected
    assert re.fullmatch("[a-z0-9](-?[a-z0-9])*", found)


def test_the_next_version_keeps_what_editors_added(tmp_path: Path) -> None:
    (tmp_path / "notices").mkdir()
    file = tmp_path / "notices" / "hainan-2024.yaml"
    file.write_text(
        """id: hainan-2024
title: 关于公布典型案例的通知
aliases: [海南典型]
issued: 2024-05-06
received: 2024-06-01
source: https://example.org/notice
noun: 做法
measure: 项
issuers: [海南省民政厅]
addressed_to: [海口市民政局]
facts:
- {topic: 参评案例, aliases: [参评], value: 30, unit: 个, text: 参评的案例共 30 个。}
- {topic: 评选办法, text: 由专家评选。}
tiers:
- name: 典型案例
  aliases: [典型]
  cases:
  - {title: 甲类办件提速, aliases: [提速], paraphrases: [少跑几趟], agencies: [海南省海口市民政局]}
  - {title: 乙类办件提速, aliases: [乙类], agencies: [海南省海口市民政局]}
""",
        "utf-8",
    )
    former = load(tmp_path).notices[0]
    cases = (DraftCase("甲类办件提速", ("三亚市民政局",)), DraftCase("丙类办件提速", ("三亚市民政局",)))
    file.write_text(to_yaml(replace(DRAFT, tiers=(DraftTier("典型案例", cases),)), former, "2026-11-27"), "utf-8")
    after = load(tmp_path).notices[0]
    assert (after.aliases, after.addressed_to, after.facts) == (former.aliases, former.addressed_to, former.facts)
    assert (after.received, after.source, after.noun, after.measure) == (
        "2024-06-01",
        "https://example.org/notice",
        "做法",
        "项",
    )
    assert after.tiers[0].aliases == ("典型",)
    assert [(case.aliases, case.paraphrases, case.agencies[0].name) for case in after.cases] == [
        (("提速",), ("少跑几趟",), "三亚市民政局"),
        ((), (), "三亚市民政局"),
    ]


def test_a_new_notice_has_the_date_of_its_import() -> None:
    assert "\nissued: 2024-05-06\nreceived: 2026-11-27\n" in to_yaml(DRAFT, received="2026-11-27")
