"""Follow-ups that ask another thing: of the same cases, for another list, or for another ranking."""
