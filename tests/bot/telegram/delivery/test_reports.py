from __future__ import annotations

import pytest

from bot.store import QUIET, Report
from bot.telegram.delivery.reports import CALLBACK_DATA, MAX_REASONS, report_lines

NOW = 1_700_000_000.0


@pytest.mark.parametrize(
    ("report", "said"),
    [
        (Report(event="x", sent=3), ["已发送 3，失败 0，跳过 0，未发 0"]),
        (
            Report(event="x", sent=60, first_sent_at=NOW - 9, last_sent_at=NOW - 6.5),
            ["已发送 60，失败 0，跳过 0，未发 0", "用时 2 秒，平均每秒 24.0 条"],
        ),
        (
            Report(event="x", pending=9),
            ["已发送 0，失败 0，跳过 0，未发 9", "速度：刚开始，或者正在等待"],
        ),
        (
            Report(event="x", sent=60, pending=90, recent_sent=60, recent_since=NOW - 2),
            ["已发送 60，失败 0，跳过 0，未发 90", "速度：每秒 30.0 条，大约还要 3 秒"],
        ),
        (
            Report(event="x", sent=60, pending=4, recent_sent=60, recent_since=NOW - 2, reasons=((QUIET, 4),)),
            [
                "已发送 60，失败 0，跳过 0，未发 4",
                "未发的里面有 4 条在等静默时段过去",
                "失败或推迟的原因：",
                "· 静默时段（4 条）",
            ],
        ),
        (
            Report(event="x", sent=60, pending=94, recent_sent=60, recent_since=NOW - 2, reasons=((QUIET, 4),)),
            [
                "已发送 60，失败 0，跳过 0，未发 94",
                "未发的里面有 4 条在等静默时段过去",
                "速度：每秒 30.0 条，大约还要 3 秒",
                "失败或推迟的原因：",
                "· 静默时段（4 条）",
            ],
        ),
        (
            Report(event="x", pending=9_000, recent_sent=20, recent_since=NOW - 60),
            ["已发送 0，失败 0，跳过 0，未发 9000", "速度：每秒 0.3 条，大约还要 7.5 小时"],
        ),
        (
            Report(event="x", failed=2, unanswered=1, reasons=(("<b>", 2),)),
            [
                "已发送 0，失败 2，跳过 0，未发 0",
                "没有回音 1 次：都重发过，可能有人收到两遍",
                "失败或推迟的原因：",
                "· <b>（2 条）",
            ],
        ),
    ],
)
def test_report_lines(report: Report, said: list[str]) -> None:
    assert list(report_lines(report, NOW)) == said


def test_long_lists_of_reasons_are_cut() -> None:
    reasons = tuple((f"Bad Request: {number}", 1) for number in range(MAX_REASONS + 5))
    *_, last, rest = report_lines(Report(event="x", failed=9, reasons=reasons), NOW)
    assert last == f"· Bad Request: {MAX_REASONS - 1}（1 条）"
    assert rest == "· 还有 5 种"


@pytest.mark.parametrize(
    ("data", "expected"),
    [("b12.s", ("12", "s")), ("b1.y", ("1", "y")), ("b01.s", None), ("b1.z", None), ("e1.s", None), ("", None)],
)
def test_callback_data_of_report_buttons(data: str, expected: tuple[str, str] | None) -> None:
    match = CALLBACK_DATA.fullmatch(data)
    assert (match and match.group("number", "action")) == expected
