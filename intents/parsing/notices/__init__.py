"""Find the notices that a question is about: by their names, years and nouns, and by the facts that they state."""
