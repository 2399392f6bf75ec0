"""ticket-router: from a support centre's mailboxes to routed tickets."""

__version__ = "0.1.0"
