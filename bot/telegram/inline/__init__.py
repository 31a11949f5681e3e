"""Inline mode and guest messages."""
