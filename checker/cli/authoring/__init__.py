"""What the tools for authors of rule packs show, a module for each form."""
