"""The file by which tests shift the clock of a bot that runs under `shifted_clock`."""

from pathlib import Path


def set_shift(path: Path, seconds: int) -> None:
    """Write by how many seconds the clock is ahead, at once: the bot may be reading the file."""
    new = path.with_suffix(".new")
    new.write_text(str(seconds))
    new.replace(path)
