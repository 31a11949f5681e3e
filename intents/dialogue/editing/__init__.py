"""Rules that exchange, give up or add conditions of the last query (SEMANTICS 11)."""
