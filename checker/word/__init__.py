"""Word files from plain values: `paper` says how a document is laid out, and only `sheet` and `styles` know Word.

Letters and the plans that offices fill in are written with it.
"""
