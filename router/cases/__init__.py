"""Cases: the tables, the one-transaction intake, and who gets what."""
