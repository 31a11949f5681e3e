"""Check that both READMEs show the same commands and their real output, and that documents name files that exist.

`python -m tests.test_readme` rewrites the output in both files.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from data.load import check

ROOT = Path(__file__).parents[1]
READMES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]
DOCUMENTS = ["README.md", "README.zh-CN.md", "CONTRIBUTING.md", "tests/README.md", "tests/questions/README.md"]
DOCUMENTS += sorted(f"docs/{page.name}" for page in (ROOT / "docs").glob("*.md"))
FILE_NAME = re.compile(r"`((?:bot|data|docs|intents|tests)/[\w./*-]*)`")
PLACEHOLDERS = re.compile("NAME|ID")
"""Parts of file names that stand for any name."""
CODE_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
COMMAND_LANGUAGES = {"sh", "console"}
"""Languages of the blocks that hold commands; `text` blocks hold prose and are translated."""


def command_blocks(readme: Path) -> list[tuple[str, str]]:
    """Return (language, text) of each block of commands."""
    blocks = CODE_BLOCK.findall(readme.read_text("utf-8"))
    return [(language, text) for language, text in blocks if language in COMMAND_LANGUAGES]


def commands_with_output() -> list[tuple[str, str]]:
    """Return each command that the README shows with its output."""
    blocks = command_blocks(READMES[0])
    return [pair for language, text in blocks if language == "console" for pair in COMMAND.findall(text)]


def output(command: str) -> str:
    """Return what a terminal shows of a command that runs in an empty directory."""
    script = f'anlitong() {{ "{sys.executable}" -m bot "$@"; }}\n{command}'
    with TemporaryDirectory() as directory:
        shown = subprocess.check_output(
            ["/bin/bash", "-c", script],
            cwd=directory,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            encoding="utf-8",
            timeout=60,
        )
        assert not list(Path(directory).iterdir()), f"{command} leaves a file"
    return shown.replace("\ufeff", "")


def test_both_readmes_show_the_same_commands() -> None:
    english, chinese = map(command_blocks, READMES)
    assert english == chinese
    assert ("sh", "make chat\nmake test\n") in english


def test_every_make_target_shown_exists() -> None:
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for readme in READMES:
        shown = set(re.findall(r"(?:`|^|\| )make (?:-s )?(\w+)", readme.read_text("utf-8"), re.MULTILINE))
        assert {"chat", "test", "help"} <= shown <= targets


@pytest.mark.parametrize(
    ("command", "shown"), commands_with_output(), ids=[command for command, _ in commands_with_output()]
)
def test_the_output_shown_is_the_real_output(command: str, shown: str) -> None:
    assert output(command) == shown


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_a_document_links_to_exists(document: str) -> None:
    path = ROOT / document
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text("utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_a_document_names_exists(document: str) -> None:
    names = FILE_NAME.findall((ROOT / document).read_text("utf-8"))
    assert [name for name in names if not list(ROOT.glob(PLACEHOLDERS.sub("*", name)))] == []


def test_the_example_notice_loads_without_fault(tmp_path: Path) -> None:
    notices = [text for _, text in CODE_BLOCK.findall((ROOT / "CONTRIBUTING.md").read_text("utf-8"))]
    (tmp_path / "notices").mkdir()
    (tmp_path / "notices" / "hn-2024.yaml").write_text(notices[0], "utf-8")
    assert check(tmp_path) == []


def rewrite() -> None:
    """Write the present output of each command into both READMEs."""
    for readme in READMES:
        readme.write_text(CODE_BLOCK.sub(_with_fresh_output, readme.read_text("utf-8")), "utf-8")


def _with_fresh_output(block: re.Match[str]) -> str:
    if block[1] != "console":
        return block[0]
    return COMMAND.sub(lambda command: f"$ {command[1]}\n{output(command[1])}", block[0])


if __name__ == "__main__":
    rewrite()
