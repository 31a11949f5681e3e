"""Measures what the product costs, from 22 cases to 100,000, beside its peers: `python -m tests.tools.bench --help`."""
