"""Follow-up questions."""
