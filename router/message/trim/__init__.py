"""From the lines of a body to what is new: apart from history, signature and what was added."""
