"""The process that reads a file of unknown origin: content on standard input, one line of JSON on standard output."""

from __future__ import annotations

import json
import resource
import sys
from contextlib import suppress
from typing import Any

from data.error_line import describe_without_text
from data.notice_import.blocks import ImportRefusedError
from data.notice_import.draft import to_message
from data.notice_import.importer import import_notice

MAX_MEMORY = 1 << 30
"""The limit of the address space in bytes; a PDF of 100 pages takes a fifth of it."""
MAX_SECONDS = 20
"""The limit of processor time in seconds."""
TOO_MUCH = 3
"""The exit status if the file takes too much memory."""


def main() -> None:
    """Import the notice on standard input, named by the first argument; write a draft, refusal or failure."""
    for limit, value in ((resource.RLIMIT_AS, MAX_MEMORY), (resource.RLIMIT_CPU, MAX_SECONDS)):
        with suppress(ValueError, OSError):  # not every system has these limits
            resource.setrlimit(limit, (value, value))
    out, sys.stdout = sys.stdout, sys.stderr  # the output of libraries is no part of the message
    message: dict[str, Any]
    try:
        message = {"draft": to_message(import_notice(sys.stdin.buffer.read(), sys.argv[1]))}
    except ImportRefusedError as error:
        message = {"refused": str(error)}
    except (MemoryError, RecursionError):
        sys.exit(TOO_MUCH)
    except Exception as error:  # noqa: BLE001 - the parent reports it; the text of an error may quote the file
        message = {"failed": describe_without_text(error)}
    out.write(json.dumps(message))


if __name__ == "__main__":
    main()
