"""The commands, a module each, whose command is called `run`."""
