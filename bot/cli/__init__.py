"""The command line: one-shot questions, the terminal chat, and the start of the bot."""
