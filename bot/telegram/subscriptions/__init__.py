"""Subscriptions and the outbox that serves them."""
