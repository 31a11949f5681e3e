"""Events to query: what is asked for, of which cases, and of which of their units."""
