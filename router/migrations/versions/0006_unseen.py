"""Mails that were closed in silence because of their words alone wait until a human has seen them."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("messages", sa.Column("unseen", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index(
        "ix_messages_unseen",
        "messages",
        ["id"],
        unique=False,
        sqlite_where=sa.text("unseen"),
        postgresql_where=sa.text("unseen"),
    )


def downgrade() -> None:
    op.drop_index("ix_messages_unseen", table_name="messages")
    op.drop_column("messages", "unseen")
