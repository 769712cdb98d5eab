"""What is raised inside this room for a file in which nothing can be marked; it never leaves the room."""

from __future__ import annotations


class NotMarkableError(Exception):
    """The file is no workbook, or one that is not to be touched."""
