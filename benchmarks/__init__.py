"""Figures: each module prints its own (README.md)."""
