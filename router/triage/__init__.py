"""Split a text into issues, classify each, and say why."""

from router.triage.model import Model
from router.triage.triage import as_request, triage

__all__ = ["Model", "as_request", "triage"]
