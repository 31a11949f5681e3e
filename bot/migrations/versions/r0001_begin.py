"""Create the tables of chats and exchanges."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision: str | None = None


def upgrade() -> None:
    """Upgrade from an empty database."""
    row_number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table(
        "chats",
        sa.Column("id", row_number, primary_key=True, autoincrement=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("forum", sa.Boolean, nullable=False),
        sa.Column("rights", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("at", sa.Double, nullable=False),
    )
    op.create_table(
        "exchanges",
        sa.Column("id", row_number, primary_key=True, autoincrement=False),
        sa.Column("chat", sa.BigInteger, nullable=False),
        sa.Column("topic", sa.BigInteger, nullable=False),
        sa.Column("asker", sa.BigInteger, nullable=False),
        sa.Column("question", sa.Text),
        sa.Column("question_message", sa.BigInteger),
        sa.Column("answer_message", sa.BigInteger),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("context", sa.Text),
        sa.Column("options", sa.Text, nullable=False),
        sa.Column("parent", sa.BigInteger),
        sa.Column("revision", sa.Text, nullable=False),
        sa.Column("page", sa.Integer, nullable=False),
        sa.Column("at", sa.Double, nullable=False),
    )
    for name, columns, not_null in (
        ("exchanges_last", ["chat", "topic", "asker", "id"], "context"),
        ("exchanges_worded", ["at"], "question"),
        ("exchanges_answer", ["chat", "answer_message"], "answer_message"),
        ("exchanges_question", ["chat", "question_message"], "question_message"),
    ):
        condition = sa.text(f"{not_null} IS NOT NULL")
        op.create_index(name, "exchanges", columns, sqlite_where=condition, postgresql_where=condition)
