"""The command line: the only part of plancheck that prints, reads the clock or exits."""
