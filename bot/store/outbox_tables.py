"""The tables of subscriptions and of what is sent to them, and the statements that are asked of those."""

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
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.tables import METADATA

ACTIVE, LOST, ENDED = "active", "lost", "ended"
"""What a subscription is: sent to, in a chat that takes no messages, given up."""

PENDING, SENT, FAILED, SKIPPED = "pending", "sent", "failed", "skipped"
"""What a row of the outbox is."""

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
    Column("under_way", Double),  # since when it is being sent: what a crash leaves behind is told by it
    Column("not_before", Double, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Double, nullable=False),
    Column("done", Double),
    UniqueConstraint("subscription", "occasion", name="outbox_once"),
    Index("outbox_occasion", "occasion", "state"),
)

ANNOUNCED = Table(
    "announced",
    METADATA,
    Column("notice", Text, primary_key=True),
    Column("revision", Text, primary_key=True),
    Column("said", Text, nullable=False),
    Column("before", Text),
    Column("at", Double, nullable=False),
)

_S, _O, _A = SUBSCRIPTIONS.c, OUTBOX.c, ANNOUNCED.c

IS_PENDING = _O.state == literal_column(f"'{PENDING}'")  # as a parameter it would keep the index from being used
Index("outbox_pending", _O.not_before, _O.id, sqlite_where=IS_PENDING, postgresql_where=IS_PENDING)

# Subscriptions.
SUBSCRIPTION = select(SUBSCRIPTIONS).where(_S.id == bindparam("subscription"), _S.state != ENDED)
OF_CHAT = select(SUBSCRIPTIONS).where(_S.chat == bindparam("chat"), _S.state != ENDED).order_by(_S.id)
OF_KIND = select(SUBSCRIPTIONS).where(_S.kind == bindparam("kind"), _S.state == ACTIVE).order_by(_S.id)
THE_SAME = (
    select(_S.id)
    .where(*(_S[name] == bindparam(name) for name in ("chat", "topic", "kind", "query")))
    .order_by(_S.state == ENDED, _S.id)
    .limit(1)
)
SUBSCRIBE = insert(SUBSCRIPTIONS).returning(_S.id)
SUBSCRIBE_AGAIN = (
    update(SUBSCRIPTIONS)
    .where(_S.id == bindparam("subscription"))
    .values(state=ACTIVE, reason="", **{name: bindparam(f"new_{name}") for name in ("minute", "by", "at")})
)
END = update(SUBSCRIPTIONS).where(_S.id == bindparam("subscription"), _S.state != ENDED).values(state=ENDED, reason="")
LOSE = (
    update(SUBSCRIPTIONS)
    .where(_S.chat == bindparam("of_chat"), _S.state == ACTIVE)
    .values(state=LOST, reason=bindparam("why"))
)
RESTORE = update(SUBSCRIPTIONS).where(_S.chat == bindparam("of_chat"), _S.state == LOST).values(state=ACTIVE, reason="")

# A chat's subscriptions for another chat: those that it has already are ended there.
_TWIN = SUBSCRIPTIONS.alias()
END_TWINS = (
    update(SUBSCRIPTIONS)
    .where(
        _S.chat == bindparam("old"),
        select(_TWIN.c.id)
        .where(
            _TWIN.c.chat == bindparam("new"),
            *(_TWIN.c[name] == _S[name] for name in ("topic", "kind", "query")),
            _TWIN.c.state != ENDED,
        )
        .exists(),
    )
    .values(state=ENDED, reason="")
)
FORGET_MESSAGES = (
    update(OUTBOX)
    .where(_O.subscription.in_(select(_S.id).where(_S.chat == bindparam("old"))), _O.message.is_not(None))
    .values(message=None)
)
MOVE_SUBSCRIPTIONS = update(SUBSCRIPTIONS).where(_S.chat == bindparam("old")).values(chat=bindparam("new"))

# The outbox.
_THIS = _O.id == bindparam("delivery")
_NOT_TO_THESE = _S.chat.not_in(bindparam("but", expanding=True))
_THESE = _O.occasion == bindparam("of")
_TO_ACTIVE = _O.subscription.in_(select(_S.id).where(_S.state == ACTIVE))

DUE = (
    select(
        _O.id.label("delivery"),
        _O.occasion.label("event"),
        _O.attempts,
        _O.unanswered,
        *(_S[name] for name in SUBSCRIPTIONS.c.keys()),  # noqa: SIM118 - the collection gives columns
    )
    .join(SUBSCRIPTIONS, _S.id == _O.subscription)
    .where(IS_PENDING, _O.not_before <= bindparam("now"), _NOT_TO_THESE)
    .order_by(_O.id)
    .limit(bindparam("limit", type_=Integer))
)
RECEIVED = (
    select(_O.occasion.label("event"))
    .where(
        _O.subscription == bindparam("subscription"),
        _O.state == SENT,
        func.substr(_O.occasion, 1, bindparam("length", type_=Integer)) == bindparam("beginning"),
    )
    .order_by(_O.done.desc())
)
NEXT_AT = (
    select(_O.not_before)
    .join(SUBSCRIPTIONS, _S.id == _O.subscription)
    .where(IS_PENDING, _NOT_TO_THESE)
    .order_by(_O.not_before)
    .limit(1)
)
MADE = select(_O.id).where(_O.subscription == bindparam("subscription"), _THESE)
RECOVER = (
    update(OUTBOX).where(IS_PENDING, _O.under_way.is_not(None)).values(under_way=None, unanswered=_O.unanswered + 1)
)
BEGIN = update(OUTBOX).where(_THIS, IS_PENDING).values(under_way=bindparam("now"), attempts=_O.attempts + 1)


def _over(state: str, *conditions: ColumnElement[bool], **values: Any) -> Update:
    """Rows come to their end; unless told otherwise, only those that are pending."""
    values = {"under_way": None, "reason": bindparam("why"), "done": bindparam("now")} | values
    return update(OUTBOX).where(*conditions).values(state=state, **values)


ARRIVED = _over(SENT, _THIS, message=bindparam("as_message"), reason="")  # even if it was cancelled on the way
SKIP = _over(SKIPPED, _THIS, IS_PENDING)
FAIL = _over(FAILED, _THIS, IS_PENDING)
POSTPONE = (
    update(OUTBOX)
    .where(_THIS, IS_PENDING)
    .values(
        under_way=None,
        not_before=bindparam("then"),
        reason=bindparam("why"),
        unanswered=_O.unanswered + bindparam("lost", type_=Integer),
    )
)
SKIP_OF_ENDED = _over(SKIPPED, IS_PENDING, _O.subscription.in_(select(_S.id).where(_S.state == ENDED)))
FAIL_OF_LOST = _over(FAILED, IS_PENDING, _O.subscription.in_(select(_S.id).where(_S.state == LOST)))
CANCEL = _over(SKIPPED, IS_PENDING, _THESE)
RETRY = (
    update(OUTBOX)
    .where(_O.state == FAILED, _THESE, _TO_ACTIVE)
    .values(state=PENDING, reason="", done=None, not_before=bindparam("now"))
)
REOPEN = (
    update(OUTBOX)
    .where(
        _O.state == SKIPPED,
        _O.reason == bindparam("outdated"),
        _O.occasion.in_(bindparam("present", expanding=True)),
        _TO_ACTIVE,
    )
    .values(state=PENDING, reason="", done=None, not_before=bindparam("now"))
)

_OF_KIND = func.substr(_O.occasion, 1, bindparam("length", type_=Integer)) == bindparam("kind")
OCCASIONS = (
    select(func.min(_O.id).label("number"), _O.occasion.label("event"))
    .where(_OF_KIND)
    .group_by(_O.occasion)
    .order_by(func.min(_O.id).desc())
    .limit(bindparam("limit", type_=Integer))
)


def _of(*conditions: ColumnElement[bool]) -> ColumnElement[int]:
    """How many rows meet these conditions."""
    return func.coalesce(func.sum(case((and_(*conditions), 1), else_=0)), 0)


REPORT = select(
    *(_of(_O.state == state).label(state) for state in (SENT, FAILED, SKIPPED, PENDING)),
    func.coalesce(func.sum(_O.unanswered), 0).label("unanswered"),
    _of(_O.state == FAILED, _TO_ACTIVE).label("retryable"),
    _of(_O.state == SENT, _O.done >= bindparam("since")).label("recent_sent"),
    *(
        func.min(case((and_(_O.state == SENT, *only), _O.done))).label(name)
        for name, only in (("first_sent_at", ()), ("recent_since", (_O.done >= bindparam("since"),)))
    ),
    func.max(case((_O.state == SENT, _O.done))).label("last_sent_at"),
).where(_THESE)
_TIMES = func.count()
REASONS = (
    select(_O.reason, _TIMES)
    .where(_THESE, _O.state.in_((FAILED, PENDING)), _O.reason != "")
    .group_by(_O.reason)
    .order_by(_TIMES.desc(), _O.reason)
)

# What was announced.
_ANNOUNCEMENT = select(_A.notice, _A.revision, _A.said.label("snapshot"), _A.before.label("previous"), _A.at)
NEWEST = _ANNOUNCEMENT.order_by(_A.at, _A.notice)  # the last of a notice is its newest
ANNOUNCEMENT = _ANNOUNCEMENT.where(_A.notice == bindparam("notice"), _A.revision == bindparam("revision"))
BEFORE = (
    select(_A.revision)
    .where(_A.notice == bindparam("notice"), _A.revision != bindparam("revision"))
    .order_by(_A.at.desc())
    .limit(1)
)


def announce(dialect: str) -> Executable:
    """Write down a revision; one that was there before is the newest again. `dialect` is sqlite or postgresql."""
    insertion = _insert(dialect, ANNOUNCED)
    return insertion.on_conflict_do_update(index_elements=["notice", "revision"], set_={"at": insertion.excluded.at})


def enqueue(dialect: str, whose: Select[Any]) -> Executable:
    """Make a row for each subscription of `whose` that has none for the occasion `of`; they are due `now`."""
    now = bindparam("now", type_=Double)
    values: dict[str, ColumnElement[Any]] = {
        "occasion": bindparam("of", type_=Text),
        "state": literal(PENDING),
        "attempts": literal(0),
        "unanswered": literal(0),
        "not_before": now,
        "reason": literal(""),
        "at": now,
    }
    rows = whose.add_columns(*(value.label(name) for name, value in values.items()))
    insertion = _insert(dialect, OUTBOX).from_select(["subscription", *values], rows).on_conflict_do_nothing()
    return insertion.execution_options(preserve_rowcount=True)  # which psycopg else leaves out


def _insert(dialect: str, table: Table) -> sqlite.Insert | postgresql.Insert:
    """What both backends' inserts can do about a conflict, they do alike."""
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)


TO_NOTICES = select(_S.id).where(_S.state == ACTIVE, _S.kind == "notice").order_by(_S.id)
TO_THESE = (
    select(_S.id).where(_S.state == ACTIVE, _S.id.in_(bindparam("subscriptions", expanding=True))).order_by(_S.id)
)
