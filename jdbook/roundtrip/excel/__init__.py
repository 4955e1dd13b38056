"""Excel: our own workbook, edited by people, as what came back of every position."""
