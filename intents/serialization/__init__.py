"""Queries and contexts as short, versioned strings."""
