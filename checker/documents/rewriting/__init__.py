"""Changes to the text of a document that leave every other byte as it is.

A change is made in the text, the text is read again, and where it does not say exactly what it should, the change is
not made at all.
"""
