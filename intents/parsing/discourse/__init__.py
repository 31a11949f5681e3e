"""Discourse: asides, corrections, and texts of several sentences."""
