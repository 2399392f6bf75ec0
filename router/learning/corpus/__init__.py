"""Labelled mails: read, written, brought in, taken out, corrected, masked; and what lies beside them."""
