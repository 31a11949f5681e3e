"""The summary of a notice as a message: how many cases were chosen, with buttons to their lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, User

from bot.cards.card import Card
from bot.cards.lists import Row, Section
from bot.store import Exchange
from bot.telegram.conversations.answerer import Answerer, ConversationKey, context_version
from bot.telegram.conversations.callback_data import Operation, encode_action, start_payload
from bot.telegram.rendering import share_links
from bot.telegram.rendering.html import render_card
from bot.telegram.rendering.keyboards import ButtonRow, Rank, lay_out
from bot.telegram.rendering.page import Page
from data.model import Notice
from data.nouns import shared_noun
from intents.engine import Engine
from intents.model.context import Context
from intents.model.query import InRegion, InTier, Query, both
from intents.phrasing.words import UNIT_LEVEL_NAMES
from intents.serialization.codec import dumps_context
from intents.views.summary import Summary, summarize_notice

SUMMARY_KIND = "summary"
"""The kind of an exchange that shows a summary."""

_MAX_PLACES = 4
"""Places with a button: their names are short, so four fit into a row on a phone."""


def render_notice(
    notice: Notice, conversation: ConversationKey, message: int | None, answerer: Answerer, me: User, engine: Engine
) -> tuple[Page, Exchange] | None:
    """Render the summary of a notice of the engine's dataset with a button to share it.

    Returns the page and its exchange, which answers `message`; None for a notice without cases.
    """
    summary = summarize_notice(notice, None, engine)
    if summary is None:
        return None
    page, exchange = render_summary(summary, conversation, message, answerer, engine)
    everything, *lists = page.keyboard.inline_keyboard if page.keyboard else ((),)
    sharing = share_links.notice_button(notice, engine.dataset, me)
    rows = [ButtonRow(Rank.CHOICE, everything), *(ButtonRow(Rank.CHANGES, row) for row in lists)]
    return replace(page, keyboard=lay_out([*rows, ButtonRow(Rank.USE, [sharing])])), exchange


def render_latest_notice(
    conversation: ConversationKey, message: int | None, answerer: Answerer, me: User, engine: Engine
) -> tuple[Page, Exchange] | None:
    """Render the latest notice (see `render_notice`); return None if there is none."""
    notices = engine.dataset.notices
    return render_notice(notices[-1], conversation, message, answerer, me, engine) if notices else None


def render_summary(
    summary: Summary,
    conversation: ConversationKey,
    message: int | None,
    answerer: Answerer,
    engine: Engine,
    *,
    card: Card | None = None,
    me: User | None = None,
) -> tuple[Page, Exchange]:
    """Render a summary as `card`, or as its own card, and return the page and its exchange.

    The buttons open lists of the cases: in the same chat, or, if `me` is given, in a private chat with that bot.
    """
    now = answerer.clock()
    query = summary.query  # names the notice even if it is the only one: others may follow before a button is pressed
    lists = tuple(_lists(summary, query))
    context = Context(query, query, None, engine.dataset.revision, now)
    exchange = Exchange(
        id=answerer.store.next_id(),
        chat=conversation.chat,
        topic=conversation.topic,
        asker=conversation.asker,
        question=None,
        question_message=message,
        kind=SUMMARY_KIND,
        context=dumps_context(context),
        options=tuple(engine.describer.question(query) for row in lists for _, query in row),
        revision=context_version(context, engine),
        at=now,
    )
    labels = [[label for label, _ in row] for row in lists]
    keyboard = _link_keyboard(lists, exchange.options, me) if me else _keyboard(labels, exchange.id)
    return Page(render_card(card or summary_card(summary)).html, keyboard), exchange


def summary_card(summary: Summary) -> Card:
    """Return the card of a summary."""
    notice = summary.notice
    noun = shared_noun([notice])
    chosen = (
        f"{summary.entered} {noun.measure}参评{noun.noun}中选出 {summary.chosen} {noun.measure}"
        if summary.entered
        else f"公布了 {noun.counted(summary.chosen)}"
    )
    matching = (f"其中符合“{summary.condition}”的 {summary.matching} {noun.measure}",) if summary.condition else ()
    dated = (f"{notice.issued} 发布",) if notice.issued else ()
    level = "城市" if any(place.level == "city" for place, _ in summary.places) else "省市"
    places = [(place.short, number) for place, number in summary.places]
    if summary.provincial:
        places.append((f"有{UNIT_LEVEL_NAMES['province']}单位参与的", summary.provincial))
    counted_again = f"一{noun.measure}{noun.noun}有几个{level}参与，就在几个{level}下各算一次。"
    return Card(
        heading=f"《{notice.title}》",
        explanation=(*dated, f"{'，'.join((chosen, *matching))}。"),
        sections=tuple(
            Section(title, tuple(Row(f"{name}：{number} {noun.measure}") for name, number in counts))
            for title, counts in (("按等次", summary.tiers), (f"按{level}", places))
            if counts
        ),
        notes=(counted_again,) if len(places) > 1 else (),
        choices=Section("", ()),
    )


def _lists(summary: Summary, query: Query) -> Iterator[Sequence[tuple[str, Query]]]:
    """Yield rows of buttons, each a label and the query of its list."""
    where = query.where
    noun = shared_noun([summary.notice])
    yield [(f"全部 {noun.counted(summary.matching)}", query)]
    if len(summary.tiers) > 1:
        yield [
            (f"{name} {number} {noun.measure}", Query(where=both(where, InTier(name))))
            for name, number in summary.tiers
        ]
    places = [
        (f"{place.short} {number}", Query(where=both(where, InRegion(place.code)))) for place, number in summary.places
    ]
    yield places[:_MAX_PLACES]


def _keyboard(rows: Sequence[Sequence[str]], exchange: int) -> InlineKeyboardMarkup | None:
    numbers = count(1)  # options are numbered across all rows

    def button(label: str) -> InlineKeyboardButton:
        return InlineKeyboardButton(label, callback_data=encode_action(Operation(exchange, f"o{next(numbers)}")))

    return _lay_out([[button(label) for label in row] for row in rows])


def _link_keyboard(
    lists: Sequence[Sequence[tuple[str, Query]]], questions: Sequence[str], me: User
) -> InlineKeyboardMarkup | None:
    """Return buttons with links to the lists, without those whose query and question are both too long for one."""
    remaining = iter(questions)  # one for each button, in the order of the rows
    rows = []
    for row in lists:
        payloads = [
            (label, start_payload(query), share_links.question_payload(next(remaining))) for label, query in row
        ]
        rows.append(
            [
                InlineKeyboardButton(label, url=share_links.deep_link(me, payload))
                for label, of_query, of_question in payloads
                if (payload := of_query or of_question)
            ]
        )
    return _lay_out(rows)


def _lay_out(rows: Sequence[Sequence[InlineKeyboardButton]]) -> InlineKeyboardMarkup | None:
    """Return a keyboard of the rows, of which the first, with the whole list, is never left out."""
    return lay_out(ButtonRow(Rank.CHANGES if at else Rank.CHOICE, row) for at, row in enumerate(rows))
