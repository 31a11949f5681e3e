"""Pictures that Telegram has already."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """From chats, exchanges and subscriptions."""
    op.create_table(
        "pictures",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("at", sa.Double, nullable=False),
    )
