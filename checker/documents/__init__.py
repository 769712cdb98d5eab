"""Plans as people fill them in, as a workbook or a Word document, and changes to the text of a plan."""
