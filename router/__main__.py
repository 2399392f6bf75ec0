"""``python -m router`` is ``ticket-router``."""

from router.cli import app

app()
