"""The commands, a module each or several of one duty; where it is the only one, the command is called `run`."""
