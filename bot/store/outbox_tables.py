"""Tables of subscriptions and the outbox, and their SQL statements."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Double,
    Executable,
    ForeignKey,
    Index,
    Integer,
    Select,
    Table,
    Text,
    UniqueConstraint,
    Update,
    and_,
    bindparam,
    case,
    func,
    insert,
    literal,
    literal_column,
    or_,
    select,
    update,
)

from bot.store.tables import METADATA, insertion

ACTIVE, SUSPENDED, ENDED = "active", "lost", "ended"
"""States of a subscription: the chat is sent to, refuses messages, has unsubscribed."""

PENDING, SENT, FAILED, SKIPPED = "pending", "sent", "failed", "skipped"
"""States of an outbox row."""

_ID = BigInteger().with_variant(Integer, "sqlite")

SUBSCRIPTIONS = Table(
    "subscriptions",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("chat", BigInteger, nullable=False),
    Column("topic", BigInteger, nullable=False),  # 0 outside of topics
    Column("kind", Text, nullable=False),
    Column("query", Text, nullable=False),  # empty for everything
    Column("minute", Integer),
    Column("state", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("by", BigInteger, nullable=False),
    Column("at", Double, nullable=False),
    Column("quiet_from", Integer),
    Column("quiet_until", Integer),
    Index("subscriptions_chat", "chat"),
)

OUTBOX = Table(
    "outbox",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("subscription", _ID, ForeignKey("subscriptions.id"), nullable=False),
    Column("occasion", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("message", BigInteger),
    Column("attempts", Integer, nullable=False),
    Column("unanswered", Integer, nullable=False),
    Column("under_way", Double),  # set while it is being sent: a crash leaves it set
    Column("not_before", Double, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Double, nullable=False),
    Column("done", Double),
    UniqueConstraint("subscription", "occasion", name="outbox_once"),
    Index("outbox_occasion", "occasion", "state"),
)

_S, _O = SUBSCRIPTIONS.c, OUTBOX.c

IS_PENDING = _O.state == literal_column(f"'{PENDING}'")  # a literal: with a parameter the partial index is not used
Index("outbox_pending", _O.not_before, _O.id, sqlite_where=IS_PENDING, postgresql_where=IS_PENDING)

# subscriptions
SELECT_SUBSCRIPTION = select(SUBSCRIPTIONS).where(_S.id == bindparam("subscription"), _S.state != ENDED)
SELECT_SUBSCRIPTIONS_OF_CHAT = (
    select(SUBSCRIPTIONS).where(_S.chat == bindparam("chat"), _S.state != ENDED).order_by(_S.id)
)
SELECT_ACTIVE_OF_KIND = select(SUBSCRIPTIONS).where(_S.kind == bindparam("kind"), _S.state == ACTIVE).order_by(_S.id)
SELECT_EQUAL_SUBSCRIPTION = (
    select(_S.id)
    .where(*(_S[name] == bindparam(name) for name in ("chat", "topic", "kind", "query")))
    .order_by(_S.state == ENDED, _S.id)
    .limit(1)
)
INSERT_SUBSCRIPTION = insert(SUBSCRIPTIONS).returning(_S.id)
REACTIVATE_SUBSCRIPTION = (
    update(SUBSCRIPTIONS)
    .where(_S.id == bindparam("subscription"))
    .values(
        state=ACTIVE,
        reason="",
        **{name: bindparam(f"new_{name}") for name in ("minute", "by", "at", "quiet_from", "quiet_until")},
    )
)
END_SUBSCRIPTION = (
    update(SUBSCRIPTIONS).where(_S.id == bindparam("subscription"), _S.state != ENDED).values(state=ENDED, reason="")
)
SET_QUIET_HOURS = (
    update(SUBSCRIPTIONS)
    .where(_S.chat == bindparam("of_chat"), _S.state != ENDED)
    .values(quiet_from=bindparam("start"), quiet_until=bindparam("end"))
)
SUSPEND_SUBSCRIPTIONS = (
    update(SUBSCRIPTIONS)
    .where(_S.chat == bindparam("of_chat"), _S.state == ACTIVE)
    .values(state=SUSPENDED, reason=bindparam("why"))
)
RESUME_SUBSCRIPTIONS = (
    update(SUBSCRIPTIONS).where(_S.chat == bindparam("of_chat"), _S.state == SUSPENDED).values(state=ACTIVE, reason="")
)

# a group became a supergroup: subscriptions that the new chat has already are ended
_OTHER = SUBSCRIPTIONS.alias()
END_DUPLICATES = (
    update(SUBSCRIPTIONS)
    .where(
        _S.chat == bindparam("old"),
        select(_OTHER.c.id)
        .where(
            _OTHER.c.chat == bindparam("new"),
            *(_OTHER.c[name] == _S[name] for name in ("topic", "kind", "query")),
            _OTHER.c.state != ENDED,
        )
        .exists(),
    )
    .values(state=ENDED, reason="")
)
CLEAR_MESSAGE_IDS = (
    update(OUTBOX)
    .where(_O.subscription.in_(select(_S.id).where(_S.chat == bindparam("old"))), _O.message.is_not(None))
    .values(message=None)
)
MOVE_SUBSCRIPTIONS = update(SUBSCRIPTIONS).where(_S.chat == bindparam("old")).values(chat=bindparam("new"))

# the outbox
_IS_DELIVERY = _O.id == bindparam("delivery")
_IS_OTHER_CHAT = _S.chat.not_in(bindparam("excluded", expanding=True))
_IS_EVENT = _O.occasion == bindparam("event")
_IS_TO_ACTIVE = _O.subscription.in_(select(_S.id).where(_S.state == ACTIVE))

SELECT_DUE = (
    select(
        _O.id.label("delivery"),
        _O.occasion.label("event"),
        _O.attempts,
        _O.unanswered,
        *(_S[name] for name in SUBSCRIPTIONS.c.keys()),  # noqa: SIM118 - the collection gives columns
    )
    .join(SUBSCRIPTIONS, _S.id == _O.subscription)
    .where(IS_PENDING, _O.not_before <= bindparam("now"), _IS_OTHER_CHAT)
    .order_by(_O.not_before, _O.id)  # the order of the index: the rows that are due need no sorting
    .limit(bindparam("limit", type_=Integer))
)
SELECT_RECEIVED_EVENTS = (
    select(_O.occasion.label("event"))
    .where(
        _O.subscription == bindparam("subscription"),
        _O.state == SENT,
        func.substr(_O.occasion, 1, bindparam("length", type_=Integer)) == bindparam("beginning"),
    )
    .order_by(_O.done.desc())
)
SELECT_NEXT_DUE_TIME = (
    select(_O.not_before)
    .join(SUBSCRIPTIONS, _S.id == _O.subscription)
    .where(IS_PENDING, _IS_OTHER_CHAT)
    .order_by(_O.not_before)
    .limit(1)
)
SELECT_ROW = select(_O.id).where(_O.subscription == bindparam("subscription"), _IS_EVENT)
MARK_INTERRUPTED = (
    update(OUTBOX).where(IS_PENDING, _O.under_way.is_not(None)).values(under_way=None, unanswered=_O.unanswered + 1)
)
BRING_FORWARD = (
    update(OUTBOX).where(IS_PENDING, _O.not_before > bindparam("latest")).values(not_before=bindparam("latest"))
)
BEGIN_SENDING = (
    update(OUTBOX)
    .where(_IS_DELIVERY, IS_PENDING, or_(_O.under_way.is_(None), _O.under_way == bindparam("mark")))
    .values(under_way=bindparam("mark"), attempts=_O.attempts + 1)
)


def _finish(state: str, *conditions: ColumnElement[bool], **values: Any) -> Update:
    """Return the statement that gives rows their final state."""
    values = {"under_way": None, "reason": bindparam("why"), "done": bindparam("now")} | values
    return update(OUTBOX).where(*conditions).values(state=state, **values)


MARK_SENT = _finish(
    SENT, _IS_DELIVERY, message=bindparam("as_message"), reason=""
)  # even if it was cancelled meanwhile
MARK_SKIPPED = _finish(SKIPPED, _IS_DELIVERY, IS_PENDING)
MARK_FAILED = _finish(FAILED, _IS_DELIVERY, IS_PENDING)
POSTPONE = (
    update(OUTBOX)
    .where(_IS_DELIVERY, IS_PENDING)
    .values(
        under_way=None,
        not_before=bindparam("then"),
        reason=bindparam("why"),
        unanswered=_O.unanswered + bindparam("unconfirmed", type_=Integer),
    )
)
DUE_NOW_IN_CHAT = (
    update(OUTBOX)
    .where(
        IS_PENDING,
        _O.reason == bindparam("why"),
        _O.subscription.in_(select(_S.id).where(_S.chat == bindparam("of_chat"))),
    )
    .values(not_before=bindparam("now"))
)
SKIP_FOR_ENDED = _finish(SKIPPED, IS_PENDING, _O.subscription.in_(select(_S.id).where(_S.state == ENDED)))
FAIL_FOR_SUSPENDED = _finish(FAILED, IS_PENDING, _O.subscription.in_(select(_S.id).where(_S.state == SUSPENDED)))
CANCEL_EVENT = _finish(SKIPPED, IS_PENDING, _IS_EVENT)
RETRY_FAILED = (
    update(OUTBOX)
    .where(_O.state == FAILED, _IS_EVENT, _IS_TO_ACTIVE)
    .values(state=PENDING, reason="", done=None, not_before=bindparam("now"))
)
REOPEN_OUTDATED = (
    update(OUTBOX)
    .where(
        _O.state == SKIPPED,
        _O.reason == bindparam("outdated"),
        _O.occasion.in_(bindparam("events", expanding=True)),
        _IS_TO_ACTIVE,
    )
    .values(state=PENDING, reason="", done=None, not_before=bindparam("now"))
)

_IS_OF_KIND = func.substr(_O.occasion, 1, bindparam("length", type_=Integer)) == bindparam("kind")
SELECT_EVENTS = (
    select(func.min(_O.id).label("number"), _O.occasion.label("event"))
    .where(_IS_OF_KIND)
    .group_by(_O.occasion)
    .order_by(func.min(_O.id).desc())
    .limit(bindparam("limit", type_=Integer))
)


def _count_if(*conditions: ColumnElement[bool]) -> ColumnElement[int]:
    """Return the expression for the number of rows that meet these conditions."""
    return func.coalesce(func.sum(case((and_(*conditions), 1), else_=0)), 0)


SELECT_COUNTS = select(
    *(_count_if(_O.state == state).label(state) for state in (SENT, FAILED, SKIPPED, PENDING)),
    func.coalesce(func.sum(_O.unanswered), 0).label("unanswered"),
    _count_if(_O.state == FAILED, _IS_TO_ACTIVE).label("retryable"),
    _count_if(_O.state == SENT, _O.done >= bindparam("since")).label("recent_sent"),
    *(
        func.min(case((and_(_O.state == SENT, *only), _O.done))).label(name)
        for name, only in (("first_sent_at", ()), ("recent_since", (_O.done >= bindparam("since"),)))
    ),
    func.max(case((_O.state == SENT, _O.done))).label("last_sent_at"),
).where(_IS_EVENT)
_COUNT = func.count()
SELECT_REASONS = (
    select(_O.reason, _COUNT)
    .where(_IS_EVENT, _O.state.in_((FAILED, PENDING)), _O.reason != "")
    .group_by(_O.reason)
    .order_by(_COUNT.desc(), _O.reason)
)


def insert_deliveries(dialect: str, subscriptions: Select[Any]) -> Executable:
    """Return the statement that adds a row, due now, for each selected subscription that has none for the event."""
    now = bindparam("now", type_=Double)
    values: dict[str, ColumnElement[Any]] = {
        "occasion": bindparam("event", type_=Text),
        "state": literal(PENDING),
        "attempts": literal(0),
        "unanswered": literal(0),
        "not_before": now,
        "reason": literal(""),
        "at": now,
    }
    rows = subscriptions.add_columns(*(value.label(name) for name, value in values.items()))
    rows_added = insertion(dialect, OUTBOX).from_select(["subscription", *values], rows).on_conflict_do_nothing()
    return rows_added.execution_options(preserve_rowcount=True)  # psycopg leaves it out otherwise


NOTICE_SUBSCRIBERS = select(_S.id).where(_S.state == ACTIVE, _S.kind == "notice").order_by(_S.id)
GIVEN_SUBSCRIBERS = (
    select(_S.id).where(_S.state == ACTIVE, _S.id.in_(bindparam("subscriptions", expanding=True))).order_by(_S.id)
)
