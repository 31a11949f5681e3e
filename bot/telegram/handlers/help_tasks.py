"""Help by tasks: what the bot can do, each with a button that does it; and the greetings of chats."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

import structlog
from telegram import InlineKeyboardButton
from telegram.constants import UpdateType as Kind

from bot.cards.card import Card
from bot.cards.lists import Row, Section
from bot.store import Exchange
from bot.telegram.callback_queries import ButtonPress, PatternCallbackHandler, answering
from bot.telegram.conversations.answerer import ConversationKey, Question, Reply
from bot.telegram.conversations.export_request import find_request
from bot.telegram.conversations.incoming import IncomingMessage
from bot.telegram.handlers import export, maps
from bot.telegram.handlers.admin import send_report
from bot.telegram.handlers.subscribe import send_subscription_help
from bot.telegram.handlers.unanswered import send_unanswered
from bot.telegram.rendering.html import render_card
from bot.telegram.rendering.keyboards import ButtonRow, Rank, lay_out
from bot.telegram.rendering.page import Page, render_page
from bot.telegram.replies import send_page, send_reply_below
from bot.telegram.services import Feature, Handler, Services
from intents.answers import help as help_answer
from intents.engine import Engine

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

GREETING = (
    "您好，我是案例通：用中文问官方的案例名单，我给出完整、准确的答案，并写明问题是怎样理解的。\n\n"
    "也可以把我拉进群：我只回答 @ 我的、回复我的和 /ask 的，其余的消息不理，也不保存。"
)
TRY = "直接问，或者点一个试试："
GREETING_GROUP = "大家好，我是案例通：用中文问官方的案例名单，我给出完整、准确的答案。"
FOR_GROUP_ADMINS = "管理员可以用 /subscribe 让我把新通知发到群里。"
FOR_ADMINS_ONLY = (
    "您是管理员：把公布案例的通知（Word、Excel、PDF、网页文件，或者粘贴、转发的文字）发给我，我读成名单，您核对以后发布。"
    "/stats 提问的统计，/retry 重试发送失败的。"
)
OTHERS = "/notice 最新通知，/export 导出表格，/status 数据与状态。"


@dataclass(frozen=True, slots=True)
class Task:
    """Something that the bot can do."""

    name: str
    """In callback data."""
    label: str
    example: Callable[[Engine], str]
    """Returns a message that does it, which the help quotes; "" for none."""
    run: Callable[[Services, IncomingMessage], Awaitable[None]]
    """Does it in reply to a message; `IncomingMessage.text` is the example."""


async def _ask(services: Services, incoming: IncomingMessage) -> None:
    """Ask the example."""
    question = Question(incoming.conversation, incoming.text, services.answerer.clock())
    reply = await services.answerer.answer_question(
        question, services.answerer.engine, None, services.answerer.store.next_id()
    )
    await send_reply_below(services, incoming.conversation, incoming.message, reply)


async def _draw(services: Services, incoming: IncomingMessage) -> None:
    await maps.send_map(services, replace(incoming, text=""))


async def _export(services: Services, incoming: IncomingMessage) -> None:
    request = find_request(incoming.text)
    await export.send_export(services, replace(incoming, text=request.argument if request else ""))


def _question(name: str) -> Callable[[Engine], str]:
    return lambda engine: help_answer.examples(engine.index)[name]


TASKS = (
    *(Task(name, label, _question(name), _ask) for name, label in help_answer.TASKS.items()),
    Task("map", "对照图", maps.example_request, _draw),
    Task("export", "导出", export.example_request, _export),
    Task("subscribe", "订阅", lambda _: "订阅每周一 09:00", send_subscription_help),
)
"""In the order of the help."""
ADMIN_TASKS = (
    Task("unanswered", "没答上来的", lambda _: "", send_unanswered),
    Task("broadcasts", "群发情况", lambda _: "", send_report),
)
"""Those of the bot's administrators, in their private chats."""
_BY_NAME = {task.name: task for task in (*TASKS, *ADMIN_TASKS)}
_PATTERN = re.compile(rf"h\.(?P<name>{'|'.join(_BY_NAME)})")
"""The callback data of a task's button."""


async def send_help(services: Services, incoming: IncomingMessage) -> None:
    """Explain what can be done, with a button for each task."""
    reply = await services.answerer.answer_help(incoming.conversation, incoming.message)
    await send_page(services, incoming, render_help(services, incoming.conversation, reply), reply.exchange)


def render_help(services: Services, conversation: ConversationKey, reply: Reply) -> Page:
    """Render a reply of the kind `help` as what can be done, with a button for each task."""
    is_admin = conversation.private and conversation.asker in services.settings.admins
    rows = [Row(f"{task.label}：{example}") for task in TASKS if (example := task.example(reply.engine))]
    card = Card(
        heading=reply.answer.heading,
        explanation=(),
        sections=(Section("", tuple(rows)),),
        notes=(*_usage(services), OTHERS, *([FOR_ADMINS_ONLY] if is_admin else [])),
        choices=Section("", ()),
    )
    keyboard = lay_out(
        ButtonRow(Rank.CHOICE, [_button(task) for task in tasks]) for tasks in (TASKS, ADMIN_TASKS if is_admin else ())
    )
    return Page(render_card(card).html, keyboard)


def create_handlers(services: Services) -> list[Handler]:
    """Return the handler of the buttons of tasks."""

    async def handle(press: ButtonPress) -> None:
        task, now = _BY_NAME[press.match["name"]], services.answerer.clock()
        text = task.example(services.answerer.engine)
        async with answering(services, press.query):
            await task.run(services, IncomingMessage(press.conversation, press.message, now, text))
        log.info("task", name=task.name, chat=press.conversation.kind)

    return [PatternCallbackHandler(services, handle, _PATTERN)]


FEATURE = Feature(frozenset({Kind.CALLBACK_QUERY}), create_handlers)


async def greet(services: Services, incoming: IncomingMessage) -> None:
    """Greet in a private chat, with examples and the way into a group; elsewhere, explain how to ask."""
    if not incoming.conversation.private:
        await send_page(services, incoming, *await render_group_greeting(services, incoming.conversation))
        return
    reply = await short_help(services, incoming, TRY)
    page = render_page(reply, services.me)
    join = InlineKeyboardButton("拉进群", url=f"https://t.me/{services.me.username}?startgroup")
    rows = [ButtonRow(Rank.CHOICE, row) for row in page.keyboard.inline_keyboard] if page.keyboard else []
    keyboard = lay_out([*rows, ButtonRow(Rank.CHOICE, [join])])
    page = replace(page.below(GREETING), keyboard=keyboard)
    await send_page(services, incoming, page, reply.exchange)


async def short_help(services: Services, incoming: IncomingMessage, heading: str = "") -> Reply:
    """Return a short explanation of how to ask; in a private chat below `heading`."""
    reply = await services.answerer.answer_help(incoming.conversation, incoming.message)
    if not incoming.conversation.private:
        heading = f"{GREETING_GROUP}{group_usage(services)}"
    return replace(reply, answer=reply.answer.with_(heading=heading)) if heading else reply


async def render_group_greeting(services: Services, conversation: ConversationKey) -> tuple[Page, Exchange]:
    """Return the greeting of a group with examples, and its exchange."""
    reply = await services.answerer.answer_help(conversation)
    heading = f"{GREETING_GROUP}{group_usage(services)}{FOR_GROUP_ADMINS}点一个试试："
    reply = replace(reply, answer=reply.answer.with_(heading=heading))
    return render_page(reply, services.me), reply.exchange


def group_usage(services: Services) -> str:
    """Explain how to ask in a group. In privacy mode, mentions of the bot may not be delivered to it."""
    name = services.me.username
    if services.me.can_read_all_group_messages:
        return f"在群里提问：@{name} 加上问题，或者 /ask 加上问题，或者直接回复我的消息。"
    return f"在群里提问：/ask@{name} 加上问题，或者直接回复我的消息。"


def _usage(services: Services) -> list[str]:
    # None if the Bot API server does not say
    inline = services.me.supports_inline_queries is not False
    elsewhere = f"在任何聊天里输入 @{services.me.username} 加上问题，也能查、能发。"
    return [group_usage(services), *([elsewhere] if inline else [])]


def _button(task: Task) -> InlineKeyboardButton:
    return InlineKeyboardButton(task.label, callback_data=f"h.{task.name}")
