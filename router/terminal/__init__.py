"""What the commands show people on a terminal: tables for the figures that the other modules gather."""
