"""A plan as flat facts, and the parts of it that could not be read."""
