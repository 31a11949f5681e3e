"""Replies as HTML messages with keyboards."""
