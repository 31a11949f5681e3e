"""/subscribe: parse and store a subscription of a chat or topic, and its quiet hours."""

from __future__ import annotations

from collections.abc import Sequence

import structlog
from telegram import InlineKeyboardButton
from telegram.constants import ChatType

from bot.store import Chat, Subscription
from bot.telegram.conversations.incoming import IncomingMessage
from bot.telegram.handlers.subscriptions import MAX_SUBSCRIPTIONS, list_resumed
from bot.telegram.rendering.html import escape
from bot.telegram.rendering.keyboards import ButtonRow, Rank, lay_out
from bot.telegram.rendering.page import Page
from bot.telegram.replies import send_message, send_text
from bot.telegram.services import Services
from bot.telegram.subscriptions.conditions import read_condition, read_wish
from bot.telegram.subscriptions.confirmations import confirm
from bot.telegram.subscriptions.management import offer_buttons
from bot.telegram.subscriptions.permissions import permission_error
from bot.telegram.subscriptions.schedule import (
    DAILY,
    DAY_MINUTES,
    NOTICE,
    SURE,
    WEEKLY,
    QuietRequest,
    SubscriptionRequest,
    format_minute,
    parse_quiet,
    parse_request,
)
from bot.telegram.subscriptions.targets import Target, TargetError, find_target
from bot.text import excerpt
from intents.model.query import EVERYTHING
from intents.serialization.codec import dumps
from intents.views.subscription_filter import SubscriptionFilter, example_filters

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

MAX_CONDITION = 200
"""Characters of a condition: the list of all subscriptions must fit into one message."""

HOW_TO = (
    "可以订阅：\n"
    "· 新通知和修订：/subscribe\n"
    "· 每天一个案例：<code>/subscribe 每天 09:00</code>\n"
    "· 每周一份汇总：<code>/subscribe 每周一 09:00</code>\n"
    "· 只要符合条件的：后面加上条件，例如 <code>/subscribe {example}</code>\n"
    "· 夜里不发：<code>/subscribe 静默 22:00-08:00</code>\n"
    "· 查看和退订：/subscriptions{channel}"
)
"""HTML, like the texts below that have commands: a link would drop what stands after a command, code is copied."""
HOW_TO_CHANNEL = "\n· 频道的订阅：把我加为频道的管理员，在这里发 <code>/subscribe @频道名</code>"
NO_TIME = "每天几点发？请写明时间，从 00:00 到 23:59，例如：<code>/subscribe 每天 09:00</code>"
NO_WEEKDAY = "每周几、几点发？例如：<code>/subscribe 每周一 09:00</code>"
NO_WEEKLY_TIME = "每周{day}几点发？例如：<code>/subscribe 每周{day} 09:00</code>"
WRONG_TIME = "没有“{time}”这个时间，请写 00:00 到 23:59 之间的，例如：<code>/subscribe {example}</code>"
HOW_OFTEN = "{time} 是每天发，还是每周发？"
WISHED = "可以订阅，到时候就发。点一下就订："
NO_CONDITION = "“{text}”看不出是什么条件，所以没有订阅。条件可以是地区、等次、单位或者主题。可以订阅："
TOO_LONG = f"条件太长了，请写得短一些：最多 {MAX_CONDITION} 个字。"
FULL = f"这里已经有 {MAX_SUBSCRIPTIONS} 个订阅了，请先用 /unsubscribe 退掉几个。"
NO_HOURS = (
    "请写明从几点到几点，例如：<code>/subscribe 静默 22:00-08:00</code>\n不要了就发：<code>/subscribe 静默 关</code>"
)
LONG_QUIET = "{start} 到 {end} 有 {hours} 个小时，这段时间都不发吗？请选一个："
MAX_QUIET = 16 * 60
"""Minutes of quiet hours; longer ones are likely a slip: 10点到8点."""
NOT_SUBSCRIBED = "这里还没有订阅，所以没有设置静默。请先用 /subscribe 订阅。"
QUIET_SET = "{start} 到 {end} 不发，过后补发。对这里的 {count} 个订阅都有效。"
QUIET_ENDED = "静默已经取消，以后到点就发。"


async def subscribe(services: Services, incoming: IncomingMessage) -> None:
    """Subscribe the chat or topic of the message, or a channel; its text holds the arguments."""
    try:
        target = await find_target(services, incoming)
        quiet = parse_quiet(target.text)
    except TargetError as why:
        await send_text(services, incoming, str(why))
        return
    except ValueError:
        await send_message(services, incoming, Page(NO_HOURS))
        return
    if error := await permission_error(services, target.conversation, target.title):
        await send_text(services, incoming, error)
    elif quiet is not None and quiet.minutes > MAX_QUIET and not quiet.sure:
        await _ask_about_hours(services, incoming, target, quiet)
    elif quiet is not None:
        await send_text(services, incoming, await _set_quiet_hours(services, target, quiet.start, quiet.end))
    else:
        await _subscribe(services, incoming, target)


async def send_subscription_help(services: Services, incoming: IncomingMessage) -> None:
    """Explain what can be subscribed to, with a button for each kind."""
    engine = services.answerer.engine
    text = HOW_TO.format(
        example=escape(next(iter(example_filters(engine)), "")),
        channel=HOW_TO_CHANNEL if incoming.conversation.private else "",
    )
    offers = {"新通知": "", "每天 09:00": "每天 09:00", "每周一 09:00": "每周一 09:00"}
    await _send_offers(services, incoming, text, offers)


async def offer_wished(services: Services, incoming: IncomingMessage) -> None:
    """Offer the subscription that a message wishes for in other words (`read_wish`)."""
    wished = read_wish(incoming.text, services.answerer.engine)
    if wished is not None:
        await _send_offers(services, incoming, WISHED, {f"订阅 {wished}": wished})


async def store_subscription(
    services: Services,
    target: Target,
    request: SubscriptionRequest,
    condition: SubscriptionFilter,
    instead_of: int | None = None,
) -> tuple[Subscription, Subscription | None] | None:
    """Store a subscription; return it and the same one as it was before, if any. None if there are too many.

    The one with the id `instead_of` ends.
    """
    conversation = target.conversation
    existing = await list_resumed(services, conversation.chat)
    quiet = next((one for one in existing if one.quiet_from is not None), None)
    new = Subscription(
        id=0,
        chat=conversation.chat,
        topic=conversation.topic,
        kind=request.kind,
        query=dumps(condition.query) if condition.query.where != EVERYTHING else None,
        minute=request.minute,
        quiet_from=quiet.quiet_from if quiet else None,
        quiet_until=quiet.quiet_until if quiet else None,
        by=conversation.asker,
        at=services.clock(),
    )
    # subscribing again is allowed when the limit is reached: it changes the time
    before = next((one for one in existing if _is_same(one, new)), None)
    if before is None and sum(one.id != instead_of for one in existing) >= MAX_SUBSCRIPTIONS:
        return None
    if target.title and await services.store.find_chat(conversation.chat) is None:
        # its posts have links instead of buttons, as `linked_bot` finds it to be a channel
        channel = Chat(id=conversation.chat, type=ChatType.CHANNEL, title=target.title, at=services.clock())
        await services.store.save_chat(channel)
    stored = await services.store.subscriptions.subscribe(new, instead_of)
    return stored, before


async def _subscribe(services: Services, incoming: IncomingMessage, target: Target) -> None:
    engine, request = services.answerer.engine, parse_request(target.text)
    if len(request.condition) > MAX_CONDITION:  # before it is read, which takes long for a long text
        await send_text(services, incoming, TOO_LONG)
        return
    condition = read_condition(request, engine)
    if condition is None:
        offers = {f"订阅 {example}": f"{target.prefix}{example}" for example in example_filters(engine)}
        await _send_offers(services, incoming, NO_CONDITION.format(text=escape(excerpt(request.condition))), offers)
        return
    if (question := _ask_for_time(request)) is not None:
        text, complete = question
        await _send_offers(services, incoming, text, {one: f"{target.prefix}{one}" for one in complete})
        return
    stored = await store_subscription(services, target, request, condition)
    if stored is None:
        await send_text(services, incoming, FULL)
        return
    log.info("subscribed", chat=target.conversation.kind, kind=request.kind, again=stored[1] is not None)
    await confirm(services, incoming, target, *stored, condition)


async def _set_quiet_hours(services: Services, target: Target, start: int | None, end: int | None) -> str:
    chat, now = target.conversation.chat, services.steady_clock()
    count = await services.store.subscriptions.set_quiet_hours(chat, start, end, now)
    services.store.outbox.work_available.set()
    log.info("quiet_hours", chat=target.conversation.kind, subscriptions=count)
    if not count:
        return NOT_SUBSCRIBED
    if start is None or end is None:
        return QUIET_ENDED
    return QUIET_SET.format(start=format_minute(start), end=format_minute(end), count=count)


async def _ask_about_hours(services: Services, incoming: IncomingMessage, target: Target, quiet: QuietRequest) -> None:
    """Ask whether such long quiet hours are meant, or those that begin twelve hours later: 晚上10点 for 10点."""
    start, end = quiet.start or 0, quiet.end or 0
    evening, until = format_minute((start + DAY_MINUTES // 2) % DAY_MINUTES), format_minute(end)
    offers = {
        f"改成 {evening} 到 {until}": f"{target.prefix}静默 {evening}-{until}",
        f"不改，{format_minute(start)} 到 {until}": f"{target.prefix}静默 {format_minute(start)}-{until} {SURE}",
    }
    text = LONG_QUIET.format(start=format_minute(start), end=format_minute(end), hours=f"{quiet.minutes / 60:.3g}")
    await _send_offers(services, incoming, text, offers)


async def _send_offers(services: Services, incoming: IncomingMessage, html: str, offers: dict[str, str]) -> None:
    """Send a text with buttons that subscribe, by label with the arguments."""
    rows: Sequence[InlineKeyboardButton] = offer_buttons(offers)
    await send_message(services, incoming, Page(html, lay_out([ButtonRow(Rank.CHOICE, rows)])))


def _ask_for_time(request: SubscriptionRequest) -> tuple[str, list[str]] | None:
    """Return a question (HTML) about the time that is missing, and arguments that are complete; None if nothing is."""
    if request.wrong_time:
        often = f"每周{request.day or '一'}" if request.kind == WEEKLY else "每天"
        complete = f"{often} 09:00 {request.condition}".strip()
        return WRONG_TIME.format(time=escape(excerpt(request.wrong_time)), example=escape(complete)), [complete]
    if request.kind == NOTICE and request.minute is not None:
        time = format_minute(request.minute)
        return HOW_OFTEN.format(time=time), [
            f"{often} {time} {request.condition}".strip() for often in ("每天", "每周一")
        ]
    if request.minute is None and request.kind == DAILY:
        return NO_TIME, [f"每天 09:00 {request.condition}".strip()]
    if request.minute is None and request.kind == WEEKLY:
        question = NO_WEEKLY_TIME.format(day=request.day) if request.day else NO_WEEKDAY
        return question, [f"每周{request.day or '一'} 09:00 {request.condition}".strip()]
    return None


def _is_same(one: Subscription, other: Subscription) -> bool:
    return (one.topic, one.kind, one.query) == (other.topic, other.kind, other.query)
