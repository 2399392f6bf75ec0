"""Split a text into issues, classify each, and say why."""

from router.triage.model import Model
from router.triage.triage import Addressed, as_request, triage, triage_each

__all__ = ["Addressed", "Model", "as_request", "triage", "triage_each"]
