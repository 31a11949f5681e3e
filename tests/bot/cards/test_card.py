from __future__ import annotations

from textwrap import dedent

import pytest

from bot.cards.card import build_card, explain, number_options, to_plain_text
from bot.cards.lists import MAX_LISTED
from data.model import Dataset
from intents.model.answer import Answer, Option, RankedItem, Repair
from intents.model.query import InTier, IsCase, Query
from tests.bot.sample import ANHUI_OFFICE, BARE, BEST, GOOD, JIANGSU_OFFICE, LOST_OFFICE, ONE, TWO, Lazy


def shown(answer: Answer, dataset: Dataset = ONE) -> str:
    return to_plain_text(build_card(answer, dataset))


@pytest.mark.parametrize(
    ("answer", "dataset", "expected"),
    [
        pytest.param(
            Answer(
                "cases",
                "共 3 个案例：",
                understood="地区：安徽 → 3 个案例",
                repairs=(Repair("案徽", "安徽"), Repair("an li", "案例")),
                cases=(BEST[0], *GOOD),
                options=(Option("安徽或江苏任一参与", "安徽或江苏参与的案例"),),
                notes=("一句话。", "又一句。"),
                remarks={"n/2/1": "经合肥市"},
            ),
            ONE,
            """\
            共 3 个案例：
            理解为：地区：安徽 → 3 个案例
            已按“安徽”理解“案徽”；已按“案例”理解“an li”。

            最佳案例（1 个）
            1. 甲（最佳 1）

            优秀案例（2 个）
            2. 丙（优秀 1，经合肥市）
            3. 丁（优秀 2）

            一句话。
            又一句。

            也可以问：
            4. 安徽或江苏任一参与
            """,
            id="a selection under its tiers, by position, with the cases' own numbers",
        ),
        pytest.param(
            Answer("cases", "共 2 个案例：", cases=GOOD, remarks={"n/2/2": "经合肥市"}),
            ONE,
            """\
            共 2 个案例：

            优秀案例（2 个）
            1. 丙
            2. 丁（经合肥市）
            """,
            id="a whole tier, by its own numbers",
        ),
        pytest.param(
            Answer("cases", "共 4 个案例：", cases=(*BEST, *GOOD)),
            ONE,
            """\
            共 4 个案例：

            最佳案例（2 个）
            1. 甲（最佳 1）
            2. 乙（最佳 2）

            优秀案例（2 个）
            3. 丙（优秀 1）
            4. 丁（优秀 2）
            """,
            id="whole tiers, only one of them by its own numbers",
        ),
        pytest.param(
            Answer("cases", "共 3 个案例：", cases=(GOOD[1], BEST[0], GOOD[0])),
            ONE,
            """\
            共 3 个案例：

            1. 丁（优秀 2）
            2. 甲（最佳 1）
            3. 丙（优秀 1）
            """,
            id="best first, tiers mixed",
        ),
        pytest.param(
            Answer("cases", "共 3 个案例：", cases=(BEST[1], *BARE)),
            TWO,
            """\
            共 3 个案例：

            头一份 · 最佳案例（1 个）
            1. 乙（最佳 2）

            《另一份通知》（2 个）
            2. 戊（原文第 1 个）
            3. 己（原文第 2 个）
            """,
            id="several notices, one without tiers",
        ),
        pytest.param(
            Answer("cases", "共 3 个案例：", cases=(GOOD[1], BARE[0], GOOD[0])),
            TWO,
            """\
            共 3 个案例：

            1. 丁（头一份 · 优秀 2）
            2. 戊（《另一份通知》 · 原文第 1 个）
            3. 丙（头一份 · 优秀 1）
            """,
            id="best first, notices mixed",
        ),
        pytest.param(
            Answer("card", "甲", understood="案例：甲", cases=BEST[:1], agencies=BEST[0].agencies),
            ONE,
            """\
            甲
            最佳案例第 1 个
            理解为：案例：甲

            江苏（1 个）
            · 江苏省某局计量处

            安徽（2 个）
            · 安徽省合肥市某局
            · 安徽省某局

            出处：《关于公布“案例”的通知》
            """,
            id="a case's card",
        ),
        pytest.param(
            Answer("card", "己", cases=BARE[1:]),
            TWO,
            """\
            己
            《另一份通知》 · 第 2 个案例

            出处：《另一份通知》（2024-05-06）
            """,
            id="a case's card without tier",
        ),
        pytest.param(
            Answer("units", "共 2 个单位：", agencies=(LOST_OFFICE, ANHUI_OFFICE), cases=(BEST[1],)),
            ONE,
            """\
            共 2 个单位：

            其他
            · 琼山市某局

            安徽
            · 安徽省某局

            出自最佳案例（1 个）
            1. 乙（最佳 2）
            """,
            id="units and their cases",
        ),
        pytest.param(
            Answer("units", "共 1 个单位：", agencies=(ANHUI_OFFICE,), cases=GOOD * 3, options=(Option("甲", "甲"),)),
            ONE,
            """\
            共 1 个单位：

            安徽
            · 安徽省某局

            也可以问：
            1. 甲
            """,
            id="units that rest on many cases",
        ),
        pytest.param(
            Answer("count", "共 2 个省市：安徽、江苏。", value=2, notes=("其中安徽由下辖的合肥市参与。",)),
            ONE,
            """\
            共 2 个省市：安徽、江苏。

            其中安徽由下辖的合肥市参与。
            """,
            id="a count of places",
        ),
        pytest.param(
            Answer("count", "共 2 个单位：", value=2, agencies=(ANHUI_OFFICE, JIANGSU_OFFICE)),
            ONE,
            """\
            共 2 个单位：

            安徽
            · 安徽省某局

            江苏
            · 江苏省某局计量处
            """,
            id="a count of units",
        ),
        pytest.param(
            Answer(
                "compare", "江苏 3 个，安徽 2 个，相差 1 个。", ranking=(RankedItem("江苏", 3), RankedItem("安徽", 2))
            ),
            ONE,
            "江苏 3 个，安徽 2 个，相差 1 个。\n",
            id="two that are compared",
        ),
        pytest.param(
            Answer(
                "compare", "江苏最多。", ranking=(RankedItem("江苏", 3), RankedItem("安徽", 2), RankedItem("浙江", 2))
            ),
            ONE,
            """\
            江苏最多。

            1. 江苏：3 个
            2. 安徽：2 个
            2. 浙江：2 个
            """,
            id="three that are compared",
        ),
        pytest.param(
            Answer("count", "2 个案例", value=2, cases=BEST),
            ONE,
            """\
            2 个案例

            最佳案例（2 个）
            1. 甲
            2. 乙
            """,
            id="a count of cases",
        ),
        pytest.param(
            Answer(
                "rank",
                "安徽、江苏并列",
                cases=BEST,
                ranking=(
                    RankedItem("安徽", 3),
                    RankedItem("江苏", 3),
                    RankedItem("上海", 2),
                    RankedItem("浙江", 2),
                    RankedItem("广东", 0),
                ),
            ),
            ONE,
            """\
            安徽、江苏并列

            1. 安徽：3 个
            1. 江苏：3 个
            3. 上海：2 个
            3. 浙江：2 个
            5. 广东：0 个
            """,
            id="a ranking with ties",
        ),
        pytest.param(
            Answer("yes_no", "有，1 个案例：", yes=True, cases=GOOD[:1], agencies=(ANHUI_OFFICE,)),
            ONE,
            """\
            有，1 个案例：

            优秀案例（1 个）
            1. 丙（优秀 1）

            安徽
            · 安徽省某局
            """,
            id="yes, with the evidence",
        ),
        pytest.param(
            Answer("yes_no", "有，1 个案例：", yes=True, cases=GOOD[:1], agencies=(ANHUI_OFFICE,) * 6),
            ONE,
            """\
            有，1 个案例：

            优秀案例（1 个）
            1. 丙（优秀 1）
            """,
            id="yes, of many units",
        ),
        pytest.param(
            Answer("refuse", "答不了，比如：", options=(Option("问一", "问一"), Option("问二", "问二"))),
            ONE,
            """\
            答不了，比如：

            1. 问一
            2. 问二
            """,
            id="a refusal that leads to the questions itself",
        ),
        pytest.param(
            Answer("help", "我是案例通。", options=(Option("问一", "问一"),)),
            ONE,
            """\
            我是案例通。

            可以这样问：
            1. 问一
            """,
            id="help",
        ),
        pytest.param(
            Answer("clarify", "问的是哪个？", options=(Option("甲", "甲的案例"), Option("乙", "乙的案例"))),
            ONE,
            """\
            问的是哪个？

            1. 甲
            2. 乙
            0. 都不是
            """,
            id="a clarification",
        ),
        pytest.param(
            Answer("none", "没有\x1b[31m\x00\u202e温州\x85\r的单位。"),
            ONE,
            "没有[31m温州的单位。\n",
            id="nothing that a terminal would obey",
        ),
    ],
)
def test_cards(answer: Answer, dataset: Dataset, expected: str) -> None:
    assert shown(answer, dataset) == dedent(expected).removesuffix("\n")


def test_choices_are_numbered_as_the_card_shows_them() -> None:
    options = (Option("甲", "甲的案例"), Option("乙", "乙的案例"))
    for kind, cases in (("clarify", ()), ("cases", BEST), ("card", BEST[:1]), ("units", BEST), ("units", BEST * 3)):
        answer = Answer(kind, "", cases=cases, options=options)  # type: ignore[arg-type]
        for number, option in number_options(answer).items():
            labels = [row for row in shown(answer).splitlines() if row.startswith(f"{number}. ")]
            assert labels == [f"{number}. {option.label}"]


def test_a_very_long_list_is_examined_only_as_far_as_it_is_shown() -> None:
    cases = Lazy()
    text = shown(Answer("cases", "共 57000 个案例：", cases=cases, options=(Option("甲", "甲的案例"),)))
    assert cases.looked == set(range(MAX_LISTED))
    lines = text.splitlines()
    assert lines[:4] == ["共 57000 个案例：", "", "最佳案例", "1. 第0（最佳 1）"]
    assert lines[-6:] == [
        f"{MAX_LISTED}. 第{MAX_LISTED - 1}（最佳 {MAX_LISTED}）",
        "",
        f"……等 57000 个案例，这里列出前 {MAX_LISTED} 个案例。",
        "",
        "也可以问：",
        "57001. 甲",
    ]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        (Query("card", IsCase("n/1/1")), False),
        (Query(where=IsCase("n/1/1")), False),
        (Query(where=InTier("最佳案例")), True),
        (None, True),
    ],
)
def test_the_query_of_a_picked_case_is_not_repeated(query: Query | None, *, said: bool) -> None:
    answer = Answer("card", "甲", understood="案例：甲 → 1 个案例", cases=BEST[:1])
    assert ("理解为：案例：甲 → 1 个案例" in explain(answer, ONE, query)) is said
