"""Where a text names a person, one module a family: numbers, addresses, names. Nothing is changed here."""
