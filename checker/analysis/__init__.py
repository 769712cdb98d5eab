"""What can be shown of a rule pack as such, whatever plan comes; `analyzing` is the order of the steps."""
