"""Split a text into issues, classify each, and say why."""
