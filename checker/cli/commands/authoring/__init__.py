"""The commands under `plancheck rules`, for authors of rule packs: each module has `make_command(name, lang)`."""
