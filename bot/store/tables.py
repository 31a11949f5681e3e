"""Tables of chats and exchanges, their SQL statements, and exchanges as rows."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Double,
    Index,
    Integer,
    MetaData,
    Row,
    Select,
    Table,
    Text,
    TextClause,
    bindparam,
    case,
    delete,
    func,
    literal_column,
    select,
    text,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.records import MAX_CHAT_ID, WRONG_KIND, Exchange

METADATA = MetaData()
_ID = BigInteger().with_variant(Integer, "sqlite")  # INTEGER PRIMARY KEY is SQLite's own row number: no further index

CHATS = Table(
    "chats",
    METADATA,
    Column("id", _ID, primary_key=True, autoincrement=False),
    Column("type", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("forum", Boolean, nullable=False),
    Column("rights", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Double, nullable=False),
)

EXCHANGES = Table(
    "exchanges",
    METADATA,
    Column("id", _ID, primary_key=True, autoincrement=False),
    Column("chat", BigInteger, nullable=False),
    Column("topic", BigInteger, nullable=False),  # 0 outside of topics: an index finds it, unlike NULL
    Column("asker", BigInteger, nullable=False),
    Column("question", Text),
    Column("question_message", BigInteger),
    Column("answer_message", BigInteger),
    Column("kind", Text, nullable=False),
    Column("context", Text),
    Column("options", Text, nullable=False),  # a JSON array
    Column("parent", BigInteger),
    Column("revision", Text, nullable=False),
    Column("page", Integer, nullable=False),
    Column("at", Double, nullable=False),
)
_E = EXCHANGES.c


def _index(name: str, *columns: Column[Any], condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Create a partial index and return its condition. Rows outside of it cost nothing when written."""
    Index(name, *columns, sqlite_where=condition, postgresql_where=condition)
    return condition


_HAS_CONTEXT = _index("exchanges_last", _E.chat, _E.topic, _E.asker, _E.id, condition=_E.context.is_not(None))
_HAS_QUESTION = _index("exchanges_worded", _E.at, condition=_E.question.is_not(None))
_index("exchanges_answer", _E.chat, _E.answer_message, condition=_E.answer_message.is_not(None))
_index("exchanges_question", _E.chat, _E.question_message, condition=_E.question_message.is_not(None))

SELECT_CHAT = select(CHATS).where(CHATS.c.id == bindparam("chat"))
SELECT_EXCHANGE = select(EXCHANGES).where(_E.id == bindparam("exchange"))
SELECT_NEWEST_ID = select(func.max(_E.id))
TOUCH = text("UPDATE alembic_version SET version_num = version_num")  # writes a page, and so fails on a full disk


def _select_newest(*conditions: ColumnElement[bool]) -> Select[Any]:
    return select(EXCHANGES).where(*conditions).order_by(_E.id.desc()).limit(1)


_IS_CHAT = _E.chat == bindparam("chat")
SELECT_LAST = _select_newest(_IS_CHAT, _E.topic == bindparam("topic"), _E.asker == bindparam("asker"), _HAS_CONTEXT)
SELECT_BY_ANSWER = _select_newest(_IS_CHAT, _E.answer_message == bindparam("answer_message"))
SELECT_BY_QUESTION = _select_newest(_IS_CHAT, _E.question_message == bindparam("question_message"))
SELECT_REPLY = _select_newest(
    _IS_CHAT, _E.question_message == bindparam("question_message"), _E.asker == bindparam("asker")
)

# ids are times in microseconds (`Store.next_id`), so the primary key finds the recent ones
SELECT_RECENT = select(EXCHANGES).where(_E.id >= bindparam("since"), _E.kind == bindparam("kind")).order_by(_E.id)

SET_ANSWER_MESSAGE = update(EXCHANGES).where(_E.id == bindparam("exchange")).values(answer_message=bindparam("message"))

_COUNT = func.count()
COUNT_UNANSWERED = (
    select(_E.question, _E.kind, _COUNT)
    .where(_HAS_QUESTION, _E.at >= bindparam("since"), _E.kind.in_(("refuse", "clarify", WRONG_KIND)))
    .group_by(_E.question, _E.kind)
    .order_by(_COUNT.desc(), func.max(_E.at).desc())
    .limit(bindparam("limit", type_=Integer))
)

_ANSWERED = EXCHANGES.alias("answered")
LIST_CHOSEN = (
    select(_E.question, _ANSWERED.c.question)
    .distinct()
    .join(_ANSWERED, _ANSWERED.c.parent == _E.id)
    .where(_HAS_QUESTION, _E.at >= bindparam("since"), _E.kind == "clarify", _ANSWERED.c.question.is_not(None))
)

_SURFACE = case(
    (_E.chat < 0, literal_column("'group'")),
    (_E.chat.between(1, MAX_CHAT_ID), literal_column("'private'")),
    else_=literal_column("'elsewhere'"),
).label("surface")
COUNT_QUESTIONS = (
    select(_SURFACE, _E.kind, _COUNT)
    .where(_HAS_QUESTION, _E.at >= bindparam("since"), _E.at < bindparam("until"))
    .group_by(_SURFACE.name, _E.kind)
)
MOST_ASKED = (
    select(_E.question, _COUNT)
    .where(_HAS_QUESTION, _E.at >= bindparam("since"), _E.kind.not_in(bindparam("without", expanding=True)))
    .group_by(_E.question)
    .order_by(_COUNT.desc(), func.max(_E.at).desc())
    .limit(bindparam("limit", type_=Integer))
)

# message ids are cleared: the new chat numbers its messages anew
MOVE_EXCHANGES = (
    update(EXCHANGES)
    .where(_E.chat == bindparam("old"))
    .values(chat=bindparam("new"), question_message=None, answer_message=None)
)
MOVE_CHAT = update(CHATS).where(CHATS.c.id == bindparam("old")).values(id=bindparam("new"), type="supergroup")
DELETE_CHAT = delete(CHATS).where(CHATS.c.id == bindparam("old"))


def upsert(table: Table, dialect: str) -> TextClause:
    """Return the statement that inserts a row or replaces the one with its id. `dialect` is sqlite or postgresql."""
    backend = sqlite if dialect == "sqlite" else postgresql
    insert = insertion(dialect, table)
    changed = {column.name: insert.excluded[column.name] for column in table.c if not column.primary_key}
    upsert = insert.on_conflict_do_update(index_elements=["id"], set_=changed)
    # as text: SQLAlchemy compiles an upsert anew each time, which doubles the cost of a write
    return text(str(upsert.compile(dialect=backend.dialect(paramstyle="named"))))


def insertion(dialect: str, table: Table) -> sqlite.Insert | postgresql.Insert:
    """Return an insert with `on_conflict_…`, which both dialects have alike but in classes of their own."""
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)


_FIELDS = tuple(field.name for field in fields(Exchange))


def row_of(exchange: Exchange) -> dict[str, Any]:
    """Return the values of an exchange's row, by column."""
    row = {name: getattr(exchange, name) for name in _FIELDS}
    row["topic"] = exchange.topic or 0
    row["question"] = None if exchange.question is None else storable(exchange.question)
    row["options"] = json.dumps(exchange.options)
    return row


def exchange_of(row: Row[Any]) -> Exchange:
    """Return the exchange of a row."""
    return Exchange(**row._asdict() | {"topic": row.topic or None, "options": tuple(json.loads(row.options))})


def storable(text: str) -> str:
    """Return the text with U+FFFD in place of lone surrogates and NUL, which databases refuse."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").replace("\0", "\ufffd")
