"""Composition of a query from events: what is asked for, of which cases, and of which of their units."""
