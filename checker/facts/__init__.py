"""A document as flat facts, as its rule pack declares them, and the parts of it that could not be read."""
