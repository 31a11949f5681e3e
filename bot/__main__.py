"""Make `python -m bot` the same as `anlitong`."""

from bot.cli.main import run

if __name__ == "__main__":
    run()
