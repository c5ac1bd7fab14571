"""Places: names to codes, boundary layers and the join."""
