"""Alembic's entry point: run migrations on the connection, and in the transaction, that `bot.store` passes."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
