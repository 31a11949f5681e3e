"""What is left of what was shown, lacks there or stands beside it (SEMANTICS 11)."""
