"""The trainings that the service has run, and each week's distance from what the model was trained on."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "trainings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("started_at", _TIME, nullable=False),
        sa.Column("ended_at", _TIME, nullable=False),
        sa.Column("result", sa.String(20), nullable=False),
        sa.Column("version", sa.String(100), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("corpus_sha256", sa.String(64), nullable=False),
        sa.Column("last_correction", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trainings")),
    )
    op.create_table(
        "drift_weeks",
        sa.Column("week_from", _TIME, nullable=False),
        sa.Column("computed_at", _TIME, nullable=False),
        sa.Column("comparison", _JSON, nullable=False),
        sa.PrimaryKeyConstraint("week_from", name=op.f("pk_drift_weeks")),
    )


def downgrade() -> None:
    op.drop_table("drift_weeks")
    op.drop_table("trainings")
