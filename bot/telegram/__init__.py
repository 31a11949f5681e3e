"""Telegram: the bot, its handlers, its limits."""
