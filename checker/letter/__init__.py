"""The letter with which a plan is returned: a report and its rule pack -> a Word file, ready to edit and stamp.

`content` says what is in it, `chinese` and `english` how such a letter is laid out.
"""
