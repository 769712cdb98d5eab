"""Plans in Word documents, laid out as the form that `plancheck template --format docx` makes.

`building` takes the document apart into paragraphs and tables as somebody sees them who reads it with all changes
accepted; `fields` says what the form asks for; `tables` and `plan` make a plan of it, and faults of what they cannot
understand.
"""
