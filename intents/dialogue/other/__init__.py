"""Rules for follow-ups that ask another thing of the same cases, or for another list or ranking."""
