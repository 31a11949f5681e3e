"""What a migration may do to the tables that an older release uses."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Column, MetaData, Table


def broken_rules(before: MetaData, after: MetaData) -> list[str]:
    """Return what keeps a program of the schema `before` from using the schema `after`."""
    return [fault for name, table in before.tables.items() for fault in _in_table(table, after.tables.get(name))] + [
        f"{table.name}: rows of {key.column.table.name} cannot be deleted while this table refers to them"
        for table in after.tables.values()
        for key in table.foreign_keys
        if table.name not in before.tables and key.column.table.name in before.tables and not key.ondelete
    ]


def _in_table(before: Table, after: Table | None) -> Iterator[str]:
    if after is None:
        yield f"{before.name}: is gone"
        return
    for column in before.c:
        if column.name not in after.c:
            yield f"{before.name}.{column.name}: is gone"
        else:
            yield from _in_column(column, after.c[column.name])
    for column in after.c:
        if column.name not in before.c and not column.nullable and column.server_default is None:
            yield f"{before.name}.{column.name}: is new and has no default"
    for name in _constraints(after) - _constraints(before):
        yield f"{before.name}: {name} is new"


def _in_column(before: Column[object], after: Column[object]) -> Iterator[str]:
    if str(before.type) != str(after.type):
        yield f"{before.table.name}.{before.name}: was {before.type}, is {after.type}"
    if before.nullable and not after.nullable:
        yield f"{before.table.name}.{before.name}: may not be empty any more"


def _constraints(table: Table) -> set[str]:
    """Return what rows have to meet: unique indexes, and constraints other than the primary key."""
    unique = {f"unique {sorted(index.columns.keys())}" for index in table.indexes if index.unique}
    keys = {f"{type(some).__name__} {sorted(some.columns.keys())}" for some in table.foreign_key_constraints}
    others = {
        f"{type(some).__name__} {str(getattr(some, 'sqltext', '')) or sorted(some.columns.keys())}"  # type: ignore[attr-defined]
        for some in table.constraints
        if type(some).__name__ in ("UniqueConstraint", "CheckConstraint")
    }
    return unique | keys | others
