"""Corrections of a whole mail: its class and its split; tickets that are continued in another."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# What a human has said is training data: a later word is another row, whoever has the connection.
_TABLES = ("corrections", "message_corrections")


def upgrade() -> None:
    pieces = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
    op.create_table(
        "message_corrections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("corrected_by", sa.Text(), nullable=False),
        sa.Column("corrected_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("model_version", sa.String(length=100), nullable=True),
        sa.Column("class_before", sa.String(length=20), nullable=False),
        sa.Column("message_class", sa.String(length=20), nullable=False),
        sa.Column("pieces_before", pieces, nullable=False),
        sa.Column("pieces", pieces, nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"], ["messages.id"], name=op.f("fk_message_corrections_message_id_messages")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_corrections")),
    )
    with op.batch_alter_table("message_corrections", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_message_corrections_message_id"), ["message_id"], unique=False)
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.add_column(sa.Column("continued_in_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_tickets_continued_in_id_tickets"), "tickets", ["continued_in_id"], ["id"]
        )
    for table in _TABLES:
        for statement in _only_added(table)[op.get_bind().dialect.name]:
            op.execute(statement)


def _only_added(table: str) -> dict[str, tuple[str, ...]]:
    refusal = f"what people said in {table} is only ever added to"
    return {
        "sqlite": (
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END",
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END",
        ),
        "postgresql": (
            f"CREATE FUNCTION {table}_only_added() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{refusal}'; END $$",
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {table}_only_added()",
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_only_added()",
        ),
    }


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for name in ("no_change", "no_truncate"):
            op.execute(f"DROP TRIGGER corrections_{name} ON corrections")
        op.execute("DROP FUNCTION corrections_only_added()")
    else:
        for name in ("no_update", "no_delete"):
            op.execute(f"DROP TRIGGER corrections_{name}")
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_tickets_continued_in_id_tickets"), type_="foreignkey")
        batch_op.drop_column("continued_in_id")
    op.drop_table("message_corrections")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION message_corrections_only_added()")
