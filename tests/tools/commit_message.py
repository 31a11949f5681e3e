"""Check the form of a commit message: `python -m tests.tools.commit_message FILE`, as the commit-msg hook does."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

MAX_SUBJECT = 72
"""Characters of the first line that `git log` and hosting sites show without cutting it."""

_AUTOMATIC = re.compile(r"(fixup|squash|amend)! |Revert \"")
"""Beginnings that Git writes itself; the first line of such a message is that of another commit."""
_INFLECTED = re.compile(r"(?!(Bring|Embed|Feed|Need|Seed|Shed|Speed|String)$)\w+(ed|ing|[^su]s)$")
"""First words that are no imperative: Added, Adding, Adds. A few imperatives end like that."""
_SCISSORS = "# ------------------------ >8 ------------------------"


def faults(message: str) -> Iterator[str]:
    """Yield each fault of a commit message, without Git's comment lines."""
    lines = [line for line in message.partition(_SCISSORS)[0].splitlines() if not line.startswith("#")]
    subject = lines[0] if lines else ""
    if not subject.strip():
        yield "the first line is empty"
        return
    if len(lines) > 1 and lines[1].strip():
        yield "the second line is not empty"
    if _AUTOMATIC.match(subject):
        return
    if len(subject.split()) == 1:
        yield "the first line is one word"
    if len(subject) > MAX_SUBJECT:
        yield f"the first line has {len(subject)} characters, more than {MAX_SUBJECT}"
    if not subject[0].isupper():
        yield "the first line does not begin with a capital letter"
    if _INFLECTED.match(subject.split(maxsplit=1)[0]):
        yield "the first line is not imperative: “Add …”, not “Added …”, “Adds …” or “Adding …”"
    if subject.endswith("."):
        yield "the first line ends with a full stop"


def main(arguments: list[str]) -> int:
    """Print the faults of the message in a file. Returns 1 if there are any."""
    found = list(faults(Path(arguments[0]).read_text("utf-8")))
    sys.stderr.writelines(f"commit message: {fault}\n" for fault in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
