from __future__ import annotations

import pytest

from bot.telegram.conversations.draft_corrections import CorrectionError, correct
from data.notice_import.draft import About, Doubt, Draft, DraftCase, DraftTier, doubt_count

DRAFT = Draft(
    "hn-2024",
    "通知",
    None,
    (),
    (
        DraftTier("一等", (DraftCase("甲", ("海口市教育局",)), DraftCase("乙", ()))),
        DraftTier("二等", (DraftCase("丙", ("三亚市教育局",)),)),
    ),
    (
        Doubt(2, "没有找到单位：乙", About.NO_AGENCY, "乙"),
        Doubt(3, "“三亚市教育局”是一个单位吗？", About.AGENCY, "三亚市教育局"),
        doubt_count("一等", 3, 2),
        Doubt(0, "没有找到日期", About.ISSUED),
        Doubt(0, "没有找到发布单位", About.ISSUERS),
        Doubt(0, "没有找到标题，用了文件名", About.TITLE),
    ),
)


def changed(text: str) -> dict[str, object]:
    """Return what the correction changes, in short."""
    after = correct(DRAFT, text).draft
    found: dict[str, object] = {
        name: getattr(after, name)
        for name in ("title", "issued", "issuers")
        if getattr(after, name) != getattr(DRAFT, name)
    }
    cases = [(tier.name, case.title, *case.agencies) for tier in after.tiers for case in tier.cases]
    before = [(tier.name, case.title, *case.agencies) for tier in DRAFT.tiers for case in tier.cases]
    return found | ({"cases": cases} if cases != before else {})


A, B, C = ("一等", "甲", "海口市教育局"), ("一等", "乙"), ("二等", "丙", "三亚市教育局")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("标题是关于公布案例的通知", {"title": "关于公布案例的通知"}),
        ("标题改为《关于公布案例的通知》。", {"title": "关于公布案例的通知"}),
        ("标题：“双减”与“课后”案例", {"title": "“双减”与“课后”案例"}),
        ("日期是2024年5月6日", {"issued": "2024-05-06"}),
        ("发布日期应为 2024-05-06", {"issued": "2024-05-06"}),
        ("发布单位是海南省教育厅、海南省科技厅", {"issuers": ("海南省教育厅", "海南省科技厅")}),
        ("第2个的单位是琼海市教育局，文昌市教育局", {"cases": [A, (*B, "琼海市教育局", "文昌市教育局"), C]}),
        ("第三个案例的单位应该是琼海市教育局", {"cases": [A, B, ("二等", "丙", "琼海市教育局")]}),
        ("第 3 个的标题是丁", {"cases": [A, B, ("二等", "丁", "三亚市教育局")]}),
        ("去掉第2个", {"cases": [A, C]}),
        ("请删除第三个案例", {"cases": [A, B]}),
        ("把第1、3个去掉", {"cases": [B]}),
        ("去掉第1个\n第2个的标题是丁；日期是2024-05-06", {"cases": [("一等", "丁"), C], "issued": "2024-05-06"}),
    ],
)
def test_corrections(text: str, what: dict[str, object]) -> None:
    assert changed(text) == what


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("标题是关于公布案例的通知", ["标题改为《关于公布案例的通知》"]),
        ("日期是2024年5月6日；发布单位是甲局、乙局", ["日期改为 2024-05-06", "发布单位改为甲局、乙局"]),
        ("去掉第1个\n第 3 个的单位是甲局", ["第 3 个的单位改为甲局", "去掉了第 1 个：甲"]),
        ("第 3 个的标题是“丁”", ["第 3 个的标题改为“丁”"]),
        ("标题是通知\n第1个的单位是海口市教育局", []),
    ],
)
def test_what_changed_is_told(text: str, changes: list[str]) -> None:
    assert list(correct(DRAFT, text).changes) == changes


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("安徽有哪些案例", "没看懂“安徽有哪些案例”"),
        ("日期是上个月", "“上个月”不是一个日期"),
        ("第4个的标题是丁", "没有第 4 个：一共 3 个。"),
        ("去掉第0个", "没有第 0 个"),
        ("去掉第1、2、3个", "一个也不剩"),
        ("标题是丁\n随便", "没看懂“随便”"),
    ],
)
def test_what_does_not_fit_is_said(text: str, message: str) -> None:
    with pytest.raises(CorrectionError, match=message):
        correct(DRAFT, text)


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("标题是丁", "没有找到标题"),
        ("日期是2024-05-06", "没有找到日期"),
        ("发布单位是海南省教育厅", "没有找到发布单位"),
        ("第2个的单位是琼海市教育局", "没有找到单位：乙"),
        ("第3个的单位是琼海市教育局", "“三亚市教育局”"),
    ],
)
def test_a_doubt_goes_with_its_cause(text: str, gone: str) -> None:
    kept = [doubt.message for doubt in correct(DRAFT, text).draft.doubts]
    assert kept == [doubt.message for doubt in DRAFT.doubts if not doubt.message.startswith(gone)]


def test_stated_counts_are_compared_anew() -> None:
    assert "“一等”写明 3 个，找到 1 个" in [doubt.message for doubt in correct(DRAFT, "去掉第1个").draft.doubts]
