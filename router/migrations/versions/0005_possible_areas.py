"""What the model held possible for an issue, and how sure it was of the piece as well."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("issues", sa.Column("certainty", sa.Float(), nullable=True))
    op.add_column(
        "issues",
        sa.Column(
            "possible_areas",
            sa.JSON().with_variant(postgresql.JSONB(), "postgresql"),
            nullable=False,
            server_default=sa.text("'[]'"),
        ),
    )


def downgrade() -> None:
    op.drop_column("issues", "possible_areas")
    op.drop_column("issues", "certainty")
