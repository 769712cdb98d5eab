"""Plans as forms that offices fill in: workbooks and Word documents, blank or filled in."""
