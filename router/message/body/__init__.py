"""From the parts of a mail to the lines that a human read."""
