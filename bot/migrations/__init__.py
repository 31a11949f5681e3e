"""The tables' history; Alembic reads it, and `bot.store` has it carried out at every start."""
