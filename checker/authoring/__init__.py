"""The tools for authors of rule packs: a rule begun, its pack looked over, its cases run."""
