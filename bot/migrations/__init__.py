"""Migrations of the database schema; `bot.store` runs them at every start."""
