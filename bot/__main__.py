"""`python -m bot` is `anlitong`."""

from bot.cli.main import run

if __name__ == "__main__":
    run()
