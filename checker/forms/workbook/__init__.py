"""Plans as a workbook (XLSX) that offices fill in: a blank one, or one with a plan in it."""
