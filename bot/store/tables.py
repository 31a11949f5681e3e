"""The tables, and the statements that the store asks of them; a statement is made once and compiled once."""

from __future__ import annotations

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
    Select,
    Table,
    Text,
    TextClause,
    bindparam,
    delete,
    func,
    select,
    text,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

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


def _index(name: str, *columns: Column[Any], only: ColumnElement[bool]) -> ColumnElement[bool]:
    """An index of the rows for which `only` holds: each row more in an index is a dearer write."""
    Index(name, *columns, sqlite_where=only, postgresql_where=only)
    return only


_LEFT_CONTEXT = _index("exchanges_last", _E.chat, _E.topic, _E.asker, _E.id, only=_E.context.is_not(None))
_WORDED = _index("exchanges_worded", _E.at, only=_E.question.is_not(None))
_index("exchanges_answer", _E.chat, _E.answer_message, only=_E.answer_message.is_not(None))
_index("exchanges_question", _E.chat, _E.question_message, only=_E.question_message.is_not(None))

CHAT = select(CHATS).where(CHATS.c.id == bindparam("chat"))
EXCHANGE = select(EXCHANGES).where(_E.id == bindparam("exchange"))
NEWEST_ID = select(func.max(_E.id))


def _newest(*conditions: ColumnElement[bool]) -> Select[Any]:
    return select(EXCHANGES).where(*conditions).order_by(_E.id.desc()).limit(1)


_THERE = _E.chat == bindparam("chat")
LAST = _newest(_THERE, _E.topic == bindparam("topic"), _E.asker == bindparam("asker"), _LEFT_CONTEXT)
OF_ANSWER = _newest(_THERE, _E.answer_message == bindparam("message"))
OF_QUESTION = _newest(_THERE, _E.question_message == bindparam("message"))

ANSWERED = update(EXCHANGES).where(_E.id == bindparam("exchange")).values(answer_message=bindparam("message"))
PRUNE = update(EXCHANGES).where(_WORDED, _E.at < bindparam("before")).values(question=None)

_TIMES = func.count()
UNANSWERED = (
    select(_E.question, _E.kind, _TIMES)
    .where(_WORDED, _E.at >= bindparam("since"), _E.kind.in_(("refuse", "clarify")))
    .group_by(_E.question, _E.kind)
    .order_by(_TIMES.desc(), func.max(_E.at).desc())
    .limit(bindparam("limit", type_=Integer))
)

# A chat's rows for another chat, whose messages are numbered anew.
MOVE_EXCHANGES = (
    update(EXCHANGES)
    .where(_E.chat == bindparam("old"))
    .values(chat=bindparam("new"), question_message=None, answer_message=None)
)
MOVE_CHAT = update(CHATS).where(CHATS.c.id == bindparam("old")).values(id=bindparam("new"), type="supergroup")
FORGET_CHAT = delete(CHATS).where(CHATS.c.id == bindparam("old"))


def put(table: Table, dialect: str) -> TextClause:
    """Write a row, over the one with its id if there is one. `dialect` is sqlite or postgresql.

    As text: SQLAlchemy would compile an upsert anew each time, which doubles the cost of a write.
    """
    backend = sqlite if dialect == "sqlite" else postgresql
    insert = backend.insert(table)
    changed = {column.name: insert.excluded[column.name] for column in table.c if not column.primary_key}
    upsert = insert.on_conflict_do_update(index_elements=["id"], set_=changed)
    return text(str(upsert.compile(dialect=backend.dialect(paramstyle="named"))))
