"""Alembic's entry: runs the migrations on the connection that ``router.migrations.migrate`` hands over."""

from alembic import context

import router.cases.tables
import router.cases.tables.learning
import router.mailbox.tables
import router.post.tables  # noqa: F401  (the four imports fill the metadata)
from router.database import Base

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    # SQLite cannot change a table in place; Alembic copies it instead.
    render_as_batch=True,
    compare_type=True,
)
context.run_migrations()
