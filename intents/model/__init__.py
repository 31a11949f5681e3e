"""Immutable values: queries, answers and conversation contexts."""
