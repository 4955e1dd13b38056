"""Ledger: the workbook in which HR edits positions: its columns, its sheets, and what it was made from."""
