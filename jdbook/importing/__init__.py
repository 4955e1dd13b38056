"""Importing: documents of strangers, as lines, recognised piece by piece as drafts of positions; nothing is dropped."""
