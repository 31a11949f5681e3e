"""The commands, and the Chinese words that do the same: what each says, and in whose menu it stands."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from bot.telegram.conversations.answerer import Reply
from bot.telegram.conversations.incoming import IncomingMessage
from bot.telegram.handlers import maps
from bot.telegram.handlers.admin import FOR_ADMINS, retry, tell_broadcasts
from bot.telegram.handlers.status import status, unanswered
from bot.telegram.handlers.subscribe import subscribe
from bot.telegram.handlers.subscriptions import subscriptions, unsubscribe
from bot.telegram.rendering import share_links
from bot.telegram.rendering.notice_summary import render_latest_notice, render_notice
from bot.telegram.replies import send_page, send_reply, send_text
from bot.telegram.services import Services
from bot.telegram.transport import profile

EVERYWHERE = frozenset({profile.PRIVATE, profile.GROUPS, profile.GROUP_ADMINS, profile.ADMINISTRATORS})
IN_GROUPS = frozenset({profile.GROUPS, profile.GROUP_ADMINS})
MANAGING = frozenset({profile.PRIVATE, profile.GROUP_ADMINS, profile.ADMINISTRATORS})

GREETING = (
    "您好，我是案例通：用中文问官方的案例名单，我给出完整、准确的答案，并写明问题是怎样理解的。点一个试试，或者直接问："
)
GREETING_GROUP = "大家好，我是案例通：用中文问官方的案例名单，我给出完整、准确的答案。"


@dataclass(frozen=True, slots=True)
class Command:
    """A command."""

    name: str
    zh: str
    en: str
    """What its menus say."""
    run: Callable[[Services, IncomingMessage], Awaitable[None]]
    """Carries it out for whoever said it; `IncomingMessage.text` is what stood after it."""
    menus: frozenset[str] = EVERYWHERE
    words: tuple[str, ...] = ()
    """Messages that do the same."""
    takes: bool = False
    """Whether something may stand after such a word, as after the command."""


async def start(services: Services, incoming: IncomingMessage) -> None:
    """Open what a deep link leads to; else greet, with questions that work."""
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
        reply = await share_links.open_link(
            incoming.text, incoming.conversation, incoming.message, services.answerer, services.pending_exchanges
        )
        if reply is not None:
            await send_reply(services, incoming, reply)
            return
    await send_reply(services, incoming, await brief(services, incoming, GREETING))


async def help_(services: Services, incoming: IncomingMessage) -> None:
    """Say how to ask."""
    reply = await services.answerer.answer_help(incoming.conversation, incoming.message)
    notes = (
        how_in_groups(services),
        *(
            [f"在任何聊天里输入 @{services.me.username} 加上问题，也能查、能发。"]
            if services.me.supports_inline_queries is not False
            else []
        ),
        "命令：/notice 最新通知，/map 案例与地区对照图，/subscribe 订阅新通知，/status 数据与状态。",
    )
    await send_reply(services, incoming, replace(reply, answer=reply.answer.with_(notes=notes)))


async def notice(services: Services, incoming: IncomingMessage) -> None:
    """The latest notice in short, with buttons to its lists."""
    answerer = services.answerer
    shown = render_latest_notice(incoming.conversation, incoming.message, answerer, services.me, answerer.engine)
    if shown is None:
        await send_text(services, incoming, "还没有任何通知。")
    else:
        await send_page(services, incoming, *shown)


async def ask(services: Services, incoming: IncomingMessage) -> None:
    """Only without a question: with one, it is asked like any other."""
    await send_reply(services, incoming, await brief(services, incoming))


async def tell_status(services: Services, incoming: IncomingMessage) -> None:
    """What is known, and what the bot may do here."""
    await send_text(services, incoming, await status(services, incoming.conversation))


async def tell_unanswered(services: Services, incoming: IncomingMessage) -> None:
    """For administrators: what found no answer."""
    known = incoming.conversation.asker in services.settings.admins
    await send_text(services, incoming, await unanswered(services) if known else FOR_ADMINS)


async def brief(services: Services, incoming: IncomingMessage, heading: str = "") -> Reply:
    """How to ask, in short: in a private chat with `heading`."""
    reply = await services.answerer.answer_help(incoming.conversation, incoming.message)
    if not incoming.conversation.private:
        heading = f"{GREETING_GROUP}{how_in_groups(services)}"
    return replace(reply, answer=reply.answer.with_(heading=heading)) if heading else reply


def how_in_groups(services: Services) -> str:
    """How to ask in a group: with privacy mode on, Telegram need not deliver what only mentions the bot."""
    name = services.me.username
    if services.me.can_read_all_group_messages:
        return f"在群里提问：@{name} 加上问题，或者 /ask 加上问题，或者直接回复我的消息。"
    return f"在群里提问：/ask@{name} 加上问题，或者直接回复我的消息。"


COMMANDS = (
    Command("start", "开始", "Begin", start, frozenset()),
    Command("ask", "提问，例如 /ask 安徽参与了哪些案例", "Ask a question", ask, IN_GROUPS),
    Command("notice", "最新通知", "The latest notice", notice, words=("最新通知", "通知摘要")),
    Command(
        "map",
        "案例与地区对照图，例如 /map 杭州",
        "A picture of places and cases",
        maps.draw,
        words=("地图", "图"),
        takes=True,
    ),
    Command("subscribe", "订阅，例如 /subscribe 安徽", "Subscribe", subscribe, MANAGING, ("订阅",), takes=True),
    Command("subscriptions", "订阅了什么", "Subscriptions", subscriptions, MANAGING, ("我的订阅", "订阅列表")),
    Command("unsubscribe", "退订", "Unsubscribe", unsubscribe, MANAGING, ("退订", "取消订阅")),
    Command("help", "怎样提问", "How to ask", help_, words=("帮助",)),
    Command("status", "数据与状态", "Data and state", tell_status),
    Command(
        "unanswered",
        "没答上来的问题",
        "Questions without an answer",
        tell_unanswered,
        frozenset({profile.ADMINISTRATORS}),
    ),
    Command("broadcasts", "群发情况", "Broadcasts", tell_broadcasts, frozenset({profile.ADMINISTRATORS})),
    Command("retry", "重试发送失败的", "Send again what failed", retry, frozenset({profile.ADMINISTRATORS})),
)
"""In the order of the menus."""

IN_CHANNELS = tuple(command for command in COMMANDS if command.run in (subscribe, subscriptions, unsubscribe))
"""Those that are heard in channels."""
