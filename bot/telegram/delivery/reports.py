"""Delivery reports for administrators: the progress of each broadcast, with buttons to retry and cancel."""

from __future__ import annotations

import asyncio
import re
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import structlog
from telegram import InlineKeyboardButton
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.store import QUIET, Exchange, Report, Store, StoreError
from bot.telegram.delivery.messages import MessageSender
from bot.telegram.rendering.html import escape
from bot.telegram.rendering.keyboards import ButtonRow, Rank, lay_out
from bot.telegram.rendering.page import Page
from bot.text import excerpt
from intents.engine import Engine

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

REFRESH_SECONDS = 5.0
"""Interval at which live reports are updated: an edit counts as a message, and a group may be sent 20 a minute."""
RATE_SECONDS = 60.0
"""Period over which the rate of sending is measured."""
MAX_NOTICES, MAX_DAYS, MAX_WEEKS = 8, 3, 2
"""Newest broadcasts of each kind that are shown, limited apart: days must not displace notices."""
MAX_LIVE_REPORTS = 8
"""Messages that are kept up to date: the newest, one in each chat."""
RESTORE_SECONDS = 2 * 24 * 60 * 60.0
"""Age of the reports that are brought up to date after a restart."""
MAX_REASONS = 10
"""Reasons of failures that a report lists."""

KIND = "report"
"""The kind of the exchanges that keep reports over a restart; their `page` is 1 while they are updated."""

NONE_YET = "还没有群发过通知。"
STALE = "这个按钮已经失效，请重新发送 /broadcasts。"

SHOW, RETRY, CANCEL, CONFIRM = "s", "r", "c", "y"
"""Actions of buttons: show the present state, retry failed messages, ask for confirmation of a cancel, cancel."""
CALLBACK_DATA = re.compile(rf"b(?P<number>[1-9][0-9]{{0,17}})\.(?P<action>[{SHOW}{RETRY}{CANCEL}{CONFIRM}])")
"""The callback_data of such a button: the broadcast's number and the action."""


@dataclass(frozen=True, slots=True)
class LiveReport:
    """A message that shows a broadcast and is kept up to date."""

    message: int
    """The message's id."""
    number: int
    """The broadcast's number."""
    page: Page
    """Its present content."""
    exchange: int
    """The id of the exchange that keeps it over a restart."""


class DeliveryReports:
    """Shows reports and keeps the messages that show them up to date."""

    def __init__(
        self, store: Store, sender: MessageSender, engine: Callable[[], Engine], clock: Callable[[], float]
    ) -> None:
        """`engine` returns the present engine, whose dataset has the titles of notices."""
        self._store, self._sender, self._engine, self._clock = store, sender, engine, clock
        self._live_reports: OrderedDict[int, LiveReport] = OrderedDict()
        """By chat, the newest last."""

    async def show(self, chat: int, *, topic: int | None = None, heading: str = "") -> None:
        """Send the report of the newest broadcast. Raises `TelegramError`, `StoreError`."""
        events = await self._events()
        if not events:
            await self._sender.send(Page(escape(NONE_YET)), chat, topic=topic)
            return
        number = next(iter(events))
        page, finished = await self._render(number, events)
        if heading:
            page = page.below(heading)
        sent = await self._sender.send(page, chat, topic=topic)
        if sent is not None and sent.message is not None:
            self._track(sent.chat, LiveReport(sent.message, number, page, self._store.next_id()), finished=finished)

    async def apply_action(self, chat: int, message: int, number: int, action: str) -> str:
        """Carry out a button's action and show the new state in its message; return the answer to the callback query.

        Raises `TelegramError`, `StoreError`.
        """
        events = await self._events()
        event = events.get(number)
        if event is None:
            return STALE
        callback_answer = ""
        if action == RETRY:
            callback_answer = f"{await self._store.outbox.retry(event, self._clock())} 条已重新排队。"
        elif action == CONFIRM:
            callback_answer = f"取消了 {await self._store.outbox.cancel(event, self._clock())} 条。"
        page, finished = await self._render(number, events, confirm=action == CANCEL)
        await self._sender.edit(page, chat, message)
        # an update must not replace the question whether to cancel
        live = LiveReport(message, number, page, self._store.next_id())
        self._track(chat, live, finished=finished or action == CANCEL)
        return callback_answer

    async def retry(self) -> int:
        """Queue again all failed messages of the broadcasts that are shown; return their number."""
        events = (await self._events()).values()
        return sum([await self._store.outbox.retry(event, self._clock()) for event in events])

    async def run(self) -> None:
        """Update the messages until cancelled, each as long as messages of its broadcast are pending.

        Those that were being updated when the process ended are brought up to date first.
        """
        try:
            await self._restore()
        except StoreError as error:
            log.warning("board_late", why=type(error).__name__)
        while True:
            await asyncio.sleep(REFRESH_SECONDS)
            for chat, live_report in list(self._live_reports.items()):
                try:
                    await self._refresh(chat, live_report)
                except (BadRequest, Forbidden) as error:
                    log.warning("board_left", why=error.message)
                    self._track(chat, live_report, finished=True)
                except (TelegramError, StoreError) as error:  # may pass: tried again with the next update
                    log.warning("board_late", why=type(error).__name__)

    async def _restore(self) -> None:
        """Track again the messages that the former process was updating."""
        for row in await self._store.list_recent(KIND, self._clock() - RESTORE_SECONDS):
            if row.page and row.answer_message is not None:
                live = LiveReport(row.answer_message, int(row.options[0]), Page(""), row.id)
                self._track(row.chat, live, finished=False)

    async def _events(self) -> dict[int, str]:
        """Return the events of the broadcasts that are shown, by number, the newest first."""
        return await self._store.outbox.list_events(notice=MAX_NOTICES, daily=MAX_DAYS, weekly=MAX_WEEKS)

    async def _refresh(self, chat: int, live_report: LiveReport) -> None:
        events = await self._events()
        if live_report.number not in events:  # displaced by newer ones
            self._track(chat, live_report, finished=True)
            return
        page, finished = await self._render(live_report.number, events)
        if self._live_reports.get(chat) is not live_report:
            return  # a button was pressed meanwhile
        exists = page == live_report.page or await self._sender.edit(page, chat, live_report.message)
        self._track(chat, replace(live_report, page=page), finished=finished or not exists)

    def _track(self, chat: int, live_report: LiveReport, *, finished: bool) -> None:
        """Keep the message up to date from now on, or no longer if its broadcast is finished."""
        former = self._live_reports.pop(chat, None)
        if former is not None and (finished or former.exchange != live_report.exchange):
            self._keep(chat, former, live=False)
        if not finished:
            self._live_reports[chat] = live_report
            if former is None or former.exchange != live_report.exchange:
                self._keep(chat, live_report, live=True)
            if len(self._live_reports) > MAX_LIVE_REPORTS:
                self._keep(*self._live_reports.popitem(last=False), live=False)

    def _keep(self, chat: int, report: LiveReport, *, live: bool) -> None:
        """Store whether a message is kept up to date."""
        self._store.remember(
            Exchange(
                id=report.exchange,
                chat=chat,
                asker=0,
                question=None,
                answer_message=report.message,
                kind=KIND,
                options=(str(report.number),),
                revision="",
                page=int(live),
                at=self._clock(),
            )
        )

    async def _render(self, number: int, events: Mapping[int, str], *, confirm: bool = False) -> tuple[Page, bool]:
        """Render a broadcast's report, and return whether it is finished; `confirm` asks whether to cancel it."""
        now = self._clock()
        report = await self._store.outbox.make_report(events[number], now - RATE_SECONDS)
        html = "\n".join(map(escape, (self._title(report.event), *report_lines(report, now))))
        rows = list(self._confirm_buttons(number, report) if confirm else self._buttons(number, report, events))
        keyboard = lay_out(ButtonRow(Rank.CHOICE, row) for row in rows)  # the oldest are left out
        return Page(html, keyboard), not report.pending

    def _buttons(self, number: int, report: Report, events: Mapping[int, str]) -> Iterator[list[InlineKeyboardButton]]:
        row = [_button(f"重试失败的 {report.retryable} 条", number, RETRY)] if report.retryable else []
        if report.pending:
            row.append(_button(f"取消未发的 {report.pending} 条", number, CANCEL))
        if row:
            yield row
        yield [_button("刷新", number, SHOW)]
        for other, event in events.items():
            if other != number:
                yield [_button(excerpt(self._title(event)), other, SHOW)]

    @staticmethod
    def _confirm_buttons(number: int, report: Report) -> Iterator[list[InlineKeyboardButton]]:
        yield [_button(f"确实取消这 {report.pending} 条", number, CONFIRM)]
        yield [_button("不取消", number, SHOW)]

    def _title(self, event: str) -> str:
        """Return the title of an event (`daily:<date>`, `weekly:<date>` or `notice:<id>@<revision>`)."""
        kind, _, subject = event.partition(":")
        if kind == "daily":
            return f"每日一例（{subject}）"
        if kind == "weekly":
            return f"每周汇总（{subject}）"
        notice_id, _, revision = subject.rpartition("@")
        titles = (notice.title for notice in self._engine().dataset.notices if notice.id == notice_id)
        return f"《{next(titles, notice_id)}》（{revision[:8]}）"


def report_lines(report: Report, now: float) -> Iterator[str]:
    """Return the lines of a report."""
    counts = {"已发送": report.sent, "失败": report.failed, "跳过": report.skipped, "未发": report.pending}
    yield "，".join(f"{name} {number}" for name, number in counts.items())
    waiting = min(dict(report.reasons).get(QUIET, 0), report.pending)
    if waiting:
        yield f"未发的里面有 {waiting} 条在等静默时段过去"
    if report.pending > waiting:
        yield _speed(report, report.pending - waiting, now)
    elif (
        report.sent > 1
        and report.first_sent_at is not None
        and report.last_sent_at is not None
        and report.last_sent_at > report.first_sent_at
    ):
        seconds = report.last_sent_at - report.first_sent_at
        yield f"用时 {_duration(seconds)}，平均每秒 {report.sent / seconds:.1f} 条"
    if report.unanswered:
        yield f"没有回音 {report.unanswered} 次：都重发过，可能有人收到两遍"
    if report.reasons:
        yield "失败或推迟的原因："
        yield from (f"· {excerpt(reason)}（{number} 条）" for reason, number in report.reasons[:MAX_REASONS])
        if len(report.reasons) > MAX_REASONS:
            yield f"· 还有 {len(report.reasons) - MAX_REASONS} 种"


def _speed(report: Report, due: int, now: float) -> str:
    """Return the rate of sending and the remaining time of the messages that wait for nothing else."""
    seconds = now - report.recent_since if report.recent_since is not None else 0.0
    if report.recent_sent < 2 or seconds <= 0:
        return "速度：刚开始，或者正在等待"
    rate = report.recent_sent / seconds
    remaining = due / rate
    return f"速度：每秒 {rate:.1f} 条，大约还要 {_duration(remaining)}"


def _duration(seconds: float) -> str:
    if seconds < 60:
        return f"{max(round(seconds), 1)} 秒"
    return f"{round(seconds / 60)} 分钟" if seconds < 3600 else f"{seconds / 3600:.1f} 小时"


def _button(label: str, number: int, action: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=f"b{number}.{action}")
