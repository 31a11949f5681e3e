"""The command import: a file or pasted text to a draft for the data folder, with its doubts."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO, TextIO

from data.files import read_file
from data.notice_import.blocks import ImportFailedError, ImportRefusedError
from data.notice_import.draft import to_json, to_yaml
from data.notice_import.sandbox import import_file

NO_LIST = 3
"""Exit status if the file cannot be read or has no list of cases."""
STANDARD_INPUT = "-"


def run_import(file: str, stdin: BinaryIO, out: TextIO, err: TextIO, *, json: bool) -> int:
    """Write the draft of the notice in `file` to `out` and its doubts to `err`; return the exit status."""
    if file == STANDARD_INPUT:
        content = stdin.read()
    else:
        content, fault = read_file(Path(file), file)
        if fault:
            err.write(f"anlitong: {file}：{fault.message}\n")
            return NO_LIST
    try:
        draft = import_file(content, Path(file).name)
    except ImportRefusedError as error:
        if json:
            out.write(f"{to_json(None)}\n")
        where = f"（{error.where}）" if isinstance(error, ImportFailedError) else ""
        err.write(f"anlitong: {error}{where}\n")
        return NO_LIST
    out.write(f"{to_json(draft)}\n" if json else to_yaml(draft))
    err.writelines(f"{doubt}\n" for doubt in draft.doubts)
    return 0
