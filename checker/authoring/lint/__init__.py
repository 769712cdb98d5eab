"""What no schema can find wrong with a rule pack, and nothing stops it from being used for: lints."""
