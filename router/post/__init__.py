"""Outgoing mail: letters and their templates, the outbox, SMTP."""
