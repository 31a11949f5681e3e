"""How a question stands in what is said: asides, corrections, several sentences."""
