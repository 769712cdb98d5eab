"""The shortest way to a plan that passes: which edits, why no fewer, and what of them can be made by a program."""
