"""Handlers of updates, one module per feature."""
