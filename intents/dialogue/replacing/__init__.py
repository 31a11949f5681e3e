"""Changes that put a condition in the place of another (SEMANTICS 11)."""
