"""The commands, a module each with one function: `make_command(name, lang)`."""
