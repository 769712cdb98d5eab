"""A plan that is written as a Word document and read again is the same plan.

The same means: absent members (null, blank text) are left out; a measure number is what the catalogue would write, so
7 and "7" are one; a region's code is its six digits, whether text or integer; a line ends in a line feed; and numbers
are equal as numbers. Everything else is equal, the order of lists included.
"""

from __future__ import annotations
