"""The messages of subscriptions: a notice in short, what changed in it, a day's case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, User
from telegram.constants import ChatType

from bot.cards.card import Card, Row, Section
from bot.store import Exchange, Subscription
from bot.telegram.conversations.answerer import ConversationKey
from bot.telegram.conversations.callback_data import start_payload
from bot.telegram.rendering.html import LIMIT, escape, length
from bot.telegram.rendering.html import message as as_message
from bot.telegram.rendering.notice_changes import lines
from bot.telegram.rendering.notice_summary import card
from bot.telegram.rendering.page import Page, page
from bot.telegram.rendering.share_links import address
from bot.telegram.services import Services
from data.model import Case, Notice
from intents.engine import Engine
from intents.model.query import IsCase, Query
from intents.views.notice_diff import Changes
from intents.views.summary import Summary

NOBODY = 0
"""Who asks what nobody asked: replies to it follow it up, other questions do not."""

_NO_CHOICES = Section("", ())


def place(subscription: Subscription) -> ConversationKey:
    """Where a subscription is sent to; a private chat has its user's id, which is positive, others' are negative."""
    return ConversationKey(subscription.chat, subscription.topic, NOBODY, private=subscription.chat > 0)


async def links(services: Services, conversation: ConversationKey) -> User | None:
    """Whom buttons there are to link to, in the stead of what they do elsewhere: the bot, in a channel.

    All its readers could press them, and each press would be answered before all of them.
    """
    known = None if conversation.private else await services.store.chat(conversation.chat)
    return services.me if known and known.type == ChatType.CHANNEL else None


def digest(summary: Summary) -> Card:
    """A notice that is new."""
    it = card(summary)
    return replace(it, heading=f"新通知：{it.heading}")


def revised(summary: Summary, found: Changes) -> Card:
    """A notice that says something else now; what, if that is known."""
    it = card(summary)
    changed = Section("这次改了什么", lines(found))
    return replace(
        it, heading=f"有修订：{it.heading}", sections=(changed, *it.sections) if changed.rows else it.sections
    )


def confirmed(heading: str, details: tuple[str, ...], summary: Summary) -> Card:
    """What is said at the top, and the latest notice below it."""
    it = card(summary)
    latest = Section(f"最新一份：{it.heading}", tuple(Row(text, "") for text in it.explanation))
    return replace(it, heading=heading, explanation=details, sections=(latest, *it.sections))


def bare(notice: Notice, found: Changes, said: str) -> Page:
    """A notice that has no case any more, or none that meets the condition that `said` tells."""
    left = f"现在没有符合“{said}”的案例了。" if said else "现在没有案例了。"
    it = Card(f"有修订：《{notice.title}》", (left,), (Section("这次改了什么", lines(found)),), (), _NO_CHOICES)
    return Page(as_message(it).html)


async def of_day(
    services: Services, conversation: ConversationKey, case: Case, query: Query, engine: Engine, *, above: str
) -> tuple[Page, Exchange]:
    """A day's case, one of those that the query asks for: its card below some lines, and the exchange that it is."""
    reply = await services.answerer.queried(Query("card", IsCase(case.id)), conversation, engine, under=query.where)
    shown = page(reply, services.me)
    if me := await links(services, conversation):
        button = InlineKeyboardButton("问这个案例", url=address(me, start_payload(case) or ""))
        shown = replace(shown, keyboard=InlineKeyboardMarkup([[button]]))
    headed = f"{escape(above)}\n\n{shown.html}"
    return replace(shown, html=headed if length(headed) <= LIMIT else shown.html), reply.exchange


def title(day: date) -> str:
    """What stands above the case of a day."""
    return f"每日一例 · {day.month} 月 {day.day} 日"
