"""Create the tables of subscriptions, the outbox and announcements."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Upgrade from revision 0001."""
    row_number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table(
        "subscriptions",
        sa.Column("id", row_number, primary_key=True),
        sa.Column("chat", sa.BigInteger, nullable=False),
        sa.Column("topic", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("query", sa.Text, nullable=False),
        sa.Column("minute", sa.Integer),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("by", sa.BigInteger, nullable=False),
        sa.Column("at", sa.Double, nullable=False),
    )
    op.create_index("subscriptions_chat", "subscriptions", ["chat"])
    op.create_table(
        "outbox",
        sa.Column("id", row_number, primary_key=True),
        sa.Column("subscription", row_number, sa.ForeignKey("subscriptions.id"), nullable=False),
        sa.Column("occasion", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("message", sa.BigInteger),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("unanswered", sa.Integer, nullable=False),
        sa.Column("under_way", sa.Double),
        sa.Column("not_before", sa.Double, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("at", sa.Double, nullable=False),
        sa.Column("done", sa.Double),
        sa.UniqueConstraint("subscription", "occasion", name="outbox_once"),
    )
    op.create_index("outbox_occasion", "outbox", ["occasion", "state"])
    pending = sa.text("state = 'pending'")
    op.create_index("outbox_pending", "outbox", ["not_before", "id"], sqlite_where=pending, postgresql_where=pending)
    op.create_table(
        "announced",
        sa.Column("notice", sa.Text, primary_key=True),
        sa.Column("revision", sa.Text, primary_key=True),
        sa.Column("said", sa.Text, nullable=False),
        sa.Column("before", sa.Text),
        sa.Column("at", sa.Double, nullable=False),
    )
