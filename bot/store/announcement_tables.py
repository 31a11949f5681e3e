"""The table of announced revisions of notices, and its SQL statements."""

from __future__ import annotations

from sqlalchemy import Column, Double, Executable, Table, Text, bindparam, select

from bot.store.tables import METADATA, insertion

ANNOUNCED = Table(
    "announced",
    METADATA,
    Column("notice", Text, primary_key=True),
    Column("revision", Text, primary_key=True),
    Column("said", Text, nullable=False),
    Column("before", Text),
    Column("at", Double, nullable=False),
)
_A = ANNOUNCED.c

_SELECT_ANNOUNCEMENT = select(_A.notice, _A.revision, _A.said.label("snapshot"), _A.before.label("previous"), _A.at)
SELECT_ANNOUNCEMENTS = _SELECT_ANNOUNCEMENT.order_by(_A.at, _A.notice)  # the last row of a notice is its newest
SELECT_ANNOUNCEMENT = _SELECT_ANNOUNCEMENT.where(_A.notice == bindparam("notice"), _A.revision == bindparam("revision"))
SELECT_PREVIOUS_REVISION = (
    select(_A.revision)
    .where(_A.notice == bindparam("notice"), _A.revision != bindparam("revision"))
    .order_by(_A.at.desc())
    .limit(1)
)


def insert_announcement(dialect: str) -> Executable:
    """Return the statement that records a revision; an earlier one that comes back becomes the newest."""
    row = insertion(dialect, ANNOUNCED)
    return row.on_conflict_do_update(index_elements=["notice", "revision"], set_={"at": row.excluded.at})
