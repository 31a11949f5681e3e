"""Sending and editing messages and photos."""
