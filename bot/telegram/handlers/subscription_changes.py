"""The buttons that subscribe to what is offered, and those that change the condition of a subscription."""

from __future__ import annotations

from dataclasses import replace

import structlog
from telegram.constants import UpdateType as Kind

from bot.store import Subscription
from bot.telegram.callback_queries import ButtonPress, PatternCallbackHandler, answering
from bot.telegram.conversations.answerer import ConversationKey
from bot.telegram.conversations.incoming import IncomingMessage
from bot.telegram.handlers.subscribe import FULL, store_subscription, subscribe
from bot.telegram.handlers.subscriptions import GONE, find_managed
from bot.telegram.rendering.html import escape
from bot.telegram.rendering.keyboards import ButtonRow, Rank, lay_out
from bot.telegram.rendering.page import Page
from bot.telegram.services import Feature, Handler, Services
from bot.telegram.subscriptions.conditions import describe_subscription, read_condition
from bot.telegram.subscriptions.management import CHANGE, OFFER, condition_buttons, management_buttons
from bot.telegram.subscriptions.permissions import permission_error
from bot.telegram.subscriptions.schedule import parse_request
from bot.telegram.subscriptions.targets import Target
from intents.views.subscription_filter import example_filters

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

WHICH = (
    "“{subscription}”的条件换成什么？点一个。\n"
    "要别的条件，就先退订，再发 /subscribe 加条件，例如：<code>/subscribe {example}</code>"
)
"""HTML: a link would drop what stands after the command, code is copied."""
CHANGED = "已改：{subscription}"
STALE = "这个按钮已经失效，请重新发送 /subscribe。"


def create_handlers(services: Services) -> list[Handler]:
    """Return the handlers of these buttons."""
    changes = SubscriptionChanges(services)
    return [
        PatternCallbackHandler(services, changes.handle_offer, OFFER),
        PatternCallbackHandler(services, changes.handle_change, CHANGE),
    ]


FEATURE = Feature(frozenset({Kind.CALLBACK_QUERY}), create_handlers)


class SubscriptionChanges:
    """Handles these callback queries."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def handle_offer(self, press: ButtonPress) -> None:
        """Subscribe to what the button offers."""
        services = self._services
        incoming = IncomingMessage(press.conversation, press.message, services.answerer.clock(), press.match["text"])
        async with answering(services, press.query):
            await subscribe(services, incoming)

    async def handle_change(self, press: ButtonPress) -> None:
        """Ask for the new condition of a subscription below its message, or change it."""
        services, query, conversation = self._services, press.query, press.conversation
        found, chat = await find_managed(services, conversation, int(press.match["id"]))
        error = await permission_error(services, chat)
        if found is None or error:
            await services.sender.answer_callback(query.id, error if error and chat is conversation else GONE)
            return
        text = press.match["text"]
        if text is None:
            async with answering(services, query):
                await self._ask(found, conversation, press.message)
            return
        changed = await self._change(found, chat, text)
        if isinstance(changed, str):
            await services.sender.answer_callback(query.id, changed)
            return
        described = describe_subscription(changed, services.answerer.engine)
        keyboard = lay_out([ButtonRow(Rank.CHOICE, management_buttons(changed.id))])
        async with answering(services, query):
            page = Page(escape(CHANGED.format(subscription=described)), keyboard)
            first = press.match["message"]
            # the message above still states what was, and its buttons name what has ended
            if first and await services.sender.edit(page, conversation.chat, int(first)):
                page = replace(page, keyboard=None)
            await services.sender.edit(page, conversation.chat, press.message)
        log.info("subscription_changed", chat=conversation.kind)

    async def _ask(self, found: Subscription, conversation: ConversationKey, message: int) -> None:
        services, engine = self._services, self._services.answerer.engine
        example = next(reversed(example_filters(engine)[:2]), "")  # a place with a tier
        html = WHICH.format(subscription=escape(describe_subscription(found, engine)), example=escape(example))
        page = Page(html, lay_out([ButtonRow(Rank.CHOICE, condition_buttons(found.id, message, engine))]))
        reply_to = None if conversation.private else message
        await services.sender.send(page, conversation.chat, topic=conversation.topic, reply_to=reply_to)

    async def _change(self, found: Subscription, chat: ConversationKey, text: str) -> Subscription | str:
        """Return the subscription with the condition that a text states; why not, for a text that states none."""
        services = self._services
        request = replace(parse_request(text), kind=found.kind, minute=found.minute)
        condition = read_condition(request, services.answerer.engine)
        if condition is None:
            return STALE
        target = Target(ConversationKey(found.chat, found.topic, chat.asker, private=chat.private), text)
        stored = await store_subscription(services, target, request, condition, found.id)
        return FULL if stored is None else stored[0]
