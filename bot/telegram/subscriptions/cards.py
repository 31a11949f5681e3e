"""Cards and pages of subscriptions: new and revised notices, confirmations, the case of the day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, User
from telegram.constants import ChatType

from bot.cards.card import Card
from bot.cards.lists import Row, Section, noun_of_cases
from bot.store import Exchange, Subscription
from bot.telegram.conversations.answerer import ConversationKey
from bot.telegram.conversations.callback_data import start_payload
from bot.telegram.rendering.html import render_card as as_message
from bot.telegram.rendering.notice_changes import change_rows
from bot.telegram.rendering.notice_summary import summary_card
from bot.telegram.rendering.page import Page, render_page
from bot.telegram.rendering.share_links import deep_link
from bot.telegram.services import Services
from data.model import Case, Notice
from data.nouns import shared_noun
from intents.engine import Engine
from intents.model.query import IsCase, Query
from intents.views.notice_diff import NoticeDiff
from intents.views.summary import Summary

NO_ASKER = 0
"""The asker of exchanges that nobody asked for: only replies follow them up, no other question."""

_NO_CHOICES = Section("", ())


def conversation_of(subscription: Subscription) -> ConversationKey:
    """Return the conversation that a subscription is sent to."""
    # a private chat has the id of its user, which is positive; other ids are negative
    return ConversationKey(subscription.chat, subscription.topic, NO_ASKER, private=subscription.chat > 0)


async def linked_bot(services: Services, conversation: ConversationKey) -> User | None:
    """Return the bot if buttons must open a private chat with it instead of acting in place, as in channels.

    In a channel every reader could press them, and the answer would be shown to all readers.
    """
    chat = None if conversation.private else await services.store.find_chat(conversation.chat)
    return services.me if chat and chat.type == ChatType.CHANNEL else None


def new_notice_card(summary: Summary) -> Card:
    """Return the card of a new notice."""
    card = summary_card(summary)
    return replace(card, heading=f"新通知：{card.heading}")


def revised_notice_card(summary: Summary, diff: NoticeDiff) -> Card:
    """Return the card of a revised notice, with its changes if they are known."""
    card = summary_card(summary)
    changes = Section("这次改了什么", change_rows(diff, shared_noun([summary.notice])))
    sections = (changes, *card.sections) if changes.rows else card.sections
    return replace(card, heading=f"有修订：{card.heading}", sections=sections)


def confirmation_card(heading: str, details: tuple[str, ...], summary: Summary) -> Card:
    """Return the card that confirms a subscription and shows the latest notice below."""
    card = summary_card(summary)
    latest = Section(f"最新一份：{card.heading}", tuple(Row(text, "") for text in card.explanation))
    return replace(card, heading=heading, explanation=details, sections=(latest, *card.sections))


def weekly_card(heading: str, summaries: Sequence[Summary]) -> Card:
    """Return the card of a weekly digest: the notices of the week, with a section on the last."""
    rows = tuple(
        Row(
            f"《{one.notice.title}》",
            f"{number}.",
            f"{'符合条件的 ' if one.condition else ''}{shared_noun([one.notice]).counted(one.matching)}",
        )
        for number, one in enumerate(summaries, 1)
    )
    last = summary_card(summaries[-1])
    return replace(
        last,
        heading=heading,
        explanation=(f"过去一周有 {len(summaries)} 份新通知或者修订。",),
        sections=(Section("", rows), *last.sections),
    )


def empty_notice_page(notice: Notice, diff: NoticeDiff, condition: str) -> Page:
    """Return the page of a revised notice without any case left that meets the condition (described in words)."""
    note = f"现在没有符合“{condition}”的{notice.noun}了。" if condition else f"现在没有{notice.noun}了。"
    changes = Section("这次改了什么", change_rows(diff, shared_noun([notice])))
    card = Card(f"有修订：《{notice.title}》", (note,), (changes,), (), _NO_CHOICES)
    return Page(as_message(card).html)


async def render_daily_case(
    services: Services, conversation: ConversationKey, case: Case, query: Query, engine: Engine, *, heading: str
) -> tuple[Page, Exchange]:
    """Return the page that shows the case of the day below the heading, and its exchange.

    The case is one of those that the query selects.
    """
    reply = await services.answerer.answer_query(
        Query("card", IsCase(case.id)), conversation, engine, under=query.where
    )
    shown = render_page(reply, services.me)
    if me := await linked_bot(services, conversation):
        noun = noun_of_cases([case], engine.dataset)
        button = InlineKeyboardButton(f"问这{noun.measure}{noun.noun}", url=deep_link(me, start_payload(case) or ""))
        shown = replace(shown, keyboard=InlineKeyboardMarkup([[button]]))
    return shown.below(heading), reply.exchange


def weekly_heading(day: date) -> str:
    """Return the heading of the digest that is due on a day."""
    return f"每周汇总 · {day.month} 月 {day.day} 日"


def daily_heading(day: date) -> str:
    """Return the heading of the case of a day."""
    return f"每日一例 · {day.month} 月 {day.day} 日"
