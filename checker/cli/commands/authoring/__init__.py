"""The commands under `plancheck rules`, for authors of rule packs: a module each, whose command is called `run`."""
