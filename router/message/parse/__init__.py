"""From raw bytes to the tree of parts: what RFC 5322, MIME and their kin say, as it is met in life."""
