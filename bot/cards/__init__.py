"""Answers as cards, for the command line and Telegram alike."""
