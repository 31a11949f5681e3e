"""The summary of a notice as a message: how many cases were chosen out of how many, and buttons to the lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, User

from bot.cards.card import Card, Row, Section
from bot.store import Exchange
from bot.telegram.conversations.answerer import Answerer, ConversationKey, context_version
from bot.telegram.conversations.callback_data import Operation, data, start_payload
from bot.telegram.rendering.html import message as as_message
from bot.telegram.rendering.page import Page
from bot.telegram.rendering.share_links import address, asking
from intents.dialogue.follow_up import Context
from intents.engine import Engine
from intents.model.query import InRegion, InTier, Query, both
from intents.serialization.codec import dumps_context
from intents.views.summary import Summary, summarise

KIND = "summary"
"""The kind of an exchange that shows one."""

_ACROSS = 4
"""Provinces side by side: their names are short."""


def latest(engine: Engine) -> Summary | None:
    """The summary of the latest notice; None where there is no notice."""
    notices = engine.dataset.notices
    return summarise(notices[-1], None, engine) if notices else None


def shown(
    summary: Summary,
    conversation: ConversationKey,
    message: int | None,
    answerer: Answerer,
    engine: Engine,
    *,
    it: Card | None = None,
    me: User | None = None,
) -> tuple[Page, Exchange]:
    """The message that shows a summary of the engine's (as its own card, or as `it`), and the exchange that it is.

    Its options are the lists that its buttons open: below it, or, where `me` is given, in a private chat with the bot.
    """
    now = answerer.clock()
    query = summary.query  # it names the notice, even where there is no other yet: its buttons are pressed later
    lists = tuple(_lists(summary, query, engine))
    context = Context(query, query, None, engine.dataset.revision, now)
    exchange = Exchange(
        id=answerer.store.next_id(),
        chat=conversation.chat,
        topic=conversation.topic,
        asker=conversation.asker,
        question=None,
        question_message=message,
        kind=KIND,
        context=dumps_context(context),
        options=tuple(engine.describer.question(query) for row in lists for _, query in row),
        revision=context_version(context, engine),
        at=now,
    )
    labels = [[label for label, _ in row] for row in lists]
    buttons = _links(lists, exchange.options, me) if me else _keyboard(labels, exchange.id)
    return Page(as_message(it or card(summary)).html, buttons), exchange


def card(summary: Summary) -> Card:
    """What there is to say of a notice."""
    notice = summary.notice
    chosen = (
        f"{summary.entered} 个参评案例中选出 {summary.chosen} 个"
        if summary.entered
        else f"公布了 {summary.chosen} 个案例"
    )
    matching = (f"其中符合“{summary.condition}”的 {summary.matching} 个",) if summary.condition else ()
    dated = (f"{notice.issued} 发布",) if notice.issued else ()
    return Card(
        heading=f"《{notice.title}》",
        explanation=(*dated, f"{'，'.join((chosen, *matching))}。"),
        sections=tuple(
            Section(title, tuple(Row(f"{name}：{number} 个") for name, number in counts))
            for title, counts in (("按等次", summary.tiers), ("按地区", summary.provinces))
            if counts
        ),
        notes=("一个案例有几个省市参与，就在几个省市下各算一次。",) if len(summary.provinces) > 1 else (),
        choices=Section("", ()),
    )


def _lists(summary: Summary, query: Query, engine: Engine) -> Iterator[Sequence[tuple[str, Query]]]:
    """The lists that it leads to, by rows of buttons."""
    where = query.where
    yield [(f"全部 {summary.matching} 个案例", query)]
    if len(summary.tiers) > 1:
        yield [(f"{name} {number} 个", Query(where=both(where, InTier(name)))) for name, number in summary.tiers]
    codes = {region.short: region.code for region in engine.dataset.regions if region.level == "province"}
    places = [
        (f"{name} {number}", Query(where=both(where, InRegion(codes[name])))) for name, number in summary.provinces
    ]
    yield from (places[first : first + _ACROSS] for first in range(0, len(places), _ACROSS))


def _keyboard(rows: Sequence[Sequence[str]], exchange: int) -> InlineKeyboardMarkup:
    number = count(1)
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(label, callback_data=data(Operation(exchange, f"o{next(number)}"))) for label in row]
            for row in rows
        ]
    )


def _links(
    lists: Sequence[Sequence[tuple[str, Query]]], questions: Sequence[str], me: User
) -> InlineKeyboardMarkup | None:
    """Buttons that open the lists in private, where they fit into a link: as they are, or as a question."""
    asked = iter(questions)
    rows = [[(label, start_payload(query), asking(next(asked))) for label, query in row] for row in lists]
    buttons = [
        [InlineKeyboardButton(label, url=address(me, to)) for label, it, words in row if (to := it or words)]
        for row in rows
    ]
    return InlineKeyboardMarkup([row for row in buttons if row]) if any(buttons) else None
