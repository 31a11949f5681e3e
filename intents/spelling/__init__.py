"""Spelling repair of words that were not understood."""
