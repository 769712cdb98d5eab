"""The local page, for those without a command line: files in, the report on screen, and what else is made of them.

`application` answers requests and `server` listens; neither ever reads a file that was sent. `tasks` has each file read
in a process of its own, by what stands in `results` and `downloads`. What was judged stays in memory for a while, so
that the page can be opened again; nothing stays on a disk.
"""
