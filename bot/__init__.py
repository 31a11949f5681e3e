"""Where questions are asked: the command line, the terminal and, later, Telegram."""
