"""What models said of labelled mails, and the figures behind it."""
