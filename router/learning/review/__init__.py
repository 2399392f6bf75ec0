"""A walk through a corpus: labels that are likely wrong, and mails that would teach most."""
