"""Gives an office its own workbook back with the findings marked in it, and nothing else of it changed.

A workbook is edited as what it is, a ZIP file of XML parts: a library that loads and saves workbooks would drop what it
does not know (pictures, slicers, threads of comments, macros, what WPS adds). `marks.mark_workbook` is the way in.
"""
