"""Import a file of unknown origin in a child process, with limits of time and memory and without the environment."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from data.notice_import.blocks import ImportFailedError, ImportRefusedError
from data.notice_import.draft import Draft, from_message
from data.notice_import.worker import TOO_MUCH

TIMEOUT = 30.0
"""The time limit in seconds; the child's limit of processor time ends it earlier unless it waits."""
_TOO_MUCH = "这个文件读起来太费时间或内存，没有读完"


def import_file(content: bytes, name: str, timeout: float = TIMEOUT) -> Draft:
    """Return the draft of the notice in a file called `name`.

    Raises ImportRefusedError, with a message in Chinese, and ImportFailedError if the import itself has a defect.
    """
    root = Path(__file__).parents[2]
    command = [sys.executable, "-P", "-m", "data.notice_import.worker", name.replace("\0", "")[:200]]
    environment = {"PYTHONPATH": str(root), "PYTHONUTF8": "1"}
    try:
        result = subprocess.run(  # noqa: S603 - the project's own module
            command, input=content, capture_output=True, timeout=timeout, env=environment, check=False
        )
    except subprocess.TimeoutExpired:
        raise ImportRefusedError(_TOO_MUCH) from None
    if result.returncode < 0 or result.returncode == TOO_MUCH:  # a limit ends the child by a signal
        raise ImportRefusedError(_TOO_MUCH)
    if result.returncode:
        raise ImportFailedError(f"status {result.returncode}")
    message = json.loads(result.stdout)
    if "failed" in message:
        raise ImportFailedError(message["failed"])
    if "refused" in message:
        raise ImportRefusedError(message["refused"])
    return from_message(message["draft"])
