"""One pair of Python and YAML per intent: query to answer."""
