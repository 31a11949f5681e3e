"""Queries as Chinese phrases and questions."""
