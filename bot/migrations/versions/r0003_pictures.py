"""Create the table of file ids of pictures."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Upgrade from revision 0002."""
    op.create_table(
        "pictures",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("at", sa.Double, nullable=False),
    )
