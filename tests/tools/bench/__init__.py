"""Measure the product with 22 to 100,000 cases, compared with other engines: `python -m tests.tools.bench --help`."""
