"""Answers as cards, shared by every surface."""
