"""Answer queries: one pair of a Python and a YAML file per intent."""
