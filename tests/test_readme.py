"""Both READMEs show the same commands and what these really print; `python -m tests.test_readme` writes that anew."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from data.load import check

ROOT = Path(__file__).parents[1]
READMES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)


def blocks(readme: Path) -> list[tuple[str, str]]:
    return BLOCK.findall(readme.read_text("utf-8"))


def sessions() -> list[tuple[str, str]]:
    """Every command that the README shows with its output."""
    return [pair for language, text in blocks(READMES[0]) if language == "console" for pair in COMMAND.findall(text)]


def output(command: str) -> str:
    script = f'anlitong() {{ "{sys.executable}" -m bot "$@"; }}\n{command}'
    return subprocess.check_output(["/bin/bash", "-c", script], cwd=ROOT, encoding="utf-8", timeout=60)


def test_both_show_the_same_commands() -> None:
    english, chinese = map(blocks, READMES)
    assert english == chinese
    assert ("sh", "make chat\nmake test\n") in english


def test_every_target_that_is_shown_is_made() -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for readme in READMES:
        shown = set(re.findall(r"(?:`|^|\| )make (?:-s )?(\w+)", readme.read_text("utf-8"), re.MULTILINE))
        assert {"chat", "test", "help"} <= shown <= targets


@pytest.mark.parametrize(("command", "shown"), sessions(), ids=[command for command, _ in sessions()])
def test_what_is_shown_is_what_happens(command: str, shown: str) -> None:
    assert output(command) == shown


def test_the_notice_that_is_shown_loads_without_fault(tmp_path: Path) -> None:
    ((_, notice),) = BLOCK.findall((ROOT / "CONTRIBUTING.md").read_text("utf-8"))
    (tmp_path / "notices").mkdir()
    (tmp_path / "notices" / "hn-2024.yaml").write_text(notice, "utf-8")
    assert check(tmp_path) == []


def rewrite() -> None:
    for readme in READMES:
        text = readme.read_text("utf-8")
        readme.write_text(
            BLOCK.sub(
                lambda block: (
                    COMMAND.sub(lambda it: f"$ {it[1]}\n{output(it[1])}", block[0])
                    if block[1] == "console"
                    else block[0]
                ),
                text,
            ),
            "utf-8",
        )


if __name__ == "__main__":
    rewrite()
