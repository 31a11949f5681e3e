"""Commands: their handlers, the Chinese words that replace them, and the menus that list them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.telegram.conversations.incoming import IncomingMessage
from bot.telegram.handlers import export, maps
from bot.telegram.handlers.admin import retry, send_report
from bot.telegram.handlers.forget import ask_before_forgetting
from bot.telegram.handlers.help_tasks import greet, send_help, short_help
from bot.telegram.handlers.stats import send_stats
from bot.telegram.handlers.status import status_text
from bot.telegram.handlers.subscribe import subscribe
from bot.telegram.handlers.subscriptions import send_subscriptions, send_unsubscribe_menu
from bot.telegram.handlers.unanswered import send_unanswered
from bot.telegram.rendering import share_links
from bot.telegram.rendering.notice_summary import render_latest_notice, render_notice
from bot.telegram.rendering.photo_buttons import PHOTO_PAYLOAD
from bot.telegram.replies import send_page, send_reply, send_text
from bot.telegram.services import Services
from bot.telegram.transport import profile

EVERYWHERE = frozenset({profile.PRIVATE, profile.GROUPS, profile.GROUP_ADMINS, profile.ADMINISTRATORS})
IN_GROUPS = frozenset({profile.GROUPS, profile.GROUP_ADMINS})
MANAGING = frozenset({profile.PRIVATE, profile.GROUP_ADMINS, profile.ADMINISTRATORS})


@dataclass(frozen=True, slots=True)
class Command:
    """A command."""

    name: str
    zh: str
    en: str
    """Descriptions in the menus, in Chinese and English."""
    run: Callable[[Services, IncomingMessage], Awaitable[None]]
    """Runs the command; `IncomingMessage.text` is the text after it."""
    menus: frozenset[str] = EVERYWHERE
    words: tuple[str, ...] = ()
    """Words that do the same as a message of their own."""
    has_argument: bool = False
    """True if such a word may be followed by text, like the command."""


async def start(services: Services, incoming: IncomingMessage) -> None:
    """Open the target of a deep link; without one, greet."""
    if incoming.text:
        engine = services.answerer.engine
        notice = share_links.linked_notice(incoming.text, engine.dataset)
        if notice is not None and (
            shown := render_notice(
                notice, incoming.conversation, incoming.message, services.answerer, services.me, engine
            )
        ):
            await send_page(services, incoming, *shown)
            return
        payload = incoming.text.removeprefix(PHOTO_PAYLOAD)
        reply = await share_links.open_link(
            payload, incoming.conversation, incoming.message, services.answerer, services.pending_exchanges
        )
        if reply is not None and payload != incoming.text:
            await maps.send_picture(services, incoming, reply)
            return
        if reply is not None:
            await send_reply(services, incoming, reply)
            return
    await greet(services, incoming)


async def send_notice(services: Services, incoming: IncomingMessage) -> None:
    """Send the summary of the latest notice, with buttons to its lists."""
    answerer = services.answerer
    shown = render_latest_notice(incoming.conversation, incoming.message, answerer, services.me, answerer.engine)
    if shown is None:
        await send_text(services, incoming, "还没有任何通知。")
    else:
        await send_page(services, incoming, *shown)


async def send_short_help(services: Services, incoming: IncomingMessage) -> None:
    """Explain how to ask, for /ask without a question; with one it is handled like any other question."""
    await send_reply(services, incoming, await short_help(services, incoming))


async def send_status(services: Services, incoming: IncomingMessage) -> None:
    """Send the data's size and the status of the bot."""
    await send_text(services, incoming, await status_text(services, incoming.conversation))


COMMANDS = (
    # in no menu: clients offer /start by themselves
    Command("start", "开始", "Begin", start, frozenset()),
    Command("ask", "提问，例如 /ask 安徽参与了哪些案例", "Ask a question", send_short_help, IN_GROUPS),
    Command("notice", "最新通知", "The latest notice", send_notice, words=("最新通知", "通知摘要")),
    Command(
        "map",
        "案例与地区对照图，例如 /map 杭州",
        "A picture of places and cases",
        maps.send_map,
        words=("地图", "图"),
        has_argument=True,
    ),
    # in words: `find_request`
    Command("export", "导出表格，例如 /export 安徽", "Cases as a spreadsheet", export.send_export),
    Command("subscribe", "订阅，例如 /subscribe 安徽", "Subscribe", subscribe, MANAGING, ("订阅",), has_argument=True),
    Command("subscriptions", "订阅了什么", "Subscriptions", send_subscriptions, MANAGING, ("我的订阅", "订阅列表")),
    Command("unsubscribe", "退订", "Unsubscribe", send_unsubscribe_menu, MANAGING, ("退订", "取消订阅")),
    # in words: a question that the engine answers with the help
    Command("help", "怎样提问", "How to ask", send_help),
    Command("status", "数据与状态", "Data and state", send_status),
    Command("forget", "删除您的记录", "Delete your data", ask_before_forgetting, words=("忘记我",)),
    Command(
        "unanswered",
        "没答上来、答得不对的问题",
        "Questions without an answer",
        send_unanswered,
        frozenset({profile.ADMINISTRATORS}),
    ),
    Command("stats", "提问的统计", "Statistics of questions", send_stats, frozenset({profile.ADMINISTRATORS})),
    Command("broadcasts", "群发情况", "Broadcasts", send_report, frozenset({profile.ADMINISTRATORS})),
    Command("retry", "重试发送失败的", "Send again what failed", retry, frozenset({profile.ADMINISTRATORS})),
)
"""All commands, in the order of the menus."""

IN_CHANNELS = tuple(
    command for command in COMMANDS if command.run in (subscribe, send_subscriptions, send_unsubscribe_menu)
)
"""Commands that work in channels."""
