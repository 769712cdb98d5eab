"""Rule packs: their language, their tables, and how they are read and checked."""
