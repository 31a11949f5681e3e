from __future__ import annotations

from dataclasses import replace

import pytest

from bot.telegram.conversations.drafts import State, StoredDraft
from bot.telegram.rendering.draft_preview import PATTERN, render_preview
from bot.telegram.rendering.html import MAX_MESSAGE_LENGTH, message_length
from data.notice_import.draft import About, Doubt, Draft, DraftCase, DraftTier

CASES = (
    *(DraftCase(f"第 {number} 类<办件>", ("海口市教育局",)) for number in range(1, 8)),
    DraftCase("没有单位的", ()),
    DraftCase("第 9 类<办件>", ("三亚市教育局",)),
)
DRAFT = Draft(
    "hn-2024",
    "通知",
    "2024-05-06",
    ("海南省教育厅",),
    (DraftTier("一等", CASES),),
    (
        Doubt(7, "是吗？"),
        Doubt(31, "“教育局”补为“三亚市教育局”，对吗？", About.AGENCY, "三亚市教育局"),
        Doubt(33, "没有找到单位：没有单位的", About.NO_AGENCY, "没有单位的"),
        Doubt(40, "“海口市教育局”是一个单位吗？", About.AGENCY, "海口市教育局"),
        Doubt(0, "没有找到日期", About.ISSUED),
    ),
)


@pytest.mark.parametrize(
    ("state", "can_publish", "actions"),
    [
        ("open", True, ["publish", "cancel", "yaml"]),
        ("open", False, ["cancel", "yaml"]),
        ("published", True, ["withdraw", "yaml"]),
        ("cancelled", True, []),
    ],
)
def test_buttons(*, state: State, can_publish: bool, actions: list[str]) -> None:
    keyboard = render_preview(stored := StoredDraft(DRAFT, state=state), can_publish=can_publish).keyboard
    data = [str(button.callback_data) for row in (keyboard.inline_keyboard if keyboard else ()) for button in row]
    assert all(len(one) <= 64 for one in data)
    matches = [match for one in data if (match := PATTERN.fullmatch(one))]
    assert [match["action"] for match in matches] == actions
    assert {match["key"] for match in matches} <= {stored.key}


def test_parts() -> None:
    html = render_preview(StoredDraft(DRAFT, faults=("title: 空",), replaces="ab", remark="已改好。")).html
    for part in (
        "<b>《通知》</b>",
        "· 一等：9 个",
        "· 第 7 行：是吗？\n",
        "· 第 9 个《第 9 类&lt;办件&gt;》：“教育局”补为“三亚市教育局”，对吗？\n",
        "· 第 8 个：没有找到单位：没有单位的\n",
        "· 第 1、2、3 个等 7 个：“海口市教育局”是一个单位吗？\n",
        "· 没有找到日期\n",
        "title: 空",
        "替换它",
        "已改好。",
    ):
        assert part in html
    assert "9. 第 9 类&lt;办件&gt;｜三亚市教育局" in html
    assert "<blockquote expandable>" in html
    assert "例如：\n· 标题是…\n" in html


def test_nothing_is_asked_once_it_is_published() -> None:
    html = render_preview(StoredDraft(DRAFT, state="published")).html
    assert "拿不准的地方" not in html
    assert "对吗" not in html


def test_a_long_notice_fits_into_a_message() -> None:
    long = replace(DRAFT, tiers=(DraftTier(None, CASES * 100),), doubts=DRAFT.doubts * 100)
    html = render_preview(StoredDraft(long)).html
    assert message_length(html) <= MAX_MESSAGE_LENGTH
    assert "900. 第 9 类" in html
    assert "还有 470 处" in html
