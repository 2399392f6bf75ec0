"""Issues know the sentences that stand with another issue of the mail and that they need as well."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.add_column("issues", sa.Column("background", _JSON, nullable=False, server_default="[]"))


def downgrade() -> None:
    # Not in a batch: on SQLite that would make the table anew, and tickets point to it.
    op.drop_column("issues", "background")
