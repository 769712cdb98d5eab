"""The local page, for those without a command line: files in, the same report as HTML out, and nothing kept.

`application` answers requests and `server` listens; neither ever reads a file that was sent. `processes` starts a
process for each, `work` is what is done in it, and what comes back is bytes that are passed on as they are.
"""
