"""The smallest set of edits after which a document passes: which, why no fewer, and what of them a program can make."""
