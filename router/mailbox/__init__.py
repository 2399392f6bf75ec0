"""IMAP in: log in, watch, fetch, store, acknowledge."""
