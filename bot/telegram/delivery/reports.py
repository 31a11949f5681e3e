"""What administrators see of each occasion's sending, and do about it: /broadcasts, /retry, and their buttons."""

from __future__ import annotations

import asyncio
import re
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import structlog
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.store import Report, Store, StoreError
from bot.telegram.delivery.messages import MessageSender
from bot.telegram.rendering.html import escape
from bot.telegram.rendering.page import Page
from bot.text import excerpt
from intents.engine import Engine

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

REFRESH_SECONDS = 5.0
"""Seconds between two looks at what is shown: an edit counts as a message, and a group is allowed 20 a minute."""
RATE_SECONDS = 60.0
"""Seconds over which the rate is taken."""
MAX_NOTICES, MAX_DAYS = 8, 3
"""So many notices' occasions can be looked at, and so many days', the newest: days must not push notices out."""
MAX_LIVE_REPORTS = 8
"""So many messages are kept up to date: the newest, one in a chat."""
MAX_REASONS = 10
"""So many reasons are told."""

NONE_YET = "还没有群发过通知。"
STALE = "这个按钮已经失效，请重新发送 /broadcasts。"

SHOW, RETRY, CANCEL, CONFIRM = "s", "r", "c", "y"
"""What a button does with an occasion: show it as it is now, retry, ask whether to cancel, cancel."""
CALLBACK_DATA = re.compile(rf"b([1-9][0-9]{{0,17}})\.([{SHOW}{RETRY}{CANCEL}{CONFIRM}])")
"""The callback_data of such a button: the occasion's number, and what to do."""


@dataclass(frozen=True, slots=True)
class LiveReport:
    """A message that shows an occasion."""

    message: int
    number: int
    """The occasion's."""
    page: Page


class DeliveryReports:
    """The reports, and the messages that show them."""

    def __init__(
        self, store: Store, sender: MessageSender, engine: Callable[[], Engine], clock: Callable[[], float]
    ) -> None:
        """`engine` gives the present one; it knows the notices' titles."""
        self._store, self._sender, self._engine, self._clock = store, sender, engine, clock
        self._boards: OrderedDict[int, LiveReport] = OrderedDict()

    async def show(self, chat: int, *, topic: int | None = None, heading: str = "") -> None:
        """Send the newest occasion's report. Raises `TelegramError`, `StoreError`."""
        known = await self._known()
        if not known:
            await self._sender.send(Page(escape(NONE_YET)), chat, topic=topic)
            return
        number = next(iter(known))
        page, over = await self._page(number, known)
        shown = replace(page, html=f"{escape(heading)}\n\n{page.html}") if heading else page
        sent = await self._sender.send(shown, chat, topic=topic)
        if sent is not None and sent.message is not None:
            self._keep(sent.chat, LiveReport(sent.message, number, shown), over=over)

    async def apply_action(self, chat: int, message: int, number: int, act: str) -> str:
        """Do what a button says, and make its message show how things are; gives what to tell who pressed it."""
        known = await self._known()
        occasion = known.get(number)
        if occasion is None:
            return STALE
        said = ""
        if act == RETRY:
            said = f"{await self._store.outbox.retry(occasion, self._clock())} 条已重新排队。"
        elif act == CONFIRM:
            said = f"取消了 {await self._store.outbox.cancel(occasion, self._clock())} 条。"
        page, over = await self._page(number, known, sure=act == CANCEL)
        await self._sender.edit(page, chat, message)
        self._keep(chat, LiveReport(message, number, page), over=over or act == CANCEL)
        return said

    async def retry(self) -> int:
        """Send again whatever failed on the occasions that can be looked at; gives how many."""
        known = await self._known()
        return sum([await self._store.outbox.retry(occasion, self._clock()) for occasion in known.values()])

    async def run(self) -> None:
        """Keep the messages up to date until cancelled: each as long as something of its occasion is pending."""
        while True:
            await asyncio.sleep(REFRESH_SECONDS)
            for chat, board in list(self._boards.items()):
                try:
                    await self._refresh(chat, board)
                except (BadRequest, Forbidden) as error:
                    log.warning("board_left", why=error.message)
                    self._boards.pop(chat, None)
                except (TelegramError, StoreError) as error:  # which passes
                    log.warning("board_late", why=type(error).__name__)

    async def _known(self) -> dict[int, str]:
        """The occasions that can be looked at, by their numbers, the newest first."""
        return await self._store.outbox.occasions(notice=MAX_NOTICES, daily=MAX_DAYS)

    async def _refresh(self, chat: int, board: LiveReport) -> None:
        known = await self._known()
        if board.number not in known:  # newer ones have come since
            self._boards.pop(chat, None)
            return
        page, over = await self._page(board.number, known)
        if self._boards.get(chat) is not board:
            return  # it was pressed meanwhile
        there = page == board.page or await self._sender.edit(page, chat, board.message)
        self._keep(chat, replace(board, page=page), over=over or not there)

    def _keep(self, chat: int, board: LiveReport, *, over: bool) -> None:
        """Keep the message up to date from now on, or, where all is over, no longer."""
        self._boards.pop(chat, None)
        if not over:
            self._boards[chat] = board
            if len(self._boards) > MAX_LIVE_REPORTS:
                self._boards.popitem(last=False)

    async def _page(self, number: int, known: Mapping[int, str], *, sure: bool = False) -> tuple[Page, bool]:
        """What shows an occasion, and whether all of it is over; `sure` asks whether to cancel."""
        now = self._clock()
        report = await self._store.outbox.report(known[number], now - RATE_SECONDS)
        html = "\n".join(map(escape, (self._name(report.occasion), *report_lines(report, now))))
        rows = list(self._sure(number, report) if sure else self._buttons(number, report, known))
        return Page(html, InlineKeyboardMarkup(rows)), not report.pending

    def _buttons(self, number: int, report: Report, known: Mapping[int, str]) -> Iterator[list[InlineKeyboardButton]]:
        acts = [_button(f"重试失败的 {report.again} 条", number, RETRY)] if report.again else []
        if report.pending:
            acts.append(_button(f"取消未发的 {report.pending} 条", number, CANCEL))
        if acts:
            yield acts
        yield [_button("刷新", number, SHOW)]
        for other, occasion in known.items():
            if other != number:
                yield [_button(excerpt(self._name(occasion)), other, SHOW)]

    @staticmethod
    def _sure(number: int, report: Report) -> Iterator[list[InlineKeyboardButton]]:
        yield [_button(f"确实取消这 {report.pending} 条", number, CONFIRM)]
        yield [_button("不取消", number, SHOW)]

    def _name(self, occasion: str) -> str:
        """What an occasion is called."""
        kind, _, what = occasion.partition(":")
        if kind == "daily":
            return f"每日案例（{what}）"
        notice, _, revision = what.rpartition("@")
        titles = (known.title for known in self._engine().dataset.notices if known.id == notice)
        return f"《{next(titles, notice)}》（{revision[:8]}）"


def report_lines(report: Report, now: float) -> Iterator[str]:
    """A report in words."""
    counts = {"已发送": report.sent, "失败": report.failed, "跳过": report.skipped, "未发": report.pending}
    yield "，".join(f"{name} {number}" for name, number in counts.items())
    if report.pending:
        yield _pace(report, now)
    elif report.sent > 1 and report.begun is not None and report.ended is not None and report.ended > report.begun:
        seconds = report.ended - report.begun
        yield f"用时 {_span(seconds)}，平均每秒 {report.sent / seconds:.1f} 条"
    if report.unanswered:
        yield f"没有回音 {report.unanswered} 次：都重发过，可能有人收到两遍"
    if report.reasons:
        yield "失败或推迟的原因："
        yield from (f"· {excerpt(reason)}（{number} 条）" for reason, number in report.reasons[:MAX_REASONS])
        if len(report.reasons) > MAX_REASONS:
            yield f"· 还有 {len(report.reasons) - MAX_REASONS} 种"


def _pace(report: Report, now: float) -> str:
    """How fast it goes, and how long it will take."""
    seconds = now - report.recently if report.recently is not None else 0.0
    if report.recent < 2 or seconds <= 0:
        return "速度：刚开始，或者正在等待"
    rate = report.recent / seconds
    left = report.pending / rate
    return f"速度：每秒 {rate:.1f} 条，大约还要 {_span(left)}"


def _span(seconds: float) -> str:
    if seconds < 60:
        return f"{max(round(seconds), 1)} 秒"
    return f"{round(seconds / 60)} 分钟" if seconds < 3600 else f"{seconds / 3600:.1f} 小时"


def _button(label: str, number: int, act: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=f"b{number}.{act}")


def parse_action(data: Any) -> tuple[int, str] | None:
    """The occasion's number and what to do with it, as a button of ours says; None for any other."""
    found = CALLBACK_DATA.fullmatch(data) if isinstance(data, str) else None
    return (int(found[1]), found[2]) if found else None
