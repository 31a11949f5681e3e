"""Outgoing calls under Telegram's rate limits."""
