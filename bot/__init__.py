"""User interfaces: the command line and Telegram, and the parts that they share."""
