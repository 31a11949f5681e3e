"""Add the quiet hours of subscriptions."""

import sqlalchemy as sa
from alembic import op

revision = "0004_0003"
down_revision = "0003"


def upgrade() -> None:
    """Upgrade from revision 0003."""
    op.add_column("subscriptions", sa.Column("quiet_from", sa.Integer))
    op.add_column("subscriptions", sa.Column("quiet_until", sa.Integer))
